"""Licence files that are taken over: what was staged, what it changes, and who gives back for it.

Field names are those of JSON and of the core.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from seatbook._listing import Listing
from seatbook._report import Report
from seatbook._words import ActivationState, LineChange, LineKind, Outcome, SeatState, SuggestionReason


@dataclass(frozen=True, slots=True)
class Activation:
    """A licence file that was staged."""

    activation: int
    """Its number: that of the operation that staged it first."""
    state: ActivationState
    active: bool
    """Whether its totals hold now. Of all files of a serial number at most one is active."""
    seen: bool
    """Whether somebody has looked at what it changes, or decided about it."""
    org: str
    """The org whose pools it is about."""
    owner: str
    serial_number: str
    version: int
    """Higher in every newer file of the same serial number."""
    issuer: str
    key: str
    """The id of the key that it is signed with."""
    purchase_url: str
    """Where more can be bought; empty if it does not say."""
    not_before: date | None
    """First day on which it may be taken over."""
    expires: date | None
    """Last day on which it may be taken over."""
    staged_on: date
    decided_on: date | None
    """The day on which it was activated or discarded."""
    decided_by: int | None
    """The operation that did so."""
    replaced_by: int | None
    """The newer file that took its place while it waited."""


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term that becomes another."""

    term: str
    """Its name, such as `ends_on`."""
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class LineDiff:
    """A line of a licence file that changes."""

    line: str
    """Its id; of a line that is gone that of the file before, or the product's."""
    name: str
    product: str
    kind: LineKind
    change: LineChange
    old_total: int | None
    """Seats in all before; `None` is unlimited. A site that is on is unlimited, one that is off has 0."""
    new_total: int | None
    """Seats in all afterwards."""
    in_use: int
    """Seats that somebody holds under the file's terms."""
    revocable: int
    """Of these, seats that the terms let be taken back."""
    available: int | None
    """Free seats now; `None` is unlimited."""
    available_after: int | None
    """Free seats afterwards; 0 for a line that is blocked."""
    to_remove: int
    """How many must give their seat back before the line can be taken over."""
    blocked: bool
    """Whether that is anybody."""
    terms: tuple[TermChange, ...]


@dataclass(frozen=True, slots=True)
class ActivationDiff:
    """What a licence file changes: only lines that do change."""

    activation: Activation
    on: date
    """The day for which it was worked out; of a file that was activated, the day on which it was."""
    blocked: bool
    """Whether any line is blocked."""
    lines: tuple[LineDiff, ...]
    """In the file's order; lines that are gone come last, by product id."""


@dataclass(frozen=True, slots=True)
class LineHolder:
    """Somebody who holds a seat of a line."""

    holder: str
    name: str
    """What people call him; empty if the book does not know."""
    pool: str
    seat: int
    state: SeatState
    started_on: date | None
    ends_on: date | None
    """His seat's last day, under the file's terms."""
    suggested: SuggestionReason | None
    """Why he is suggested to give it back; `None`: he is not."""
    refused: Outcome | None
    """Why it cannot be taken back from him; `None`: it can."""

    @property
    def revocable(self) -> bool:
        """Whether his seat can be taken back."""
        return self.refused is None


@dataclass(frozen=True, slots=True)
class Reduction:
    """Who would have to give a seat back so that a line can be taken over."""

    line: str
    product: str
    new_total: int | None
    """Seats in all afterwards; `None` is unlimited."""
    occupied: int
    """Seats that somebody holds."""
    available: int | None
    """Free seats now; `None` is unlimited."""
    to_remove: int
    """How many must give their seat back."""
    holders: Listing[LineHolder] = field(repr=False, compare=False, metadata={"answer": False})
    """Everybody who holds one: the suggested first, those from whom it cannot be taken back last."""

    @property
    def suggested(self) -> tuple[str, ...]:
        """Who would best give his seat back: as many as must, as far as it can be taken back from them."""
        return tuple(holder.holder for holder in takewhile(lambda holder: holder.suggested, self.holders))


@dataclass(frozen=True, slots=True)
class ActivationReport:
    """What staging, activating, discarding and marking as seen answer."""

    operation: int | None
    """Number of the operation in the journal; `None` if it was not journalled."""
    request_id: str
    replayed: bool
    dry_run: bool
    revision: int
    on: date
    activation: Activation
    """The licence file as it is now."""
    blocked: bool
    """Whether it waits because a line is blocked."""
    lines: tuple[LineDiff, ...]
    """Lines that change, or changed; none if it was discarded."""
    report: Report | None = field(default=None, metadata={"answer": False})
    """The seats that were taken back or given to those who waited, if there are any."""
    _json: str = field(default="", repr=False, compare=False, metadata={"answer": False})

    @property
    def activated(self) -> bool:
        """Whether the file has been taken over."""
        return self.activation.state == "activated"

    def to_json(self) -> str:
        """The report as JSON, format `seatbook.activation_report/1`.

        >>> json.loads(book.discard(waiting).to_json())["format"]
        'seatbook.activation_report/1'
        """
        return self._json
