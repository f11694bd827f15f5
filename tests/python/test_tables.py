"""Reports, counts and lists in notebooks and data frames."""

from __future__ import annotations

import re
from datetime import date

import pytest

import seatbook
from conftest import DAY, library


@pytest.fixture
def book(memory: seatbook.Book) -> seatbook.Book:
    """Two of three get maths; one id would be markup."""
    memory.load(users=[{"id": "<b>eve</b>", "org": "north", "given_name": "E&E"}], on=DAY)
    memory.assign(["anna", "<b>eve</b>"], "maths", on=DAY)
    return memory


def cells(html: str) -> list[list[str]]:
    """The cells of the one table in it, which is well-formed."""
    (table,) = re.findall(r"<table>(.*)</table>", html)
    lines = re.findall(r"<tr>(.*?)</tr>", table)
    return [re.findall(r"<t[hd]>([^<>]*)</t[hd]>", line) for line in lines]


def test_a_notebook_shows_a_report(book: seatbook.Book) -> None:
    html = book.assign(["<i>x</i>", "anna"], "maths", on=DAY)._repr_html_()
    header, *lines = cells(html)
    assert header == ["target", "product", "outcome", "seat", "ends_on", "sentence"]
    assert lines[0][:3] == ["&lt;i&gt;x&lt;/i&gt;", "maths", "user_not_found"]
    assert html.startswith("<p>2 rows (partial): 0 changed, 1 unchanged, 1 refused</p>")
    many = book.assign([f"nobody-{number}" for number in range(25)], "maths", on=DAY)._repr_html_()
    assert len(cells(many)) == 21
    assert many.endswith("<p>... and 5 more</p>")


def test_a_notebook_shows_counts(book: seatbook.Book) -> None:
    header, *lines = cells(book.counts(on=DAY)._repr_html_())
    named = [dict(zip(header, line, strict=True)) for line in lines]
    assert [(line["product"], line["total"], line["assigned"]) for line in named] == [
        ("maths", "30", "2"),
        ("physics", "2", "0"),
    ]
    (_, one) = cells(book.counts("maths", on=DAY)._repr_html_())
    assert one[:4] == ["maths", "", "30", "2"]


def test_a_notebook_shows_lists(book: seatbook.Book) -> None:
    header, *lines = cells(book.holders("maths", on=DAY)._repr_html_())
    assert header[:3] == ["holder", "kind", "product"]
    assert [line[0] for line in lines] == ["anna", "&lt;b&gt;eve&lt;/b&gt;"]
    page = book.users().page(limit=2)._repr_html_()
    assert page.endswith("<p>... and 4 more</p>")
    assert book.holders("physics", on=DAY)._repr_html_() == "<p>nothing</p>"
    assert "E&amp;E" in book.users()._repr_html_()
    pools = dict(zip(*cells(book.pools(on=DAY)._repr_html_())[:2], strict=True))
    assert (pools["id"], pools["counts_total"], pools["ends_on"]) == ("p1", "30", "")
    assert "maths" in book.licences("anna", on=DAY)._repr_html_()


def test_lists_become_columns(book: seatbook.Book) -> None:
    columns = book.pools(on=DAY).to_columns()
    assert columns["counts_available"] == [28, 2]
    assert len({len(values) for values in columns.values()}) == 1
    assert book.waitlist().to_columns() == {}
    assert book.holders("maths", on=DAY).to_columns()["started_on"] == [date(2026, 8, 17)] * 2


def test_pandas_takes_the_columns(book: seatbook.Book) -> None:
    pandas = library("pandas")
    report = book.assign(["carl", "nobody"], ["maths", "physics"], on=DAY)
    frame = pandas.DataFrame(report.to_columns(sentences=True))
    assert frame.groupby("outcome").size().to_dict() == {"assigned": 2, "user_not_found": 2}
    assert frame["ends_on"][0] == date(2027, 8, 16)
    assert pandas.DataFrame(book.counts(on=DAY).to_columns())["assigned"].sum() == 4
    assert len(pandas.DataFrame(book.users().to_columns())) == 6


def test_polars_takes_the_columns(book: seatbook.Book) -> None:
    polars = library("polars")
    report = book.assign(["carl", "nobody"], ["maths", "physics"], on=DAY)
    frame = polars.DataFrame(report.to_columns(sentences=True))
    assert frame["ends_on"].dtype == polars.Date
    assert frame["seat"].to_list() == [3, 1, None, None]
    assert polars.DataFrame(book.counts(on=DAY).to_columns())["assigned"].sum() == 4
    assert polars.DataFrame(book.users().to_columns()).height == 6
