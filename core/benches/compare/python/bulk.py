"""One request for many users through the Python module.

`bulk.py BOOK COUNT` reads the users' ids from standard input, one a line, and prints what the call, all columns of the
report and all its rows took, in nanoseconds on the clock and of the processor.
"""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

import seatbook

T = TypeVar("T")


def timed(name: str, work: Callable[[], T]) -> T:
    """Does something, and prints what it took."""
    cpu, wall = time.process_time_ns(), time.perf_counter_ns()
    answer = work()
    wall = time.perf_counter_ns() - wall
    print(name, wall, time.process_time_ns() - cpu)
    return answer


def read(report: seatbook.Report) -> tuple[int, int]:
    """How many rows took effect, and the sum of their seats' numbers."""
    changed = seats = 0
    for row in report:
        changed += row.outcome == "assigned"
        seats += row.seat.number if row.seat else 0
    return changed, seats


def main() -> None:
    """Does what the module says."""
    path, count = sys.argv[1], int(sys.argv[2])
    users = [line.rstrip("\n") for line in sys.stdin]
    assert len(users) == count
    with seatbook.open(path, trusted=True) as book:
        report = timed("call", lambda: book.assign(users, "maths", on="2025-08-18", reason="new term"))
        timed("columns", report.to_columns)
        print("found", *timed("rows", lambda: read(report)))


main()
