"""Seats for everybody in a CSV file with a column `id`: assign_from_csv.py BOOK LIST PRODUCT RESULT."""

import csv
import sys

import seatbook

path, users, product, result = sys.argv[1:]
with open(users, encoding="utf-8-sig", newline="") as file, seatbook.open(path) as book:
    ids = [line["id"].strip() for line in csv.DictReader(file)]
    report = book.assign(ids, product, reason=f"list {users}")
for row in report:
    print(f"{row.target}: {row.outcome}")
report.to_csv(result)
