"""The scripts for what administrators write every week: at most fifteen lines each, run as they would run them."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import seatbook
from conftest import fill, library

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "examples/python"
SAMPLE = ROOT / "tests/data/sds/v1-min"
TEN = (
    "activate_by_itself",
    "also",
    "assign_from_csv",
    "desired_state",
    "leavers",
    "night",
    "swap_list",
    "unused",
    "usage",
    "year_change",
)


@pytest.fixture(autouse=True)
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`school.book`, of five pupils, a class, 30 seats of maths and 2 of physics, in the current folder."""
    monkeypatch.chdir(tmp_path)
    with seatbook.create("school.book") as book:
        fill(book)


def run(script: str, *words: str) -> list[str]:
    """What a script prints; it is at most as it was promised."""
    command = [sys.executable, str(SCRIPTS / f"{script}.py"), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.splitlines()


@pytest.mark.parametrize("script", TEN)
def test_fifteen_lines_that_say_how_they_are_called(script: str) -> None:
    text = (SCRIPTS / f"{script}.py").read_text()
    assert text.count("\n") <= 15
    assert f"{script}.py BOOK" in (ast.get_docstring(ast.parse(text)) or "")


def test_assign_from_csv() -> None:
    table = "name;id\nAnna; anna \nN.;nobody\n;\nX;\nCarl;carl\n"
    Path("pupils.csv").write_text(table, encoding="utf-8-sig")
    with seatbook.open("school.book") as book:
        book.assign("carl", "maths")
    assert run("assign_from_csv", "school.book", "pupils.csv", "maths", "result.csv") == [
        "line 5: id is empty",
        "anna: assigned",
        "nobody: user_not_found",
        "carl: already_assigned",
    ]
    assert Path("result.csv").read_text().count("\n") == 4


def test_swap_list_and_its_rest() -> None:
    with seatbook.open("school.book") as book:
        book.load(pools=[{"id": "p2", "product": "physics", "org": "north", "quantity": 2, "release": "fresh"}])
        book.assign(["anna", "bela", "carl"], "maths")
    Path("list.txt").write_text("anna\nbela\ncarl\n")
    printed = run("swap_list", "school.book", "list.txt", "maths", "physics")
    assert printed[:2] == ["would change 4 rows, and refuse 2", "6 rows (partial): 4 changed, 0 unchanged, 2 refused"]
    assert Path("list.txt").read_text() == "carl\n"
    with seatbook.open("school.book") as book:
        assert book.entitled("carl", "maths")
        book.revoke("anna", "physics")
    assert run("swap_list", "school.book", "list.txt", "maths", "physics")[0] == "would change 2 rows, and refuse 0"
    assert Path("list.txt").read_text() == ""


def test_desired_state() -> None:
    with seatbook.open("school.book") as book:
        book.load(groups=[{"id": "7b", "org": "north", "members": ["dora", "emil"]}])
        book.assign(group="7b", products="maths")
        book.load(groups=[{"id": "7b", "org": "north", "members": ["emil"]}])
    Path("wanted.csv").write_text("class,product\n7a,maths\n7b,maths\n7a,physics\n")
    assert run("desired_state", "school.book", "wanted.csv") == [
        "7a maths {'assigned': 3}",
        "7b maths {'to_reusable': 1, 'already_assigned': 1}",
        "7a physics {'assigned': 2, 'no_seat_left': 1}",
        "  carl: no seat of `physics` is left",
    ]


def test_leavers() -> None:
    with seatbook.open("school.book") as book:
        book.assign(["anna"], ["maths", "physics"], on="2026-08-17")
    Path("leavers.txt").write_text("anna\nnobody\nbela\n")
    printed = run("leavers", "school.book", "leavers.txt")
    assert [line.split(",")[0] for line in printed] == [
        "anna maths: to_reusable",
        "anna physics: to_reusable",
        "nobody -: user_not_found",
        "bela -: not_assigned",
    ]


def test_unused() -> None:
    pools = [("5k", "chat", 5000), ("10m", "films", 10_000_000), ("0", "empty", 0)]
    with seatbook.open("school.book") as book:
        book.load(
            products=[{"id": product} for _, product, _ in pools],
            pools=[{"id": id, "product": product, "org": "north", "quantity": number} for id, product, number in pools],
        )
        book.assign(["anna", "bela", "carl"], "maths")
    prices = {"maths": "4.20", "physics": "1", "chat": "0.5", "films": "0.01", "empty": "9"}
    Path("prices.csv").write_text("product,price\n" + "".join(f"{name},{price}\n" for name, price in prices.items()))
    assert run("unused", "school.book", "prices.csv") == [
        "films         10000000         0  100%     100000.00",
        "chat              5000         0  100%       2500.00",
        "maths               30         3   90%        113.40",
        "physics              2         0  100%          2.00",
        "empty                0         0    0%          0.00",
    ]


def test_night_and_morning() -> None:
    with seatbook.open("school.book") as book:
        book.load(products=[{"id": "maths", "plans": [{"id": "chat"}, {"id": "mail"}, {"id": "video"}]}])
        book.assign(["anna", "bela"], "maths")
        book.assign("bela", "maths", disabled_plans="mail")
        book.assign(group="7a", products="maths")
    night = ("night", "school.book", "maths", "night-2026-08-17")
    assert "3 changed" in run(*night, "off", "chat", "video")[0]
    assert plans() == {"anna": {"chat", "video"}, "bela": {"chat", "mail", "video"}, "carl": {"chat", "video"}}
    run(*night, "off", "chat", "video")
    assert "3 changed" in run(*night, "on")[0]
    assert plans() == {"anna": set(), "bela": {"mail"}, "carl": set()}


def plans() -> dict[str, set[str]]:
    with seatbook.open("school.book") as book:
        return {holder.holder: set(holder.disabled_plans) for holder in book.holders("maths")}


def test_holders_of_one_also_get_the_other() -> None:
    with seatbook.open("school.book") as book:
        book.assign(["anna", "bela"], "maths")
    assert run("also", "school.book", "maths", "physics")[0] == "2 rows (success): 2 changed, 0 unchanged, 0 refused"
    assert run("also", "school.book", "maths", "physics")[0] == "2 rows (success): 0 changed, 2 unchanged, 0 refused"


def test_year_change() -> None:
    shutil.copytree(SAMPLE, "roster")
    pool = {"id": "p9", "product": "maths", "org": "district", "quantity": 22, "duration": "24 months"}
    with seatbook.create("district.book") as book:
        book.load(seatbook.read_school_data_sync("roster", under="district"), on="2026-08-17")
        book.load(products=[{"id": "maths"}], pools=[pool], on="2026-08-17")
        assert book.assign(group="11001", products="maths", on="2026-08-17").ok
    # 13022 and 13021 have left, the next ten went up a class, and two are new.
    classes = {"11001": ["13901", "13902", *map(str, range(13001, 13011))], "11002": map(str, range(13011, 13021))}
    write("StudentEnrollment", [f"{group},{pupil}" for group, pupils in classes.items() for pupil in pupils])
    stay = [line for line in lines("Student") if line[:5] not in ("13021", "13022")]
    write("Student", [*stay, "13901,10001,New1", "13902,10001,New2"])
    assert run("year_change", "district.book", "roster", "district", "maths", "2027-08-16") == [
        "left out: 0 lines, odd: 0",
        "{'reused': 12, 'to_reusable': 10, 'already_assigned': 10}",
        "free and started: {}",
    ]
    with seatbook.open("district.book") as book:
        assert {holder.sources for holder in book.holders("maths")} == {("group:11001",), ("group:11002",)}
        assert [book.licences(leaver) for leaver in ("13021", "13022")] == [[], []]
        assert book.licences("13901")[0].ends_on == date(2028, 8, 16)


def lines(name: str) -> list[str]:
    return Path("roster", f"{name}.csv").read_text().splitlines()[1:]


def write(name: str, body: list[str]) -> None:
    file = Path("roster", f"{name}.csv")
    header = file.read_text().splitlines()[0]
    file.write_text("\n".join([header, *body]) + "\n")


def test_usage() -> None:
    library("matplotlib")
    with seatbook.open("school.book") as book:
        book.assign(["anna", "bela"], "maths", on="2026-08-24")
    assert run("usage", "school.book", "maths", "2026-08-17", "usage.png") == []
    assert Path("usage.png").read_bytes().startswith(b"\x89PNG")


def test_usage_knows_what_was_taken_back_and_what_ended(memory: seatbook.Book) -> None:
    pool = {"id": "p2", "product": "physics", "org": "north", "quantity": 9, "duration": "1 months"}
    memory.load(
        pools=[{**pool, "start_policy": "on_first_use", "delivered_on": "2026-08-01", "start_within": "2 months"}]
    )
    memory.assign(["anna", "bela", "carl"], "physics", on="2026-08-17")
    memory.start("anna", "physics", on="2026-08-20")
    memory.revoke("bela", "physics", on="2026-09-01")
    memory.assign("dora", "physics", on="2026-09-02")
    used = memory.usage("physics", ["2026-08-16", "2026-08-31", "2026-09-01", "2026-09-15", "2026-09-20", "2026-10-15"])
    # Anna's seat ends on 19 September; Carl's and Dora's begin by themselves on 1 October.
    assert list(used.values()) == [0, 3, 2, 3, 2, 2]
    assert list(memory.usage("physics", ["2026-11-15"]).values()) == [0]
    with pytest.raises(seatbook.UnknownProductError):
        memory.usage("nothing", ["2026-11-15"])
