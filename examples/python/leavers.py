"""Everything back from those who leave, a CSV file or ids one a line: leavers.py BOOK LIST."""

import sys

import seatbook

path, file = sys.argv[1:]
users = seatbook.read_list(file)
for notice in users.notices:
    print(f"line {notice.line}: {notice.message}")
with seatbook.open(path) as book:
    report = book.revoke(users.ids, everything=True, reason="left the school")
for row in report:
    print(f"{row.target} {row.product or '-'}: {row.outcome}, {row.sentence}")
