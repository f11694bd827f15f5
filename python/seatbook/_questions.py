"""The questions a book answers. Every answer comes from one state of the book and sees what was just written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar, overload

from seatbook import _seatbook
from seatbook._answers import Counts, Head, Holder, JournalEntry, Licence, Page, Supply, Verification
from seatbook._checks import day, text
from seatbook._report import Report

_T = TypeVar("_T")

_BULK = 1000
"""Rows of a page when all are wanted."""


class Questions:
    """What can be asked of a `seatbook.Book`."""

    __slots__ = ("_book",)

    _book: _seatbook.Book

    @property
    def revision(self) -> int:
        """The number of its last operation."""
        return self._book.revision()

    def query_json(self, text: str) -> str:
        """Answers a JSON question of the format `seatbook.query/1` as JSON.

        >>> book.query_json('{"query": "head"}')  # doctest: +ELLIPSIS
        '{"operation":...}'
        """
        return self._book.query_json(text)

    @overload
    def counts(self, product: str, org: str | None = None, *, on: date | str | None = None) -> Counts: ...
    @overload
    def counts(self, product: None = None, org: str | None = None, *, on: date | str | None = None) -> list[Counts]: ...
    def counts(
        self, product: str | None = None, org: str | None = None, *, on: date | str | None = None
    ) -> Counts | list[Counts]:
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
        chosen = day("on", on)
        if product is None:
            return self._book.counts_of_all(org, chosen)
        return self._book.counts(text("product", product), org, chosen)

    def holders(
        self,
        product: str | None = None,
        *,
        pool: str | None = None,
        on: date | str | None = None,
        cursor: str | None = None,
        limit: int = 100,
    ) -> Page[Holder]:
        """Lists who holds seats of a product or of one pool, by pool and seat, a page at a time.

        Arguments:
            product: The product; or pass `pool`.
            pool: One pool instead.
            on: The day; today by default.
            cursor: `next` or `previous` of another page.
            limit: Most rows of the page.

        >>> book.holders("maths").total
        2
        """
        return self._book.holders(product, pool, day("on", on), (cursor, limit))

    def iter_holders(
        self, product: str | None = None, *, pool: str | None = None, on: date | str | None = None
    ) -> Iterator[Holder]:
        """Goes through all who hold seats of a product or pool. Each page is read from the book as it then is.

        >>> [holder.holder for holder in book.iter_holders("maths")]
        ['anna', 'bela']
        """
        chosen = day("on", on)
        return _all(lambda cursor: self.holders(product, pool=pool, on=chosen, cursor=cursor, limit=_BULK))

    def licences(self, user: str, *, on: date | str | None = None) -> list[Licence]:
        """Lists what a user holds on a day, by product id.

        >>> [licence.product for licence in book.licences("anna")]
        ['maths']
        """
        return self._book.licences(text("user", user), day("on", on))

    def supply(self, product: str, org: str | None = None, *, on: date | str | None = None) -> Supply:
        """Says what of a product can be handed out on a day: new seats, and started ones by end date.

        Arguments:
            product: The product.
            org: Only pools that users of this org may use.
            on: The day; today by default.

        >>> book.supply("maths").new
        28
        """
        return self._book.supply(text("product", product), org, day("on", on))

    def journal(self, user: str | None = None, *, cursor: str | None = None, limit: int = 100) -> Page[JournalEntry]:
        """Lists operations, newest first, a page at a time; only those that name a user, if one is given.

        >>> book.journal(limit=1).rows[0].kind
        'assign'
        """
        return self._book.journal(user, (cursor, limit))

    def iter_journal(self, user: str | None = None) -> Iterator[JournalEntry]:
        """Goes through all operations, newest first.

        >>> [entry.kind for entry in book.iter_journal()]
        ['assign', 'load']
        """
        return _all(lambda cursor: self.journal(user, cursor=cursor, limit=_BULK))

    def report(self, operation: int) -> Report:
        """Gives the stored report of an operation on rows.

        >>> book.report(book.revision).summary.requested
        2
        """
        return Report(self._book.report(operation))

    def head(self) -> Head:
        """Gives the end of the journal's chain. Keep it elsewhere to find out later whether the book was set back.

        >>> book.head().operation == book.revision
        True
        """
        return self._book.head()

    def verify(self, since: Head | tuple[int, str] | None = None) -> Verification:
        """Recounts everything from the seats and walks the journal's chain.

        Arguments:
            since: A head kept from earlier, which the book must descend from.

        Raises:
            RolledBackError: The book does not descend from it: an older copy was put in place.

        >>> book.verify(since=book.head()).ok
        True
        """
        return self._book.verify(None if since is None else (since[0], since[1]))


def _all(page: Callable[[str | None], Page[_T]]) -> Iterator[_T]:
    cursor = None
    while True:
        found = page(cursor)
        yield from found.rows
        cursor = found.next
        if cursor is None:
            return
