"""The main job on the sample roster: buy seats, give them to every class, start, take back and hand out again.

python main_job.py [folder of the sample]
"""

import csv
import sys
import tempfile
from collections import Counter
from pathlib import Path

import seatbook

FOLDER = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).resolve().parents[2] / "tests/data/sds/v1-100-users")
BOOK = Path(tempfile.mkdtemp(prefix="seatbook-main-job-")) / "district.book"
PURCHASE = {
    "products": [{"id": "maths-online", "name": "Maths Online"}],
    "pools": [{"id": "maths-2025", "product": "maths-online", "org": "district", "quantity": 60,
               "delivered_on": "2025-08-18", "start_policy": "on_first_use", "start_within": "4 months",
               "duration": "12 months", "release": "reuse"}],
}  # fmt: skip
LEAVERS = [str(id) for id in (*range(13001, 13006), *range(13031, 13036))]
STORY = [
    ("2025-09-01", "start", "first use in class 11001", {"group": "11001"}),
    ("2025-10-01", "start", "first use in class 11002", {"group": "11002"}),
    ("2025-11-03", "revoke", "class 11003 taken back", {"group": "11003"}),
    ("2025-11-03", "revoke", "ten pupils leave", {"users": LEAVERS, "all_sources": True}),
    ("2025-11-03", "reuse", "started seats with the later end for class 11015",
     {"group": "11015", "ends_on": "2026-09-30"}),
    ("2025-11-03", "reuse", "any started seats for class 11015", {"group": "11015"}),
]  # fmt: skip
HEADER = "school    class   name                          pupils assigned  already  without"
COUNTED = ("assigned", "already_assigned", "no_seat_left")

total = Counter()

with seatbook.create(BOOK) as book, (FOLDER / "Section.csv").open(newline="") as sections:
    book.load(seatbook.read_school_data_sync(FOLDER, under="district"), on="2025-08-18")
    book.load(**PURCHASE, on="2025-08-18")
    print(f"book      {BOOK}\n\n{HEADER}")
    for line in csv.DictReader(sections):
        report = book.assign(group=line["SIS ID"], products="maths-online", on="2025-08-18")
        count = Counter(row.outcome for row in report)
        total += count
        print(f"{line['School SIS ID']:<10}{line['SIS ID']:<8}{line['Section Name']:<30}{len(report):>6}",
              *(f"{count[outcome]:>8}" for outcome in COUNTED))  # fmt: skip
    print(f"{'total':<48}{total.total():>6}", *(f"{total[outcome]:>8}" for outcome in COUNTED))
    for day, op, what, whom in STORY:
        print(f"\n{day} {what}")
        for outcome, rows in getattr(book, op)(products="maths-online", on=day, **whom).by_outcome().items():
            print(f"{len(rows):>6} {outcome:<26}such as {rows[0].target}: {rows[0].sentence}")
        supply = book.supply("maths-online", on=day)
        print(f"left: {supply.new} new", *(f"/ {end.seats} until {end.ends_on}" for end in supply.reusable))
    print(f"\n{book.counts('maths-online', on=STORY[-1][0])}\n{book.head()}\nverify ok: {book.verify().ok}")
