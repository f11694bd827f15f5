"""The waiting list, and what dates bring about."""

from __future__ import annotations

import datetime
import json

import pytest

import seatbook
from conftest import DAY, PUPILS


class TestWaiting:
    def test_who_finds_no_seat_waits(self, book: seatbook.Book) -> None:
        report = book.assign(PUPILS, "physics", waitlist=True, on=DAY)
        waiting = [row for row in report if row.in_the_way is not None and row.in_the_way.waiting]
        assert [(row.target, row.outcome) for row in waiting] == [(user, "no_seat_left") for user in PUPILS[2:]]
        assert [row.in_the_way.waiting for row in waiting if row.in_the_way] == [1, 2, 3]
        assert waiting[0].to_dict()["in_the_way"] == {"waiting": 1}
        wishes = list(book.waitlist("physics"))
        assert [(wish.position, wish.target, wish.sources) for wish in wishes] == [
            (1, "carl", ("direct",)),
            (2, "dora", ("direct",)),
            (3, "emil", ("direct",)),
        ]
        assert wishes[0].since == datetime.date(2026, 8, 17)
        assert [wish.position for wish in book.waitlist(user="emil")] == [3]

    def test_a_seat_that_is_freed_goes_to_who_waits(self, book: seatbook.Book) -> None:
        book.assign(PUPILS, "physics", waitlist=True, on=DAY)
        pool = {"id": "p2", "product": "physics", "org": "north", "quantity": 2, "release": "fresh"}
        book.load(pools=[{**pool, "keys": ["k-1", "k-2"]}], on=DAY)
        report = book.revoke("anna", "physics", on=DAY)
        assert [(row.target, row.outcome) for row in report] == [("anna", "revoked")]
        assert [(row.index, row.target, row.outcome) for row in report.from_waitlist] == [(0, "carl", "assigned")]
        assert report.from_waitlist.to_columns()["target"] == ["carl"]
        assert "carl" in report.from_waitlist.to_csv()
        assert len(report.from_waitlist.changed) == 1
        assert report.from_waitlist[0] != report[0]
        assert json.loads(report.to_json())["from_waitlist"][0]["target"] == "carl"

    def test_more_seats_go_to_who_waits(self, book: seatbook.Book) -> None:
        book.assign(PUPILS, "physics", waitlist=True, on=DAY)
        report = book.load(pools=[{"id": "p9", "product": "physics", "org": "north", "quantity": 1}], on=DAY)
        assert report.report is not None
        assert [row.target for row in report.report.from_waitlist] == ["carl"]

    def test_a_wish_is_taken_back(self, book: seatbook.Book) -> None:
        book.assign(PUPILS, "physics", waitlist=True, on=DAY)
        report = book.cancel(["dora", "anna"], "physics", on=DAY)
        assert [(row.target, row.outcome) for row in report] == [("dora", "cancelled"), ("anna", "not_assigned")]
        assert [(wish.position, wish.target) for wish in book.waitlist()] == [(1, "carl"), (2, "emil")]

    def test_only_giving_can_wait(self, memory: seatbook.Book) -> None:
        with pytest.raises(TypeError, match="`waitlist` is no argument of this call"):
            memory.revoke("anna", "physics", waitlist=True, on=DAY)  # type: ignore[call-arg]


class TestDates:
    def test_what_began_is_written_down(self, book: seatbook.Book) -> None:
        terms = {"start_policy": "on_first_use", "start_within": "4 months", "duration": "12 months"}
        pool = {"id": "p1", "product": "maths", "org": "north", "quantity": 30, "delivered_on": DAY, **terms}
        book.load(pools=[pool], on=DAY)
        book.assign("anna", "maths", on=DAY)
        before = book.counts("maths", on="2026-12-18")
        plan = book.advance(on=datetime.date(2026, 12, 18), dry_run=True)
        report = book.advance(on="2026-12-18", reason="monthly")
        assert report.pools == plan.pools == (seatbook.Begun("p1", 1, 29),)
        assert (report.on, plan.dry_run, plan.operation) == (datetime.date(2026, 12, 18), True, None)
        assert json.loads(report.to_json())["pools"] == [{"pool": "p1", "started": 1, "reusable": 29}]
        assert book.counts("maths", on="2026-12-18") == before
        assert book.advance(on="2026-12-18").pools == ()

    def test_a_day_is_a_day(self, memory: seatbook.Book) -> None:
        with pytest.raises(TypeError, match="`on` is a datetime"):
            memory.advance(on=datetime.datetime(2026, 8, 17))
        with pytest.raises(seatbook.MalformedRequestError, match="the options have items"):
            memory.advance_json('{"on": "2026-08-17", "items": [{"op": "assign", "user": "a", "product": "m"}]}')
