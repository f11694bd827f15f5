"""Questions about seats and who has them. Every answer is from one state of the book and sees what was just written."""

from __future__ import annotations

from datetime import date
from typing import Any, overload

from seatbook import _seatbook
from seatbook._answers import (
    Breakdown,
    Counts,
    Coverage,
    Entitlement,
    Explanation,
    Holder,
    Licence,
    Supply,
    TimelineRow,
    Waiting,
)
from seatbook._checks import Ids, check_day, day, names, text
from seatbook._listing import Listing
from seatbook._reading import read, read_list
from seatbook._seatbook import IdList
from seatbook._table import Table
from seatbook._words import HolderKind, SeatChoice, SeatState


class Questions:
    """What a `seatbook.Book` can be asked about seats."""

    __slots__ = ("_book",)

    _book: _seatbook.Book

    def _ask(self, question: dict[str, Any]) -> str:
        return self._book.ask(question)

    def query_json(self, text: str) -> str:
        """Answers a JSON question of the format `seatbook.query/1` as JSON.

        >>> book.query_json('{"query": "head"}')  # doctest: +ELLIPSIS
        '{"operation":...}'
        """
        return self._book.ask_json(text)

    @overload
    def counts(self, product: str, org: str | None = None, *, on: date | str | None = None) -> Counts: ...
    @overload
    def counts(
        self, product: None = None, org: str | None = None, *, on: date | str | None = None
    ) -> Table[Counts]: ...
    def counts(
        self, product: str | None = None, org: str | None = None, *, on: date | str | None = None
    ) -> Counts | Table[Counts]:
        """Counts the seats of a product on a day, or of every product that has pools.

        Arguments:
            product: The product; `None` is every product, as a list by product id.
            org: Only pools of this org and those below it.
            on: The day; today by default.

        >>> book.counts("maths").available
        28
        >>> [counts.product for counts in book.counts()]
        ['maths', 'physics']
        """
        answer = self._ask({"query": "counts", "product": product, "org": org, "on": day("on", on)})
        return read_list(Counts, answer) if product is None else read(Counts, answer)

    def counts_by_org(self, product: str, org: str | None = None, *, on: date | str | None = None) -> Table[Counts]:
        """Counts the seats of a product for every org directly below one, each with all orgs below it.

        Arguments:
            product: The product.
            org: The org above them; `None` is every org that stands below no other.
            on: The day; today by default.

        >>> [(counts.org, counts.assigned) for counts in book.counts_by_org("maths")]
        [('north', 2)]
        """
        question = {"query": "counts_by_org", "product": text("product", product), "org": org, "on": day("on", on)}
        return read_list(Counts, self._ask(question))

    def breakdown(self, product: str, org: str | None = None, *, on: date | str | None = None) -> Breakdown:
        """Shows a product's seats pool by pool: kind, state, number, end date, roles.

        Arguments:
            product: The product.
            org: Only pools of this org and those below it.
            on: The day; today by default.

        >>> (pool,) = book.breakdown("maths").pools
        >>> pool.summary, [(row.state, row.seats) for row in pool.rows]
        ('2/30 assigned', [('new', 28), ('started', 2)])
        """
        question = {"query": "breakdown", "product": text("product", product), "org": org, "on": day("on", on)}
        return read(Breakdown, self._ask(question))

    def supply(self, product: str, org: str | None = None, *, on: date | str | None = None) -> Supply:
        """Says what of a product can be handed out on a day: new seats, and started ones by end date.

        Arguments:
            product: The product.
            org: Only pools that users of this org may use.
            on: The day; today by default.

        >>> book.supply("maths").new
        28
        """
        question = {"query": "supply", "product": text("product", product), "org": org, "on": day("on", on)}
        return read(Supply, self._ask(question))

    def timeline(
        self, from_: date | str, to: date | str, *, product: str | None = None, org: str | None = None
    ) -> Table[TimelineRow]:
        """Lists what happens by itself between two days, both included: seats that start, seats that end.

        Arguments:
            from_: The first day.
            to: The last day.
            product: Only this product.
            org: Only pools of this org and those below it.

        >>> [(row.on.isoformat(), row.event, row.seats) for row in book.timeline("2026-08-17", "2027-12-31")]
        [('2027-08-16', 'ends', 2)]
        """
        days = {"from": check_day("from_", from_), "to": check_day("to", to)}
        return read_list(TimelineRow, self._ask({"query": "timeline", **days, "product": product, "org": org}))

    def coverage(self, users: Ids, products: Ids | None = None, *, on: date | str | None = None) -> Coverage:
        """Says which of some users have which products: all, some or none of them.

        Arguments:
            users: One id or an iterable of ids.
            products: One id or an iterable of ids; `None` is every product that has pools.
            on: The day; today by default.

        >>> (maths,) = book.coverage(["anna", "carl"], "maths").products
        >>> maths.covered, maths.count, maths.holders
        ('some', 1, ('anna',))
        """
        asked = {"users": IdList(users, "users"), "products": names("products", products)}
        return read(Coverage, self._ask({"query": "coverage", **asked, "on": day("on", on)}))

    def holders(
        self,
        product: str | None = None,
        *,
        pool: str | None = None,
        kind: HolderKind | None = None,
        state: SeatState | None = None,
        role: str | None = None,
        org: str | None = None,
        on: date | str | None = None,
    ) -> Listing[Holder]:
        """Lists who holds seats of a product or of one pool, by pool and seat.

        Arguments:
            product: The product; or pass `pool`.
            pool: One pool instead.
            kind: Only holders of this kind: `user`, `group` or `org`.
            state: Only seats in this state: `assigned` or `started`.
            role: Only users with this role.
            org: Only users (groups, orgs) of this org and those below it.
            on: The day; today by default.

        >>> [holder.holder for holder in book.holders("maths")]
        ['anna', 'bela']
        """
        if (product is None) == (pool is None):
            raise TypeError("name either a product or a `pool`")
        chosen = {"kind": kind, "state": state, "role": role, "org": org, "on": day("on", on)}
        return Listing(self._ask, Holder, {"query": "holders", "product": product, "pool": pool, **chosen})

    def waitlist(self, product: str | None = None, *, user: str | None = None) -> Listing[Waiting]:
        """Lists who waits for seats, by product and place in the product's queue.

        Arguments:
            product: Only those who wait for this product.
            user: Only what this user waits for.

        >>> report = book.assign(["anna", "bela", "carl"], "physics", waitlist=True)
        >>> [(waiting.position, waiting.target) for waiting in book.waitlist("physics")]
        [(1, 'carl')]
        """
        return Listing(self._ask, Waiting, {"query": "waitlist", "product": product, "user": user})

    def licences(
        self,
        user: str | None = None,
        *,
        group: str | None = None,
        org: str | None = None,
        on: date | str | None = None,
    ) -> Table[Licence]:
        """Lists what a user has on a day, by product id: own seats, and what he derives from groups, orgs and sites.

        Arguments:
            user: The user.
            group: The group itself instead.
            org: The org itself instead.
            on: The day; today by default.

        >>> [licence.product for licence in book.licences("anna")]
        ['maths']
        """
        if sum(whose is not None for whose in (user, group, org)) != 1:
            raise TypeError("name exactly one of a user, a `group` and an `org`")
        question = {"query": "licences", "user": user, "group": group, "org": org, "on": day("on", on)}
        return read_list(Licence, self._ask(question))

    def entitled(self, user: str, product: str, *, on: date | str | None = None) -> Entitlement:
        """Says whether a user may use a product on a day, and which of its plans. The answer is true if he may.

        >>> if book.entitled("anna", "maths"):
        ...     print("come in")
        come in
        """
        asked = {"user": text("user", user), "product": text("product", product), "on": day("on", on)}
        return read(Entitlement, self._ask({"query": "entitled", **asked}))

    def explain(
        self, user: str, product: str, *, seat_choice: SeatChoice = "new", on: date | str | None = None
    ) -> Explanation:
        """Says why a user would get a seat of a product or not: every rule, and what would mend it.

        >>> book.explain("anna", "maths").verdict
        'already_assigned'
        """
        asked = {"user": text("user", user), "product": text("product", product), "on": day("on", on)}
        return read(Explanation, self._ask({"query": "explain", **asked, "seat_choice": seat_choice}))
