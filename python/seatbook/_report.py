"""What a write answers: one row for every target and product asked for, in request order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, overload

from seatbook import _seatbook
from seatbook._errors import RefusedError
from seatbook._report_parts import ReportWarning, Shortfall, Summary
from seatbook._seatbook import Row
from seatbook._table import SHOWN, html_of
from seatbook._words import Outcome, ReportStatus


class _Facts(NamedTuple):
    operation: int | None
    request_id: str
    replayed: bool
    status: ReportStatus
    revision: int
    on: date
    summary: Summary
    warnings: tuple[ReportWarning, ...]
    shortfall: tuple[Shortfall, ...]


class Rows(Sequence[Row]):
    """Some rows of a report, as a sequence. A row is made when it is looked at; slices copy nothing.

    >>> refused = report.refused
    >>> [(row.target, row.outcome) for row in refused]
    [('nobody', 'user_not_found')]
    >>> refused.to_csv("refused.csv")
    """

    def __init__(self, rows: _seatbook.Rows) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Rows: ...
    def __getitem__(self, index: int | slice) -> Row | Rows:
        if isinstance(index, slice):
            return Rows(self._rows[index])
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    @property
    def changed(self) -> Rows:
        """The rows that took effect."""
        return Rows(self._rows.of_class("changed"))

    @property
    def unchanged(self) -> Rows:
        """The rows that were so already: success, nothing to do."""
        return Rows(self._rows.of_class("unchanged"))

    @property
    def refused(self) -> Rows:
        """The rows that were refused."""
        return Rows(self._rows.of_class("refused"))

    @property
    def targets(self) -> list[str]:
        """Whom the rows are about, each once, in their order: what another call takes.

        >>> report.refused.targets
        ['nobody']
        """
        return list(dict.fromkeys(row.target for row in self))

    def by_outcome(self) -> dict[Outcome, Rows]:
        """The rows by outcome, for the outcomes that occur.

        >>> {outcome: len(rows) for outcome, rows in report.by_outcome().items()}
        {'assigned': 2, 'user_not_found': 1}
        """
        return {outcome: Rows(rows) for outcome, rows in self._rows.by_outcome()}

    def to_columns(self, *, sentences: bool = False) -> dict[str, list[Any]]:
        """One list per field: what `pandas.DataFrame()` and `polars.DataFrame()` take.

        Arguments:
            sentences: Also the column `sentence`, which takes longer than all others together.

        >>> report.to_columns()["outcome"]
        ['assigned', 'assigned', 'user_not_found']
        """
        return self._rows.to_columns(sentences)

    @overload
    def to_csv(self, path: None = None, *, encoding: str = "utf-8") -> str: ...
    @overload
    def to_csv(self, path: str | os.PathLike[str], *, encoding: str = "utf-8") -> None: ...
    def to_csv(self, path: str | os.PathLike[str] | None = None, *, encoding: str = "utf-8") -> str | None:
        """The rows as a table with a header, as text or into a file.

        A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tabulator or a
        carriage return) gets an apostrophe in front.

        Arguments:
            path: Where to write it; `None` gives it back as text.
            encoding: Of the file. Old versions of Excel want `utf-8-sig`.

        >>> report.to_csv().splitlines()[0]  # doctest: +ELLIPSIS
        'index,op,holder,target,product,outcome,pool,seat,key,started_on,ends_on,disabled_plans,source,...'
        """
        table = self._rows.to_csv()
        if path is None:
            return table
        Path(path).write_text(table, encoding=encoding, newline="")
        return None

    def _lines(self, shown: int) -> list[list[str]]:
        lines = []
        for row in self[:shown]:
            seat = f"{row.seat.pool} #{row.seat.number}" if row.seat else ""
            ends = row.ends_on.isoformat() if row.ends_on else ""
            lines.append([row.target, row.product, row.outcome, seat, ends, row.sentence])
        return lines

    def _title(self) -> str:
        summary = f"{len(self.changed)} changed, {len(self.unchanged)} unchanged, {len(self.refused)} refused"
        return f"{len(self)} rows: {summary}"

    def __repr__(self) -> str:
        return f"<seatbook.{type(self).__name__} of {self._title()}>"

    def __str__(self) -> str:
        lines = [[_shown(cell) for cell in line] for line in [list(_HEADER), *self._lines(SHOWN)]]
        widths = [max(len(line[at]) for line in lines) for at in range(len(_HEADER) - 1)]
        table = [
            "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]).rstrip()
            for line in lines
        ]
        more = [f"... and {len(self) - SHOWN} more"] if len(self) > SHOWN else []
        return "\n".join([self._title(), *(table if len(self) else []), *more])

    def _repr_html_(self) -> str:
        more = f"... and {len(self) - SHOWN:,} more" if len(self) > SHOWN else ""
        return html_of(self._title(), _HEADER, self._lines(SHOWN), more)


_HEADER = ("target", "product", "outcome", "seat", "ends_on", "sentence")


def _shown(cell: str) -> str:
    """A cell as a line can hold it: whatever a terminator or a terminal would act on is escaped."""
    cell = cell if cell.isprintable() else cell.encode("unicode_escape").decode("ascii")
    return cell if len(cell) <= 100 else cell[:97] + "..."


class Report(Rows):
    """What a write answers: one row for every target and product asked for, in request order.

    A refused row is no error; look at `refused`, or call `raise_for_refused`.

    >>> report = book.assign(["anna", "bela", "nobody"], "maths")
    >>> report.ok, len(report), report[-1].outcome
    (False, 3, 'user_not_found')
    """

    @cached_property
    def _facts(self) -> _Facts:
        return _Facts(*self._rows.facts())

    @property
    def ok(self) -> bool:
        """Whether no row was refused."""
        return self.summary.failed == 0

    @property
    def status(self) -> ReportStatus:
        """How it went as a whole: `success`, `partial`, `failed` or `dry_run`."""
        return self._facts.status

    @property
    def summary(self) -> Summary:
        """Rows by kind of outcome."""
        return self._facts.summary

    @property
    def operation(self) -> int | None:
        """Number of the operation in the journal; `None` if it was not journalled."""
        return self._facts.operation

    @property
    def request_id(self) -> str:
        """The request id, if it had one."""
        return self._facts.request_id

    @property
    def replayed(self) -> bool:
        """Whether this is the stored answer to an earlier request with the same id."""
        return self._facts.replayed

    @property
    def revision(self) -> int:
        """The book's revision after it."""
        return self._facts.revision

    @property
    def on(self) -> date:
        """The day on which it happened."""
        return self._facts.on

    @property
    def warnings(self) -> tuple[ReportWarning, ...]:
        """What is worth knowing."""
        return self._facts.warnings

    @property
    def shortfall(self) -> tuple[Shortfall, ...]:
        """Every product that has too few seats."""
        return self._facts.shortfall

    @property
    def from_waitlist(self) -> Rows:
        """Rows beyond those asked for: those who waited and got a seat that this freed.

        >>> len(report.from_waitlist)
        0
        """
        return Rows(self._rows.from_waitlist())

    def raise_for_refused(self) -> Report:
        """Raises `RefusedError` if a row was refused; gives back the report otherwise.

        What was not refused stays done. If nothing should be, pass `mode="atomic"` to the call.

        >>> book.assign("anna", "maths").raise_for_refused().summary.requested
        1
        """
        if self.ok:
            return self
        first = self.refused[0]
        more = f" and {self.summary.failed - 1} more" if self.summary.failed > 1 else ""
        raise RefusedError(
            f"`{_shown(first.target)}` / `{_shown(first.product)}`: {first.outcome}{more}; see `.report.refused`", self
        )

    def to_json(self) -> str:
        """The whole report as JSON, format `seatbook.report/1`.

        >>> json.loads(report.to_json())["format"]
        'seatbook.report/1'
        """
        return self._rows.to_json()

    def _title(self) -> str:
        summary = self.summary
        counts = f"{summary.changed} changed, {summary.unchanged} unchanged, {summary.failed} refused"
        status = f"{self.status}, as answered before" if self.replayed else self.status
        return f"{summary.requested} rows ({status}): {counts}"
