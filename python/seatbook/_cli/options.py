"""Options that many commands share, each written once."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from seatbook._cli.screen import Screen

F = TypeVar("F", bound=Callable[..., Any])


def day(value: str | date) -> date:
    """Reads a day on the command line: `2026-08-17`, `today` or `tomorrow`."""
    if isinstance(value, date):
        return value
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(value)
    if near is not None:
        return date.today() + timedelta(days=near)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"`{value}` is not a day; write it as 2026-08-17") from None


def book(command: F) -> F:
    """The book, which every command takes first."""
    return click.argument("book", metavar="BOOK", type=click.Path(), callback=_remember)(command)


BOOK = "seatbook.book"
"""Under this name the context keeps the book's path, for what errors say."""

AS_JSON = "seatbook.json"
"""Under this name the context keeps whether errors are to be JSON too."""


def _remember(ctx: click.Context, param: click.Parameter, value: str) -> str:
    ctx.meta[BOOK] = value
    return value


def on(command: F) -> F:
    """The day that a question is about."""
    return click.option("--on", type=day, metavar="DAY", help="Answer for this day (default: today).")(command)


def product(required: bool = False, many: bool = True, help: str = "The product") -> Callable[[F], F]:
    """`-p`."""
    plural = "; repeat it for several." if many else "."
    return click.option("-p", "--product", "products" if many else "product", metavar="PRODUCT", multiple=many,
                        required=required, help=help + plural)  # fmt: skip


def shown(command: Callable[..., None]) -> Callable[..., None]:
    """`--json` and `--csv`; the command gets them as `screen`."""

    @click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
    @click.option("--csv", "as_csv", is_flag=True, help="The table as CSV.")
    @functools.wraps(command)
    def run(*arguments: Any, as_json: bool, as_csv: bool, **named: Any) -> None:
        if as_json and as_csv:
            raise click.UsageError("choose either --json or --csv")
        click.get_current_context().meta[AS_JSON] = as_json
        named["screen"] = Screen("json" if as_json else "csv" if as_csv else "table", named.pop("limit", None))
        command(*arguments, **named)

    return run


def limited(command: F) -> F:
    """`--limit`, for lists; stands below `shown`."""
    option = click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Rows of the table; 0 is all.")
    return option(command)


class Write(NamedTuple):
    """How something is to be written, and where the result goes."""

    options: dict[str, Any]
    """What `Book.apply` takes."""
    dry_run: bool
    yes: bool
    out: Path | None
    refused_out: Path | None


def written(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every change; the command gets them as `write`."""

    @click.option("--dry-run", "-n", is_flag=True, help="Only show what would happen.")
    @click.option("--yes", "-y", is_flag=True, help="Do not ask first (asked is only at a terminal).")
    @click.option("--out", type=_FILE, metavar="FILE", help="Write the result there, a line for each row.")
    @click.option("--refused-out", type=_FILE, metavar="FILE", help="The same with refused lines only, for --from.")
    @click.option("--on", type=day, metavar="DAY", help="The day on which it happens (default: today).")
    @click.option("--all-or-nothing", is_flag=True, help="If one line is refused, do nothing.")
    @click.option("--per-user", is_flag=True, help="All products of a user, or none of them.")
    @click.option("--reason", default="", metavar="TEXT", help="Why, for the journal.")
    @click.option("--actor", metavar="NAME", help="Who does it, for the journal (default: your login name).")
    @click.option("--request-id", default="", metavar="ID", help="Run again with the same id, it happens only once.")
    @functools.wraps(command)
    def run(*arguments: Any, **named: Any) -> None:
        options = dict(
            on=named.pop("on"),
            actor=named.pop("actor") or login(),
            reason=named.pop("reason"),
            request_id=named.pop("request_id"),
            mode="atomic" if named.pop("all_or_nothing") else "best_effort",
            unit="user" if named.pop("per_user") else "row",
        )
        rest = {name: named.pop(name) for name in ("dry_run", "yes", "out", "refused_out")}
        command(*arguments, write=Write(options, **rest), **named)

    return run


_FILE = click.Path(dir_okay=False, path_type=Path)


def login() -> str:
    """Whom the journal names if nobody else is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
