"""Questions about how many: the book as a whole, counts, unused seats, what ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.books import reading
from seatbook._cli.options import day
from seatbook._cli.screen import Column, Screen, counted, fields


@click.command()
@options.book
@options.on
@options.shown
def info(book: str, on: date | None, screen: Screen) -> None:
    """Show what is in a book: how many of everything, and seats of every product."""
    with reading(book, screen) as opened:
        lists: dict[str, Callable[[], Any]] = {
            "orgs": opened.orgs,
            "users": opened.users,
            "groups": opened.groups,
            "products": opened.products,
            "pools": opened.pools,
        }
        totals = {name: ask().total for name, ask in lists.items()}
        counts = opened.counts(on=on)
        last = opened.journal().first()
    if screen.format == "json":
        screen.one({"path": book, "version": seatbook.__version__, **totals, "counts": counts, "last": last})
        return
    screen.say(f"{book}: " + ", ".join(counted(total, name[:-1]) for name, total in totals.items()), "bold")
    if last is not None:
        by = f" by {last.actor}" if last.actor else ""
        screen.say(f"last operation: {last.operation}, {last.kind} on {last.on}{by}")
    screen.say()
    screen.rows(counts, SEATS, "no seats yet; `seatbook add pool` or `seatbook load` puts some in")


SEATS: list[Column[Any]] = fields("product", "total", "assigned", "available", "new", "reusable", "expired")


@click.command()
@options.book
@click.option("-p", "--product", metavar="PRODUCT", help="Only this product, with its pools and end dates.")
@click.option("--org", metavar="ORG", help="Only seats of this org and those below it.")
@click.option("--by-org", is_flag=True, help="A line for every org below --org (or on top); needs -p.")
@options.on
@options.shown
def counts(book: str, product: str | None, org: str | None, by_org: bool, on: date | None, screen: Screen) -> None:
    """Count seats: how many there are, are in use, could be handed out.

    \b
      seatbook counts school.book
      seatbook counts school.book -p maths
      seatbook counts school.book -p maths --by-org
    """
    if by_org and product is None:
        raise click.UsageError("--by-org needs a product with -p")
    with reading(book, screen) as opened:
        if by_org and product is not None:
            screen.rows(opened.counts_by_org(product, org, on=on), [*fields("org"), *SEATS[1:]], "no seats")
            return
        if product is None:
            screen.rows(opened.counts(org=org, on=on), SEATS, "no seats yet")
            return
        one, pools = opened.counts(product, org, on=on), opened.breakdown(product, org, on=on).pools
    if screen.format == "json":
        screen.one({"counts": one, "pools": pools})
        return
    screen.rows([one], SEATS) if screen.for_people else None
    screen.say()
    lines = [_PoolLine(pool, row) for pool in pools for row in pool.rows]
    screen.rows(lines, POOL_LINES)


POOL_LINES: list[Column[Any]] = fields(
    "pool.pool", "pool.org", "pool.kind", "row.state", "row.seats", "row.ends_on", "pool.roles"
)


class _PoolLine(NamedTuple):
    """A line of the breakdown."""

    pool: seatbook.PoolBreakdown
    row: seatbook.SeatRow


@dataclass(frozen=True, slots=True)
class Unused:
    """How much of a product is not in use."""

    product: str
    seats: int
    used: int
    unused: int
    percent: int
    cost: Decimal | None
    """Of the unused seats."""

    @property
    def unused_percent(self) -> str:
        """For tables."""
        return f"{self.percent}%"

    @property
    def costs(self) -> str:
        """For tables."""
        return "" if self.cost is None else f"{self.cost:,}"

    @property
    def plain_cost(self) -> str:
        """For programs."""
        return "" if self.cost is None else str(self.cost)


@click.command()
@options.book
@click.option("--org", metavar="ORG", help="Only seats of this org and those below it.")
@click.option("--price", default="price", metavar="FIELD", help="Metadata field of products with the price.")
@options.on
@options.shown
def unused(book: str, org: str | None, price: str, on: date | None, screen: Screen) -> None:
    """Show unused seats of every product, in percent, and what they cost; most unused first.

    \b
      seatbook unused school.book --csv > unused.csv
    """
    with reading(book, screen) as opened:
        prices = {product.id: _money(product.metadata.get(price)) for product in opened.products()}
        found = [_unused(counts, prices.get(counts.product)) for counts in opened.counts(org=org, on=on)]
    found.sort(key=lambda line: (-line.percent, -line.unused, line.product))
    costs = "costs" if screen.for_people else "plain_cost"
    cost = [Column("costs", fields(costs)[0].of)] if any(line.cost is not None for line in found) else []
    screen.rows(found, [*fields("product", "seats", "used", "unused", "unused_percent"), *cost], "no seats yet")
    if cost:
        screen.say(f"\nin all: {sum((line.cost for line in found if line.cost is not None), Decimal()):,}")


def _unused(counts: seatbook.Counts, price: Decimal | None) -> Unused:
    usable = counts.assigned + counts.available
    percent = 100 * counts.available // usable if usable else 0
    cost = None if price is None else price * counts.available
    return Unused(counts.product, usable, counts.assigned, counts.available, percent, cost)


def _money(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


@click.command()
@options.book
@click.option("--until", type=day, metavar="DAY", help="The last day (default: three months from the first).")
@click.option("-p", "--product", metavar="PRODUCT", help="Only this product.")
@click.option("--org", metavar="ORG", help="Only seats of this org and those below it.")
@click.option("--on", type=day, metavar="DAY", help="The first day (default: today).")
@options.shown
def timeline(
    book: str, until: date | None, product: str | None, org: str | None, on: date | None, screen: Screen
) -> None:
    """Show what ends or starts by itself in the next three months."""
    first = on or date.today()
    last = until or first + timedelta(days=92)
    with reading(book, screen) as opened:
        found = opened.timeline(first, last, product=product, org=org)
    columns = fields("on", "event", "product", "pool", "seats", "held")
    screen.rows(found, columns, f"nothing between {first} and {last}")
