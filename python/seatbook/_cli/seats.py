"""Commands that give seats and take them back. Each is one request, decided and written as a whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

import seatbook
from seatbook._cli import options
from seatbook._cli.changing import Targets, carry_out, people
from seatbook._cli.options import Write, day
from seatbook._cli.screen import Screen

CHOICES = click.Choice(["new", "reuse", "auto"])


@click.command()
@options.book
@people
@options.product()
@click.option("--pool", "pools", multiple=True, metavar="ID", help="Only seats of this pool.")
@click.option("--plan-off", "disabled_plans", multiple=True, metavar="PLAN", help="Switch off this plan; repeatable.")
@click.option("--all-plans-on", is_flag=True, help="Switch on all plans, also for who has the product already.")
@click.option("--take", "seat_choice", type=CHOICES, default="new", help="New seats, free started ones, or both.")
@click.option("--waitlist", is_flag=True, help="Who finds no seat left waits for one.")
@click.option("--priority", type=int, default=0, metavar="N", help="High ones come first when seats are short.")
@options.written
@options.shown
def assign(
    book: str,
    products: tuple[str, ...],
    disabled_plans: tuple[str, ...],
    all_plans_on: bool,
    write: Write,
    screen: Screen,
    **given: Any,
) -> None:
    """Give seats to users, or to a class.

    Who has the product already keeps it and uses no seat, so a list can be run twice.

    \b
      seatbook assign school.book anna bela -p maths
      seatbook assign school.book --from pupils.csv -p maths -p physics --dry-run
      seatbook assign school.book --group 7a -p maths --out result.csv
    """
    request = seatbook.Request()
    plans = disabled_plans or (() if all_plans_on else None)
    targets = Targets(given, products)
    for item in targets.items(products):
        request.assign(**item, disabled_plans=plans, **given)
    carry_out(book, request, write, screen, always=given["waitlist"])


@click.command()
@options.book
@people
@options.product()
@click.option("--everything", is_flag=True, help="Everything they have, whatever it came through (leavers).")
@click.option("--all-holders", is_flag=True, help="From everybody who holds the product.")
@click.option("--all-sources", is_flag=True, help="Also what came through a class.")
@click.option("--pool", "pools", multiple=True, metavar="ID", help="Only seats of this pool.")
@options.written
@options.shown
def revoke(book: str, products: tuple[str, ...], all_holders: bool, write: Write, screen: Screen, **given: Any) -> None:
    """Take seats back.

    \b
      seatbook revoke school.book anna -p maths
      seatbook revoke school.book --from leavers.csv --everything --dry-run
      seatbook revoke school.book --all-holders -p maths
    """
    request = seatbook.Request()
    if all_holders:
        if len(products) != 1 or given["users"] or given["file"] or given["groups"]:
            raise click.UsageError("--all-holders goes with one product (-p) and nobody else")
        request.revoke(products=products, pools=given["pools"], all_holders=True)
        return carry_out(book, request, write, screen)
    everything = given["everything"]
    if everything and products:
        raise click.UsageError("choose either --everything or products with -p")
    targets = Targets(given, products)
    for item in targets.without_products() if everything else targets.items(products):
        request.revoke(**item, **given)
    return carry_out(book, request, write, screen)


@click.command()
@options.book
@people
@options.product()
@click.option("--ends-on", type=day, metavar="DAY", help="Only seats that end on this day; `counts` shows which.")
@click.option("--pool", "pools", multiple=True, metavar="ID", help="Only seats of this pool.")
@options.written
@options.shown
def reuse(
    book: str, products: tuple[str, ...], ends_on: date | None, write: Write, screen: Screen, **given: Any
) -> None:
    """Give started seats that nobody holds; they keep their end date.

    \b
      seatbook reuse school.book carl -p maths --ends-on 2026-07-31
    """
    request = seatbook.Request()
    targets = Targets(given, products)
    for item in targets.items(products):
        request.reuse(**item, ends_on=ends_on, **given)
    carry_out(book, request, write, screen)


@click.command()
@options.book
@people
@options.product()
@click.option("--all-holders", is_flag=True, help="Everybody who holds the product.")
@options.written
@options.shown
def start(book: str, products: tuple[str, ...], all_holders: bool, write: Write, screen: Screen, **given: Any) -> None:
    """Begin the time of seats that were assigned (first use).

    \b
      seatbook start school.book --group 7a -p maths
    """
    request = seatbook.Request()
    if all_holders:
        if len(products) != 1 or given["users"] or given["file"] or given["groups"]:
            raise click.UsageError("--all-holders goes with one product (-p) and nobody else")
        return carry_out(book, request.start(products=products, all_holders=True), write, screen)
    for item in Targets(given, products).items(products):
        request.start(**item)
    return carry_out(book, request, write, screen)


@click.command()
@options.book
@people
@options.product(required=True, many=False, help="The product that they give back")
@click.option("--to", required=True, metavar="PRODUCT", help="The product that they get instead.")
@click.option("--all-sources", is_flag=True, help="Also where the first came through a class.")
@click.option("--take", "seat_choice", type=CHOICES, default="new", help="Which seats of the second may be taken.")
@options.written
@options.shown
def swap(book: str, product: str, to: str, write: Write, screen: Screen, **given: Any) -> None:
    """Give another product instead. Nobody is ever left without either.

    \b
      seatbook swap school.book --from list.csv -p maths --to maths-plus --refused-out again.csv
      seatbook swap school.book --from again.csv -p maths --to maths-plus
    """
    request = seatbook.Request()
    targets = Targets(given, [product])
    for item in targets.without_products():
        request.swap(item.pop("users", None), product, to, **item, **given)
    carry_out(book, request, write, screen)


@click.command()
@options.book
@people
@options.product(required=True, many=False)
@click.option("--keep-others", is_flag=True, help="Who has it through something else (another class) keeps it.")
@click.option("--take", "seat_choice", type=CHOICES, default="new", help="Which seats may be taken.")
@click.option("--waitlist", is_flag=True, help="Who finds no seat left waits for one.")
@options.written
@options.shown
def sync(book: str, product: str, keep_others: bool, write: Write, screen: Screen, **given: Any) -> None:
    """Make exactly these the holders of a product: give, take back, keep.

    \b
      seatbook sync school.book --from pupils.csv -p maths --dry-run
      seatbook sync school.book --group 7a -p maths --keep-others
    """
    if len(given["groups"]) > 1 and not keep_others:
        raise click.UsageError("several classes, each with exactly its members, need --keep-others")
    request = seatbook.Request()
    targets = Targets(given, [product], whole=True)
    for item in targets.without_products():
        request.sync(product, item.pop("users", None), keep_others=keep_others, **item, **given)
    carry_out(book, request, write, screen, always=given["waitlist"])


@click.command()
@options.book
@people
@options.product()
@options.written
@options.shown
def cancel(book: str, products: tuple[str, ...], write: Write, screen: Screen, **given: Any) -> None:
    """Take users off the waiting list."""
    request = seatbook.Request()
    for item in Targets(given, products).items(products):
        request.cancel(**item)
    carry_out(book, request, write, screen, always=True)


@click.command()
@options.book
@click.argument("operation", type=click.IntRange(min=1))
@options.written
@options.shown
def undo(book: str, operation: int, write: Write, screen: Screen) -> None:
    """Take an operation back, row by row. Its number is in its report and in `history`.

    A row is refused where the seat has moved on since.
    """
    carry_out(book, seatbook.Request().undo(operation), write, screen)
