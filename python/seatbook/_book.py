"""The book: the one thing a program opens."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Any, TypeAlias, TypeVar

from seatbook import _seatbook
from seatbook._answers import LoadReport
from seatbook._questions import Questions
from seatbook._report import Report
from seatbook._request import Ids, Item, Request, item, options
from seatbook._seatbook import Load, Roster
from seatbook._words import Mode, SeatChoice

Progress: TypeAlias = Callable[[int, int], object]
Things: TypeAlias = Iterable[Mapping[str, Any] | Any]

_Self = TypeVar("_Self", bound="Book")


def open(
    path: str | os.PathLike[str], *, read_only: bool = False, trusted: bool = False, busy_timeout: float = 5.0
) -> Book:
    """Opens a book that is there; never makes one.

    Arguments:
        path: Where the book is.
        read_only: Only read; other processes may read beside it, and one may write.
        trusted: Skip the check of every page, counter and journal record: fast, but a damaged file can then give
            wrong answers or end the process.
        busy_timeout: Seconds to wait for another writer before `BusyError`.

    Raises:
        NotFoundError: There is nothing at the path.
        BusyError: Another process has it open for writing.
        BookFileError: The file cannot be used; the class of the error says why.

    >>> with seatbook.open("school.book") as book:
    ...     report = book.assign(["anna", "bela"], "maths")
    """
    return Book(_seatbook.Book.open(path, read_only, trusted, busy_timeout), os.fspath(path))


def create(path: str | os.PathLike[str], *, busy_timeout: float = 5.0) -> Book:
    """Makes a new book and opens it; never overwrites.

    Raises:
        ExistsError: There is something at the path already.

    >>> with seatbook.create("school.book") as book:
    ...     book.revision
    0
    """
    return Book(_seatbook.Book.create(path, busy_timeout), os.fspath(path))


def memory() -> Book:
    """Makes a book in memory, for tests and what-if; it is gone when it is closed.

    >>> seatbook.memory().revision
    0
    """
    return Book(_seatbook.Book.memory(), None)


def check_progress(progress: Progress | None) -> Progress | None:
    """Refuses what cannot be called."""
    if progress is not None and not callable(progress):
        raise TypeError(f"`progress` is {type(progress).__name__}; pass a function of rows done and rows in all")
    return progress


class Book(Questions):
    """An open book. It may be used from many threads at once; writers queue.

    Made by `open`, `create` and `memory`. As a context manager it closes itself:

    >>> with seatbook.memory() as book:
    ...     report = book.load(orgs=[{"id": "north"}])

    Every write takes the same options:

    * `on`: the day on which it happens, as `datetime.date` or text such as `2026-08-17`; today's local date by default.
    * `at`: the instant for the journal, a datetime with a zone; now by default.
    * `actor`, `role`: who asks. An `administrator` may do everything, `self` may only give back own seats.
    * `reason`: why; written to the journal.
    * `request_id`: asking again with the same id and body gives back the first report and changes nothing.
    * `mode`: `best_effort`, where every row stands alone, or `atomic`, where one refused row undoes all.
    * `dry_run`: only say what would happen.
    * `expected_revision`: refuse with `StaleRevisionError` if the book is at another revision.
    * `progress`: a function that is told rows done and rows in all, between batches. What it raises cancels the
      request, and then nothing is written. Ctrl-C does the same.
    """

    __slots__ = ("__weakref__", "_path")

    def __init__(self, book: _seatbook.Book, path: str | None) -> None:
        if not isinstance(book, _seatbook.Book):
            raise TypeError("books are made by seatbook.open, seatbook.create and seatbook.memory")
        self._book = book
        self._path = path

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self) -> None:
        book = getattr(self, "_book", None)
        if book is not None and self._path is not None and book.is_open():
            warnings.warn(f"{self!r} was not closed", ResourceWarning, stacklevel=2, source=self)

    def __repr__(self) -> str:
        place = "in memory" if self._path is None else f"at {self._path!r}"
        return f"<seatbook.Book {place}>" if self._book.is_open() else f"<seatbook.Book {place}, closed>"

    def close(self) -> None:
        """Closes the book; calls in progress end first. A closed book can be closed again.

        >>> book = seatbook.memory()
        >>> book.close()
        >>> book.closed
        True
        """
        self._book.close()

    @property
    def closed(self) -> bool:
        """Whether it is closed, or was opened by another process."""
        return not self._book.is_open()

    @property
    def path(self) -> str | None:
        """Where it is kept, as it was given; `None` in memory."""
        return self._path

    def load(
        self,
        source: Load | Roster | None = None,
        *,
        orgs: Things | None = None,
        products: Things | None = None,
        users: Things | None = None,
        groups: Things | None = None,
        pools: Things | None = None,
        on: date | str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        role: str = "administrator",
        reason: str = "",
        request_id: str = "",
        mode: Mode = "best_effort",
        dry_run: bool = False,
        expected_revision: int | None = None,
        progress: Progress | None = None,
    ) -> LoadReport:
        """Puts orgs, users, groups, products and pools into the book, or brings them up to date.

        Things that are there already are replaced whole; nothing is removed. What is not taken is in the report's
        `refused`, with the reason.

        Arguments:
            source: A roster or load that was read before; what else is given is added to it.
            orgs: Mappings, dataclasses or named tuples with the field names of the JSON load document: `id`, `name`,
                `parent`. A field that is `None` is one that is not there.
            products: The same with `id`, `name`, `provider`, `metadata`, `plans`.
            users: The same with `id`, `org`, `given_name`, `family_name`, `display_name`, `roles`, `country`,
                `enabled`.
            groups: The same with `id`, `org`, `kind`, `name`, `members`.
            pools: The same with `id`, `product`, `org`, `kind`, `quantity` and the terms; days are `datetime.date` or
                text, lengths of time text such as `12 months`.
            on, at, actor, role, reason, request_id, mode, dry_run, expected_revision, progress: See `Book`.

        >>> report = book.load(
        ...     orgs=[{"id": "north"}],
        ...     products=[{"id": "maths"}],
        ...     users=[{"id": "anna", "org": "north", "roles": ["student"]}],
        ...     pools=[{"id": "p1", "product": "maths", "org": "north", "quantity": 30}],
        ... )
        >>> report.ok
        True
        """
        chosen = options(
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )
        more = Load(orgs=orgs, products=products, users=users, groups=groups, pools=pools)
        if source is None:
            return self._book.load(more, chosen, check_progress(progress))
        first = source.load if isinstance(source, Roster) else source
        if not isinstance(first, Load):
            raise TypeError(f"`source` is {type(source).__name__}; pass a Roster or a Load, or lists by name")
        return self._book.load(first.joined(more) if len(more) else first, chosen, check_progress(progress))

    def load_json(self, text: str, options: str) -> LoadReport:
        """Loads a JSON document of the format `seatbook.load/1`.

        Arguments:
            text: The document.
            options: The options as a JSON request without items, such as `{"on": "2026-08-17", "items": []}`.

        >>> book.load_json('{"orgs": [{"id": "north"}]}', '{"on": "2026-08-17", "items": []}').ok
        True
        """
        return self._book.load_json(text, options)

    def assign(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: Ids | None = None,
        seat_choice: SeatChoice = "new",
        ends_on: date | str | None = None,
        on: date | str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        role: str = "administrator",
        reason: str = "",
        request_id: str = "",
        mode: Mode = "best_effort",
        dry_run: bool = False,
        expected_revision: int | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Gives seats: a row for every user and product, user by user.

        Who has the product already keeps it and uses no seat. When seats are short, the first rows are served.

        Arguments:
            users: One id or an iterable of ids; or pass `group`.
            products: One id or an iterable of ids.
            group: The members of this group instead of users, through the group.
            members: Only these of the group's members.
            pools: Only seats of these pools.
            seat_choice: `new` seats, started ones to `reuse`, or `auto`: both, the one with the least days left first.
            ends_on: Only a started seat that ends on this day.
            on, at, actor, role, reason, request_id, mode, dry_run, expected_revision, progress: See `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.assign(["anna", "bela"], "maths", actor="head", reason="new pupils")
        >>> [row.outcome for row in report]
        ['assigned', 'assigned']
        """
        return self._decide(
            [item("assign", users, products, group, members, pools, seat_choice=seat_choice, ends_on=ends_on)],
            progress,
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )

    def revoke(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: Ids | None = None,
        all_sources: bool = False,
        everything: bool = False,
        all_holders: bool = False,
        on: date | str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        role: str = "administrator",
        reason: str = "",
        request_id: str = "",
        mode: Mode = "best_effort",
        dry_run: bool = False,
        expected_revision: int | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Takes seats back.

        By the pool's terms a seat is then as new, can be reused until its end date, is gone, or cannot be taken back.

        Arguments:
            users: One id or an iterable of ids; or pass `group`.
            products: One id or an iterable of ids.
            group: The members of this group instead of users, through the group.
            members: Only these of the group's members.
            pools: Only seats of these pools.
            all_sources: Whatever the seats came through, instead of only directly or only through the group.
            everything: Instead of `products`: of users everything they have, whatever it came through; of a group's
                members everything that came through the group.
            all_holders: Instead of users: everybody who holds the one product, of `pools` if there are any.
            on, at, actor, role, reason, request_id, mode, dry_run, expected_revision, progress: See `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.revoke("anna", "maths")
        >>> report[0].outcome
        'to_reusable'
        """
        return self._decide(
            [
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
            ],
            progress,
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )

    def reuse(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: Ids | None = None,
        ends_on: date | str | None = None,
        on: date | str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        role: str = "administrator",
        reason: str = "",
        request_id: str = "",
        mode: Mode = "best_effort",
        dry_run: bool = False,
        expected_revision: int | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Gives seats that are started and held by nobody.

        They keep their start and end date. `Book.supply` says which end dates there are.

        Arguments:
            users: One id or an iterable of ids; or pass `group`.
            products: One id or an iterable of ids.
            group: The members of this group instead of users, through the group.
            members: Only these of the group's members.
            pools: Only seats of these pools.
            ends_on: Only a seat that ends on this day.
            on, at, actor, role, reason, request_id, mode, dry_run, expected_revision, progress: See `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.reuse("bela", "maths", ends_on="2027-07-31")
        >>> report[0].outcome
        'reused'
        """
        return self._decide(
            [item("reuse", users, products, group, members, pools, ends_on=ends_on)],
            progress,
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )

    def start(
        self,
        users: Ids | None = None,
        products: Ids | None = None,
        *,
        group: str | None = None,
        members: Ids | None = None,
        pools: Ids | None = None,
        on: date | str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        role: str = "administrator",
        reason: str = "",
        request_id: str = "",
        mode: Mode = "best_effort",
        dry_run: bool = False,
        expected_revision: int | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Begins the time of assigned seats: the first use.

        Only pools whose `start_policy` is `on_first_use` need it.

        Arguments:
            users: One id or an iterable of ids; or pass `group`.
            products: One id or an iterable of ids.
            group: The members of this group instead of users, through the group.
            members: Only these of the group's members.
            pools: Only seats of these pools.
            on, at, actor, role, reason, request_id, mode, dry_run, expected_revision, progress: See `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> report = book.start("anna", "maths")
        >>> report[0].outcome
        'already_started'
        """
        return self._decide(
            [item("start", users, products, group, members, pools)],
            progress,
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )

    def apply(
        self,
        request: Request,
        *,
        on: date | str | None = None,
        at: datetime | None = None,
        actor: str | None = None,
        role: str = "administrator",
        reason: str = "",
        request_id: str = "",
        mode: Mode = "best_effort",
        dry_run: bool = False,
        expected_revision: int | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Decides several operations together and writes them down in one transaction.

        Arguments:
            request: The operations.
            on, at, actor, role, reason, request_id, mode, dry_run, expected_revision, progress: See `Book`.

        Raises:
            Error: The call failed and nothing was written. A refused row is not an error.

        >>> swap = seatbook.Request().revoke("anna", "maths").assign("anna", "physics")
        >>> book.apply(swap, dry_run=True).status
        'dry_run'
        """
        if not isinstance(request, Request):
            raise TypeError(f"`request` is {type(request).__name__}; pass a seatbook.Request")
        return self._decide(
            request._items,
            progress,
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )

    def _decide(
        self,
        items: list[Item],
        progress: Progress | None,
        *,
        on: date | str | None,
        at: datetime | None,
        actor: str | None,
        role: str,
        reason: str,
        request_id: str,
        mode: Mode,
        dry_run: bool,
        expected_revision: int | None,
    ) -> Report:
        chosen = options(
            on=on,
            at=at,
            actor=actor,
            role=role,
            reason=reason,
            request_id=request_id,
            mode=mode,
            dry_run=dry_run,
            expected_revision=expected_revision,
        )
        return Report(self._book.apply(items, chosen, check_progress(progress)))

    def apply_json(self, text: str, *, progress: Progress | None = None) -> Report:
        """Applies a JSON request of the format `seatbook.request/1`, which carries its own options.

        >>> text = '{"on": "2026-08-17", "items": [{"op": "assign", "user": "anna", "product": "maths"}]}'
        >>> book.apply_json(text)[0].outcome
        'assigned'
        """
        return Report(self._book.apply_json(text, check_progress(progress)))
