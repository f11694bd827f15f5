"""Threads, processes, cancelling, signals, and a bug inside."""

from __future__ import annotations

import _thread
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

import seatbook
from conftest import DAY, PUPILS, fill


def many(book: seatbook.Book, users: int) -> list[str]:
    """Adds so many users and seats for all of them."""
    ids = [f"u{number:06}" for number in range(users)]
    book.load(
        users=[{"id": id, "org": "north"} for id in ids],
        pools=[{"id": "big", "product": "maths", "org": "north", "quantity": users}],
        on=DAY,
    )
    return ids


def test_threads_never_give_a_seat_twice(book: seatbook.Book) -> None:
    reports: list[seatbook.Report] = []
    start = threading.Barrier(5)

    def work(user: str) -> None:
        start.wait()
        reports.append(book.assign(user, "physics", on=DAY))
        book.counts("physics", on=DAY)

    threads = [threading.Thread(target=work, args=(user,)) for user in PUPILS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seats = [row.seat for report in reports for row in report if row.seat]
    assert sorted(seat.number for seat in seats) == [1, 2]
    assert book.verify().ok


def test_other_threads_run_while_the_book_works(book: seatbook.Book) -> None:
    ids = many(book, 20_000)
    seen = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.append(time.monotonic())
            time.sleep(0.001)

    thread = threading.Thread(target=watch)
    thread.start()
    began = time.monotonic()
    book.assign(ids, "maths", on=DAY)
    ended = time.monotonic()
    done.set()
    thread.join()
    assert any(began < moment < ended for moment in seen)


def test_progress_is_told(book: seatbook.Book) -> None:
    ids = many(book, 20_000)
    told: list[tuple[int, int]] = []
    callers = set()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        callers.add(threading.get_ident())
        assert book.counts("maths", on=DAY).assigned == 0

    assert book.assign(ids, "maths", on=DAY, progress=progress).ok
    assert told
    assert told == sorted(told)
    assert {total for _, total in told} == {20_000}
    assert told[-1] == (20_000, 20_000)
    assert callers == {threading.get_ident()}


def test_what_progress_raises_cancels(book: seatbook.Book) -> None:
    ids = many(book, 20_000)
    revision = book.revision

    def progress(done: int, total: int) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        book.assign(ids, "maths", on=DAY, progress=progress)
    assert book.revision == revision
    assert book.counts("maths", on=DAY).assigned == 0
    assert book.assign("anna", "maths", on=DAY).ok


def test_the_book_can_be_used_inside_progress(book: seatbook.Book) -> None:
    ids = many(book, 5_000)
    inside: list[str] = []

    def progress(done: int, total: int) -> None:
        if not inside:
            inside.append(book.assign("anna", "physics", on=DAY)[0].outcome)

    assert book.assign(ids, "maths", on=DAY, progress=progress).ok
    assert inside == ["assigned"]
    assert book.load(orgs=[{"id": "south"}], on=DAY, progress=lambda done, total: book.revision).ok
    assert book.verify().ok


def test_closing_inside_progress_does_not_hang(book: seatbook.Book) -> None:
    ids = many(book, 5_000)
    failures: list[seatbook.Error] = []

    def progress(done: int, total: int) -> None:
        try:
            book.close()
        except seatbook.Error as error:
            failures.append(error)

    report = book.assign(ids, "maths", on=DAY, progress=progress)
    assert report.ok
    assert {failure.status for failure in failures} <= {"busy"}
    assert failures


def test_ctrl_c_cancels(book: seatbook.Book) -> None:
    ids = many(book, 20_000)
    # A program in the background ignores Ctrl-C, and so would its tests.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def progress(done: int, total: int) -> None:
        _thread.interrupt_main(signal.SIGINT)

    try:
        with pytest.raises(KeyboardInterrupt):
            book.assign(ids, "maths", on=DAY, progress=progress)
    finally:
        signal.signal(signal.SIGINT, before)
    assert book.counts("maths", on=DAY).assigned == 0


def test_closing_while_others_work(book: seatbook.Book) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            while True:
                book.assign("anna", "maths", on=DAY)
                book.revoke("anna", "maths", on=DAY)
        except seatbook.ClosedError:
            pass
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    book.close()
    for thread in threads:
        thread.join()
    assert not failures


def _in_child(path: str) -> str:
    with seatbook.open(path) as book:
        return book.assign("anna", "maths", on=DAY)[0].outcome


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_child_processes(tmp_path: Path, method: str) -> None:
    path = tmp_path / "b.book"
    with seatbook.create(path) as book:
        fill(book)
    with multiprocessing.get_context(method).Pool(2) as pool:
        outcomes = pool.map(_in_child, [str(path)] * 2)
    assert sorted(outcomes) == ["already_assigned", "assigned"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_child_is_turned_away(tmp_path: Path) -> None:
    path = tmp_path / "b.book"
    with seatbook.create(path) as book:
        fill(book)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                book.assign("anna", "maths", on=DAY)
            except seatbook.ForkedError as error:
                code = 0 if error.status == "forked" and book.closed else 2
            try:
                book.close()
                del book
                gc.collect()
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        # The parent goes on as before, and still has its lock.
        assert book.assign("anna", "maths", on=DAY).ok
        with pytest.raises(seatbook.BusyError):
            seatbook.open(path, busy_timeout=0)
    with seatbook.open(path) as book:
        assert book.verify().ok


def test_a_bug_inside_is_an_error_and_stays_one(book: seatbook.Book) -> None:
    fail = getattr(book._book, "_panic", None)
    if fail is None:
        pytest.skip("this build is for release")
    with pytest.raises(seatbook.InternalError, match="on purpose") as caught:
        fail()
    assert isinstance(caught.value, Exception)
    with pytest.raises(seatbook.PoisonedError):
        book.assign("anna", "maths", on=DAY)
    book.close()


def test_no_reference_is_lost(memory: seatbook.Book) -> None:
    for name in ("x" * 50, "y" * 50):
        before = sys.getrefcount(name)
        report = memory.assign([name] * 10, "maths", on=DAY)
        report.to_columns(sentences=True)
        list(report)
        assert sys.getrefcount(name) == before
