"""What the book answers to questions. Field names are those of JSON and of the core."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from seatbook._report_parts import InTheWay
from seatbook._table import ShownAsTable
from seatbook._words import Covered, Event, HolderKind, Outcome, PoolKind, SeatChoice, SeatState


@dataclass(frozen=True, slots=True)
class Counts(ShownAsTable):
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
class SeatRow:
    """Seats of a pool in one state with one end date."""

    state: SeatState
    seats: int
    ends_on: date | None
    """Their last day, as far as it is known."""


@dataclass(frozen=True, slots=True)
class PoolBreakdown:
    """A pool's seats on a day."""

    pool: str
    org: str
    """The org that bought it."""
    kind: PoolKind
    roles: tuple[str, ...]
    """Roles that may have its seats; empty is all."""
    summary: str
    """Such as `2/22 assigned`."""
    counts: Counts
    rows: tuple[SeatRow, ...]
    """Its seats by state and end date; the soonest end first, none last."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A product's seats on a day, kept apart by pool."""

    product: str
    org: str | None
    """The org whose pools (and those of all orgs below it) are shown; `None` is all."""
    pools: tuple[PoolBreakdown, ...]


@dataclass(frozen=True, slots=True)
class ProductCoverage:
    """Which of some users have a product."""

    product: str
    covered: Covered
    """All, some or none of the users: a tick box with three states."""
    count: int
    """How many of them have it."""
    holders: tuple[str, ...]
    """Who has a seat of his own, in the order asked."""
    derived: tuple[str, ...]
    """Who has it without one, through a group, an org or a site, in the order asked."""
    counts: Counts
    """All seats of the product on the day."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which of some users have which products."""

    users: int
    """How many different users of the book were asked about."""
    unknown: tuple[str, ...]
    """Ids that are not in the book, each once."""
    products: tuple[ProductCoverage, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a seat."""

    holder: str
    """The user (or group, or org)."""
    kind: HolderKind
    product: str
    pool: str
    seat: int
    state: SeatState
    started_on: date | None
    ends_on: date | None
    sources: tuple[str, ...]
    """All that the seat came through: `direct`, or `group:` and the group's id."""
    disabled_plans: tuple[str, ...]
    """Plans that are switched off."""


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
    disabled_plans: tuple[str, ...]
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
class Plan:
    """A service plan of a product."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a user may use of a product on a day; true if he may.

    >>> bool(book.entitled("anna", "maths")), bool(book.entitled("dora", "maths"))
    (True, False)
    """

    user: str
    product: str
    entitled: bool
    """Whether he may use it that day: his account is enabled, he has a licence, and its first day of use has come."""
    enabled: bool
    """Whether his account is in use."""
    starts_on: date | None
    """The first day on which he may use it, if that is still to come."""
    ends_on: date | None
    """The last day, if there is one."""
    plans: tuple[Plan, ...]
    """Plans that are on; none without a licence."""
    disabled_plans: tuple[Plan, ...]
    """Plans that are switched off."""
    licence: Licence | None
    """What he has it by."""

    def __bool__(self) -> bool:
        return self.entitled


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A rule and how it went."""

    rule: Outcome
    """The outcome if this rule were the first to fail."""
    passed: bool
    facts: str
    """What it looked at."""
    remedy: str | None
    """What would mend it, if it failed."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a user would get a seat of a product or not.

    >>> book.load(users=[{"id": "carl", "org": "north", "enabled": False}]).ok
    True
    >>> why = book.explain("carl", "maths")
    >>> why.verdict, [test.rule for test in why.failed]
    ('user_disabled', ['user_disabled'])
    """

    user: str
    product: str
    on: date
    seat_choice: SeatChoice
    """Which seats may be taken."""
    verdict: Outcome
    """What assigning would answer."""
    message: str
    """The same in a sentence."""
    in_the_way: InTheWay | None
    rules: tuple[RuleTest, ...]
    """Every rule in order of precedence; the first that fails is the verdict."""

    @property
    def failed(self) -> tuple[RuleTest, ...]:
        """The rules that do not let the user through."""
        return tuple(test for test in self.rules if not test.passed)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What happens to seats of a pool by itself, if nothing is done until then."""

    on: date
    """The last day before it takes effect."""
    event: Event
    product: str
    pool: str
    seats: int
    """To how many seats."""
    held: int
    """Of these, how many somebody holds."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a seat of a product."""

    position: int
    """His place in the product's queue, from 1."""
    kind: HolderKind
    target: str
    """The user (or group, or org)."""
    product: str
    sources: tuple[str, ...]
    """All that the seat is to come through."""
    priority: int
    """The higher, the earlier he is served."""
    since: date
    """The day on which he began to wait."""
    operation: int
    """The operation that put him where he is."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An operation as the journal keeps it."""

    operation: int
    """Its number, from 1 without gaps; the book's revision after it."""
    kind: str
    """`assign` and the other operations on rows, `change` (mixed rows), `load`, `remove`, `merge` and so on."""
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
    licences: int
    """Licence files that are active or wait."""
    unverified_licences: int
    """Of these, files whose signature could not be checked because the book was opened without licence keys."""
    head: Head
