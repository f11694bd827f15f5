"""A report as a sequence, a table, columns, text."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seatbook
from conftest import DAY, PUPILS


@pytest.fixture
def report(memory: seatbook.Book) -> seatbook.Report:
    """Ten rows of three kinds."""
    memory.assign("bela", "maths", on=DAY)
    return memory.assign([*PUPILS, "nobody"], ["maths", "physics"], on=DAY)


def test_it_is_a_sequence(report: seatbook.Report) -> None:
    assert isinstance(report, Sequence)
    assert len(report) == 12
    assert [row.index for row in report] == list(range(12))
    assert report[0] == report[-12]
    assert report[-1].index == 11
    assert [row.index for row in reversed(report)] == list(range(11, -1, -1))
    assert report.index(report[5]) == 5
    assert report[3] in report
    assert report.count(report[3]) == 1
    for index in (12, -13, 2**70):
        with pytest.raises(IndexError):
            report[index]
    with pytest.raises(TypeError):
        report["anna"]  # type: ignore[call-overload]
    assert list(report[3:3]) == []


@given(st.lists(st.slices(12), max_size=3), st.sampled_from(["all", "changed", "refused"]))
@settings(deadline=None)
def test_slices_are_those_of_a_list(slices: list[slice], kind: str) -> None:
    rows: seatbook.Rows = _report()
    if kind != "all":
        rows = rows.changed if kind == "changed" else rows.refused
    expected = [row.index for row in rows]
    for part in slices:
        rows, expected = rows[part], expected[part]
    assert [row.index for row in rows] == expected
    assert len(rows) == len(expected)


_made: list[seatbook.Report] = []


def _report() -> seatbook.Report:
    if not _made:
        book = seatbook.memory()
        book.load(
            orgs=[{"id": "n"}],
            products=[{"id": "m"}],
            users=[{"id": str(number), "org": "n"} for number in range(0, 12, 2)],
            pools=[{"id": "p", "product": "m", "org": "n", "quantity": 4}],
            on=DAY,
        )
        _made.append(book.assign(map(str, range(12)), "m", on=DAY))
    return _made[0]


def test_an_iterator_ends_once(report: seatbook.Report) -> None:
    rows = iter(report[:1])
    assert next(rows).index == 0
    for _ in range(3):
        with pytest.raises(StopIteration):
            next(rows)


def test_kinds(report: seatbook.Report) -> None:
    assert {row.outcome for row in report.unchanged} == {"already_assigned"}
    assert all(row.refused for row in report.refused)
    assert len(report.changed) + len(report.unchanged) + len(report.refused) == len(report)
    by_outcome = report.by_outcome()
    assert list(by_outcome) == sorted(by_outcome, key=seatbook.OUTCOMES.index)
    assert sum(map(len, by_outcome.values())) == len(report)
    assert all(row.outcome == outcome for outcome, rows in by_outcome.items() for row in rows)


def test_rows_outlive_their_book(memory: seatbook.Book) -> None:
    row = memory.assign("anna", "maths", on=DAY)[0]
    memory.close()
    assert row.sentence.startswith("given seat 1 of pool `p1`")


def test_a_row(report: seatbook.Report) -> None:
    row = report[0]
    assert (row.op, row.target, row.user, row.product, row.outcome) == ("assign", "anna", "anna", "maths", "assigned")
    assert (row.started_on, row.ends_on) == (datetime.date(2026, 8, 17), datetime.date(2027, 8, 16))
    assert (row.source, row.previous_state, row.refused) == ("direct", "new", False)
    assert repr(row) == "<seatbook.Row 0: assign 'anna' 'maths': assigned>"
    assert row != report[1]
    assert row != "anna"
    assert len({row, report[0], report[1]}) == 2


def test_a_row_as_a_dict_is_that_of_the_json(report: seatbook.Report) -> None:
    def plain(row: seatbook.Row) -> object:
        return json.loads(json.dumps(row.to_dict(), default=lambda day: day.isoformat()))

    always = {"holder": "user", "disabled_plans": []}
    assert [plain(row) for row in report] == [always | row for row in json.loads(report.to_json())["rows"]]


def test_raise_for_refused(report: seatbook.Report, memory: seatbook.Book) -> None:
    with pytest.raises(seatbook.RefusedError, match=r" / .* more; see `\.report\.refused`") as caught:
        report.raise_for_refused()
    assert caught.value.report is report
    assert caught.value.details["refused"] == len(report.refused)
    fine = memory.assign("anna", "maths", on=DAY)
    assert fine.raise_for_refused() is fine


def test_columns(report: seatbook.Report) -> None:
    columns = report.to_columns(sentences=True)
    assert {len(column) for column in columns.values()} == {12}
    assert "sentence" not in report.to_columns()
    for row in report:
        seat = row.seat or (None, None, None)
        assert [column[row.index] for column in columns.values()] == [
            row.index,
            row.op,
            row.holder,
            row.target,
            row.product,
            row.outcome,
            *seat,
            row.started_on,
            row.ends_on,
            row.disabled_plans,
            row.source,
            row.previous_state,
            row.sentence,
        ]
    assert report.refused.to_columns()["index"] == [row.index for row in report.refused]


def test_the_table_is_read_again(report: seatbook.Report, tmp_path: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(report.to_csv(), newline="")))
    assert [line["target"] for line in lines] == [row.target for row in report]
    assert [line["ends_on"] for line in lines] == [str(row.ends_on or "") for row in report]
    report.refused.to_csv(tmp_path / "refused.csv", encoding="utf-8-sig")
    assert (tmp_path / "refused.csv").read_bytes().startswith(b"\xef\xbb\xbfindex,op,")
    assert report.to_csv().count("\r\n") == 13


# The csv module of Python 3.10 does not read NUL.
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1, max_size=5))
@settings(deadline=None)
def test_no_cell_is_a_formula(targets: list[str]) -> None:
    with seatbook.memory() as book:
        book.load(products=[{"id": "m"}], on=DAY)
        report = book.assign(["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", 'a"b', "a,b", "a\nb", *targets], "m", on=DAY)
    lines = list(csv.DictReader(io.StringIO(report.to_csv(), newline="")))
    for row, line in zip(report, lines, strict=True):
        assert line["target"].removeprefix("'") == row.target.removeprefix("'")
        for cell in line.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_text_and_html(memory: seatbook.Book) -> None:
    report = memory.assign(["anna", "<b>\x1b[31m\n"], "maths", on=DAY)
    assert repr(report) == "<seatbook.Report of 2 rows (partial): 1 changed, 0 unchanged, 1 refused>"
    text = str(report)
    assert len(text.splitlines()) == 4
    assert "\x1b" not in text
    page = report._repr_html_()
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    many = memory.assign([f"nobody {number}" for number in range(50)], "maths", on=DAY)
    assert str(many).endswith("... and 30 more")
    assert "... and 30 more" in many._repr_html_()
    assert str(many[:0]) == "0 rows: 0 changed, 0 unchanged, 0 refused"
