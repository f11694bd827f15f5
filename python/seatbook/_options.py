"""The options that go with every write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple, TypeAlias, TypedDict

from seatbook._checks import day, instant, number, text
from seatbook._words import Mode, Unit

Progress: TypeAlias = Callable[[int, int], object]
"""Told rows done and rows in all."""


class UnwatchedOptions(TypedDict, total=False):
    """The keyword arguments that every write takes; `seatbook.Book` says what they do."""

    on: date | str | None
    at: datetime | None
    actor: str | None
    role: str
    reason: str
    request_id: str
    mode: Mode
    unit: Unit
    dry_run: bool
    expected_revision: int | None


class WriteOptions(UnwatchedOptions, total=False):
    """The same for writes that tell how far they are."""

    progress: Progress | None


class Options(NamedTuple):
    """The options as the core takes them, without `progress`."""

    on: date | str
    at: int
    actor: str
    role: str
    reason: str
    request_id: str
    mode: Mode
    unit: Unit
    dry_run: bool
    expected_revision: int | None


def read_options(given: WriteOptions) -> tuple[Options, Progress | None]:
    """Checks what goes with a write, and keeps apart who is told of its progress."""
    _check_names(given, _WATCHED)
    return _options(given), check_progress(given.get("progress"))


def read_unwatched(given: UnwatchedOptions) -> Options:
    """Checks what goes with a write that does not tell how far it is."""
    _check_names(given, _UNWATCHED)
    return _options(given)


_UNWATCHED = frozenset(Options._fields)
_WATCHED = _UNWATCHED | {"progress"}


def _check_names(given: UnwatchedOptions, known: frozenset[str]) -> None:
    for name in given.keys() - known:
        raise TypeError(f"`{name}` is no argument of this call and none of the options: {', '.join(sorted(known))}")


def _options(given: UnwatchedOptions) -> Options:
    expected, actor = given.get("expected_revision"), given.get("actor")
    return Options(
        on=day("on", given.get("on")),
        at=instant(given.get("at")),
        actor=text("actor", actor) if actor is not None else "",
        role=text("role", given.get("role", "administrator")),
        reason=text("reason", given.get("reason", "")),
        request_id=text("request_id", given.get("request_id", "")),
        mode=given.get("mode", "best_effort"),
        unit=given.get("unit", "row"),
        dry_run=bool(given.get("dry_run", False)),
        expected_revision=None if expected is None else number("expected_revision", expected, 0, 2**64 - 1),
    )


def check_progress(progress: Progress | None) -> Progress | None:
    """Refuses what cannot be called."""
    if progress is not None and not callable(progress):
        raise TypeError(f"`progress` is {type(progress).__name__}; pass a function of rows done and rows in all")
    return progress
