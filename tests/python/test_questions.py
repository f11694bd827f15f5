"""Questions: what the book says of seats, of who has them, and of its past."""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Any

import pytest

import seatbook
from conftest import DAY, PUPILS
from seatbook._reading import read, read_list


def same(answer: Any, asked: Any) -> None:
    """Fails unless an answer says what its JSON says, field by field; what JSON leaves out is the default."""
    if isinstance(answer, datetime.datetime):
        assert int(answer.timestamp()) == asked
    elif isinstance(answer, datetime.date):
        assert answer.isoformat() == asked
    elif isinstance(answer, (list, tuple)) and not hasattr(answer, "_fields"):
        for one, other in zip(answer, asked, strict=True):
            same(one, other)
    elif hasattr(answer, "_fields"):
        same(answer._asdict(), asked)
    elif dataclasses.is_dataclass(answer):
        fields = dataclasses.fields(answer)
        assert set(asked) <= {field.name for field in fields}
        for field in fields:
            value = getattr(answer, field.name)
            if field.name in asked:
                same(value, asked[field.name])
            else:
                assert value == (field.default if field.default_factory is dataclasses.MISSING else {})
    else:
        assert answer == asked


@pytest.fixture
def school(book: seatbook.Book) -> seatbook.Book:
    """The school of all tests, with plans, rules, names, and something in every list."""
    at = datetime.datetime(2026, 8, 17, 12, tzinfo=datetime.timezone.utc)
    loaded = book.load(
        products=[{"id": "maths", "name": "Maths 7", "plans": [{"id": "book", "name": "The book"}, {"id": "lab"}]}],
        users=[{"id": "emil", "org": "north", "given_name": "Émil", "family_name": "Österberg", "enabled": False}],
        pools=[{"id": "p3", "product": "maths", "org": "north", "kind": "group", "quantity": 1, "member_cap": 2}],
        on=DAY,
        at=at,
    )
    assert loaded.ok
    book.assign(PUPILS, "physics", on=DAY, at=at, waitlist=True)
    book.assign("dora", "maths", on=DAY, disabled_plans="lab", at=at)
    book.assign(holder_groups="7a", products="maths", on=DAY, at=at)
    book.assign("carl", "maths", on=DAY, at=at)
    book.revoke("dora", "maths", on=DAY, at=at)
    return book


QUESTIONS: dict[str, tuple[Any, dict[str, Any]]] = {
    "counts": (lambda book: book.counts("maths", on=DAY), {"query": "counts", "product": "maths", "on": DAY}),
    "counts of all": (lambda book: book.counts(on=DAY), {"query": "counts", "on": DAY}),
    "counts of an org": (
        lambda book: book.counts("maths", "north", on=DAY),
        {"query": "counts", "product": "maths", "org": "north", "on": DAY},
    ),
    "counts by org": (
        lambda book: book.counts_by_org("maths", on=DAY),
        {"query": "counts_by_org", "product": "maths", "on": DAY},
    ),
    "breakdown": (lambda book: book.breakdown("maths", on=DAY), {"query": "breakdown", "product": "maths", "on": DAY}),
    "coverage": (
        lambda book: book.coverage(["anna", "nobody", "dora"], on=DAY),
        {"query": "coverage", "users": ["anna", "nobody", "dora"], "on": DAY},
    ),
    "holders": (
        lambda book: book.holders("physics", on=DAY).page(),
        {"query": "holders", "product": "physics", "on": DAY},
    ),
    "groups that hold": (
        lambda book: book.holders(pool="p3", kind="group", on=DAY).page(),
        {"query": "holders", "pool": "p3", "kind": "group", "on": DAY},
    ),
    "licences": (lambda book: book.licences("anna", on=DAY), {"query": "licences", "user": "anna", "on": DAY}),
    "licences of a group": (
        lambda book: book.licences(group="7a", on=DAY),
        {"query": "licences", "group": "7a", "on": DAY},
    ),
    "entitled": (
        lambda book: book.entitled("anna", "maths", on=DAY),
        {"query": "entitled", "user": "anna", "product": "maths", "on": DAY},
    ),
    "not entitled": (
        lambda book: book.entitled("dora", "maths", on=DAY),
        {"query": "entitled", "user": "dora", "product": "maths", "on": DAY},
    ),
    "explain": (
        lambda book: book.explain("emil", "physics", seat_choice="auto", on=DAY),
        {"query": "explain", "user": "emil", "product": "physics", "seat_choice": "auto", "on": DAY},
    ),
    "supply": (lambda book: book.supply("maths", on=DAY), {"query": "supply", "product": "maths", "on": DAY}),
    "timeline": (
        lambda book: book.timeline(DAY, "2028-01-01"),
        {"query": "timeline", "from": DAY, "to": "2028-01-01"},
    ),
    "users": (lambda book: book.users().page(), {"query": "users"}),
    "orgs": (lambda book: book.orgs().page(), {"query": "orgs"}),
    "groups": (lambda book: book.groups().page(), {"query": "groups"}),
    "products": (lambda book: book.products().page(), {"query": "products"}),
    "pools": (lambda book: book.pools(on=DAY).page(), {"query": "pools", "on": DAY}),
    "waitlist": (lambda book: book.waitlist("physics").page(), {"query": "waitlist", "product": "physics"}),
    "journal": (lambda book: book.journal().page(), {"query": "journal"}),
    "head": (lambda book: book.head(), {"query": "head"}),
    "verify": (lambda book: book.verify(), {"query": "verify"}),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_has_the_fields_of_the_json(school: seatbook.Book, name: str) -> None:
    ask, question = QUESTIONS[name]
    asked = json.loads(school.query_json(json.dumps(question)))
    assert asked, "an empty answer compares nothing"
    assert "rows" not in asked or asked["rows"], "an empty list compares nothing"
    same(ask(school), asked)


class TestSeats:
    def test_counts_below_an_org(self, memory: seatbook.Book) -> None:
        memory.load(
            orgs=[{"id": "city"}, {"id": "north", "parent": "city"}, {"id": "south", "parent": "city"}],
            pools=[{"id": "p9", "product": "maths", "org": "south", "quantity": 5}],
            on=DAY,
        )
        assert [(counts.org, counts.total) for counts in memory.counts_by_org("maths", on=DAY)] == [("city", 35)]
        below = memory.counts_by_org("maths", "city", on=DAY)
        assert [(counts.org, counts.total) for counts in below] == [("north", 30), ("south", 5)]

    def test_a_breakdown(self, school: seatbook.Book) -> None:
        pools = school.breakdown("maths", on=DAY).pools
        assert [(pool.pool, pool.kind, pool.summary) for pool in pools] == [
            ("p1", "volume", "1/30 assigned"),
            ("p3", "group", "1/1 assigned"),
        ]
        states = [(row.state, row.seats, row.ends_on) for row in pools[0].rows]
        end = datetime.date(2027, 8, 16)
        assert states == [("new", 28, None), ("started", 1, end), ("reusable", 1, end)]

    def test_coverage(self, school: seatbook.Book) -> None:
        coverage = school.coverage(iter(["anna", "bela", "nobody", "anna"]), ["physics", "maths"], on=DAY)
        assert (coverage.users, coverage.unknown) == (2, ("nobody",))
        physics, maths = coverage.products
        assert (physics.covered, physics.count, physics.holders, physics.derived) == ("all", 2, ("anna", "bela"), ())
        assert (maths.covered, maths.count, maths.holders, maths.derived) == ("all", 2, (), ("anna", "bela"))
        assert [one.product for one in school.coverage("dora", on=DAY).products] == ["maths", "physics"]

    def test_what_is_derived(self, school: seatbook.Book) -> None:
        (maths, physics) = school.licences("anna", on=DAY)
        assert (maths.product, maths.derived, maths.sources, maths.pool) == ("maths", True, ("group:7a",), "p3")
        assert (physics.derived, physics.key) == (False, "k-1")
        assert [licence.product for licence in school.licences(group="7a", on=DAY)] == ["maths"]
        assert school.licences(org="north", on=DAY) == []
        # The class's seat is for two members; the third has none.
        assert not any(licence.product == "maths" for licence in school.licences("carl", on=DAY) if licence.derived)

    def test_entitled(self, memory: seatbook.Book) -> None:
        memory.load(products=[{"id": "maths", "plans": [{"id": "book"}, {"id": "lab"}]}], on=DAY)
        memory.assign("anna", "maths", disabled_plans=["lab"], on=DAY)
        found = memory.entitled("anna", "maths", on=DAY)
        assert found
        assert (found.plans, found.disabled_plans) == ((seatbook.Plan("book"),), (seatbook.Plan("lab"),))
        assert found.licence is not None
        assert found.licence.disabled_plans == ("lab",)
        assert not memory.entitled("anna", "maths", on="2027-08-17")
        with pytest.raises(seatbook.UnknownUserError):
            memory.entitled("nobody", "maths", on=DAY)

    def test_explain(self, school: seatbook.Book) -> None:
        why = school.explain("emil", "physics", on=DAY)
        assert (why.verdict, why.on) == ("user_disabled", datetime.date(2026, 8, 17))
        assert [test.rule for test in why.failed] == ["user_disabled", "no_seat_left"]
        assert all(test.remedy for test in why.failed)
        assert all(test.facts for test in why.rules)
        with pytest.raises(seatbook.InvalidArgumentError, match="unknown variant `old`"):
            school.explain("emil", "physics", seat_choice="old", on=DAY)  # type: ignore[arg-type]

    def test_the_timeline(self, school: seatbook.Book) -> None:
        (row,) = school.timeline(datetime.date(2027, 8, 16), "2027-08-16", product="maths", org="north")
        assert (row.on, row.event, row.pool) == (datetime.date(2027, 8, 16), "ends", "p1")
        assert (row.seats, row.held) == (2, 1)
        assert school.timeline("2027-08-17", "2030-01-01") == []
        with pytest.raises(TypeError, match="`from_` is a datetime"):
            school.timeline(datetime.datetime(2026, 1, 1), DAY)

    def test_what_is_asked_wrongly(self, school: seatbook.Book) -> None:
        with pytest.raises(TypeError, match="either a product or a `pool`"):
            school.holders(on=DAY)
        with pytest.raises(TypeError, match="either a product or a `pool`"):
            school.holders("maths", pool="p1", on=DAY)
        with pytest.raises(TypeError, match="exactly one of a user"):
            school.licences(on=DAY)
        with pytest.raises(seatbook.UnknownProductError):
            list(school.holders("chess", on=DAY))
        with pytest.raises(seatbook.InvalidArgumentError, match="is not a day"):
            school.counts("maths", on="17.8.2026")
        with pytest.raises(TypeError, match=r"`users\[1\]` is int"):
            school.coverage(["anna", 7])  # type: ignore[list-item]
        with pytest.raises(TypeError, match="`product` is int, and text is meant"):
            school.breakdown(7)  # type: ignore[arg-type]


class TestLists:
    def test_going_through_a_list_reads_page_after_page(self, memory: seatbook.Book) -> None:
        memory.load(users=[{"id": f"u{number:04}", "org": "north"} for number in range(2500)], on=DAY)
        users = memory.users(org="north")
        assert users.total == 2505
        ids = [user.id for user in users]
        assert len(set(ids)) == 2505
        # A list can be gone through again, and each time it is the book as it then is.
        memory.remove(users="u0000", on=DAY)
        assert sum(1 for _ in users) == 2504

    def test_pages_forth_and_back(self, book: seatbook.Book) -> None:
        book.assign(PUPILS, "maths", on=DAY)
        holders = book.holders("maths", on=DAY)
        first = holders.page(limit=2)
        assert (len(first), first.total, first.previous) == (2, 5, None)
        second = holders.page(first.next, limit=2)
        assert {holder.holder for holder in second}.isdisjoint({holder.holder for holder in first})
        assert holders.page(second.previous, limit=2).rows == first.rows
        last = holders.page("last", limit=2)
        assert (last.rows[-1].holder, last.next) == ("emil", None)
        assert [holder.holder for holder in holders] == PUPILS
        assert [holder.pool for holder in book.holders(pool="p1", on=DAY)] == ["p1"] * 5

    def test_what_is_no_page(self, memory: seatbook.Book) -> None:
        for limit in (0, -1, 10_001):
            with pytest.raises(ValueError, match="`limit`"):
                memory.users().page(limit=limit)
        with pytest.raises(TypeError, match="`limit` is str"):
            memory.users().page(limit="9")  # type: ignore[arg-type]
        with pytest.raises(seatbook.InvalidArgumentError, match="cursor"):
            memory.users().page("nowhere")

    def test_an_empty_list(self, memory: seatbook.Book) -> None:
        nobody = memory.users("nobody of this name")
        assert (list(nobody), nobody.total, nobody.first()) == ([], 0, None)
        assert repr(nobody) == "<seatbook.Listing query='users', text='nobody of this name'>"

    def test_users(self, school: seatbook.Book) -> None:
        assert [user.id for user in school.users("osterberg")] == ["emil"]
        assert [user.id for user in school.users(enabled=False)] == ["emil"]
        assert [user.id for user in school.users(group="7a", role="student")] == PUPILS[:3]
        emil = school.users("ÉMIL").first()
        assert emil == seatbook.User("emil", "north", "Émil", "Österberg", enabled=False)
        # What was listed can be loaded.
        assert emil is not None
        again = school.load(users=[dataclasses.replace(emil, enabled=True)], on=DAY)
        assert (again.ok, again.users.updated) == (True, 1)

    def test_products_can_be_loaded_again(self, school: seatbook.Book) -> None:
        (maths,) = school.products("the book")
        assert maths.plans == (seatbook.Plan("book", "The book"), seatbook.Plan("lab"))
        assert school.load(products=[maths], on=DAY).products.unchanged == 1

    def test_pools_have_their_terms(self, school: seatbook.Book) -> None:
        first, group = school.pools("maths", on=DAY)
        assert (first.id, first.duration, first.start_policy, first.quantity) == ("p1", "12 months", "on_assign", 30)
        assert (group.kind, group.member_cap, group.counts.assigned) == ("group", 2, 1)
        assert [pool.key_count for pool in school.pools("physics", on=DAY)] == [2]

    def test_the_words_of_a_filter_are_checked(self, memory: seatbook.Book) -> None:
        with pytest.raises(seatbook.InvalidArgumentError, match="unknown variant `cats`"):
            list(memory.holders("maths", kind="cats", on=DAY))  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="integer `7`"):
            list(memory.users(7))  # type: ignore[arg-type]


class TestHistory:
    def test_the_journal(self, book: seatbook.Book) -> None:
        at = datetime.datetime(2026, 8, 17, 14, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
        book.assign("anna", "maths", on=DAY, at=at, actor="head", reason="new pupil")
        entry = book.journal().first()
        assert entry is not None
        assert (entry.kind, entry.actor, entry.reason) == ("assign", "head", "new pupil")
        assert (entry.on, entry.at) == (datetime.date(2026, 8, 17), at)
        assert [entry.kind for entry in book.journal()] == ["assign", "load"]
        assert book.report(entry.operation)[0].target == "anna"

    def test_the_journal_is_filtered(self, book: seatbook.Book) -> None:
        book.assign("anna", "maths", on=DAY, actor="head")
        book.assign("bela", "maths", on="2026-09-01", actor="office")
        assert [entry.operation for entry in book.journal("anna", kind="assign")] == [2]
        assert [entry.operation for entry in book.journal(actor="office")] == [3]
        assert [entry.operation for entry in book.journal(from_=datetime.date(2026, 8, 18))] == [3]
        assert [entry.operation for entry in book.journal(kind="assign", to=DAY)] == [2]
        assert [entry.operation for entry in book.journal(pool="p1", seat=2)] == [3]
        with pytest.raises(ValueError, match="`seat` is `0`"):
            book.journal(pool="p1", seat=0)

    def test_the_head(self, book: seatbook.Book) -> None:
        head = book.head()
        assert head.operation == book.revision
        book.assign("anna", "maths", on=DAY)
        found = book.verify(since=head)
        assert (found.ok, found.problems, found.head) == (True, (), book.head())
        assert book.verify(since=(head.operation, head.hash)).ok
        with pytest.raises(seatbook.RolledBackError):
            book.verify(since=seatbook.Head(head.operation, "0" * 64))


def test_an_instant_beyond_the_calendar_is_left_out() -> None:
    zeros = dict.fromkeys(["operation", "requested", "changed", "unchanged", "failed"], 0)
    texts = dict.fromkeys(["kind", "actor", "role", "reason", "request_id", "hash"], "")
    text = json.dumps({**zeros, **texts, "on": DAY, "at": 2**62})
    assert read(seatbook.JournalEntry, text).at is None
    assert read_list(seatbook.JournalEntry, f"[{text}]")[0].on == datetime.date(2026, 8, 17)
