"""The main job: read a roster, buy seats, give them to every class, start, take back and hand out again.

    python main_job.py [folder of School Data Sync V1 files]
"""

import csv
import sys
import tempfile
from pathlib import Path

import seatbook

SAMPLE = Path(__file__).resolve().parents[2] / "tests/data/sds/v1-100-users"
POOL = {"id": "maths-2025", "product": "maths", "org": "district", "quantity": 60, "delivered_on": "2025-08-18",
        "start_policy": "on_first_use", "start_within": "4 months", "duration": "12 months", "release": "reuse"}


def lines(name):
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def show(what, report):
    print(f"\n{report.on} {what}")
    for outcome, rows in report.by_outcome().items():
        print(f"{len(rows):>6} {outcome:<26}such as {rows[0].target}: {rows[0].sentence}")


folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
path = Path(tempfile.mkdtemp(prefix="seatbook-main-job-")) / "district.book"
print(f"book      {path}\n\nschool    class   name                          pupils assigned  already  without")
with seatbook.create(path) as book:
    schools = [{"id": line["SIS ID"], "name": line["Name"], "parent": "district"} for line in lines("School.csv")]
    book.load(seatbook.read_school_data_sync(folder), on="2025-08-18")
    book.load(orgs=[{"id": "district"}, *schools], products=[{"id": "maths"}], pools=[POOL], on="2025-08-18")

    classes, without = lines("Section.csv"), []
    for line in classes:
        report = book.assign(group=line["SIS ID"], products="maths", on="2025-08-18")
        found = {outcome: len(rows) for outcome, rows in report.by_outcome().items()}
        counts = [len(report), *(found.get(word, 0) for word in ("assigned", "already_assigned", "no_seat_left"))]
        print(f"{line['School SIS ID']:<10}{line['SIS ID']:<8}{line['Section Name']:<30}"
              "{:>6}{:>9}{:>9}{:>9}".format(*counts))
        without += [row.target for row in report.refused if row.target not in without]
    print(f"{len(without)} pupils without a seat, the first is {without[:1]}")

    first, second, third = (line["SIS ID"] for line in classes[:3])
    show(f"first use in class {first}", book.start(group=first, products="maths", on="2025-09-01"))
    show(f"first use in class {second}", book.start(group=second, products="maths", on="2025-10-01"))
    show(f"class {third} taken back", book.revoke(group=third, products="maths", on="2025-11-03"))
    leavers = [holder.holder for holder in book.iter_holders("maths", on="2025-11-03")][25:35]
    show("ten pupils leave", book.revoke(leavers, "maths", all_sources=True, on="2025-11-03"))

    supply = book.supply("maths", "district", on="2025-11-03")
    print(f"\nto hand out on 2025-11-03: {supply.new} new")
    for end in supply.reusable:
        print(f"{end.seats:>6} reusable until {end.ends_on}")
    again = book.reuse(without, "maths", ends_on=supply.reusable[-1].ends_on, on="2025-11-03")
    show("started seats with the later end for pupils without", again)
    show("any started seats for pupils without", book.reuse(without, "maths", on="2025-11-03"))
    print(f"\n{book.counts('maths', on='2025-11-03')}\n{book.head()}\nverify ok: {book.verify().ok}")
