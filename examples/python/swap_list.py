"""Another product instead for a list of ids; what fails is the next list: swap_list.py BOOK LIST OLD NEW."""

import sys
from pathlib import Path

import seatbook

path, users, old, new = sys.argv[1:]
ids = Path(users).read_text().split()
with seatbook.open(path) as book:
    plan = book.swap(ids, old, new, dry_run=True)
    print(f"would change {len(plan.changed)} rows, and refuse {len(plan.refused)}")
    report = book.swap(ids, old, new, expected_revision=plan.revision)
print(report)
Path(users).write_text("".join(f"{id}\n" for id in report.refused.targets))
