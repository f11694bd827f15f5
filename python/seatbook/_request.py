"""What is asked of the book: items, each an operation on some targets and some products."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from seatbook._checks import Ids, check_day, ids, names, number, text
from seatbook._report import Report
from seatbook._seatbook import IdList
from seatbook._words import Op, SeatChoice


class Item(NamedTuple):
    """One operation as the core takes it."""

    op: Op
    users: IdList | None = None
    group: str | None = None
    members: IdList | None = None
    holder_groups: IdList | None = None
    holder_orgs: IdList | None = None
    all_holders: bool = False
    operation: int | None = None
    products: list[str] = []  # noqa: RUF012, never changed
    pools: list[str] = []  # noqa: RUF012, never changed
    seat_choice: SeatChoice = "new"
    ends_on: date | str | None = None
    seat: int | None = None
    disabled_plans: list[str] | None = None
    priority: int = 0
    waitlist: bool = False
    to: str | None = None
    keep_others: bool = False
    all_sources: bool = False
    everything: bool = False


def item(
    op: Op,
    users: Ids | None,
    products: Ids | None,
    *,
    group: str | None = None,
    members: Ids | None = None,
    holder_groups: Ids | None = None,
    holder_orgs: Ids | None = None,
    all_holders: bool = False,
    pools: Ids | None = None,
    seat_choice: SeatChoice = "new",
    ends_on: date | str | None = None,
    seat: int | None = None,
    disabled_plans: Ids | None = None,
    priority: int = 0,
    waitlist: bool = False,
    to: str | None = None,
    keep_others: bool = False,
    all_sources: bool = False,
    everything: bool = False,
) -> Item:
    """Checks one item and copies its ids."""
    named = sum(target is not None for target in (users, group, holder_groups, holder_orgs)) + bool(all_holders)
    whoever = seat is not None and op in ("revoke", "start")
    if named > 1 or (named == 0 and not whoever):
        raise TypeError(f"{op} is about exactly one of: {', '.join(_TARGETS[op])}")
    if members is not None and group is None:
        raise TypeError(f"{op} names `members` without a `group`")
    return Item(
        op=op,
        users=ids("users", users),
        group=None if group is None else text("group", group),
        members=ids("members", members),
        holder_groups=ids("holder_groups", holder_groups),
        holder_orgs=ids("holder_orgs", holder_orgs),
        all_holders=bool(all_holders),
        products=names("products", products),
        pools=names("pools", pools),
        seat_choice=seat_choice,
        ends_on=None if ends_on is None else check_day("ends_on", ends_on),
        seat=None if seat is None else number("seat", seat, 1, 2**32 - 1),
        disabled_plans=None if disabled_plans is None else names("disabled_plans", disabled_plans),
        priority=number("priority", priority, -(2**31), 2**31 - 1),
        waitlist=bool(waitlist),
        to=to,
        keep_others=bool(keep_others),
        all_sources=bool(all_sources),
        everything=bool(everything),
    )


_NAMED = ["users", "`group`", "`holder_groups`", "`holder_orgs`"]
_HELD = [*_NAMED, "`all_holders`", "a `seat` of one of `pools`"]
_TARGETS: dict[Op, list[str]] = {
    "assign": _NAMED,
    "revoke": _HELD,
    "reuse": _NAMED,
    "start": _HELD,
    "swap": _NAMED,
    "sync": _NAMED,
    "cancel": _NAMED,
}


class Request:
    """Several operations that are decided together and written in one transaction.

    Removals are judged first, and seats that they free are used at once. Each call adds an item and gives back the
    request, so calls can be chained:

    >>> request = seatbook.Request().revoke("anna", "maths").assign("bela", "maths")
    >>> book.apply(request).summary.changed
    2
    """

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: list[Item] = []

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        ops = ", ".join(item.op for item in self._items)
        plural = "" if len(self) == 1 else "s"
        return f"<seatbook.Request of {len(self)} item{plural}: {ops}>" if ops else "<seatbook.Request of 0 items>"

    def assign(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        pools: Ids | None = None,
        seat: int | None = None,
        seat_choice: SeatChoice = "new",
        ends_on: date | str | None = None,
        disabled_plans: Ids | None = None,
        priority: int = 0,
        waitlist: bool = False,
    ) -> Request:
        """Adds: give seats. The arguments are those of `Book.assign`.

        >>> seatbook.Request().assign(["anna", "bela"], "maths")
        <seatbook.Request of 1 item: assign>
        """
        added = item(
            "assign",
            users,
            products,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            pools=pools,
            seat=seat,
            seat_choice=seat_choice,
            ends_on=ends_on,
            disabled_plans=disabled_plans,
            priority=priority,
            waitlist=waitlist,
        )
        return self._add(added)

    def revoke(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        all_holders: bool = False,
        pools: Ids | None = None,
        seat: int | None = None,
        all_sources: bool = False,
        everything: bool = False,
    ) -> Request:
        """Adds: take seats back. The arguments are those of `Book.revoke`.

        >>> seatbook.Request().revoke(group="7a", products="maths")
        <seatbook.Request of 1 item: revoke>
        """
        added = item(
            "revoke",
            users,
            products,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            all_holders=all_holders,
            pools=pools,
            seat=seat,
            all_sources=all_sources,
            everything=everything,
        )
        return self._add(added)

    def reuse(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        pools: Ids | None = None,
        seat: int | None = None,
        ends_on: date | str | None = None,
        disabled_plans: Ids | None = None,
        priority: int = 0,
    ) -> Request:
        """Adds: give started seats that nobody holds. The arguments are those of `Book.reuse`.

        >>> seatbook.Request().reuse("anna", "maths", ends_on="2027-07-31")
        <seatbook.Request of 1 item: reuse>
        """
        added = item(
            "reuse",
            users,
            products,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            pools=pools,
            seat=seat,
            ends_on=ends_on,
            disabled_plans=disabled_plans,
            priority=priority,
        )
        return self._add(added)

    def start(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        all_holders: bool = False,
        pools: Ids | None = None,
        seat: int | None = None,
    ) -> Request:
        """Adds: begin the time of assigned seats. The arguments are those of `Book.start`.

        >>> seatbook.Request().start("anna", "maths")
        <seatbook.Request of 1 item: start>
        """
        added = item(
            "start",
            users,
            products,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            all_holders=all_holders,
            pools=pools,
            seat=seat,
        )
        return self._add(added)

    def swap(
        self,
        users: Ids | None,
        product: str,
        to: str,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        seat_choice: SeatChoice = "new",
        disabled_plans: Ids | None = None,
        priority: int = 0,
        all_sources: bool = False,
    ) -> Request:
        """Adds: another product instead. The arguments are those of `Book.swap`.

        >>> seatbook.Request().swap(["anna", "bela"], "maths", "physics")
        <seatbook.Request of 1 item: swap>
        """
        added = item(
            "swap",
            users,
            text("product", product),
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            seat_choice=seat_choice,
            disabled_plans=disabled_plans,
            priority=priority,
            to=text("to", to),
            all_sources=all_sources,
        )
        return self._add(added)

    def sync(
        self,
        product: str,
        users: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        keep_others: bool = False,
        pools: Ids | None = None,
        seat_choice: SeatChoice = "new",
        disabled_plans: Ids | None = None,
        priority: int = 0,
        waitlist: bool = False,
    ) -> Request:
        """Adds: make these the holders. The arguments are those of `Book.sync`.

        >>> seatbook.Request().sync("maths", group="7a")
        <seatbook.Request of 1 item: sync>
        """
        added = item(
            "sync",
            users,
            text("product", product),
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            keep_others=keep_others,
            pools=pools,
            seat_choice=seat_choice,
            disabled_plans=disabled_plans,
            priority=priority,
            waitlist=waitlist,
        )
        return self._add(added)

    def undo(self, operation: int | Report) -> Request:
        """Adds: undo an operation. The argument is that of `Book.undo`; nothing else may be in the request.

        >>> seatbook.Request().undo(7)
        <seatbook.Request of 1 item: undo>
        """
        which = operation.operation if isinstance(operation, Report) else operation
        if which is None:
            raise ValueError("the report is of no operation in the journal: a dry run, or nothing changed")
        return self._add(Item("undo", operation=number("operation", which, 0, 2**64 - 1)))

    def cancel(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
    ) -> Request:
        """Adds: take wishes off the waiting list. The arguments are those of `Book.cancel`.

        >>> seatbook.Request().cancel("anna", "maths")
        <seatbook.Request of 1 item: cancel>
        """
        added = item(
            "cancel",
            users,
            products,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
        )
        return self._add(added)

    def _add(self, added: Item) -> Request:
        self._items.append(added)
        return self
