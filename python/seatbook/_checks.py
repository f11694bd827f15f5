"""Arguments of calls: what is refused before the book is asked. The text of days and words is read by the core."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeAlias

from seatbook._seatbook import IdList

Ids: TypeAlias = str | Iterable[str]
"""One id, or any iterable of ids; an `IdList` is not copied again."""


def today() -> date:
    """The local date."""
    return date.today()


def day(name: str, value: date | str | None) -> date | str:
    """The day that is meant: today's local date, if none is given."""
    if value is None:
        return today()
    return check_day(name, value)


def check_day(name: str, value: date | str) -> date | str:
    """Refuses what is no day. The text of a day is read by the core."""
    if isinstance(value, datetime):
        raise TypeError(f"`{name}` is a datetime, and a day is meant; pass its `.date()`")
    if not isinstance(value, (date, str)):
        raise TypeError(f"`{name}` is {type(value).__name__}; pass a datetime.date or text such as `2026-08-17`")
    return value


def instant(value: datetime | None) -> int:
    """Seconds since 1970, for the journal: now, if no instant is given."""
    if value is None:
        return int(time.time())
    if not isinstance(value, datetime):
        raise TypeError(f"`at` is {type(value).__name__}; pass a datetime.datetime with a zone")
    if value.utcoffset() is None:
        raise ValueError("`at` has no zone; pass for instance datetime.now(timezone.utc)")
    return int(value.timestamp() // 1)


def text(name: str, value: str) -> str:
    """Refuses what is not text."""
    if not isinstance(value, str):
        raise TypeError(f"`{name}` is {type(value).__name__}, and text is meant")
    return value


def number(name: str, value: int, least: int, most: int) -> int:
    """Refuses what is no whole number, or out of range."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"`{name}` is {type(value).__name__}, and a number is meant")
    if not least <= value <= most:
        raise ValueError(f"`{name}` is `{value}`; it goes from {least} to {most}")
    return value


def names(name: str, value: Ids | None) -> list[str]:
    """One id or several as a list; `None` is none."""
    if value is None:
        return []
    return list(IdList(value, name))


def ids(name: str, value: Ids | None) -> IdList | None:
    """One id or several, copied once; `None` stays."""
    return None if value is None else IdList(value, name)
