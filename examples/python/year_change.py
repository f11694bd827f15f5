"""A new school year from the new roster, started seats first: year_change.py BOOK ROSTER DISTRICT PRODUCT DAY."""

import sys

import seatbook

path, folder, district, product, day = sys.argv[1:]
classes = seatbook.Request()
with seatbook.open(path) as book:
    roster = book.load_roster(folder, under=district, full=True, leavers="give_back", on=day)
    print(f"left out: {roster.left_out} lines, odd: {roster.odd}")
    for group in book.groups():
        classes.sync(product, group=group.id, keep_others=True, seat_choice="auto")
    print({outcome: len(rows) for outcome, rows in book.apply(classes, on=day).by_outcome().items()})
    print("free and started:", {str(some.ends_on): some.seats for some in book.supply(product, on=day).reusable})
