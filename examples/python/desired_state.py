"""Every class of a CSV file (columns `class`, `product`) has exactly its members: desired_state.py BOOK TABLE."""

import csv
import sys

import seatbook

path, table = sys.argv[1:]
with open(table, encoding="utf-8-sig", newline="") as file, seatbook.open(path) as book:
    for line in csv.DictReader(file):
        report = book.sync(line["product"], group=line["class"], keep_others=True)
        words = {outcome: len(rows) for outcome, rows in report.by_outcome().items()}
        print(line["class"], line["product"], words)
        for row in report.refused:
            print(f"  {row.target}: {row.sentence}")
