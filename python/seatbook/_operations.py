"""Operations on rows as calls of their own; each is a request with one item."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from seatbook import _seatbook
from seatbook._checks import Ids
from seatbook._options import WriteOptions, read_options
from seatbook._report import Report
from seatbook._request import Request
from seatbook._words import SeatChoice

if sys.version_info >= (3, 11):
    from typing import Unpack
elif TYPE_CHECKING:
    from typing_extensions import Unpack


class Operations:
    """What a `seatbook.Book` does with seats."""

    __slots__ = ()

    _book: _seatbook.Book

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
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Gives seats: a row for every target and product, target by target.

        Who has the product already keeps it and uses no seat. When seats are short, the first rows are served.

        Arguments:
            users: One id or an iterable of ids; or pass one of `group`, `holder_groups` and `holder_orgs`.
            products: One id or an iterable of ids.
            group: The members of this group instead of users, each with a seat of his own, through the group.
            members: Only these of the group's members.
            holder_groups: These groups themselves: each holds one seat of a `group` pool for its members.
            holder_orgs: These orgs themselves: each holds one seat of a `school` or `tenant` pool.
            pools: Only seats of these pools.
            seat: This very seat of the one pool in `pools`, by number from 1.
            seat_choice: `new` seats, started ones to `reuse`, or `auto`: both, the one with the least days left first.
            ends_on: Only a started seat that ends on this day.
            disabled_plans: Exactly these plans are off, also for who has the product already; `()` is all on.
            priority: The higher, the earlier served when seats are short.
            waitlist: Keep who finds no seat left on the waiting list.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.assign(["anna", "bela"], "maths", actor="head", reason="new pupils")
        >>> [row.outcome for row in report]
        ['assigned', 'assigned']
        """
        asked = Request().assign(
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
        return self.apply(asked, **options)

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
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Takes seats back.

        By the pool's terms a seat is then as new, can be reused until its end date, is gone, or cannot be taken back.

        Arguments:
            users, products, group, members, holder_groups, holder_orgs, pools: See `assign`.
            all_holders: Instead of targets: everybody who holds the one product, of `pools` if there are any.
            seat: This very seat of the one pool in `pools`; without targets, whoever holds it.
            all_sources: Whatever the seats came through, instead of only directly or only through the group.
            everything: Instead of `products`: of users everything they have, whatever it came through; of a group's
                members everything that came through the group.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.revoke("anna", "maths")
        >>> report[0].outcome
        'to_reusable'
        """
        asked = Request().revoke(
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
        return self.apply(asked, **options)

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
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Gives seats that are started and held by nobody.

        They keep their start and end date. `Book.supply` says which end dates there are.

        Arguments:
            users, products, group, members, holder_groups, holder_orgs, pools, seat: See `assign`.
            ends_on: Only a seat that ends on this day.
            disabled_plans, priority: See `assign`.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.reuse("bela", "maths", ends_on="2027-07-31")
        >>> report[0].outcome
        'reused'
        """
        asked = Request().reuse(
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
        return self.apply(asked, **options)

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
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Begins the time of assigned seats: the first use.

        Only pools whose `start_policy` is `on_first_use` need it.

        Arguments:
            users, products, group, members, holder_groups, holder_orgs, pools: See `assign`.
            all_holders, seat: See `revoke`.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.start("anna", "maths")
        >>> report[0].outcome
        'already_started'
        """
        asked = Request().start(
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
        return self.apply(asked, **options)

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
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Gives a seat of another product for one of this, in one step: nobody is left without either.

        Two rows for every target: the product that is given back, and the one that takes its place. Who does not hold
        the first gets nothing.

        Arguments:
            users, group, members, holder_groups, holder_orgs: See `assign`; pass `None` for users to name others.
            product: The product that is given back.
            to: The product that takes its place.
            seat_choice, disabled_plans, priority: See `assign`; they are about `to`.
            all_sources: Whatever the seats of `product` came through; see `revoke`.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> [(row.product, row.outcome) for row in book.swap("anna", "maths", "physics")]
        [('maths', 'to_reusable'), ('physics', 'assigned')]
        """
        asked = Request().swap(
            users,
            product,
            to,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
            seat_choice=seat_choice,
            disabled_plans=disabled_plans,
            priority=priority,
            all_sources=all_sources,
        )
        return self.apply(asked, **options)

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
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Makes exactly these the holders of a product.

        A row for everybody wanted, then one for everybody who is not and gives it back. With `dry_run` the report is
        the list of who would be added, removed and kept.

        Arguments:
            product: The product.
            users, group, members, holder_groups, holder_orgs: Who is to have it; see `assign`. An empty list takes
                it back from everybody.
            keep_others: Who holds through something else than this call names keeps it: with `group`, only those
                who hold through the group and left it lose it; with users, only those who hold directly.
            pools, seat_choice, disabled_plans, priority, waitlist: See `assign`.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> plan = book.sync("maths", ["bela", "carl"], dry_run=True)
        >>> [(row.target, row.outcome) for row in plan]
        [('bela', 'already_assigned'), ('carl', 'assigned'), ('anna', 'to_reusable')]
        """
        asked = Request().sync(
            product,
            users,
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
        return self.apply(asked, **options)

    def undo(self, operation: int | Report, **options: Unpack[WriteOptions]) -> Report:
        """Undoes an operation on rows, row by row: seats, sources and plans are as they were before.

        A row is refused as `changed_since` where the seat has moved on.

        Arguments:
            operation: Its report, or its number from the journal.
            **options: What goes with every write; see `Book`.

        Raises:
            InvalidArgumentError: There is no such operation on rows.

        >>> mistake = book.assign("carl", "maths")
        >>> book.undo(mistake)[0].outcome
        'revoked'
        """
        return self.apply(Request().undo(operation), **options)

    def cancel(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        holder_groups: Ids | None = None,
        holder_orgs: Ids | None = None,
        **options: Unpack[WriteOptions],
    ) -> Report:
        """Takes wishes off the waiting list; the arguments are those of `assign`.

        >>> report = book.assign(["anna", "bela", "carl"], "physics", waitlist=True)
        >>> book.cancel("carl", "physics")[0].outcome
        'cancelled'
        """
        asked = Request().cancel(
            users,
            products,
            group=group,
            members=members,
            holder_groups=holder_groups,
            holder_orgs=holder_orgs,
        )
        return self.apply(asked, **options)

    def apply(self, request: Request, **options: Unpack[WriteOptions]) -> Report:
        """Decides several operations together and writes them down in one transaction.

        Arguments:
            request: The operations.
            **options: What goes with every write; see `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> moved = seatbook.Request().revoke("anna", "maths").assign("bela", "maths")
        >>> book.apply(moved, dry_run=True).status
        'dry_run'
        """
        if not isinstance(request, Request):
            raise TypeError(f"`request` is {type(request).__name__}; pass a seatbook.Request")
        chosen, progress = read_options(options)
        return Report(self._book.apply(request._items, chosen, progress))
