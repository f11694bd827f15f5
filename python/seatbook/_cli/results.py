"""What a change answers: on the screen, and in files with a line for every user and product."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import seatbook
from seatbook._cli.failures import Code, Failure
from seatbook._cli.options import Write
from seatbook._cli.people import LEFT_OUT
from seatbook._cli.screen import Screen, counted

FEW = 20
"""So many rows are shown one by one; of more only those that were refused."""

STYLES = {"changed": "green", "unchanged": "dim", "refused": "red"}


@contextmanager
def result_files(write: Write) -> Iterator[dict[Path, Path]]:
    """Makes sure, before anything is changed, that the result can be written; gives for each file one beside it.

    What is in the file already is replaced only when the new result is whole.
    """
    parts: dict[Path, Path] = {}
    try:
        for file in filter(None, (write.out, write.refused_out)):
            try:
                handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
            except OSError as error:
                why = (error.strerror or str(error)).lower()
                raise Failure(f"`{file}` cannot be written: {why}", Code.USAGE, "nothing was changed") from error
            os.close(handle)
            parts[file] = Path(name)
        yield parts
    finally:
        for made in parts.values():
            made.unlink(missing_ok=True)


def write_files(report: seatbook.Report, write: Write, parts: dict[Path, Path], screen: Screen) -> None:
    """Writes the files that were asked for: JSON if they are called so, CSV otherwise, which spreadsheets open."""
    for file, rows in ((write.out, report), (write.refused_out, report.refused)):
        if file is None:
            continue
        if file.suffix.lower() == ".json":
            parts[file].write_text(report.to_json(), encoding="utf-8")
        else:
            rows.to_csv(parts[file], encoding="utf-8-sig")
        parts[file].chmod(0o666 & ~_umask())
        parts[file].replace(file)
        screen.note(f"{counted(len(rows), 'line')} written to {file}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def show_report(report: seatbook.Report, screen: Screen) -> None:
    """Shows what became of the rows."""
    if screen.format == "json":
        click.echo(report.to_json())
        return
    if screen.format == "csv":
        click.echo(report.to_csv(), nl=False)
        return
    summary = report.summary
    title = f"{summary.changed:,} changed, {summary.unchanged:,} as before, {summary.failed:,} refused"
    screen.say(f"What would happen: {title}" if report.status == "dry_run" else title, "bold")
    if report.replayed:
        screen.say("This was done before, with the same request id; this is the report of then.", "yellow")
    _show_outcomes(report, screen)
    for short in report.shortfall:
        screen.say(f"Too few seats of {short.product}: {short.needed:,} needed, {short.available:,} free, "
                   f"{short.missing:,} missing", "yellow")  # fmt: skip
    if any(row.in_the_way and row.in_the_way.reusable for row in _short_of_seats(report)):
        screen.say("Started seats that nobody holds are left: --take auto gives them too", "yellow")
    for warning in report.warnings:
        screen.say(f"Note: {warning.message}", "yellow")
    _show_some(report, screen)
    if len(report.from_waitlist):
        screen.say("\nFrom the waiting list, with seats that this freed:", "bold")
        show_rows(report.from_waitlist[:FEW], screen)


def _show_outcomes(report: seatbook.Report, screen: Screen) -> None:
    lines, styles = [], []
    for kind, rows in (("changed", report.changed), ("unchanged", report.unchanged), ("refused", report.refused)):
        for outcome, some in rows.by_outcome().items():
            lines.append([f"{len(some):,}", outcome, seatbook.MEANINGS[outcome]])
            styles.append(STYLES[kind])
    if lines:
        screen.say()
        screen.table(["rows", "outcome", "meaning"], lines, styles, right=[0])
        screen.say()


def _short_of_seats(report: seatbook.Report) -> seatbook.Rows:
    """The first rows that found no seat."""
    found = report.refused.by_outcome().get("no_seat_left")
    return report[:0] if found is None else found[:100]


def _show_some(report: seatbook.Report, screen: Screen) -> None:
    if report.shortfall or report.warnings:
        screen.say()
    if 0 < len(report) <= FEW:
        show_rows(report, screen)
    elif len(report.refused):
        screen.say(f"Refused{f', the first {FEW}' if len(report.refused) > FEW else ''}:", "bold")
        show_rows(report.refused[:FEW], screen)
        if len(report.refused) > FEW:
            screen.say(f"... and {len(report.refused) - FEW:,} more; --refused-out FILE writes all of them", "dim")


def show_rows(rows: seatbook.Rows, screen: Screen) -> None:
    """Shows rows one by one."""
    lines = [[row.target, row.product, row.outcome, row.sentence] for row in rows]
    styles = ["red" if row.refused else "" for row in rows]
    screen.table(["user", "product", "outcome", "why"], lines, styles)


def _waiting(report: seatbook.Report) -> int:
    """How many rows found no seat and wait for one."""
    short = report.refused.by_outcome().get("no_seat_left", ())
    return sum(1 for row in short if row.in_the_way is not None and row.in_the_way.waiting is not None)


def close(report: seatbook.Report, path: str, screen: Screen, write: Write) -> None:
    """Says under what number it stands in the journal; ends the command with the code for refused rows."""
    if write.dry_run:
        screen.say("\nNothing was written. Without --dry-run it is done.")
    elif report.operation is not None and (waiting := _waiting(report)):
        number = report.operation
        screen.say(f"\nDone: operation {number}; {counted(waiting, 'row')} on the waiting list, which "
                   f"`seatbook waitlist {path}` shows. To take it back: seatbook undo {path} {number}")  # fmt: skip
    elif report.operation is None or not report.summary.changed:
        screen.say("\nNothing was changed.")
    else:
        screen.say(f"\nDone: operation {report.operation}. To take it back: seatbook undo {path} {report.operation}")
    context = click.get_current_context()
    if not report.ok or context.meta.get(LEFT_OUT):
        context.exit(Code.REFUSED)
