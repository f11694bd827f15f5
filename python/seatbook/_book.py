"""The book: the one thing a program opens."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable
from types import TracebackType
from typing import TypeVar

from seatbook import _seatbook
from seatbook._licensing import Licensing
from seatbook._licensing import licence_keys as checked
from seatbook._lists import Lists
from seatbook._loading import Loading
from seatbook._operations import Operations
from seatbook._options import Progress, check_progress
from seatbook._report import Report
from seatbook._usage import Usage

_Self = TypeVar("_Self", bound="Book")


def open(
    path: str | os.PathLike[str],
    *,
    read_only: bool = False,
    trusted: bool = False,
    busy_timeout: float = 5.0,
    licence_keys: Iterable[bytes] = (),
) -> Book:
    """Opens a book that is there; never makes one.

    Arguments:
        path: Where the book is.
        read_only: Only read; other processes may read beside it, and one may write.
        trusted: Skip the check of every page, counter and journal record: fast, but a damaged file can then give
            wrong answers or end the process.
        busy_timeout: Seconds to wait for another writer before `BusyError`.
        licence_keys: Ed25519 public keys, 32 bytes each, of those whose licence files are taken over; nobody by
            default. To change a vendor's key, name both until a file with the new one is active.

    Raises:
        NotFoundError: There is nothing at the path.
        BusyError: Another process has it open for writing.
        BookFileError: The file cannot be used; the class of the error says why.

    >>> with seatbook.open("school.book") as book:
    ...     report = book.assign(["anna", "bela"], "maths")
    """
    return Book(_seatbook.Book.open(path, read_only, trusted, busy_timeout, checked(licence_keys)), os.fspath(path))


def create(path: str | os.PathLike[str], *, busy_timeout: float = 5.0, licence_keys: Iterable[bytes] = ()) -> Book:
    """Makes a new book and opens it; never overwrites. The arguments are those of `open`.

    Raises:
        ExistsError: There is something at the path already.

    >>> with seatbook.create("school.book") as book:
    ...     book.revision
    0
    """
    return Book(_seatbook.Book.create(path, busy_timeout, checked(licence_keys)), os.fspath(path))


def memory(*, licence_keys: Iterable[bytes] = ()) -> Book:
    """Makes a book in memory, for tests and what-if; it is gone when it is closed.

    >>> seatbook.memory().revision
    0
    """
    return Book(_seatbook.Book.memory(checked(licence_keys)), None)


class Book(Operations, Loading, Licensing, Lists, Usage):
    """An open book. It may be used from many threads at once; writers queue.

    Made by `open`, `create` and `memory`. As a context manager it closes itself:

    >>> with seatbook.memory() as book:
    ...     report = book.load(orgs=[{"id": "north"}])

    Every write takes the same options, as keyword arguments:

    * `on`: the day on which it happens, as `datetime.date` or text such as `2026-08-17`; today's local date by default.
    * `at`: the instant for the journal, a datetime with a zone; now by default.
    * `actor`, `role`: who asks. An `administrator` may do everything, `self` may only give back own seats.
    * `reason`: why; written to the journal.
    * `request_id`: asking again with the same id and body gives back the first report and changes nothing.
    * `mode`: `best_effort`, where every row stands alone, or `atomic`, where one refused row undoes all.
    * `unit`: `row`, or `user`: all rows of one user (group, org) or none of them.
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
        """Whether it is closed, or was opened by another process.

        >>> book.closed
        False
        """
        return not self._book.is_open()

    @property
    def path(self) -> str | None:
        """Where it is kept, as it was given; `None` in memory.

        >>> with seatbook.create("north.book") as north:
        ...     north.path
        'north.book'
        """
        return self._path

    def apply_json(self, text: str, *, progress: Progress | None = None) -> Report:
        """Applies a JSON request of the format `seatbook.request/1`, which carries its own options.

        >>> text = '{"on": "2026-08-17", "items": [{"op": "assign", "user": "anna", "product": "maths"}]}'
        >>> book.apply_json(text)[0].outcome
        'assigned'
        """
        return Report(self._book.apply_json(text, check_progress(progress)))
