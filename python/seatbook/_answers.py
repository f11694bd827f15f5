"""What the book answers beside reports. Field names are those of JSON and of the core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar

from seatbook._words import SeatState

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the things of one sort in a load."""

    created: int
    updated: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that a load did not take."""

    entity: str
    """`org`, `product`, `user`, `group`, `pool` or `member`."""
    id: str
    index: int
    """Its position in its list, from 0."""
    status: str
    message: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load answers.

    >>> book.load(orgs=[{"id": "south"}]).orgs.created
    1
    """

    operation: int | None
    """Number of the operation in the journal; `None` if it was not journalled."""
    request_id: str
    replayed: bool
    dry_run: bool
    revision: int
    on: date
    orgs: Tally
    products: Tally
    users: Tally
    groups: Tally
    pools: Tally
    refused: tuple[Refusal, ...]
    """Everything that was not taken, in the order orgs, products, users, groups (with members), pools."""
    _json: str = field(repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether everything was taken."""
        return not self.refused

    def to_json(self) -> str:
        """The report as JSON, format `seatbook.load_report/1`."""
        return self._json


@dataclass(frozen=True, slots=True)
class Counts:
    """Seats of a product on a day.

    Always `total = assigned + available + retired + expired + upcoming + suspended`.

    >>> counts = book.counts("maths")
    >>> counts.assigned, counts.available
    (2, 28)
    """

    product: str
    org: str | None
    """The org whose pools (and those of all orgs below it) are counted; `None` is all."""
    total: int
    assigned: int
    """Seats that somebody holds, started or not."""
    started: int
    """Of these, started ones."""
    available: int
    """Seats that could be handed out that day: `new` and `reusable` ones."""
    new: int
    reusable: int
    retired: int
    expired: int
    upcoming: int
    """Free seats that may not be handed out yet."""
    suspended: int
    unlimited: bool
    """Whether there is always a new seat more."""
    over: int
    """Seats in use beyond what was bought."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list. It can be gone through and counted like a list of its rows.

    >>> page = book.holders("maths", limit=1)
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


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a seat."""

    holder: str
    """The user (or group, or org)."""
    product: str
    pool: str
    seat: int
    state: SeatState
    started_on: date | None
    ends_on: date | None
    sources: tuple[str, ...]
    """All that the seat came through: `direct`, or `group:` and the group's id."""


@dataclass(frozen=True, slots=True)
class Licence:
    """A seat of a user (or group, or org), or access derived from a seat of his group or org, or from a site."""

    product: str
    product_name: str
    pool: str
    seat: int
    """Its number in the pool, from 1; 0 through a site, which has no seats."""
    key: str | None
    state: SeatState
    started_on: date | None
    ends_on: date | None
    derived: bool
    """Whether it is not a seat of his own: then the source says whose it is."""
    sources: tuple[str, ...]
    """All that it came through: `direct`, or `group:`, `org:` or `site:` and an id."""
    plans_off: tuple[str, ...]
    """Plans that are switched off."""


@dataclass(frozen=True, slots=True)
class Reusable:
    """Reusable seats with one end date."""

    ends_on: date | None
    seats: int


@dataclass(frozen=True, slots=True)
class Supply:
    """What of a product can be handed out on a day."""

    product: str
    new: int
    unlimited: bool
    reusable: tuple[Reusable, ...]
    """Soonest end first, none last."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An operation as the journal keeps it."""

    operation: int
    """Its number, from 1 without gaps; the book's revision after it."""
    kind: str
    """`assign`, `revoke`, `reuse`, `start`, `change` (mixed rows) or `load`."""
    on: date
    at: datetime | None
    """The instant, in UTC."""
    actor: str
    role: str
    reason: str
    request_id: str
    requested: int
    changed: int
    unchanged: int
    failed: int
    hash: str
    """SHA-256 over the record and all before it, in hex."""


class Head(NamedTuple):
    """The end of the journal's chain.

    Kept elsewhere, it shows whether an older copy of the book was put in place: `book.verify(since=head)`.
    """

    operation: int
    """Number of the last operation; 0 in a new book."""
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What `Book.verify` found."""

    ok: bool
    problems: tuple[str, ...]
    """What is wrong: table, key and why. At most 100."""
    operations: int
    users: int
    pools: int
    seats: int
    head: Head


@dataclass(frozen=True, slots=True)
class RosterNotice:
    """Something odd or wrong in a roster, with its place."""

    file: str
    line: int
    """The line, from 1; the header is line 1."""
    column: str | None
    refused: bool
    """Whether the line was left out; otherwise it was taken and is only odd."""
    message: str
