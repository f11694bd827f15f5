"""What happened in the book, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from seatbook._answers import Head, JournalEntry, Verification
from seatbook._checks import check_day, number
from seatbook._errors import InvalidArgumentError
from seatbook._listing import Listing
from seatbook._questions import Questions
from seatbook._reading import read
from seatbook._report import Report
from seatbook._seatbook import Row


class HistoryRow(NamedTuple):
    """A row of an operation, and the operation."""

    entry: JournalEntry
    row: Row


class History(Questions):
    """What a `seatbook.Book` tells of its past."""

    __slots__ = ()

    @property
    def revision(self) -> int:
        """The number of its last operation.

        >>> before = book.revision
        >>> book.assign("anna", "maths").operation == before + 1
        True
        """
        return self._book.revision()

    def journal(
        self,
        user: str | None = None,
        *,
        actor: str | None = None,
        kind: str | None = None,
        from_: date | str | None = None,
        to: date | str | None = None,
        pool: str | None = None,
        seat: int | None = None,
    ) -> Listing[JournalEntry]:
        """Lists operations, newest first.

        Arguments:
            user: Only operations that name this user.
            actor: Only operations by this actor.
            kind: Only operations of this kind, such as `assign` or `load`.
            from_: Only operations on this day or later.
            to: Only operations on this day or earlier.
            pool: Only operations that changed seats of this pool.
            seat: Only operations that name this seat of the pool.

        >>> [entry.kind for entry in book.journal()]
        ['assign', 'load']
        """
        chosen: dict[str, Any] = {"user": user, "actor": actor, "kind": kind, "pool": pool}
        chosen["seat"] = None if seat is None else number("seat", seat, 1, 2**32 - 1)
        chosen["from"] = None if from_ is None else check_day("from_", from_)
        chosen["to"] = None if to is None else check_day("to", to)
        return Listing(self._ask, JournalEntry, {"query": "journal", **chosen})

    def history(
        self,
        user: str | None = None,
        *,
        product: str | None = None,
        from_: date | str | None = None,
        to: date | str | None = None,
    ) -> Iterator[HistoryRow]:
        """Tells what became of users and seats, row by row, newest operation first.

        These are the rows of the reports, with those of people who were waiting, and of seats that loads and removals
        took back. Operations without such a row are left out; `journal` has them.

        Arguments:
            user: Only rows about this user (group, org).
            product: Only rows about this product.
            from_: Only operations on this day or later.
            to: Only operations on this day or earlier.

        >>> [(entry.on.isoformat(), row.product, row.outcome) for entry, row in book.history("anna")]
        [('2026-08-17', 'maths', 'assigned')]
        """
        for entry in self.journal(user, from_=from_, to=to):
            try:
                report = self.report(entry.operation)
            except InvalidArgumentError:
                continue  # It has no rows.
            for row in (*report, *report.from_waitlist):
                if user in (None, row.target) and product in (None, row.product):
                    yield HistoryRow(entry, row)

    def report(self, operation: int) -> Report:
        """Gives the stored report of an operation on rows.

        >>> book.report(book.revision).summary.requested
        2
        """
        return Report(self._book.report(number("operation", operation, 0, 2**64 - 1)))

    def head(self) -> Head:
        """Gives the end of the journal's chain. Keep it elsewhere to find out later whether the book was set back.

        >>> book.head().operation == book.revision
        True
        """
        return read(Head, self._ask({"query": "head"}))

    def verify(self, since: Head | tuple[int, str] | None = None) -> Verification:
        """Recounts everything from the seats and walks the journal's chain.

        Arguments:
            since: A head kept from earlier, which the book must descend from.

        Raises:
            RolledBackError: The book does not descend from it: an older copy was put in place.

        >>> book.verify(since=book.head()).ok
        True
        """
        kept = None if since is None else {"operation": since[0], "hash": since[1]}
        return read(Verification, self._ask({"query": "verify", "since": kept}))
