"""Everything back from those who leave, ids one a line: leavers.py BOOK LIST."""

import sys
from pathlib import Path

import seatbook

path, users = sys.argv[1:]
with seatbook.open(path) as book:
    report = book.revoke(Path(users).read_text().split(), everything=True, reason="left the school")
for row in report:
    print(f"{row.target} {row.product or '-'}: {row.outcome}, {row.sentence}")
