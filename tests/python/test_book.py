"""Opening, closing, writing, asking."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

import seatbook
from conftest import DAY, PUPILS, fill


class TestOpening:
    def test_a_book_is_made_once_and_opened_again(self, tmp_path: Path) -> None:
        path = tmp_path / "school.book"
        with pytest.raises(seatbook.NotFoundError) as caught:
            seatbook.open(path)
        assert caught.value.status == "not_found"
        with seatbook.create(path) as book:
            assert book.path == str(path)
            fill(book)
            revision = book.revision
        with pytest.raises(seatbook.ExistsError):
            seatbook.create(path)
        with seatbook.open(str(path)) as book:
            assert book.revision == revision
        with seatbook.open(path, trusted=True, busy_timeout=0) as book:
            assert book.revision == revision

    def test_reading_only(self, tmp_path: Path) -> None:
        path = tmp_path / "school.book"
        with seatbook.create(path) as book:
            fill(book)
        with seatbook.open(path, read_only=True) as book:
            assert book.counts("maths", on=DAY).available == 30
            with pytest.raises(seatbook.ReadOnlyError):
                book.assign("anna", "maths", on=DAY)

    def test_a_second_writer_waits_in_vain(self, tmp_path: Path) -> None:
        path = tmp_path / "school.book"
        with seatbook.create(path), pytest.raises(seatbook.BusyError):
            seatbook.open(path, busy_timeout=0.05)

    def test_what_is_not_a_book(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("dear school\n" * 1000)
        with pytest.raises(seatbook.BookFileError):
            seatbook.open(path)

    @pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
    def test_timeouts_that_make_no_sense(self, tmp_path: Path, seconds: float) -> None:
        with pytest.raises(seatbook.InvalidArgumentError, match="busy_timeout"):
            seatbook.open(tmp_path / "b", busy_timeout=seconds)

    def test_a_closed_book(self, book: seatbook.Book) -> None:
        assert not book.closed
        book.close()
        book.close()
        assert book.closed
        assert "closed" in repr(book)
        with pytest.raises(seatbook.ClosedError) as caught:
            book.assign("anna", "maths")
        assert caught.value.status == "invalid_handle"
        assert isinstance(caught.value, ValueError)

    def test_a_forgotten_book_warns(self, tmp_path: Path) -> None:
        with pytest.warns(ResourceWarning, match="was not closed"):
            seatbook.create(tmp_path / "b.book")
        seatbook.open(tmp_path / "b.book").close()


class TestWriting:
    def test_assign_names_every_row(self, book: seatbook.Book) -> None:
        report = book.assign(["anna", "nobody", "bela"], ["maths", "physics"], on=DAY)
        assert [(row.target, row.product) for row in report] == [
            (user, product) for user in ["anna", "nobody", "bela"] for product in ["maths", "physics"]
        ]
        assert not report.ok
        assert (report.status, report.on) == ("partial", datetime.date(2026, 8, 17))
        assert {row.outcome for row in report.refused} == {"user_not_found"}
        assert report.summary == seatbook.Summary(6, 4, 0, 2)

    def test_an_iterator_is_used_up_once(self, book: seatbook.Book) -> None:
        assert len(book.assign(iter(PUPILS), iter(["maths"]), on=DAY).changed) == 5

    def test_the_life_of_a_seat(self, book: seatbook.Book) -> None:
        assert book.assign("anna", "maths", on=DAY)[0].outcome == "assigned"
        assert book.start("anna", "maths", on=DAY)[0].outcome == "already_started"
        back = book.revoke("anna", "maths", on=DAY)[0]
        assert (back.outcome, back.ends_on) == ("to_reusable", datetime.date(2027, 8, 16))
        wrong = book.reuse("bela", "maths", ends_on="2027-01-01", on=DAY)[0]
        assert wrong.outcome == "no_reusable_with_end_date"
        assert wrong.in_the_way is not None
        assert wrong.in_the_way.end_dates == (datetime.date(2027, 8, 16),)
        again = book.reuse("bela", "maths", ends_on=datetime.date(2027, 8, 16), on=DAY)[0]
        assert (again.outcome, again.ends_on) == ("reused", datetime.date(2027, 8, 16))

    def test_a_group(self, book: seatbook.Book) -> None:
        report = book.assign(group="7a", products="maths", on=DAY)
        assert [row.target for row in report] == PUPILS[:3]
        assert {row.source for row in report} == {"group:7a"}
        some = book.assign(group="7a", members=["bela", "emil"], products="physics", on=DAY)
        assert [row.outcome for row in some] == ["assigned", "not_in_group"]
        with pytest.raises(seatbook.UnknownGroupError):
            book.assign(group="9z", products="maths", on=DAY)

    def test_several_operations_in_one(self, book: seatbook.Book) -> None:
        book.assign(["anna", "bela"], "physics", on=DAY)
        request = seatbook.Request().revoke("anna", "physics").assign("carl", "physics", seat_choice="auto")
        assert len(request) == 2
        preview = book.apply(request, on=DAY, dry_run=True)
        assert (preview.status, preview.operation) == ("dry_run", None)
        report = book.apply(request, on=DAY)
        assert [row.outcome for row in report] == [row.outcome for row in preview]
        assert report.ok

    def test_seats_with_keys(self, book: seatbook.Book) -> None:
        seat = book.assign("anna", "physics", on=DAY)[0].seat
        assert seat == seatbook.Seat("p2", 1, "k-1") == ("p2", 1, "k-1")

    def test_all_or_nothing(self, book: seatbook.Book) -> None:
        report = book.assign(["anna", "nobody"], "maths", on=DAY, mode="atomic")
        assert [row.outcome for row in report] == ["rolled_back", "user_not_found"]
        assert report.status == "failed"
        assert book.counts("maths", on=DAY).assigned == 0

    def test_too_few_seats(self, book: seatbook.Book) -> None:
        report = book.assign(PUPILS, "physics", on=DAY)
        assert report.shortfall == (seatbook.Shortfall("physics", 5, 2, 3),)
        assert len(report.by_outcome()["no_seat_left"]) == 3

    def test_the_same_request_twice(self, book: seatbook.Book) -> None:
        first = book.assign("anna", "maths", on=DAY, request_id="r-1")
        again = book.assign("anna", "maths", on=DAY, request_id="r-1")
        assert (first.replayed, again.replayed) == (False, True)
        assert first == again
        with pytest.raises(seatbook.RequestReusedError):
            book.assign("bela", "maths", on=DAY, request_id="r-1")

    def test_failures_have_their_class(self, book: seatbook.Book) -> None:
        with pytest.raises(seatbook.UnknownProductError, match="chess"):
            book.assign("anna", "chess", on=DAY)
        with pytest.raises(seatbook.StaleRevisionError):
            book.assign("anna", "maths", on=DAY, expected_revision=book.revision + 1)
        with pytest.raises(seatbook.NotAuthorizedError):
            book.assign("anna", "maths", on=DAY, role="guest")
        with pytest.raises(seatbook.LimitError):
            book.assign("anna", "maths", on=DAY, request_id="x" * 65)
        with pytest.raises(seatbook.InvalidJsonError):
            book.apply_json("{")
        with pytest.raises(seatbook.InvalidJsonError):
            book.query_json('{"query": "weather"}')

    def test_json(self, book: seatbook.Book) -> None:
        text = json.dumps({"on": DAY, "items": [{"op": "assign", "users": ["anna"], "product": "maths"}]})
        report = book.apply_json(text)
        assert json.loads(report.to_json())["rows"][0]["outcome"] == report[0].outcome == "assigned"
        with pytest.raises(seatbook.MalformedRequestError, match="items"):
            book.load_json("{}", text)
        loaded = book.load_json('{"orgs": [{"id": "south"}]}', json.dumps({"on": DAY, "items": []}))
        assert json.loads(loaded.to_json())["orgs"]["created"] == loaded.orgs.created == 1

    def test_a_load_says_what_it_did_not_take(self, book: seatbook.Book) -> None:
        report = book.load(users=[{"id": "x", "org": "nowhere"}, {"id": "y", "org": "north"}], on=DAY)
        assert not report.ok
        assert (report.users.created, report.users.refused) == (1, 1)
        assert (report.refused[0].entity, report.refused[0].id, report.refused[0].index) == ("user", "x", 0)
