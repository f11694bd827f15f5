"""What loads, removals, dates written down and rosters answer. Field names are those of JSON and of the core."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from seatbook._report import Report


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the things of one sort in a load."""

    created: int
    updated: int
    unchanged: int
    refused: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that a load did not take, or a removal did not remove."""

    entity: str
    """`org`, `product`, `user`, `group`, `pool`, `member`, `exclusion`, `prerequisite`, `settings` or `licensee`."""
    id: str
    index: int
    """Its position in its list, from 0; the list's length for a user who is missing in a list that is full."""
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
    rules: Tally
    """Exclusions, prerequisites, settings and licensees."""
    users: Tally
    groups: Tally
    pools: Tally
    refused: tuple[Refusal, ...]
    """Everything that was not taken, by sort: settings, orgs, products, rules, users, groups (with members), pools."""
    report: Report | None
    """The seats that it took back or gave to those who waited, if there are any."""
    _json: str = field(repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether everything was taken."""
        return not self.refused

    def to_json(self) -> str:
        """The report as JSON, format `seatbook.load_report/1`.

        >>> json.loads(book.load(orgs=[{"id": "south"}]).to_json())["format"]
        'seatbook.load_report/1'
        """
        return self._json


@dataclass(frozen=True, slots=True)
class RemovalTally:
    """What became of the things of one sort in a removal."""

    removed: int
    refused: int


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What a removal answers.

    >>> book.remove(users=["anna", "nobody"], give_back=True).users
    RemovalTally(removed=1, refused=1)
    """

    operation: int | None
    """Number of the operation in the journal; `None` if it was not journalled."""
    request_id: str
    replayed: bool
    dry_run: bool
    revision: int
    on: date
    users: RemovalTally
    groups: RemovalTally
    pools: RemovalTally
    products: RemovalTally
    rules: RemovalTally
    """Exclusions and prerequisites."""
    refused: tuple[Refusal, ...]
    """Everything that was not removed, in the order users, groups, pools, products, exclusions, prerequisites."""
    report: Report | None
    """The seats that it took back, if there are any."""
    _json: str = field(repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether everything was removed."""
        return not self.refused

    def to_json(self) -> str:
        """The report as JSON, format `seatbook.removal_report/1`.

        >>> json.loads(book.remove(users="dora").to_json())["format"]
        'seatbook.removal_report/1'
        """
        return self._json


@dataclass(frozen=True, slots=True)
class Begun:
    """Seats of a pool whose time has begun by itself since it was last written down."""

    pool: str
    started: int
    """Seats with a holder: they have started."""
    reusable: int
    """Seats without one: they can be reused."""


@dataclass(frozen=True, slots=True)
class AdvanceReport:
    """What writing down the dates answers.

    >>> book.advance(on="2027-01-01").pools
    ()
    """

    operation: int | None
    """Number of the operation in the journal; `None` if it was not journalled."""
    request_id: str
    replayed: bool
    dry_run: bool
    revision: int
    on: date
    """The day up to which it was written down."""
    pools: tuple[Begun, ...]
    """Pools of which something began, by id."""
    _json: str = field(default="", repr=False, compare=False)

    def to_json(self) -> str:
        """The report as JSON, format `seatbook.advance_report/1`.

        >>> json.loads(book.advance().to_json())["format"]
        'seatbook.advance_report/1'
        """
        return self._json


@dataclass(frozen=True, slots=True)
class RosterNotice:
    """Something odd or wrong in a roster, with its place."""

    file: str
    line: int
    """The line, from 1; the header is line 1. 0 if it is about no line."""
    column: str | None
    refused: bool
    """Whether the line was left out; otherwise it was taken and is only odd."""
    message: str
