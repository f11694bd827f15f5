"""Answers of the core, which are JSON, as the data classes whose fields have the same names."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import date, datetime, timezone
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from seatbook._table import Table

T = TypeVar("T")

Convert = Callable[..., Any]


def read(kind: type[T], text: str, **more: Any) -> T:
    """Reads one thing; `more` are fields that are not in the answer."""
    return _of_class(kind)(json.loads(text), **more)  # type: ignore[no-any-return]


def read_list(kind: type[T], text: str) -> Table[T]:
    """Reads a list of things."""
    return Table(map(_of_class(kind), json.loads(text)))


def read_page(kind: type[T], text: str) -> tuple[tuple[T, ...], int, str | None, str | None]:
    """Reads a page: its rows, how long the list is, and the cursors of the pages around it."""
    page = json.loads(text)
    return tuple(map(_of_class(kind), page["rows"])), page["total"], page["next"], page["previous"]


_KNOWN: dict[type[Any], Convert] = {}


def _of_class(kind: type[Any]) -> Convert:
    """How an object becomes one of a class."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _new_class(kind)
    return _KNOWN[kind]


def _new_class(kind: type[Any]) -> Convert:
    """The same, found from the fields and their types. A field that is not there has its default.

    One that is marked `"answer": False` is never there.
    """
    hints = get_type_hints(kind)
    if hasattr(kind, "_fields"):
        names = kind._fields
    else:
        names = [field.name for field in dataclasses.fields(kind) if field.metadata.get("answer", True)]
    fields = [(name, _of_type(hints[name])) for name in names]

    def convert(found: dict[str, Any], **more: Any) -> Any:
        return kind(**{name: convert(found[name]) for name, convert in fields if name in found}, **more)

    return convert


def _of_type(kind: Any) -> Convert:
    """How a value becomes one of a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (some,) = (_of_type(one) for one in inner if one is not type(None))
        return some if some is _same else lambda value: None if value is None else some(value)
    if origin is tuple:
        each = _of_type(inner[0])
        return tuple if each is _same else lambda values: tuple(map(each, values))
    if kind is date:
        return date.fromisoformat
    if kind is datetime:
        return _instant
    if origin is Literal or kind in (str, int, bool) or origin is not None:
        return _same
    return _of_class(kind)


def _same(value: Any) -> Any:
    return value


def _instant(seconds: int) -> datetime | None:
    """An instant in UTC. What Python's calendar does not reach, ten thousand years from now, is left out."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc)
    except (OverflowError, ValueError, OSError):
        return None
