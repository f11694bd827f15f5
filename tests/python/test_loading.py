"""Rules, leavers, removal and merging."""

from __future__ import annotations

import json
from typing import Any

import pytest

import seatbook
from conftest import DAY, PUPILS

NO_ITEMS = json.dumps({"on": DAY, "items": []})


class TestRules:
    def test_what_excludes_each_other(self, book: seatbook.Book) -> None:
        report = book.load(exclusions=[{"id": "one science", "products": ["maths", "physics"]}], on=DAY)
        assert (report.ok, report.rules.created) == (True, 1)
        book.assign("anna", "maths", on=DAY)
        (row,) = book.assign("anna", "physics", on=DAY)
        assert row.outcome == "mutually_exclusive"
        assert row.in_the_way is not None
        assert row.in_the_way.product == "maths"

    def test_what_needs_something_else(self, book: seatbook.Book) -> None:
        rule = {"id": "basics", "product": "physics", "any_of_products": ["maths"]}
        assert book.load(prerequisites=[rule], on=DAY).rules.created == 1
        assert book.assign("anna", "physics", on=DAY)[0].outcome == "dependency_missing"
        assert book.assign("anna", ["maths", "physics"], on=DAY).ok
        assert book.revoke("anna", "maths", on=DAY)[0].outcome == "dependency_in_use"

    def test_the_default_country(self, book: seatbook.Book) -> None:
        book.load(pools=[{"id": "p1", "product": "maths", "org": "north", "quantity": 9, "countries_allowed": ["SE"]}])
        assert book.assign("anna", "maths", on=DAY)[0].outcome == "country_not_allowed"
        assert book.load(settings={"default_country": "SE"}, on=DAY).rules.updated == 1
        assert book.assign("anna", "maths", on=DAY)[0].outcome == "assigned"

    @pytest.mark.parametrize(
        ("things", "error", "message"),
        [
            ({"exclusions": [{"id": "e", "product": ["maths"]}]}, ValueError, r"`exclusions\[0\]`: unknown field"),
            ({"prerequisites": [{"product": "maths"}]}, ValueError, "missing field `id`"),
            ({"settings": {"country": "SE"}}, ValueError, "`settings`: unknown field `country`"),
            ({"settings": 7}, TypeError, "`settings`"),
            ({"leavers": "shoo"}, ValueError, "`leavers`: unknown variant `shoo`"),
            ({"leavers": 7}, TypeError, "`leavers`: is int, not a word"),
            ({"full_orgs": [7]}, TypeError, r"`full_orgs\[0\]` is int"),
        ],
    )
    def test_what_is_wrong(self, things: dict[str, Any], error: type[Exception], message: str) -> None:
        with pytest.raises(error, match=message):
            seatbook.Load(**things)

    def test_a_rule_about_nothing_is_refused(self, book: seatbook.Book) -> None:
        report = book.load(prerequisites=[{"id": "r", "product": "physics", "any_of_products": ["chess"]}], on=DAY)
        (refusal,) = report.refused
        assert (refusal.entity, refusal.id, report.rules.refused) == ("prerequisite", "r", 1)


class TestKeptParents:
    @pytest.fixture
    def town(self, book: seatbook.Book) -> seatbook.Book:
        book.load(orgs=[{"id": "town"}, {"id": "school", "parent": "town"}], on=DAY)
        return book

    @staticmethod
    def below(book: seatbook.Book) -> list[str]:
        return [org.id for org in book.orgs(parent="town")]

    def test_an_org_stays_where_it_is(self, town: seatbook.Book) -> None:
        report = town.load(orgs=[{"id": "school", "name": "School"}], keep_parents=True, on=DAY)
        assert (report.orgs.updated, self.below(town)) == (1, ["school"])
        town.load(orgs=[{"id": "school", "name": "School"}], on=DAY)
        assert self.below(town) == []

    def test_it_can_be_said_of_a_load_that_was_made_before(self, town: seatbook.Book) -> None:
        school = seatbook.Load(orgs=[{"id": "school"}])
        town.load(school, keep_parents=True, on=DAY)
        town.load(seatbook.Load(orgs=[{"id": "school"}], keep_parents=True), on=DAY)
        assert self.below(town) == ["school"]
        town.load(school, on=DAY)
        assert self.below(town) == []


class TestLeavers:
    def test_they_give_back(self, book: seatbook.Book) -> None:
        book.assign(PUPILS, "maths", on=DAY)
        stay = [{"id": id, "org": "north"} for id in PUPILS[:4]]
        report = book.load(users=stay, full_orgs="north", leavers="give_back", on=DAY)
        assert report.report is not None
        assert [(row.target, row.outcome) for row in report.report] == [("emil", "to_reusable")]
        assert json.loads(report.to_json())["report"] == json.loads(report.report.to_json())
        assert book.users("emil").first() == seatbook.User("emil", "north", roles=("student",), enabled=False)

    def test_they_keep_their_seats(self, book: seatbook.Book) -> None:
        book.assign("emil", "maths", on=DAY)
        report = book.load(users=[{"id": "emil", "org": "north", "enabled": False}], on=DAY)
        assert (report.report, book.counts("maths", on=DAY).assigned) == (None, 1)

    def test_they_are_refused(self, book: seatbook.Book) -> None:
        book.assign("emil", "maths", on=DAY)
        load = seatbook.Load(users=[{"id": "emil", "org": "north", "enabled": False}])
        report = book.load(load, leavers="refuse", on=DAY)
        assert [(refusal.id, refusal.status) for refusal in report.refused] == [("emil", "in_use")]


class TestRemoval:
    def test_what_is_in_use_stays(self, book: seatbook.Book) -> None:
        book.assign("anna", "maths", on=DAY)
        report = book.remove(users=["anna", "bela", "nobody"], pools="p1", on=DAY)
        assert not report.ok
        assert [(refusal.entity, refusal.id, refusal.status) for refusal in report.refused] == [
            ("user", "anna", "in_use"),
            ("user", "nobody", "unknown_user"),
            ("pool", "p1", "in_use"),
        ]
        assert (report.users, report.pools) == (seatbook.RemovalTally(1, 2), seatbook.RemovalTally(0, 1))
        assert [user.id for user in book.users()] == ["anna", "carl", "dora", "emil"]

    def test_seats_are_given_back_first(self, book: seatbook.Book) -> None:
        book.assign("anna", ["maths", "physics"], on=DAY)
        plan = book.remove(users="anna", give_back=True, on=DAY, dry_run=True)
        assert (plan.dry_run, plan.operation, plan.users.removed) == (True, None, 1)
        report = book.remove(users="anna", give_back=True, on=DAY, request_id="r-1", reason="left")
        assert report.report is not None
        assert [row.product for row in report.report] == ["maths", "physics"]
        assert book.remove(users="anna", give_back=True, on=DAY, request_id="r-1").replayed
        entry = book.journal().first()
        assert entry is not None
        assert (entry.kind, entry.reason, entry.operation) == ("remove", "left", report.operation)

    def test_everything_goes(self, book: seatbook.Book) -> None:
        book.load(
            exclusions=[{"id": "e", "products": ["maths", "physics"]}],
            prerequisites=[{"id": "n", "product": "physics", "any_of_products": ["maths"]}],
            on=DAY,
        )
        report = book.remove(
            users=iter(PUPILS),
            groups={"7a"},
            pools=["p1", "p2"],
            products=("maths", "physics"),
            exclusions="e",
            prerequisites="n",
            on=DAY,
        )
        assert report.ok, report.refused
        assert (report.users.removed, report.rules.removed) == (5, 2)
        assert (book.users().total, book.products().total) == (0, 0)
        assert book.verify().ok

    def test_as_json(self, book: seatbook.Book) -> None:
        report = book.remove_json('{"format": "seatbook.remove/1", "users": ["anna"]}', NO_ITEMS)
        assert json.loads(report.to_json())["users"]["removed"] == report.users.removed == 1
        with pytest.raises(seatbook.InvalidJsonError, match="unknown field `orgs`"):
            book.remove_json('{"orgs": ["north"]}', NO_ITEMS)

    def test_what_is_no_list(self, book: seatbook.Book) -> None:
        with pytest.raises(TypeError, match="`groups` is int"):
            book.remove(groups=7)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="`orgs` is no argument"):
            book.remove(orgs="north")  # type: ignore[call-arg]


class TestMerging:
    def test_two_accounts_become_one(self, book: seatbook.Book) -> None:
        book.assign("anna", ["maths", "physics"], on=DAY)
        book.assign("dora", "physics", on=DAY)
        report = book.merge("anna", "dora", on="2026-09-01")
        assert [(row.op, row.target, row.product, row.outcome) for row in report] == [
            ("merge", "dora", "maths", "assigned"),
            ("merge", "anna", "physics", "to_reusable"),
        ]
        assert str(report[0].started_on) == DAY
        assert [user.id for user in book.users(group="7a")] == ["bela", "carl", "dora"]
        with pytest.raises(seatbook.UnknownUserError):
            book.licences("anna", on=DAY)

    def test_as_json(self, book: seatbook.Book) -> None:
        book.assign("anna", "maths", on=DAY)
        report = book.merge_json("anna", "dora", NO_ITEMS)
        assert json.loads(report.to_json())["rows"][0]["target"] == report[0].target == "dora"

    def test_what_cannot_be_merged(self, book: seatbook.Book) -> None:
        with pytest.raises(seatbook.UnknownUserError, match="nobody"):
            book.merge("nobody", "dora", on=DAY)
        with pytest.raises(seatbook.InvalidArgumentError):
            book.merge("dora", "dora", on=DAY)
        with pytest.raises(TypeError, match="`into` is list"):
            book.merge("anna", ["dora"], on=DAY)  # type: ignore[arg-type]
