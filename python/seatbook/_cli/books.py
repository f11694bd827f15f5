"""Opening books for a command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import seatbook
from seatbook._cli.screen import Screen


@contextmanager
def reading(path: str, screen: Screen, keys: Sequence[bytes] = ()) -> Iterator[seatbook.Book]:
    """A book for questions. One that was not closed cleanly is put in order first, as its owner would do by hand."""
    with screen.busy("opening the book"):
        try:
            book = seatbook.open(path, read_only=True, licence_keys=keys)
        except seatbook.NeedsRecoveryError:
            seatbook.open(path).close()
            book = seatbook.open(path, read_only=True, licence_keys=keys)
            screen.note("The book was not closed cleanly the last time; it has been put in order, nothing is lost.")
    with book:
        yield book


@contextmanager
def writing(path: str, screen: Screen, keys: Sequence[bytes] = ()) -> Iterator[seatbook.Book]:
    """A book for changes."""
    with screen.busy("opening the book"):
        book = seatbook.open(path, licence_keys=keys)
    with book:
        yield book
