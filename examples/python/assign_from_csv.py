"""Seats for everybody in a CSV file, as Excel saves it: assign_from_csv.py BOOK LIST PRODUCT RESULT."""

import sys

import seatbook

path, file, product, result = sys.argv[1:]
users = seatbook.read_list(file)
for notice in users.notices:
    print(f"line {notice.line}: {notice.message}")
with seatbook.open(path) as book:
    report = book.assign(users.ids, product, reason=f"list {file}")
for row in report:
    print(f"{row.target}: {row.outcome}")
report.to_csv(result)
