"""The command that brings a roster into a book: schools, classes, people; licence lists and catalogues too."""

from __future__ import annotations

from typing import Any, get_args

import click

import seatbook
from seatbook._cli.books import reading, writing
from seatbook._cli.failures import Code, Failure
from seatbook._cli.filling import Problem, end_load, load_options, show_load
from seatbook._cli.options import book as the_book
from seatbook._cli.options import login, shown
from seatbook._cli.results import show_report
from seatbook._cli.screen import Screen, fields

FORMATS = click.Choice(get_args(seatbook.RosterFormat))
ENCODINGS = click.Choice(get_args(seatbook.RosterEncoding))


@click.command("import")
@the_book
@click.argument("source", type=click.Path(exists=True))
@click.option("--under", metavar="ORG", help="Put this org above all schools, such as their municipality.")
@click.option("--full", is_flag=True, help="The roster is complete: who is not in it any more becomes disabled.")
@click.option("--teachers", metavar="SUFFIX", help="Make a group of the teachers of each class, such as 7a-teachers.")
@click.option("--org", metavar="ORG", help="Of a licence list: who bought what names no school.")
@click.option("--part-numbers", is_flag=True, help="Of Microsoft's table: products by part number, not by GUID.")
@click.option(
    "--format", type=FORMATS, metavar="WORD", help="What it is, if it is not found out; a wrong word lists all."
)
@click.option("--encoding", type=ENCODINGS, help="What its bytes mean, if that is not found out.")
@click.option("--all-or-nothing", is_flag=True, help="If one line is left out, load nothing.")
@load_options
@shown
def import_(book: str, source: str, screen: Screen, **given: Any) -> None:
    """Read a roster (schools, classes, people) into the book, or bring it up to date.

    Takes a folder, a zip archive or a file, and finds out what it is: OneRoster, Microsoft School Data Sync, a licence
    list of BILDUNGSLOGIN, Microsoft's table of products. Nothing is removed. Lines that are wrong are left out and
    shown with file and line. A school stays below the org above it unless the roster names another.

    \b
      seatbook import school.book export/ --dry-run
      seatbook import school.book export.zip --full --leavers give_back
    """
    report = _load(book, source, screen, **given)
    problems = [
        Problem(place_of(notice), notice.column or "", notice.message, notice.refused) for notice in report.notices
    ]
    if screen.format == "json":
        screen.one(_as_json(report, problems))
    elif screen.format == "csv":
        screen.rows(problems, fields("place", "what", "why", "left_out"))
    else:
        nothing = bool(given["all_or_nothing"] and report.left_out and not given["dry_run"])
        show_load(report.load, problems, report.left_out, report.odd, screen, source=_WORDS[report.format])
        for seats in report.reports:
            screen.say("\nSeats that were taken back, and given to those who waited:", "bold")
            show_report(seats, screen)
        end_load(report.load, report.operations, screen, nothing)
    if report.left_out:
        click.get_current_context().exit(Code.REFUSED)


_WORDS: dict[str, str] = {
    "one_roster_1_1": "OneRoster 1.1",
    "one_roster_1_2": "OneRoster 1.2",
    "school_data_sync_v1": "School Data Sync V1",
    "school_data_sync_v2": "School Data Sync V2",
    "school_data_sync_v2_1": "School Data Sync V2.1",
    "bildungslogin": "licences of BILDUNGSLOGIN",
    "microsoft_products": "Microsoft's table of products",
}
"""What people call the formats."""


def _load(
    path: str,
    source: str,
    screen: Screen,
    *,
    dry_run: bool,
    all_or_nothing: bool,
    actor: str | None,
    under: str | None,
    **more: Any,
) -> seatbook.RosterReport:
    """Loads it in portions: it is never in memory as a whole."""
    opened = reading if dry_run else writing
    mode: seatbook.Mode = "atomic" if all_or_nothing else "best_effort"
    with opened(path, screen) as book, screen.progress(f"loading {source}", counted=False) as progress:
        before = book.revision
        try:
            return book.load_roster(
                source,
                under=under or None,
                dry_run=dry_run,
                mode=mode,
                actor=actor or login(),
                progress=progress,
                **more,
            )
        except seatbook.NotFoundError as error:
            # It is not the book that is missing.
            raise Failure(error.message) from error
        except KeyboardInterrupt as stop:
            if book.revision == before:
                raise Failure("stopped", Code.STOPPED, "nothing was changed") from stop
            then = "a part of it is loaded; run the command again to go on"
            raise Failure("stopped", Code.STOPPED, then) from stop


def place_of(notice: seatbook.RosterNotice) -> str:
    """File and line; only the file if it is about all of it."""
    return f"{notice.file}:{notice.line}" if notice.file and notice.line else notice.file


def _as_json(report: seatbook.RosterReport, problems: list[Problem]) -> dict[str, Any]:
    import json

    return {
        "format": report.format,
        "left_out": report.left_out,
        "odd": report.odd,
        "operations": report.operations,
        "problems": problems,
        "report": json.loads(report.load.to_json()),
        "seats": [json.loads(seats.to_json()) for seats in report.reports],
    }
