"""Commands that fill a book: make it, import a roster, load a document, add one thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.books import reading, writing
from seatbook._cli.failures import Code, Failure
from seatbook._cli.options import login
from seatbook._cli.people import text_of
from seatbook._cli.results import show_report
from seatbook._cli.rosters import read_roster
from seatbook._cli.screen import Screen, fields

SORTS = ("orgs", "users", "groups", "products", "pools", "rules")


@click.command()
@options.book
def create(book: str) -> None:
    """Make a new, empty book. Never overwrites one.

    \b
      seatbook create school.book
    """
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


@click.command("import")
@options.book
@click.argument("source", type=click.Path(exists=True))
@click.option("--under", metavar="ORG", help="Put this org above all schools, such as their municipality.")
@click.option("--full", is_flag=True, help="The roster is complete: who is not in it any more becomes disabled.")
@load_options
@options.shown
def import_(book: str, source: str, under: str | None, full: bool, screen: Screen, **given: Any) -> None:
    """Read a roster (schools, classes, people) into the book, or bring it up to date.

    Nothing is removed. Lines that are wrong are left out and shown with file and line.

    \b
      seatbook import school.book export/ --dry-run
      seatbook import school.book export/ --full --leavers give_back
    """
    try:
        with screen.busy(f"reading {source}"):
            roster = read_roster(Path(source), under or None)
    except seatbook.NotFoundError as error:
        # It is not the book that is missing.
        raise Failure(error.message) from error
    notices = [
        Problem(f"{notice.file}:{notice.line}", notice.column or "", notice.message, notice.refused)
        for notice in roster.notices
    ]
    if under is None:
        _check_parents(book, roster, screen)
    full_orgs = roster.org_ids if full else None
    _load(book, roster, screen, notices, full_orgs=full_orgs, **given)


def _check_parents(path: str, roster: seatbook.Roster, screen: Screen) -> None:
    """Refuses a roster that would cut schools off from the org above them, and so from the seats that it bought."""
    inside = set(roster.org_ids)
    with reading(path, screen) as book:
        above = {org.parent for org in book.orgs() if org.id in inside and org.parent is not None} - inside
    if above:
        raise Failure(
            f"in the book, schools of this roster stand below `{min(above)}`, and the roster does not say so",
            Code.USAGE,
            f"add --under {min(above)}, or --under '' if they are to stand alone from now on",
        )


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
    _load(book, seatbook.Load.from_json(text_of(file)), screen, [], **given)


def _load(
    path: str,
    source: seatbook.Load | seatbook.Roster,
    screen: Screen,
    problems: list[Problem],
    *,
    dry_run: bool,
    actor: str | None,
    leavers: Any,
    **more: Any,
) -> None:
    opened = reading if dry_run else writing
    chosen = None if leavers == "keep" and not more.get("full_orgs") else leavers
    with opened(path, screen) as book, screen.progress("loading") as progress:
        report = book.load(source, leavers=chosen, dry_run=dry_run, actor=actor or login(), progress=progress, **more)
    problems += [Problem(refusal.entity, refusal.id, refusal.message, True) for refusal in report.refused]
    if screen.format == "json":
        screen.one({"problems": problems, "report": _parsed(report)})
    elif screen.format == "csv":
        screen.rows(problems, fields("place", "what", "why", "left_out"))
    else:
        _show_load(report, problems, screen)
    if any(problem.left_out for problem in problems):
        click.get_current_context().exit(Code.REFUSED)


def _parsed(report: seatbook.LoadReport) -> Any:
    import json

    return json.loads(report.to_json())


def _show_load(report: seatbook.LoadReport, problems: list[Problem], screen: Screen) -> None:
    screen.say("What would happen:" if report.dry_run else "Loaded:", "bold")
    lines = []
    for sort in SORTS:
        tally = getattr(report, sort)
        numbers = (tally.created, tally.updated, tally.unchanged, tally.refused)
        if any(numbers):
            lines.append([sort, *(f"{number:,}" for number in numbers)])
    screen.table(["", "new", "changed", "as before", "left out"], lines, right=range(1, 5))
    if problems:
        left_out = sum(problem.left_out for problem in problems)
        odd = f", {len(problems) - left_out:,} odd" if left_out < len(problems) else ""
        screen.say(f"\n{left_out:,} left out{odd}:", "yellow")
        screen.rows(problems[:FEW], fields("place", "what", "why"))
        if len(problems) > FEW:
            screen.say(f"... and {len(problems) - FEW:,} more; --csv shows all", "dim")
    if report.report is not None:
        screen.say("\nSeats that were taken back, and given to those who waited:", "bold")
        show_report(report.report, screen)
    screen.say("\nNothing was written." if report.dry_run else f"\nDone: operation {report.operation}."
               if report.operation else "\nNothing was changed.")  # fmt: skip


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
@click.option("--kind", default="volume", help="volume (for users), group (for classes), school, tenant, site.")
@click.option("--role", "allowed_roles", multiple=True, help="Only for users with this role; repeatable.")
@click.option("--delivered-on", type=options.day, help="The day of delivery.")
@click.option("--start-policy", default="on_assign", help="on_assign, on_first_use or on_delivery.")
@click.option("--start-within", help='Start by itself so long after delivery, such as "4 months".')
@click.option("--duration", help='How long a seat lasts, such as "12 months".')
@click.option("--ends-on", type=options.day, help="The last day of all seats.")
@click.option("--release", default="reuse", help="A started seat that is taken back: reuse, fresh or burn.")
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
        screen.one(_parsed(report))
    screen.say(f"Added: operation {report.operation}.", "green")
