"""Services off for the night, and in the morning as they were before: night.py BOOK PRODUCT NIGHT off|on PLAN..."""

import sys

import seatbook

path, product, night, word, *plans = sys.argv[1:]
with seatbook.open(path) as book:
    if word == "off":
        request = seatbook.Request()
        for holder in book.holders(product, kind="user"):
            request.assign(holder.holder, product, disabled_plans=sorted({*holder.disabled_plans, *plans}))
        print(book.apply(request, request_id=night))
    else:
        print(book.undo(next(entry.operation for entry in book.journal() if entry.request_id == night)))
