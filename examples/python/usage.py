"""Seats in use over the weeks from a day on, as a picture: usage.py BOOK PRODUCT FIRST PICTURE (needs matplotlib)."""

import sys
from datetime import date, timedelta

from matplotlib import pyplot

import seatbook

path, product, first, picture = sys.argv[1:]
weeks = [date.fromisoformat(first) + timedelta(weeks=week) for week in range(52)]
with seatbook.open(path, read_only=True) as book:
    used = book.usage(product, weeks)
pyplot.step(list(used), list(used.values()), where="post", label=product)
pyplot.savefig(picture)
