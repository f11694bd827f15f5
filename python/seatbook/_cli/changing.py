"""How a command that changes seats goes: whom it is about, the plan, the question, the change, the result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

import seatbook
from seatbook._cli.books import reading, writing
from seatbook._cli.failures import Code, Failure
from seatbook._cli.options import Write
from seatbook._cli.people import check_some, read_people
from seatbook._cli.results import close, result_files, show_report, write_files
from seatbook._cli.screen import Screen

F = TypeVar("F", bound=Callable[..., Any])


def people(command: F) -> F:
    """Options that say whom a command is about."""
    for add in (
        click.option("--holder-org", "holder_orgs", multiple=True, metavar="ORG",
                     help="An org itself: one seat of a `school` pool."),
        click.option("--holder-group", "holder_groups", multiple=True, metavar="ID",
                     help="A class itself: one seat of a `group` pool for all of it."),
        click.option("--group", "groups", multiple=True, metavar="ID",
                     help="The members of this class, each with a seat of his own."),
        click.option("--column", metavar="NAME", help="The column with the ids, if it is not called user or id."),
        click.option("--from", "file", metavar="FILE", type=click.Path(allow_dash=True),
                     help="Users from a CSV file or a plain list; - is standard input."),
        click.argument("users", nargs=-1),
    ):  # fmt: skip
        command = add(command)
    return command


class Targets:
    """Whom a command is about, as items of a request."""

    def __init__(self, given: dict[str, Any], products: Sequence[str], whole: bool = False) -> None:
        groups, holder_groups, holder_orgs = (given.pop(name) for name in ("groups", "holder_groups", "holder_orgs"))
        self.people = read_people(given.pop("users"), given.pop("file"), given.pop("column"), products, whole)
        check_some(self.people, (groups, holder_groups, holder_orgs))
        self.groups: tuple[str, ...] = groups
        self.holders = {"holder_groups": holder_groups or None, "holder_orgs": holder_orgs or None}

    def items(self, products: Sequence[str]) -> list[dict[str, Any]]:
        """The targets and products of each item."""
        if self.people.lines:
            found: list[dict[str, Any]] = [{"users": users, "products": asked} for users, asked in self.people.items()]
        elif self.groups:
            found = [{"group": group, "products": list(products)} for group in self.groups]
        else:
            found = [{**self.holders, "products": list(products)}]
        if any(not item["products"] for item in found):
            raise click.UsageError("name a product with -p, or give a file that has a column `product`")
        return found

    def without_products(self) -> list[dict[str, Any]]:
        """The targets of each item; what a file says of products does not matter, and a user counts once."""
        if self.people.lines:
            return [{"users": list(dict.fromkeys(line.user for line in self.people.lines))}]
        if self.groups:
            return [{"group": group} for group in self.groups]
        return [self.holders]


def carry_out(path: str, request: seatbook.Request, write: Write, screen: Screen, always: bool = False) -> None:
    """Decides a request, asks at a terminal whether it is to be done, does it, and shows what became of it.

    `always` is for requests that do something even where no row changes.
    """
    with result_files(write) as parts:
        plan, asked = _planned(path, request, write, screen), False
        if plan is None:
            report = _done(path, request, write, screen)
        elif write.dry_run or not (plan.summary.changed or write.options["request_id"] or always):
            report = plan
        else:
            _ask(plan, screen)
            report, asked = _done(path, request, write, screen, expected=plan.revision), True
        write_files(report, write, parts, screen)
    if not (asked and screen.for_people):
        show_report(report, screen)
    close(report, path, screen, write)


def _planned(path: str, request: seatbook.Request, write: Write, screen: Screen) -> seatbook.Report | None:
    """The plan, if somebody wants to see it."""
    if not write.dry_run and (write.yes or not (sys.stdin.isatty() and sys.stderr.isatty())):
        return None
    with reading(path, screen) as book, screen.progress("planning") as progress:
        return book.apply(request, dry_run=True, progress=progress, **write.options)


def _ask(plan: seatbook.Report, screen: Screen) -> None:
    """Shows the plan, not among the answers that a program reads, and asks."""
    asking = Screen()
    asking.out = screen.err
    show_report(plan, asking)
    if not click.confirm("\nDo this?", err=True):
        raise Failure("nothing was changed", Code.DECLINED)


def _done(
    path: str, request: seatbook.Request, write: Write, screen: Screen, expected: int | None = None
) -> seatbook.Report:
    with writing(path, screen) as book, screen.progress("working") as progress:
        before = book.revision
        try:
            return book.apply(request, progress=progress, expected_revision=expected, **write.options)
        except KeyboardInterrupt as stop:
            done = f"it is done all the same: `seatbook history {path}` shows it"
            then = "nothing was changed" if book.revision == before else done
            raise Failure("stopped", Code.STOPPED, then) from stop
