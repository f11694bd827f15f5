"""Seats in use over the weeks from a day on, as a picture: usage.py BOOK PRODUCT FIRST PICTURE (needs matplotlib)."""

import sys

from matplotlib import pyplot
from numpy import arange, datetime64

import seatbook

path, product, first, picture = sys.argv[1:]
weeks = datetime64(first) + arange(0, 364, 7)
with seatbook.open(path, read_only=True) as book:
    used = book.usage(product, weeks.tolist())
pyplot.step(weeks, list(used.values()), where="post", label=product)
pyplot.savefig(picture)
