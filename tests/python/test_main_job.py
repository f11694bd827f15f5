"""The main job on a small district: the same figures as in Rust and C (core/tests/main_job.rs)."""

import csv
from pathlib import Path

import pytest

import seatbook

SAMPLE = Path(__file__).resolve().parents[1] / "data/sds/v1-100-users"
DAY = "2025-08-18"
MATHS = "maths-online"


def lines(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def district(quantity: int) -> seatbook.Book:
    """A book with one pool of the district above both schools."""
    book = seatbook.memory()
    roster = seatbook.read_school_data_sync(SAMPLE)
    assert (roster.orgs, roster.groups, roster.memberships, roster.notices) == (2, 28, 602, [])
    schools = [{"id": line["SIS ID"], "name": line["Name"], "parent": "district"} for line in lines("School")]
    pool = {"id": "pool", "product": MATHS, "org": "district", "quantity": quantity}
    assert book.load(roster, on=DAY).ok
    assert book.load(orgs=[{"id": "district"}, *schools], products=[{"id": MATHS}], pools=[pool], on=DAY).ok
    return book


def classes() -> list[str]:
    return [line["SIS ID"] for line in lines("Section")]


def outcomes(rows: list[seatbook.Row]) -> tuple[int, int, int]:
    found = [row.outcome for row in rows]
    counts = found.count("assigned"), found.count("already_assigned"), found.count("no_seat_left")
    assert sum(counts) == len(found) == 602
    return counts


@pytest.mark.parametrize(
    ("quantity", "expected", "first"),
    [
        (86, (86, 516, 0), None),
        (60, (60, 360, 182), ("13061", "11015")),
        (20, (20, 120, 462), ("13021", "11001")),
    ],
)
def test_every_class_in_file_order(
    quantity: int, expected: tuple[int, int, int], first: tuple[str, str] | None
) -> None:
    with district(quantity) as book:
        rows = [(row, name) for name in classes() for row in book.assign(group=name, products=MATHS, on=DAY)]
        assert outcomes([row for row, _ in rows]) == expected
        refused = [(row.target, name) for row, name in rows if row.outcome == "no_seat_left"]
        assert next(iter(refused), None) == first
        assert book.counts(MATHS, on=DAY).assigned == expected[0]
        assert book.verify().ok

    with district(quantity) as book:
        request = seatbook.Request()
        for name in classes():
            request.assign(group=name, products=MATHS)
        dry = book.apply(request, on=DAY, dry_run=True)
        report = book.apply(request, on=DAY)
        assert outcomes(list(report)) == expected
        assert list(dry) == list(report)
        assert sum(short.missing for short in report.shortfall) == 86 - quantity


@pytest.mark.parametrize(("quantity", "expected"), [(86, (28, 0, 86)), (60, (21, 7, 60)), (20, (7, 21, 0))])
def test_a_class_whole_or_not_at_all(quantity: int, expected: tuple[int, int, int]) -> None:
    with district(quantity) as book:
        reports = [book.assign(group=name, products=MATHS, on=DAY, mode="atomic") for name in classes()]
        served = sum(report.ok for report in reports)
        assert (served, len(reports) - served, book.counts(MATHS, on=DAY).assigned) == expected


def test_a_repeat_with_the_same_request_id_changes_nothing() -> None:
    with district(60) as book:
        for name in classes():
            first = book.assign(group=name, products=MATHS, on=DAY, request_id=f"give-{name}")
            head = book.head()
            again = book.assign(group=name, products=MATHS, on=DAY, request_id=f"give-{name}")
            assert (first.replayed, again.replayed) == (False, True)
            assert list(first) == list(again)
            assert book.head() == head
