"""Whoever holds one product gets another too, and running it again changes nothing: also.py BOOK HELD OTHER."""

import sys

import seatbook

path, held, other = sys.argv[1:]
with seatbook.open(path) as book:
    holders = [holder.holder for holder in book.holders(held, kind="user")]
    report = book.assign(holders, other, reason=f"with {held}")
print(report)
