"""What is refused before the book is asked, and how it is said."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seatbook
from seatbook._checks import instant
from seatbook._options import read_options

UTC = datetime.timezone.utc


class TestIds:
    def test_one_text_is_one_id(self) -> None:
        assert list(seatbook.IdList("anna")) == ["anna"]

    @pytest.mark.parametrize("make", [list, tuple, iter, OrderedDict.fromkeys, lambda ids: (id for id in ids)])
    def test_any_iterable(self, make: Any) -> None:
        assert list(seatbook.IdList(make(["anna", "bela"]))) == ["anna", "bela"]

    def test_a_list_of_ids_is_not_copied_again(self) -> None:
        ids = seatbook.IdList(["anna", "bela"])
        assert list(seatbook.IdList(ids)) == ["anna", "bela"]
        assert (len(ids), ids[0], ids[-1]) == (2, "anna", "bela")
        with pytest.raises(IndexError):
            ids[2]
        with pytest.raises(IndexError):
            ids[-3]

    @given(st.lists(st.text(st.characters(codec="utf-8"))))
    def test_ids_come_back_as_they_went_in(self, ids: list[str]) -> None:
        assert list(seatbook.IdList(ids)) == ids

    def test_what_is_no_text_is_named_with_its_place(self) -> None:
        with pytest.raises(TypeError, match=r"`users\[1\]` is int `7`; ids are str"):
            seatbook.Request().assign(["anna", 7], "maths")  # type: ignore[list-item]
        with pytest.raises(TypeError, match=r"`products\[0\]` is NoneType `None`"):
            seatbook.Request().assign(["anna"], [None])  # type: ignore[list-item]

    @pytest.mark.parametrize(("value", "found"), [(7, "int"), (b"anna", "bytes"), (bytearray(b"a"), "bytearray")])
    def test_what_is_no_list(self, value: Any, found: str) -> None:
        with pytest.raises(TypeError, match=f"`users` is {found}"):
            seatbook.Request().assign(value, "maths")

    def test_a_lone_surrogate_is_a_value_error(self) -> None:
        with pytest.raises(ValueError, match=r"`users\[1\]` is '\\udc80'"):
            seatbook.Request().assign(["anna", "\udc80"], "maths")

    def test_what_the_iterable_raises_comes_through(self) -> None:
        def broken() -> Iterator[str]:
            yield "anna"
            raise KeyError("row 2")

        with pytest.raises(KeyError, match="row 2"):
            seatbook.Request().assign(broken(), "maths")

    def test_users_or_a_group(self) -> None:
        with pytest.raises(TypeError, match="assign is about exactly one of: users, `group`"):
            seatbook.Request().assign(None, "maths")
        with pytest.raises(TypeError, match="assign is about exactly one of: users, `group`"):
            seatbook.Request().assign("anna", "maths", group="7a")
        with pytest.raises(TypeError, match="`members` without a `group`"):
            seatbook.Request().assign("anna", "maths", members=["anna"])


def chosen(**given: Any) -> Any:
    options, _ = read_options(given)  # type: ignore[arg-type]
    return options


class TestOptions:
    def test_the_day_is_today_and_the_instant_now(self) -> None:
        before = int(datetime.datetime.now(UTC).timestamp())
        given = chosen()
        assert given.on == datetime.date.today()
        assert before <= given.at <= before + 10

    def test_a_datetime_is_no_day(self) -> None:
        with pytest.raises(TypeError, match="`on` is a datetime, and a day is meant"):
            chosen(on=datetime.datetime(2026, 8, 17))
        with pytest.raises(TypeError, match="`ends_on` is a datetime"):
            seatbook.Request().reuse("anna", "maths", ends_on=datetime.datetime(2026, 8, 17))
        with pytest.raises(TypeError, match="`on` is int"):
            chosen(on=20260817)

    def test_an_instant_needs_a_zone(self) -> None:
        with pytest.raises(ValueError, match="`at` has no zone"):
            chosen(at=datetime.datetime(2026, 8, 17, 12))
        with pytest.raises(TypeError, match="`at` is str"):
            chosen(at="2026-08-17T12:00:00Z")
        with pytest.raises(TypeError, match="`at` is date"):
            chosen(at=datetime.date(2026, 8, 17))

    @given(st.datetimes(timezones=st.timezones()), st.integers(-23, 23))
    def test_any_zone_is_the_same_instant(self, at: datetime.datetime, hours: int) -> None:
        zone = datetime.timezone(datetime.timedelta(hours=hours))
        try:
            elsewhere = at.astimezone(zone)
        except OverflowError:
            return
        assert instant(at) == instant(elsewhere)

    def test_texts_and_numbers(self) -> None:
        with pytest.raises(TypeError, match="`reason` is int"):
            chosen(reason=7)
        with pytest.raises(TypeError, match="`expected_revision` is str"):
            chosen(expected_revision="7")
        with pytest.raises(ValueError, match="it goes from 0"):
            chosen(expected_revision=-1)

    def test_unknown_words(self, memory: seatbook.Book) -> None:
        with pytest.raises(seatbook.InvalidArgumentError, match="mode: unknown variant `most`"):
            memory.assign("anna", "maths", mode="most")  # type: ignore[arg-type]
        with pytest.raises(seatbook.InvalidArgumentError, match="seat_choice: unknown variant `old`"):
            memory.assign("anna", "maths", seat_choice="old")  # type: ignore[arg-type]
        with pytest.raises(seatbook.InvalidArgumentError, match=r"`17\.8\.2026` is not a day"):
            memory.assign("anna", "maths", on="17.8.2026")
        with pytest.raises(TypeError, match="`progress` is int"):
            memory.assign("anna", "maths", progress=7)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"pass a seatbook\.Request"):
            memory.apply([])  # type: ignore[arg-type]


class TestLoad:
    def test_mappings_dataclasses_and_named_tuples(self) -> None:
        @dataclass
        class User:
            id: str
            org: str
            country: str | None = None

        class Org(NamedTuple):
            id: str
            name: str

        load = seatbook.Load(orgs=[Org("north", "North")], users=[User("anna", "north"), OrderedDict(id="b", org="n")])
        assert repr(load) == "<seatbook.Load of 1 orgs, 0 products, 0 rules, 2 users, 0 groups, 0 pools>"

    def test_days_and_none(self) -> None:
        pool = {"id": "p", "product": "m", "org": "n", "delivered_on": datetime.date(2026, 8, 17), "ends_on": None}
        assert len(seatbook.Load(pools=[pool, {**pool, "delivered_on": "2026-08-17"}])) == 2

    @pytest.mark.parametrize(
        ("things", "error", "message"),
        [
            (
                {"users": [{"id": "a", "org": "n", "colour": "red"}]},
                ValueError,
                "unknown field `colour`",
            ),
            ({"users": [{"id": "a", "org": "n"}, {"id": "b"}]}, ValueError, r"`users\[1\]`: missing field `org`"),
            ({"users": [{"id": 7, "org": "n"}]}, TypeError, r"`users\[0\]\.id`: is integer `7`, not a string"),
            (
                {"users": [{"id": "a", "org": "n", "roles": ["s", 7]}]},
                TypeError,
                r"`users\[0\]\.roles\[1\]`: is int",
            ),
            ({"users": [{"id": "a", "org": "n", "roles": "s"}]}, TypeError, r"`users\[0\]\.roles`: is string"),
            ({"users": [{"id": "\udc80", "org": "n"}]}, ValueError, r"lone surrogate"),
            ({"users": ["anna"]}, TypeError, r"`users\[0\]`: is string"),
            ({"users": "anna"}, TypeError, "`users` is str; pass an iterable of dicts"),
            ({"users": {"id": "anna"}}, TypeError, "`users` is dict; pass an iterable of dicts"),
            ({"users": 7}, TypeError, "`users` is int"),
            ({"users": [7]}, TypeError, r"`users\[0\]`"),
            ({"users": [object()]}, TypeError, r"`users\[0\]`: is object, which has no fields"),
            ({"users": [{7: "a"}]}, TypeError, "names of fields are str"),
            ({"groups": [{"id": "g", "org": "n", "kind": "herd"}]}, ValueError, r"unknown variant `herd`"),
            ({"pools": [{"id": "p", "product": "m", "org": "n", "quantity": -1}]}, ValueError, "quantity"),
            ({"pools": [{"id": "p", "product": "m", "org": "n", "quantity": 2**80}]}, ValueError, "out of range"),
            ({"pools": [{"id": "p", "product": "m", "org": "n", "quantity": 1.5}]}, TypeError, "floating point"),
            ({"pools": [{"id": "p", "product": "m", "org": "n", "quantity": True}]}, TypeError, "boolean"),
            ({"pools": [{"id": "p", "product": "m", "org": "n", "ends_on": "31.7.2027"}]}, ValueError, "not a day"),
            ({"pools": [{"id": "p", "product": "m", "org": "n", "duration": "1 week"}]}, ValueError, "length of time"),
            (
                {"pools": [{"id": "p", "product": "m", "org": "n", "ends_on": datetime.datetime(2026, 8, 17)}]},
                TypeError,
                r"`pools\[0\]\.ends_on`: is a datetime where a day is meant",
            ),
        ],
    )
    def test_what_is_wrong_is_named_with_its_place(
        self, things: dict[str, Any], error: type[Exception], message: str
    ) -> None:
        with pytest.raises(error, match=message):
            seatbook.Load(**things)

    def test_a_set_is_sorted(self, memory: seatbook.Book) -> None:
        user = {"id": "z", "org": "north", "roles": {"teacher", "student", "staff", "administrator"}}
        first = memory.load(users=[user], on="2026-08-17", request_id="r")
        again = memory.load(users=[{**user, "roles": sorted(user["roles"])}], on="2026-08-17", request_id="r")
        assert (first.users.created, again.replayed) == (1, True)

    def test_sources_are_joined(self, memory: seatbook.Book) -> None:
        load = seatbook.Load.from_json('{"users": [{"id": "x", "org": "north"}]}')
        report = memory.load(load, users=[{"id": "y", "org": "north"}])
        assert report.users.created == 2
        with pytest.raises(TypeError, match="pass a Roster or a Load"):
            memory.load([])  # type: ignore[arg-type]

    def test_json_says_where(self) -> None:
        with pytest.raises(seatbook.InvalidJsonError) as caught:
            seatbook.Load.from_json('{"users": [')
        assert caught.value.details["line"] == 1
