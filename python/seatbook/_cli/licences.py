"""Licence files of a vendor: take one in, look at what it changes, take it over or drop it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.books import reading, writing
from seatbook._cli.failures import Code, Failure
from seatbook._cli.options import login
from seatbook._cli.results import FEW, show_rows
from seatbook._cli.screen import Column, Screen, fields


def key(value: str | bytes) -> bytes:
    """Reads a vendor's public key: 64 hex digits, or a file that holds them, or the 32 bytes themselves."""
    if isinstance(value, bytes):
        return value
    path = Path(value)
    try:
        found = path.read_bytes() if path.is_file() else value.encode()
        return found if len(found) == 32 else bytes.fromhex(found.decode().strip())
    except ValueError:
        raise click.BadParameter(f"`{value}` is neither a key of 64 hex digits nor a file with one") from None


def keyed(command: Any) -> Any:
    """`--key`, and the day."""
    keys = click.option("--key", "keys", type=key, multiple=True, metavar="KEY", envvar="SEATBOOK_LICENCE_KEYS",
                       help="The vendor's public key, or a file with it; also SEATBOOK_LICENCE_KEYS.")  # fmt: skip
    return options.on(keys(command))


@click.group()
def licence() -> None:
    """Take over licence files that a vendor signed."""


@licence.command()
@options.book
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--auto", is_flag=True, help="Activate it at once if nobody has to give anything back.")
@keyed
@options.shown
def stage(book: str, file: str, auto: bool, keys: Sequence[bytes], on: Any, screen: Screen) -> None:
    """Take a licence file in, and show what it would change.

    \b
      seatbook licence stage school.book update.licence --key vendor.pub --auto
    """
    with writing(book, screen, keys) as opened:
        _show(opened.stage(file, auto=auto, on=on, actor=login()), book, screen)


@licence.command()
@options.book
@click.argument("number", type=int, required=False)
@click.option("--give-back", multiple=True, metavar="LINE=USER", help="Who gives his seat of a line back; repeatable.")
@click.option("--suggested", is_flag=True, help="Of lines that are blocked, those give back whom the book suggests.")
@click.option("--dry-run", "-n", is_flag=True, help="Only show what would happen.")
@keyed
@options.shown
def activate(
    book: str,
    number: int | None,
    give_back: tuple[str, ...],
    suggested: bool,
    dry_run: bool,
    keys: Sequence[bytes],
    on: Any,
    screen: Screen,
) -> None:
    """Take a waiting licence file over: its totals and terms."""
    with writing(book, screen, keys) as opened:
        waiting = number if number is not None else _only(opened)
        removals = _removals(give_back)
        if suggested:
            for line in opened.activation_diff(waiting, on=on).lines:
                if line.blocked and line.line not in removals:
                    removals[line.line] = list(opened.reduction(waiting, line.line, on=on).suggested)
        _show(opened.activate(waiting, removals, on=on, actor=login(), dry_run=dry_run), book, screen)


def _removals(given: Sequence[str]) -> dict[str, list[str]]:
    removals: dict[str, list[str]] = {}
    for one in given:
        line, sign, user = one.partition("=")
        if not sign:
            raise click.BadParameter(f"`{one}` is not LINE=USER", param_hint="--give-back")
        removals.setdefault(line, []).append(user)
    return removals


@licence.command()
@options.book
@click.argument("number", type=int, required=False)
@keyed
@options.shown
def discard(book: str, number: int | None, keys: Sequence[bytes], on: Any, screen: Screen) -> None:
    """Drop a waiting licence file."""
    with writing(book, screen, keys) as opened:
        waiting = number if number is not None else _only(opened)
        _show(opened.discard(waiting, on=on, actor=login()), book, screen)


@licence.command()
@options.book
@click.argument("number", type=int, required=False)
@keyed
@options.shown
def show(book: str, number: int | None, keys: Sequence[bytes], on: Any, screen: Screen) -> None:
    """Show which lines a licence file changes, and who would have to give back."""
    with reading(book, screen, keys) as opened:
        which = number if number is not None else _only(opened)
        diff = opened.activation_diff(which, on=on)
        if screen.format != "table":
            screen.one(diff) if screen.format == "json" else screen.rows(diff.lines, LINES)
            return
        screen.say(_title(diff.activation), "bold")
        screen.rows(diff.lines, LINES, "nothing changes")
        for line in diff.lines:
            if line.blocked:
                reduction = opened.reduction(which, line.line, on=on)
                screen.say(f"\n{line.line}: {line.to_remove} must give back; suggested first:", "yellow")
                holders: list[Column[Any]] = [Column("user", lambda holder: holder.holder)]
                columns = fields("name", "state", "ends_on", "suggested", "revocable")
                screen.rows(reduction.holders, [*holders, *columns], total=line.in_use)


@licence.command("list")
@options.book
@options.shown
def list_(book: str, screen: Screen) -> None:
    """List all licence files that were ever taken in, newest first."""
    with reading(book, screen) as opened:
        columns = fields("activation", "state", "active", "org", "serial_number", "version", "staged_on", "decided_on")
        screen.rows(opened.activations(), columns, "no licence file was taken in yet")


LINES: list[Column[Any]] = [
    *fields("line", "product", "change"),
    Column("old", lambda line: "any" if line.old_total is None else str(line.old_total)),
    Column("new", lambda line: "any" if line.new_total is None else str(line.new_total)),
    *fields("in_use", "to_remove"),
    Column("terms", lambda line: [f"{term.term}: {term.old or '-'} -> {term.new or '-'}" for term in line.terms]),
]


def _only(book: seatbook.Book) -> int:
    """The one that waits, if there is one."""
    waiting = book.pending()
    if not waiting:
        raise Failure("no licence file waits", Code.USAGE, "`seatbook licence stage BOOK FILE` takes one in")
    if len(waiting) != 1:
        numbers = ", ".join(str(one.activation) for one in waiting)
        raise click.UsageError(f"name the licence file by its number; waiting: {numbers}")
    return waiting[0].activation


def _title(activation: seatbook.Activation) -> str:
    of = f"{activation.owner}, {activation.serial_number}, version {activation.version}"
    return f"licence file {activation.activation} ({of}): {activation.state}"


def _show(report: seatbook.ActivationReport, path: str, screen: Screen) -> None:
    if screen.format == "json":
        click.echo(report.to_json())
    elif screen.format == "csv":
        screen.rows(report.lines, LINES)
    else:
        screen.say(("What would happen: " if report.dry_run else "") + _title(report.activation), "bold")
        screen.rows(report.lines, LINES, "nothing changes")
        if report.report is not None:
            screen.say("\nSeats that were taken back, and given to those who waited:", "bold")
            show_rows(report.report[:FEW], screen)
        if report.dry_run:
            screen.say("\nNothing was written. Without --dry-run it is done.")
        elif report.activation.state == "pending":
            more = " --suggested" if report.blocked else ""
            screen.say(f"\nIt waits. Next: seatbook licence show {path}, then seatbook licence activate {path}{more}")
        elif report.operation is not None:
            screen.say(f"\nDone: operation {report.operation}.")
    if report.blocked and not report.dry_run and report.activation.state == "pending":
        click.get_current_context().exit(Code.REFUSED)
