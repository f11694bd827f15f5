"""The command and its subcommands: the order in which help shows them, and what becomes of exceptions."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

import click

from seatbook import __version__
from seatbook._cli import asking, filling, licences, lists, looking, rosters, seats
from seatbook._cli.failures import EXIT_CODES, of_error
from seatbook._cli.options import AS_JSON, BOOK

SECTIONS: dict[str, list[click.Command]] = {
    "Fill a book": [filling.create, rosters.import_, filling.load, filling.add],
    "Give and take seats": [
        seats.assign,
        seats.revoke,
        seats.reuse,
        seats.start,
        seats.swap,
        seats.sync,
        seats.cancel,
        seats.undo,
    ],
    "Ask": [
        asking.info,
        asking.counts,
        asking.unused,
        asking.timeline,
        lists.holders,
        lists.licences,
        lists.waitlist,
        lists.list_,
        looking.explain,
    ],
    "Look back": [lists.history, looking.report, looking.verify],
    "Licence files of a vendor": [licences.licence],
}


class App(click.Group):
    """Shows its commands in sections, and tells known errors in a sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the sections."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(command.name or "", command.get_short_help_str(90)) for command in commands])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the subcommand."""
        if sys.stdout is None:
            # Closed by whoever called, as cron jobs do it: nobody wants the answer.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
        for stream in (sys.stdout, sys.stderr):
            # A name that a terminal of old has no letters for must not end the command.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:
            # Whoever read has enough, as in `seatbook holders ... | head`.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (Exception, KeyboardInterrupt) as error:
            failure = of_error(error, ctx.meta.get(BOOK, "BOOK"), ctx.meta.get(AS_JSON, False))
            if failure is None:
                raise
            raise failure from error


@click.group(
    cls=App,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="seatbook %(version)s")
def app() -> None:
    """Keeps the book of licence seats: who bought how many seats of what, who holds one, until when, and what happened.

    The book is one file. Every command takes it first, for instance:

    \b
      seatbook counts school.book
      seatbook assign school.book --from pupils.csv -p maths --dry-run
      seatbook assign school.book --from pupils.csv -p maths --out result.csv

    Tables are for people; --json and --csv, which every command has, are for programs.
    """


for commands in SECTIONS.values():
    for command in commands:
        app.add_command(command)
