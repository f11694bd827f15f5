"""What is asked of the book: items, and the options that go with every write."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from seatbook._seatbook import IdList
from seatbook._words import Mode, Op, SeatChoice

Ids: TypeAlias = str | Iterable[str]
"""One id, or any iterable of ids; an `IdList` is not copied again."""


class Item(NamedTuple):
    """One operation on some users and some products."""

    op: Op
    users: IdList | None
    group: str | None
    members: IdList | None
    products: list[str]
    pools: list[str]
    seat_choice: SeatChoice
    ends_on: date | str | None
    all_sources: bool
    everything: bool
    all_holders: bool


class Options(NamedTuple):
    """What goes with every write."""

    on: date | str
    at: int
    actor: str
    role: str
    reason: str
    request_id: str
    mode: Mode
    dry_run: bool
    expected_revision: int | None


def today() -> date:
    """The local date."""
    return date.today()


def day(name: str, value: date | str | None) -> date | str:
    """The day that is meant: today's local date, if none is given."""
    if value is None:
        return today()
    return check_day(name, value)


def check_day(name: str, value: date | str) -> date | str:
    """Refuses what is no day. The text of a day is read by the core."""
    if isinstance(value, datetime):
        raise TypeError(f"`{name}` is a datetime, and a day is meant; pass its `.date()`")
    if not isinstance(value, (date, str)):
        raise TypeError(f"`{name}` is {type(value).__name__}; pass a datetime.date or text such as `2026-08-17`")
    return value


def instant(value: datetime | None) -> int:
    """Seconds since 1970, for the journal: now, if no instant is given."""
    if value is None:
        return int(time.time())
    if not isinstance(value, datetime):
        raise TypeError(f"`at` is {type(value).__name__}; pass a datetime.datetime with a zone")
    if value.utcoffset() is None:
        raise ValueError("`at` has no zone; pass for instance datetime.now(timezone.utc)")
    return int(value.timestamp() // 1)


def text(name: str, value: str) -> str:
    """Refuses what is not text."""
    if not isinstance(value, str):
        raise TypeError(f"`{name}` is {type(value).__name__}, and text is meant")
    return value


def names(name: str, value: str | Iterable[str] | None) -> list[str]:
    """One id or several as a list; `None` is none."""
    if value is None:
        return []
    return list(IdList(value, name))


def options(
    *,
    on: date | str | None,
    at: datetime | None,
    actor: str | None,
    role: str,
    reason: str,
    request_id: str,
    mode: Mode = "best_effort",
    dry_run: bool,
    expected_revision: int | None,
) -> Options:
    """Checks what goes with a write."""
    if expected_revision is not None:
        if not isinstance(expected_revision, int) or isinstance(expected_revision, bool):
            raise TypeError(f"`expected_revision` is {type(expected_revision).__name__}, and a number is meant")
        if not 0 <= expected_revision < 2**64:
            raise ValueError(f"`expected_revision` is `{expected_revision}`; revisions count from 0")
    return Options(
        on=day("on", on),
        at=instant(at),
        actor=text("actor", actor) if actor is not None else "",
        role=text("role", role),
        reason=text("reason", reason),
        request_id=text("request_id", request_id),
        mode=mode,
        dry_run=bool(dry_run),
        expected_revision=expected_revision,
    )


def item(
    op: Op,
    users: Ids | None,
    products: str | Iterable[str] | None,
    group: str | None,
    members: Ids | None,
    pools: str | Iterable[str] | None,
    *,
    seat_choice: SeatChoice = "new",
    ends_on: date | str | None = None,
    all_sources: bool = False,
    everything: bool = False,
    all_holders: bool = False,
) -> Item:
    """Checks one item and copies its ids."""
    if (users is not None) + (group is not None) + bool(all_holders) != 1:
        raise TypeError(f"{op} names either users, a `group` or `all_holders`")
    if members is not None and group is None:
        raise TypeError(f"{op} names `members` without a `group`")
    return Item(
        op=op,
        users=None if users is None else IdList(users, "users"),
        group=None if group is None else text("group", group),
        members=None if members is None else IdList(members, "members"),
        products=names("products", products),
        pools=names("pools", pools),
        seat_choice=seat_choice,
        ends_on=None if ends_on is None else check_day("ends_on", ends_on),
        all_sources=bool(all_sources),
        everything=bool(everything),
        all_holders=bool(all_holders),
    )


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
        return f"<seatbook.Request of {len(self)} items: {ops}>" if ops else "<seatbook.Request of 0 items>"

    def assign(
        self,
        users: Ids | None = None,
        products: str | Iterable[str] | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: str | Iterable[str] | None = None,
        seat_choice: SeatChoice = "new",
        ends_on: date | str | None = None,
    ) -> Request:
        """Adds: give seats. The arguments are those of `Book.assign`.

        >>> seatbook.Request().assign(["anna", "bela"], "maths")
        <seatbook.Request of 1 items: assign>
        """
        self._items.append(
            item("assign", users, products, group, members, pools, seat_choice=seat_choice, ends_on=ends_on)
        )
        return self

    def revoke(
        self,
        users: Ids | None = None,
        products: str | Iterable[str] | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: str | Iterable[str] | None = None,
        all_sources: bool = False,
        everything: bool = False,
        all_holders: bool = False,
    ) -> Request:
        """Adds: take seats back. The arguments are those of `Book.revoke`.

        >>> seatbook.Request().revoke(group="7a", products="maths")
        <seatbook.Request of 1 items: revoke>
        """
        self._items.append(
            item(
                "revoke",
                users,
                products,
                group,
                members,
                pools,
                all_sources=all_sources,
                everything=everything,
                all_holders=all_holders,
            )
        )
        return self

    def reuse(
        self,
        users: Ids | None = None,
        products: str | Iterable[str] | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: str | Iterable[str] | None = None,
        ends_on: date | str | None = None,
    ) -> Request:
        """Adds: give started seats that nobody holds. The arguments are those of `Book.reuse`.

        >>> seatbook.Request().reuse("anna", "maths", ends_on="2027-07-31")
        <seatbook.Request of 1 items: reuse>
        """
        self._items.append(item("reuse", users, products, group, members, pools, ends_on=ends_on))
        return self

    def start(
        self,
        users: Ids | None = None,
        products: str | Iterable[str] | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: str | Iterable[str] | None = None,
    ) -> Request:
        """Adds: begin the time of assigned seats. The arguments are those of `Book.start`.

        >>> seatbook.Request().start("anna", "maths")
        <seatbook.Request of 1 items: start>
        """
        self._items.append(item("start", users, products, group, members, pools))
        return self
