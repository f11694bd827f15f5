"""Commands that fill a book: make it, load a document, add one thing. Rosters have a file of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.books import reading, writing
from seatbook._cli.failures import Code, Failure
from seatbook._cli.options import login
from seatbook._cli.people import text_of
from seatbook._cli.results import show_report
from seatbook._cli.screen import Column, Screen, fields

SORTS = ("orgs", "users", "groups", "products", "pools", "rules")


@click.command()
@options.book
def create(book: str) -> None:
    """Make a new, empty book. Never overwrites one.

    \b
      seatbook create school.book
    """
    folder = Path(book).absolute().parent
    if not folder.is_dir():
        raise Failure(f"there is no folder `{folder}`", then="make it first, or choose another path")
    seatbook.create(book).close()
    screen = Screen()
    screen.say(f"A new book is at {book}.", "green")
    screen.say(f"Next: seatbook import {book} FOLDER (a roster), or seatbook load {book} FILE.json")


class Problem(NamedTuple):
    """Something that an import did not take, or that is odd."""

    place: str
    what: str
    why: str
    left_out: bool


def load_options(command: Any) -> Any:
    """What `import` and `load` have in common."""
    for add in (
        click.option("--leavers", type=click.Choice(["keep", "give_back", "refuse"]), default="keep",
                     help="Seats of users who become disabled: kept, given back, or the user is left as he was."),
        click.option("--dry-run", "-n", is_flag=True, help="Only show what would happen."),
        click.option("--on", type=options.day, metavar="DAY", help="The day on which it happens (default: today)."),
        click.option("--reason", default="", metavar="TEXT", help="Why, for the journal."),
        click.option("--actor", metavar="NAME", help="Who does it, for the journal (default: your login name)."),
    ):  # fmt: skip
        command = add(command)
    return command


@click.command()
@options.book
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@load_options
@options.shown
def load(book: str, file: str, screen: Screen, **given: Any) -> None:
    """Load a JSON document: products, pools, rules, and all else that a book holds.

    \b
      seatbook load school.book purchases.json --dry-run
    """
    _load(book, seatbook.Load.from_json(text_of(file)), screen, **given)


def _load(
    path: str, source: seatbook.Load, screen: Screen, *, dry_run: bool, actor: str | None, leavers: Any, **more: Any
) -> None:
    opened = reading if dry_run else writing
    chosen = None if leavers == "keep" else leavers
    with opened(path, screen) as book, screen.progress("loading") as progress:
        report = book.load(source, leavers=chosen, dry_run=dry_run, actor=actor or login(), progress=progress, **more)
    problems = [Problem(refusal.entity, refusal.id, refusal.message, True) for refusal in report.refused]
    if screen.format == "json":
        screen.one({"problems": problems, "report": json.loads(report.to_json())})
    elif screen.format == "csv":
        screen.rows(problems, fields("place", "what", "why", "left_out"))
    else:
        show_load(report, problems, len(problems), 0, screen)
        if report.report is not None:
            screen.say("\nSeats that were taken back, and given to those who waited:", "bold")
            show_report(report.report, screen)
        end_load(report, () if report.operation is None else (report.operation,), screen)
    if problems:
        click.get_current_context().exit(Code.REFUSED)


def show_load(
    report: seatbook.LoadReport, problems: list[Problem], left_out: int, odd: int, screen: Screen, source: str = ""
) -> None:
    """Shows what became of each sort of things, and the first problems; of others it is told how many they are."""
    what = "What would happen" if report.dry_run else "Loaded"
    screen.say(f"{what} ({source}):" if source else f"{what}:", "bold")
    lines = []
    for sort in SORTS:
        tally = getattr(report, sort)
        numbers = (tally.created, tally.updated, tally.unchanged, tally.refused)
        if any(numbers):
            lines.append([sort, *(f"{number:,}" for number in numbers)])
    screen.table(["", "new", "changed", "as before", "not taken"], lines, right=range(1, 5))
    if not problems:
        return
    counted = ([f"{left_out:,} left out"] if left_out else []) + ([f"{odd:,} odd, but taken"] if odd else [])
    screen.say(f"\n{', '.join(counted)}:", "yellow")
    # What was left out first: it is what somebody has to mend.
    screen.rows(sorted(problems, key=lambda problem: not problem.left_out)[:FEW], PROBLEMS if odd else PROBLEMS[:-1])
    if left_out + odd > FEW:
        told = "--csv shows all" if len(problems) == left_out + odd else f"--csv shows the first {len(problems):,}"
        screen.say(f"... and {left_out + odd - FEW:,} more; {told}", "dim")


PROBLEMS: list[Column[Problem]] = [
    *fields("place", "what", "why"),
    Column("", lambda problem: "left out" if problem.left_out else "odd"),
]


def end_load(
    report: seatbook.LoadReport, operations: Sequence[int], screen: Screen, all_or_nothing: bool = False
) -> None:
    """Says whether anything was written, and under what numbers it stands in the journal."""
    if report.dry_run:
        screen.say("\nNothing was written. Without --dry-run it is done.")
    elif all_or_nothing:
        screen.say("\nNothing was written: all or nothing was asked for.", "yellow")
    elif not operations:
        screen.say("\nNothing was changed.")
    elif len(operations) == 1:
        screen.say(f"\nDone: operation {operations[0]}.")
    else:
        screen.say(f"\nDone: operations {operations[0]} to {operations[-1]}.")


FEW = 30
"""So many problems are shown."""


@click.group()
def add() -> None:
    """Add an org, a user, a product or a pool by hand."""


@add.command("org")
@options.book
@click.argument("id")
@click.option("--name", default="", help="What people call it.")
@click.option("--parent", metavar="ORG", help="The org above it.")
@options.shown
def add_org(book: str, screen: Screen, **org: Any) -> None:
    """Add a school, a customer, a department.

    \b
      seatbook add org school.book north --name "North School"
    """
    _add(book, screen, orgs=[org])


@add.command("user")
@options.book
@click.argument("id")
@click.option("--org", required=True, help="The school.")
@click.option("--given-name", default="", help="First name.")
@click.option("--family-name", default="", help="Last name.")
@click.option("--role", "roles", multiple=True, help="student, teacher, ...; repeatable.")
@click.option("--country", help="Two letters, such as SE.")
@options.shown
def add_user(book: str, screen: Screen, **user: Any) -> None:
    """Add one user; for many there is `import`.

    \b
      seatbook add user school.book anna --org north --role student
    """
    _add(book, screen, users=[user])


@add.command("product")
@options.book
@click.argument("id")
@click.option("--name", default="", help="What people call it.")
@click.option("--provider", default="", help="Who makes it.")
@click.option("--plan", "plans", multiple=True, metavar="ID", help="A service plan in it; repeatable.")
@click.option("--price", help="What a seat costs; `unused` shows what unused seats cost.")
@options.shown
def add_product(book: str, screen: Screen, plans: tuple[str, ...], price: str | None, **product: Any) -> None:
    """Add a product.

    \b
      seatbook add product school.book maths --name "Maths 7" --price 4.20
    """
    metadata = {"price": price} if price else {}
    _add(book, screen, products=[{**product, "plans": [{"id": plan} for plan in plans], "metadata": metadata}])


@add.command("pool")
@options.book
@click.argument("id")
@click.option("-p", "--product", required=True, help="The product.")
@click.option("--org", required=True, help="Who bought it; users of this org and all below may have its seats.")
@click.option("--seats", "quantity", type=click.IntRange(min=0), help="How many (default: without limit).")
@click.option(
    "--kind",
    type=click.Choice(get_args(seatbook.PoolKind)),
    default="volume",
    help="Whose seats they are: `volume` is for users, `group` for classes, `site` for all of the org.",
)
@click.option("--role", "allowed_roles", multiple=True, help="Only for users with this role; repeatable.")
@click.option("--delivered-on", type=options.day, help="The day of delivery.")
@click.option(
    "--start-policy",
    type=click.Choice(get_args(seatbook.StartPolicy)),
    default="on_assign",
    help="When the time of a seat begins.",
)
@click.option("--start-within", help='Start by itself so long after delivery, such as "4 months".')
@click.option("--duration", help='How long a seat lasts, such as "12 months".')
@click.option("--ends-on", type=options.day, help="The last day of all seats.")
@click.option(
    "--release",
    type=click.Choice(get_args(seatbook.Release)),
    default="reuse",
    help="A started seat that is taken back can be reused until its end, is as new, or is gone.",
)
@options.shown
def add_pool(book: str, screen: Screen, **pool: Any) -> None:
    """Add a pool: one purchase of seats of one product.

    \b
      seatbook add pool school.book order-1 -p maths --org north --seats 30 --duration "12 months"
    """
    _add(book, screen, pools=[pool])


def _add(path: str, screen: Screen, **things: Any) -> None:
    """Adds one thing that is not there yet: a load would replace one that is."""
    (sort,) = things
    with writing(path, screen) as book:
        revision = book.revision
        plan = book.load(**things, dry_run=True)
        if not plan.refused and not getattr(plan, sort).created:
            raise Failure(f"there is one with this id in {sort} already", then="`seatbook load` changes it")
        report = book.load(**things, actor=login(), expected_revision=revision)
    if report.refused:
        raise Failure(report.refused[0].message)
    if screen.format == "json":
        screen.one(json.loads(report.to_json()))
    screen.say(f"Added: operation {report.operation}.", "green")
