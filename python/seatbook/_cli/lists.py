"""Lists: who holds what, what a user has, what is in the book, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.books import reading
from seatbook._cli.options import day
from seatbook._cli.screen import Column, Screen, fields


@click.command()
@options.book
@click.option("-p", "--product", metavar="PRODUCT", help="The product; or name a pool.")
@click.option("--pool", metavar="ID", help="Only seats of this pool.")
@click.option("--role", metavar="ROLE", help="Only users with this role.")
@click.option("--org", metavar="ORG", help="Only users of this org and those below it.")
@click.option("--state", type=click.Choice(["assigned", "started"]), help="Only seats in this state.")
@options.on
@options.shown
@options.limited
def holders(book: str, product: str | None, pool: str | None, screen: Screen, **chosen: Any) -> None:
    """List who holds a product. The CSV can be given to --from of other commands.

    \b
      seatbook holders school.book -p maths
      seatbook holders school.book -p maths --csv | seatbook assign school.book --from - -p physics
    """
    if (product is None) == (pool is None):
        raise click.UsageError("name either a product with -p, or a pool with --pool")
    with reading(book, screen) as opened:
        found = opened.holders(product, pool=pool, **chosen)
        columns = fields("kind", "pool", "seat", "state", "started_on", "ends_on", "sources", "disabled_plans")
        user: list[Column[Any]] = [Column("user", lambda holder: holder.holder)]
        screen.rows(found, [*user, *columns], "nobody holds a seat", found.total if screen.for_people else 0)


@click.command()
@options.book
@click.argument("user")
@options.on
@options.shown
def licences(book: str, user: str, on: date | None, screen: Screen) -> None:
    """List what a user has: own seats, and what comes through classes and the school."""
    with reading(book, screen) as opened:
        found = opened.licences(user, on=on)
        waits = list(opened.waitlist(user=user))
    columns = fields("product", "product_name", "state", "started_on", "ends_on", "sources", "pool", "seat", "key")
    screen.rows(found, columns, f"`{user}` has nothing")
    for wish in waits:
        screen.say(f"waits for {wish.product}, number {wish.position} since {wish.since}", "yellow")


@click.command()
@options.book
@click.option("-p", "--product", metavar="PRODUCT", help="Only this product.")
@click.option("--user", metavar="USER", help="Only what this user waits for.")
@options.shown
@options.limited
def waitlist(book: str, product: str | None, user: str | None, screen: Screen) -> None:
    """List who waits for a seat."""
    with reading(book, screen) as opened:
        found = opened.waitlist(product, user=user)
        columns: list[Column[Any]] = [*fields("position", "product"), Column("user", lambda wish: wish.target)]
        more = fields("sources", "priority", "since")
        screen.rows(found, [*columns, *more], "nobody waits", found.total if screen.for_people else 0)


LISTS: dict[str, list[Column[Any]]] = {
    "users": fields("id", "family_name", "given_name", "org", "roles", "country", "enabled"),
    "groups": fields("id", "name", "kind", "org", "members"),
    "orgs": fields("id", "name", "parent", "users", "enabled"),
    "products": [
        *fields("id", "name", "provider"),
        Column("plans", lambda product: [plan.id for plan in product.plans]),
        Column("metadata", lambda product: [f"{name}={value}" for name, value in product.metadata.items()]),
    ],
    "pools": fields(
        "id",
        "product",
        "org",
        "kind",
        "counts.total",
        "counts.assigned",
        "counts.available",
        "start_by",
        "duration",
        "ends_on",
        "allowed_roles",
        "suspended",
    ),
}


@click.command("list")
@options.book
@click.argument("what", type=click.Choice(list(LISTS)))
@click.argument("words", nargs=-1)
@click.option("--org", metavar="ORG", help="Only of this org and those below it.")
@click.option("--role", metavar="ROLE", help="Of users: only with this role.")
@click.option("--group", metavar="ID", help="Of users: only members of this class.")
@options.shown
@options.limited
def list_(
    book: str, what: str, words: tuple[str, ...], org: str | None, role: str | None, group: str | None, screen: Screen
) -> None:
    """List or search users, groups, orgs, products or pools.

    \b
      seatbook list school.book users berg
      seatbook list school.book users --group 7a
      seatbook list school.book pools
    """
    text = " ".join(words)
    if what != "users" and (role or group):
        raise click.UsageError("--role and --group are about users")
    if (what == "products" and org) or (what == "pools" and text):
        raise click.UsageError(f"{what} cannot be chosen so; leave out {'--org' if org else f'`{text}`'}")
    with reading(book, screen) as opened:
        found: seatbook.Listing[Any]
        if what == "users":
            found = opened.users(text, org=org, role=role, group=group)
        elif what == "groups":
            found = opened.groups(text, org=org)
        elif what == "orgs":
            found = opened.orgs(text, org=org)
        elif what == "products":
            found = opened.products(text)
        else:
            found = opened.pools(org=org)
        screen.rows(found, LISTS[what], f"no {what} found", found.total if screen.for_people else 0)


EVENTS: list[Column[Any]] = [
    *fields("entry.operation", "entry.on", "entry.kind", "entry.actor", "entry.reason"),
    *fields("row.product", "row.outcome", "row.ends_on", "row.sentence"),
]


@click.command()
@options.book
@click.argument("user", required=False)
@click.option("--actor", metavar="NAME", help="Only what this actor did.")
@click.option("--kind", metavar="WORD", help="Only operations of this kind, such as assign or load.")
@click.option("--pool", metavar="ID", help="Only operations on seats of this pool.")
@click.option("--from", "from_", type=day, metavar="DAY", help="Only on this day or later.")
@click.option("--to", type=day, metavar="DAY", help="Only on this day or earlier.")
@options.shown
@options.limited
def history(book: str, user: str | None, screen: Screen, **chosen: Any) -> None:
    """List what happened, newest first; of one user, with what became of him each time.

    \b
      seatbook history school.book
      seatbook history school.book anna
    """
    with reading(book, screen) as opened:
        found = opened.journal(user, **chosen)
        total = found.total if screen.for_people else 0
        if user is None:
            columns = fields("operation", "on", "at", "kind", "actor", "reason", "requested", "changed", "failed")
            screen.rows(found, columns, "nothing happened yet", total)
            return
        screen.rows(_of_user(opened, user, chosen), EVENTS, f"nothing happened to seats of `{user}`")


def _of_user(book: seatbook.Book, user: str, chosen: dict[str, Any]) -> Iterator[seatbook.HistoryRow]:
    """What became of a user in the operations that were chosen."""
    wanted = {entry.operation for entry in book.journal(user, **chosen)}
    days = {"from_": chosen["from_"], "to": chosen["to"]}
    return (event for event in book.history(user, **days) if event.entry.operation in wanted)
