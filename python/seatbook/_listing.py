"""Lists that are as long as the book has it, read a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from seatbook._checks import number
from seatbook._reading import read_page
from seatbook._table import SHOWN, columns, html_table

T = TypeVar("T")

Ask: TypeAlias = Callable[[dict[str, Any]], str]

MOST = 10_000
"""Most rows of a page."""

BULK = 1000
"""Rows of a page when all are wanted."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list. It can be gone through and counted like a list of its rows.

    >>> page = book.holders("maths").page(limit=1)
    >>> page.total, [holder.holder for holder in page]
    (2, ['anna'])
    """

    rows: tuple[T, ...]
    total: int
    """Rows of the whole list."""
    next: str | None
    """Cursor of the next page; `None` on the last."""
    previous: str | None
    """Cursor of the previous page; `None` on the first."""

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_columns(self) -> dict[str, list[Any]]:
        """One list per field, of the rows of this page; see `Table.to_columns`.

        >>> book.holders("maths").page(limit=1).to_columns()["holder"]
        ['anna']
        """
        return columns(self.rows)

    def _repr_html_(self) -> str:
        return html_table(self.rows, self.total)


class Listing(Generic[T]):
    """A list in the book. Nothing is read before it is asked for.

    Going through it reads page after page, each from the book as it then is:

    >>> [holder.holder for holder in book.holders("maths")]
    ['anna', 'bela']

    For a screen there are `page` and `total`:

    >>> first = book.holders("maths").page(limit=1)
    >>> second = book.holders("maths").page(first.next, limit=1)
    >>> second.rows[0].holder, second.next is None
    ('bela', True)
    """

    __slots__ = ("_ask", "_kind", "_question")

    def __init__(self, ask: Ask, kind: type[T], question: dict[str, Any]) -> None:
        self._ask = ask
        self._kind = kind
        self._question = question

    def __repr__(self) -> str:
        asked = ", ".join(f"{name}={value!r}" for name, value in self._question.items() if value not in (None, ""))
        return f"<seatbook.Listing {asked}>"

    def __iter__(self) -> Iterator[T]:
        cursor = None
        while True:
            page = self.page(cursor, limit=BULK)
            yield from page.rows
            cursor = page.next
            if cursor is None:
                return

    def to_columns(self) -> dict[str, list[Any]]:
        """One list per field: what `pandas.DataFrame()` and `polars.DataFrame()` take; see `Table.to_columns`.

        >>> book.holders("maths").to_columns()["state"]
        ['started', 'started']
        """
        return columns(self)

    def _repr_html_(self) -> str:
        page = self.page(limit=SHOWN)
        return html_table(page.rows, page.total)

    @property
    def total(self) -> int:
        """How many rows it has.

        >>> book.holders("maths").total
        2
        """
        return self.page(limit=1).total

    def first(self) -> T | None:
        """Gives its first row; `None` if it is empty.

        >>> book.journal().first().kind
        'assign'
        """
        return next(iter(self.page(limit=1)), None)

    def page(self, cursor: str | None = None, *, limit: int = 100) -> Page[T]:
        """Reads a page.

        Arguments:
            cursor: `next` or `previous` of another page; `None` is the first page.
            limit: Most rows, from 1 to 10000.

        >>> len(book.holders("maths").page())
        2
        """
        number("limit", limit, 1, MOST)
        return Page(*read_page(self._kind, self._ask({**self._question, "cursor": cursor, "limit": limit})))
