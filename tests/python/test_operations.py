"""Operations beside plain giving and taking: classes and orgs as holders, plans, units, swap, sync, undo."""

from __future__ import annotations

from typing import Any

import pytest

import seatbook
from conftest import DAY, PUPILS


def told(report: seatbook.Rows) -> list[tuple[str, str, str]]:
    """Whom each row is about, of which product, and what became of it."""
    return [(row.target, row.product, row.outcome) for row in report]


@pytest.fixture
def district(book: seatbook.Book) -> seatbook.Book:
    """The school with a city above it, seats for classes, schools and everybody, and plans."""
    loaded = book.load(
        orgs=[{"id": "city"}, {"id": "north", "parent": "city"}],
        products=[
            {"id": "atlas", "plans": [{"id": "maps"}, {"id": "globe"}]},
            {"id": "films"},
            {"id": "portal"},
        ],
        groups=[{"id": "7b", "org": "north", "members": ["dora", "emil"]}],
        pools=[
            {"id": "for-classes", "product": "atlas", "org": "city", "kind": "group", "quantity": 1},
            {"id": "for-pupils", "product": "atlas", "org": "north", "quantity": 3, "release": "fresh"},
            {"id": "for-schools", "product": "films", "org": "city", "kind": "school", "quantity": 1},
            {"id": "for-all", "product": "portal", "org": "city", "kind": "site"},
        ],
        on=DAY,
    )
    assert loaded.ok, loaded.refused
    return book


class TestHolders:
    def test_a_class_holds_one_seat(self, district: seatbook.Book) -> None:
        report = district.assign(holder_groups=["7a", "7b"], products="atlas", on=DAY)
        assert told(report) == [("7a", "atlas", "assigned"), ("7b", "atlas", "no_seat_left")]
        assert [row.holder for row in report] == ["group", "group"]
        assert report.to_columns()["holder"] == ["group", "group"]
        (row,) = district.assign("anna", "atlas", on=DAY)
        assert (row.holder, row.outcome, row.source) == ("user", "already_assigned", "group:7a")
        assert row.seat == seatbook.Seat("for-classes", 1)
        assert [licence.derived for licence in district.licences("anna", on=DAY) if licence.product == "atlas"] == [
            True
        ]

    def test_a_school_holds_one_seat(self, district: seatbook.Book) -> None:
        (row,) = district.assign(holder_orgs="north", products="films", on=DAY)
        assert (row.holder, row.target, row.outcome) == ("org", "north", "assigned")
        (derived,) = district.assign("anna", "films", on=DAY)
        assert (derived.outcome, derived.source) == ("already_assigned", "org:north")
        (back,) = district.revoke(holder_orgs="north", products="films", on=DAY)
        assert back.outcome == "to_reusable"

    def test_a_site_has_no_seats(self, district: seatbook.Book) -> None:
        (row,) = district.assign("anna", "portal", on=DAY)
        assert (row.outcome, row.source, row.seat) == ("already_assigned", "site:for-all", None)
        assert row.in_the_way is not None
        assert row.in_the_way.pool == "for-all"

    def test_an_unknown_holder_is_an_error(self, district: seatbook.Book) -> None:
        with pytest.raises(seatbook.UnknownGroupError):
            district.assign(holder_groups=["7a", "9z"], products="atlas", on=DAY)
        with pytest.raises(seatbook.UnknownOrgError):
            district.assign(holder_orgs="south", products="films", on=DAY)


class TestPlans:
    def test_plans_are_switched_off_and_on(self, district: seatbook.Book) -> None:
        def asked(**plans: Any) -> tuple[str, tuple[str, ...]]:
            (row,) = district.assign("anna", "atlas", on=DAY, **plans)
            return row.outcome, row.disabled_plans

        assert asked(disabled_plans=["globe"]) == ("assigned", ("globe",))
        assert asked() == ("already_assigned", ("globe",))
        assert asked(disabled_plans="maps") == ("updated", ("maps",))
        assert asked(disabled_plans=()) == ("updated", ())
        assert asked(disabled_plans=["legend"])[0] == "unknown_plan"

    def test_plans_in_every_form_of_a_report(self, district: seatbook.Book) -> None:
        report = district.assign("anna", "atlas", disabled_plans=["maps", "globe"], on=DAY)
        assert report[0].to_dict()["disabled_plans"] == list(report[0].disabled_plans) == ["maps", "globe"]
        assert report.to_columns()["disabled_plans"] == [("maps", "globe")]
        assert ",maps;globe," in report.to_csv()


class TestSeats:
    def test_this_very_seat(self, district: seatbook.Book) -> None:
        (row,) = district.assign("anna", pools="for-pupils", products="atlas", seat=3, on=DAY)
        assert row.seat == ("for-pupils", 3, None)
        (taken,) = district.assign("bela", pools="for-pupils", products="atlas", seat=3, on=DAY)
        assert taken.outcome == "seat_taken"

    def test_whoever_holds_a_seat(self, district: seatbook.Book) -> None:
        district.assign("anna", pools="for-pupils", products="atlas", seat=3, on=DAY)
        assert told(district.start(pools="for-pupils", seat=3, on=DAY)) == [("anna", "atlas", "already_started")]
        assert told(district.revoke(pools="for-pupils", seat=3, on=DAY)) == [("anna", "atlas", "revoked")]
        assert told(district.revoke(pools="for-pupils", seat=3, on=DAY)) == [("", "atlas", "not_assigned")]

    def test_everybody_who_holds_starts(self, memory: seatbook.Book) -> None:
        pool = {"id": "p3", "product": "physics", "org": "north", "quantity": 5, "start_policy": "on_first_use"}
        memory.load(pools=[pool], on=DAY)
        memory.assign(["anna", "bela"], "physics", pools="p3", on=DAY)
        report = memory.start(all_holders=True, products="physics", on="2026-09-01")
        assert told(report) == [("anna", "physics", "started"), ("bela", "physics", "started")]

    @pytest.mark.parametrize(
        ("seat", "error"), [(0, ValueError), (-1, ValueError), (2**32, ValueError), ("1", TypeError), (True, TypeError)]
    )
    def test_what_is_no_seat(self, memory: seatbook.Book, seat: Any, error: type[Exception]) -> None:
        with pytest.raises(error, match="`seat`"):
            memory.assign("anna", "maths", pools="p1", seat=seat, on=DAY)

    def test_a_seat_needs_its_pool(self, memory: seatbook.Book) -> None:
        with pytest.raises(seatbook.MalformedRequestError, match="exactly one `pool`"):
            memory.assign("anna", "maths", seat=1, on=DAY)
        with pytest.raises(TypeError, match="assign is about exactly one of"):
            memory.assign(products="maths", pools="p1", seat=1, on=DAY)


class TestShortage:
    def test_priority_comes_before_order(self, memory: seatbook.Book) -> None:
        request = seatbook.Request().assign(["anna", "bela"], "physics").assign("carl", "physics", priority=1)
        assert [row.outcome for row in memory.apply(request, on=DAY)] == ["assigned", "no_seat_left", "assigned"]

    @pytest.mark.parametrize(("priority", "error"), [(2**31, ValueError), (1.5, TypeError), (None, TypeError)])
    def test_what_is_no_priority(self, priority: Any, error: type[Exception]) -> None:
        with pytest.raises(error, match="`priority`"):
            seatbook.Request().assign("anna", "maths", priority=priority)

    def test_all_of_a_user_or_nothing(self, memory: seatbook.Book) -> None:
        report = memory.assign(["anna", "bela", "carl"], ["maths", "physics"], unit="user", on=DAY)
        assert [row.outcome for row in report if row.target == "carl"] == ["rolled_back", "no_seat_left"]
        assert memory.counts("maths", on=DAY).assigned == 2
        with pytest.raises(seatbook.InvalidArgumentError, match="unit: unknown variant `class`"):
            memory.assign("anna", "maths", unit="class", on=DAY)  # type: ignore[arg-type]


class TestSwap:
    def test_nobody_is_left_without_either(self, book: seatbook.Book) -> None:
        book.assign(["anna", "bela", "carl"], "maths", on=DAY)
        plan = book.swap(["anna", "bela", "carl", "dora"], "maths", "physics", on=DAY, dry_run=True)
        report = book.swap(["anna", "bela", "carl", "dora"], "maths", "physics", on=DAY)
        assert told(report) == told(plan)
        assert told(report) == [
            ("anna", "maths", "to_reusable"),
            ("anna", "physics", "assigned"),
            ("bela", "maths", "to_reusable"),
            ("bela", "physics", "assigned"),
            ("carl", "maths", "rolled_back"),
            ("carl", "physics", "no_seat_left"),
            ("dora", "maths", "not_assigned"),
            ("dora", "physics", "not_assigned"),
        ]
        assert [row.op for row in report[:2]] == ["revoke", "assign"]

    def test_a_class_swaps(self, book: seatbook.Book) -> None:
        book.assign(group="7a", members="anna", products="maths", on=DAY)
        report = book.swap(None, "maths", "physics", group="7a", members="anna", on=DAY)
        assert told(report) == [("anna", "maths", "to_reusable"), ("anna", "physics", "assigned")]
        assert report[1].source == "group:7a"

    def test_what_is_no_swap(self, memory: seatbook.Book) -> None:
        with pytest.raises(seatbook.MalformedRequestError, match="the same product twice"):
            memory.swap("anna", "maths", "maths", on=DAY)
        with pytest.raises(TypeError, match="`to` is list"):
            memory.swap("anna", "maths", ["physics"], on=DAY)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="swap is about exactly one of"):
            memory.swap(None, "maths", "physics", on=DAY)


class TestSync:
    def test_the_holders_are_the_list(self, book: seatbook.Book) -> None:
        book.assign(["anna", "bela"], "maths", on=DAY)
        report = book.sync("maths", ["bela", "carl"], on=DAY)
        assert told(report) == [
            ("bela", "maths", "already_assigned"),
            ("carl", "maths", "assigned"),
            ("anna", "maths", "to_reusable"),
        ]
        assert sorted(holder.holder for holder in book.holders("maths", on=DAY)) == ["bela", "carl"]
        assert told(book.sync("maths", [], on=DAY)) == [
            ("bela", "maths", "to_reusable"),
            ("carl", "maths", "to_reusable"),
        ]

    def test_the_holders_are_the_class(self, book: seatbook.Book) -> None:
        book.assign("emil", "maths", on=DAY)
        book.sync("maths", group="7a", keep_others=True, on=DAY)
        book.load(groups=[{"id": "7a", "org": "north", "members": ["anna", "dora"]}], on=DAY)
        report = book.sync("maths", group="7a", keep_others=True, on=DAY)
        assert sorted(row.target for row in report.changed) == ["bela", "carl", "dora"]
        assert {holder.holder for holder in book.holders("maths", on=DAY)} == {"anna", "dora", "emil"}

    def test_classes_that_hold(self, district: seatbook.Book) -> None:
        district.sync("atlas", holder_groups="7a", on=DAY)
        report = district.sync("atlas", holder_groups="7b", seat_choice="auto", on=DAY)
        assert [(row.holder, row.target, row.outcome) for row in report] == [
            ("group", "7b", "reused"),
            ("group", "7a", "to_reusable"),
        ]


class TestUndo:
    def test_a_report_is_undone(self, book: seatbook.Book) -> None:
        before = book.counts("maths", on=DAY)
        mistake = book.assign(PUPILS, "maths", on=DAY)
        report = book.undo(mistake, on=DAY, reason="wrong list")
        assert [row.target for row in report] == PUPILS
        assert {(row.op, row.outcome) for row in report} == {("undo", "revoked")}
        assert book.counts("maths", on=DAY) == before
        assert report.operation is not None
        assert {row.outcome for row in book.undo(report.operation, on=DAY)} == {"reused"}

    def test_a_seat_that_has_moved_on(self, book: seatbook.Book) -> None:
        mistake = book.assign(["anna", "bela"], "maths", on=DAY)
        book.revoke("anna", "maths", on=DAY)
        assert [row.outcome for row in book.undo(mistake, on=DAY)] == ["changed_since", "revoked"]

    def test_what_cannot_be_undone(self, book: seatbook.Book) -> None:
        with pytest.raises(seatbook.InvalidArgumentError, match="was a `load`"):
            book.undo(1, on=DAY)
        with pytest.raises(seatbook.InvalidArgumentError, match="not in the journal"):
            book.undo(99, on=DAY)
        plan = book.assign("anna", "maths", on=DAY, dry_run=True)
        with pytest.raises(ValueError, match="of no operation in the journal"):
            book.undo(plan, on=DAY)
        with pytest.raises(TypeError, match="`operation` is str"):
            book.undo("1", on=DAY)  # type: ignore[arg-type]
        with pytest.raises(seatbook.MalformedRequestError, match="stands alone"):
            book.apply(seatbook.Request().undo(1).assign("anna", "maths"), on=DAY)


class TestArguments:
    def test_an_unknown_argument_is_named(self, memory: seatbook.Book) -> None:
        with pytest.raises(TypeError, match="`seat_choise` is no argument of this call"):
            memory.assign("anna", "maths", seat_choise="auto")  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="`progress` is no argument of this call"):
            memory.remove(users="anna", progress=print)  # type: ignore[call-arg]

    def test_two_sorts_of_targets(self) -> None:
        with pytest.raises(TypeError, match="assign is about exactly one of: users, `group`, `holder_groups`"):
            seatbook.Request().assign("anna", "maths", holder_groups="7a")
        with pytest.raises(TypeError, match="`members` without a `group`"):
            seatbook.Request().sync("maths", "anna", members="anna")
        with pytest.raises(TypeError, match="`all_holders`"):
            seatbook.Request().revoke("anna", "maths", all_holders=True)

    def test_a_request_says_what_is_in_it(self) -> None:
        request = seatbook.Request().swap("anna", "a", "b").sync("a", group="7a").cancel("anna", "a").start("b", "a")
        assert repr(request) == "<seatbook.Request of 4 items: swap, sync, cancel, start>"
