"""Unused seats in percent, and their cost, by prices in a CSV file (`product`, `price`): unused.py BOOK PRICES."""

import csv
import sys

import seatbook

path, prices = sys.argv[1:]
with open(prices, encoding="utf-8-sig", newline="") as file:
    price = {line["product"]: float(line["price"]) for line in csv.DictReader(file)}
with seatbook.open(path, read_only=True) as book:
    counts = sorted(book.counts(), key=lambda one: -one.available)
for one in counts:
    share = one.available / one.total if one.total else 0
    print(f"{one.product:<12}{one.total:>10}{one.assigned:>10}{share:>6.0%}{one.available * price[one.product]:>14.2f}")
