"""Lists of users that the command reads: as programs save them, with lines that cannot be read, and what is no list."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from conftest import DAY, Run, outcomes, rows
from seatbook._cli.people import read_people


@pytest.mark.parametrize(
    "list",
    [
        "anna\n bela \n\n",
        "id\nanna\nbela\n",
        "Name;ID\r\nAnna;anna\r\nBéla;bela\r\n",
        "name\tUser ID\nAnna\tanna\nB.\tbela\n",
        'name,target\n"A, A.",anna\nB,"bela"\n',
        "sep=;\r\nName;E-Mail\r\nAnna;anna\r\nB;bela\r\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_lists_as_programs_save_them(run: Run, list: str, encoding: str) -> None:
    result = run("assign", "school.book", "--from", "-", "-p", "maths", "--csv", stdin=list.encode(encoding))
    assert outcomes(result) == {"anna": "assigned", "bela": "assigned"}


def test_a_list_without_ids_is_no_list(run: Run) -> None:
    table = "name,age\nAnna,9\n"
    result = run("assign", "school.book", "--from", "-", "-p", "maths", stdin=table, code=2)
    assert "name one of `name`, `age`" in result.stderr
    assert "--column" in result.stderr
    result = run(
        "assign", "school.book", "--from", "-", "-p", "maths", "--column", "NAME", "--csv", stdin=table, code=1
    )
    assert outcomes(result) == {"Anna": "user_not_found"}
    assert "is empty" in run("assign", "school.book", "--from", "-", "-p", "maths", stdin="", code=2).stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_cells_of_several_lines_are_one_cell(run: Run, encoding: str) -> None:
    # As address lists have them; the line behind keeps its number.
    table = 'Name,Street,ID\n"Ek, Anna","Long Road 1\n12345 Town\n",anna\n"B",x,bela\n"C",y,\n'
    Path("list.csv").write_text(table, encoding=encoding, newline="")
    result = run("assign", "school.book", "--from", "list.csv", "-p", "maths", "--csv", code=1)
    assert outcomes(result) == {"anna": "assigned", "bela": "assigned"}
    assert result.stderr == "list.csv:6: ID: id is empty (left out)\n"


def test_lines_that_are_left_out_are_told_and_take_no_seat_away(run: Run) -> None:
    run("assign", "school.book", "anna", "bela", "-p", "maths", "--on", DAY)
    broken = 'id,name\nanna,A\nbela,"B\n'
    told = "standard input:3: has a quote that is not closed on the same line (left out)"
    result = run("assign", "school.book", "--from", "-", "-p", "maths", stdin=broken, code=1)
    assert told in result.stderr
    assert "1 as before" in result.stdout
    # Bela would have lost his seat for a quote.
    result = run("sync", "school.book", "--from", "-", "-p", "maths", stdin=broken, code=2)
    assert told in result.stderr
    assert "1 line left out" in result.stderr
    assert "nothing was changed" in result.stderr
    assert len(rows(run("holders", "school.book", "-p", "maths", "--csv"))) == 2
    result = run("sync", "school.book", "--from", "-", "-p", "maths", stdin="id\n", code=2)
    assert "standard input names nobody" in result.stderr


def test_a_spreadsheet_is_no_list(run: Run) -> None:
    with zipfile.ZipFile("pupils.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "")
    result = run("assign", "school.book", "--from", "pupils.xlsx", "-p", "maths", code=2)
    assert "`pupils.xlsx` is a spreadsheet; save it as `CSV UTF-8`" in result.stderr
    assert "is a spreadsheet" in run("import", "school.book", "pupils.xlsx", code=3).stderr


def test_a_product_for_every_line(run: Run) -> None:
    lines = ["anna,maths", "anna,physics", "bela,maths", "bela,physics", "carl,maths", "carl,maths"]
    table = "\n".join(["user,product", *lines])
    result = run("assign", "school.book", "--from", "-", "--csv", stdin=table, code=1)
    assert [f"{row['target']},{row['product']}" for row in rows(result)] == lines
    assert rows(result)[-1]["outcome"] == "duplicate_in_request"
    Path("x.csv").write_text(table)
    assert len(list(read_people((), "x.csv", None, ()).items())) == 2
    assert "name a product" in run("assign", "school.book", "--from", "-", stdin="user,product\nanna,\n", code=2).stderr
