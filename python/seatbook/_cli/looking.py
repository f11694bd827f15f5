"""Looking closely: why somebody gets a seat or not, what an operation did, whether the book is whole."""

from __future__ import annotations

from datetime import date

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.books import reading
from seatbook._cli.failures import Code
from seatbook._cli.results import show_report
from seatbook._cli.screen import Screen, counted, fields


@click.command()
@options.book
@click.argument("user")
@click.argument("product")
@click.option("--take", "seat_choice", type=click.Choice(["new", "reuse", "auto"]), default="new",
              help="Which seats may be taken.")  # fmt: skip
@options.on
@options.shown
def explain(
    book: str, user: str, product: str, seat_choice: seatbook.SeatChoice, on: date | None, screen: Screen
) -> None:
    """Say why a user would get a seat of a product or not, and what would mend it.

    \b
      seatbook explain school.book anna maths
    """
    with reading(book, screen) as opened:
        why = opened.explain(user, product, seat_choice=seat_choice, on=on)
    if screen.format == "json":
        screen.one(why)
    elif screen.format == "csv":
        screen.rows(why.rules, fields("rule", "passed", "facts", "remedy"))
    else:
        screen.say(f"{user}, {product}: {why.message} ({why.verdict})", "red" if why.failed else "green")
        lines = [["yes" if rule.passed else "NO", rule.rule, rule.facts, rule.remedy or ""] for rule in why.rules]
        styles = ["dim" if rule.passed else "red" for rule in why.rules]
        screen.say()
        screen.table(["passed", "rule", "what is so", "what would mend it"], lines, styles)


@click.command()
@options.book
@click.argument("operation", type=click.IntRange(min=1))
@options.shown
def report(book: str, operation: int, screen: Screen) -> None:
    """Show the report of an earlier operation; its number is in `history`."""
    with reading(book, screen) as opened:
        show_report(opened.report(operation), screen)


@click.command()
@options.book
@click.option("--since", metavar="OPERATION:HASH", help="The head that an earlier check printed.")
@options.shown
def verify(book: str, since: str | None, screen: Screen) -> None:
    """Recount everything and walk the journal: is the book whole?

    Keep the head that it prints somewhere else. Given with --since, it shows whether an older copy of the book was put
    in place.
    """
    head = _head(since)
    with reading(book, screen) as opened, screen.busy("counting"):
        found = opened.verify(since=head)
    if screen.format == "json":
        screen.one(found)
    elif screen.format == "csv":
        screen.rows([(problem,) for problem in found.problems], [])
    else:
        screen.say("The book is whole." if found.ok else "The book is damaged:", "green" if found.ok else "red")
        for problem in found.problems:
            screen.say(f"  {problem}", "red")
        parts = ((found.operations, "operation"), (found.users, "user"), (found.pools, "pool"), (found.seats, "seat"))
        screen.say(", ".join(counted(count, what) for count, what in parts))
        screen.say(f"head: {found.head.operation}:{found.head.hash}")
    if not found.ok:
        click.get_current_context().exit(Code.REFUSED)


def _head(since: str | None) -> tuple[int, str] | None:
    if since is None:
        return None
    operation, _, hash = since.partition(":")
    if not operation.isdigit() or not hash:
        raise click.BadParameter(f"`{since}` is no head; it is a number, a colon, and a hash", param_hint="--since")
    return int(operation), hash
