"""Leavers: everything that somebody has, in one call."""

from __future__ import annotations

import pytest

import seatbook
from conftest import DAY


def test_leavers_give_everything_back(book: seatbook.Book) -> None:
    book.assign(["anna", "bela"], ["maths", "physics"], on=DAY)
    report = book.revoke(["bela", "nobody", "dora"], everything=True, on=DAY)
    assert [(row.target, row.product, row.outcome) for row in report] == [
        ("bela", "maths", "to_reusable"),
        ("bela", "physics", "to_reusable"),
        ("nobody", "", "user_not_found"),
        ("dora", "", "not_assigned"),
    ]
    assert book.licences("bela", on=DAY) == []
    assert len(book.licences("anna", on=DAY)) == 2


def test_nothing_named_is_not_everything(book: seatbook.Book) -> None:
    book.assign(group="7a", products="maths", on=DAY)
    with pytest.raises(seatbook.MalformedRequestError):
        book.revoke("anna", on=DAY)
    with pytest.raises(seatbook.MalformedRequestError):
        book.revoke("anna", [], on=DAY)
    assert book.revoke(group="7a", everything=True, on=DAY).summary.changed == 3


def test_one_click_for_all_holders(book: seatbook.Book) -> None:
    book.assign(["dora", "anna"], "maths", on=DAY)
    report = book.revoke(all_holders=True, products="maths", on=DAY)
    assert [(row.target, row.outcome) for row in report] == [("dora", "to_reusable"), ("anna", "to_reusable")]
    assert book.counts("maths", on=DAY).assigned == 0
    with pytest.raises(TypeError):
        book.revoke("anna", "maths", all_holders=True, on=DAY)
