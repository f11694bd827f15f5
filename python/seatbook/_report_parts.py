"""What reports consist of. Field names are those of JSON and of the core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Seat(NamedTuple):
    """A seat as a report names it."""

    pool: str
    number: int
    """Its number in the pool, from 1."""
    key: str | None = None
    """Its key, if the pool has keys."""


@dataclass(frozen=True, slots=True)
class InTheWay:
    """What stands in the way of a refused row, or what an unchanged row rests on."""

    product: str | None = None
    plan: str | None = None
    group: str | None = None
    pool: str | None = None
    """The pool that came nearest."""
    reusable: int | None = None
    """How many reusable seats could be had if asked for."""
    end_dates: tuple[date, ...] = ()
    """End dates of reusable seats that do exist."""
    waiting: int | None = None
    """Place on the product's waiting list, from 1."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows by kind of outcome; `requested` is their sum."""

    requested: int
    changed: int
    unchanged: int
    failed: int


@dataclass(frozen=True, slots=True)
class ReportWarning:
    """Something worth knowing that is no refusal."""

    code: str
    """A word for programs, such as `starts_later`."""
    pool: str
    message: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A product that has too few seats for the demand."""

    product: str
    needed: int
    """Eligible users who did not have it."""
    available: int
    missing: int
