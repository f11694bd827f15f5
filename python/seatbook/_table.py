"""Lists as tables: in a notebook, and as the columns that data frames are made of."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar

T = TypeVar("T")

SHOWN = 20
"""How many rows a notebook shows."""


class Table(list[T]):
    """A list that a notebook shows as a table.

    >>> table = book.counts()
    >>> [counts.product for counts in table]
    ['maths', 'physics']
    """

    def to_columns(self) -> dict[str, list[Any]]:
        """One list per field: what `pandas.DataFrame()` and `polars.DataFrame()` take.

        Fields of a field have both names: `counts_total`.

        >>> book.counts().to_columns()["assigned"]
        [2, 0]
        """
        return columns(self)

    def _repr_html_(self) -> str:
        return html_table(self, len(self))


def columns(things: Iterable[Any]) -> dict[str, list[Any]]:
    """One list per field; nothing has no fields."""
    found: dict[str, list[Any]] = {}
    for thing in things:
        for name, value in _values(thing):
            found.setdefault(name, []).append(value)
    return found


def html_table(things: Sequence[Any], total: int, title: str = "") -> str:
    """The first things as a table in HTML, with how many there are beyond them."""
    shown = columns(things[:SHOWN])
    lines = [[_cell(value) for value in line] for line in zip(*shown.values(), strict=True)]
    more = f"... and {total - len(lines):,} more" if total > len(lines) else "" if lines else "nothing"
    return html_of(title, list(shown), lines, more)


def html_of(title: str, header: Sequence[str], lines: Sequence[Sequence[str]], more: str = "") -> str:
    """A table in HTML, every text of it escaped."""

    def cells(tag: str, line: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in line) + "</tr>"

    table = f"<table>{cells('th', header)}{''.join(cells('td', line) for line in lines)}</table>" if lines else ""
    above, below = (f"<p>{html.escape(text)}</p>" if text else "" for text in (title, more))
    return above + table + below


def _values(thing: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a data class, with those of data classes in it."""
    for field in fields(thing):
        if field.name.startswith("_"):
            continue
        value = getattr(thing, field.name)
        if is_dataclass(value):
            yield from ((f"{field.name}_{name}", inner) for name, inner in _values(value))
        else:
            yield field.name, value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | date | datetime):
        return str(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    if isinstance(value, Iterable):
        return ", ".join(str(getattr(one, "id", one)) for one in value)
    return str(value)


class ShownAsTable:
    """Makes a notebook show one thing as a table of one row."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return html_table([self], 1)
