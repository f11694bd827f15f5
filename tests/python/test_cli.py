"""The command `seatbook`, inside this process: what it does, says and answers to programs."""

from __future__ import annotations

import csv
import json
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import seatbook
from conftest import DAY, Run, outcomes, rows
from seatbook._cli.app import app
from seatbook._cli.screen import Screen
from test_activation import KEY, company, file
from test_processes import many

SAMPLE = Path(__file__).resolve().parents[1] / "data/sds/v1-100-users"
LICENCES = Path(__file__).resolve().parents[1] / "data/licences"


def test_a_dry_run_shows_what_then_happens(run: Run) -> None:
    words = ("assign", "school.book", "anna", "bela", "-p", "maths", "--on", DAY)
    planned = run(*words, "--dry-run", "--csv")
    assert outcomes(run("holders", "school.book", "-p", "maths", "--csv")) == {}
    assert "Nothing was written" in run(*words, "--dry-run").stdout
    done = run(*words, "--csv")
    assert planned.stdout == done.stdout
    assert [row["user"] for row in rows(run("holders", "school.book", "-p", "maths", "--csv"))] == ["anna", "bela"]
    again = run(*words)
    assert "Nothing was changed." in again.stdout
    assert "0 changed, 2 as before, 0 refused" in again.stdout


def test_refused_rows_have_their_exit_code_and_can_be_fed_back(run: Run) -> None:
    assign = ("assign", "school.book", "--on", DAY)
    list = "anna\nbela\ncarl\nnobody\n"
    result = run(*assign, "--from", "-", "-p", "physics", "--refused-out", "again.csv", code=1, stdin=list)
    assert "2 changed, 0 as before, 2 refused" in result.stdout
    assert "Too few seats of physics: 3 needed, 2 free, 1 missing" in result.stdout
    assert "2 lines written to again.csv" in result.stderr
    run("revoke", "school.book", "anna", "-p", "physics", "--on", DAY)
    started = run(*assign, "--from", "again.csv", code=1)
    assert "--take auto" in started.stdout
    again = run(*assign, "--from", "again.csv", "--take", "auto", "--csv", code=1)
    assert outcomes(again) == {"carl": "reused", "nobody": "user_not_found"}


def test_the_result_file_has_a_line_for_every_row(run: Run, tmp_path: Path) -> None:
    run("assign", "school.book", "anna", "nobody", "-p", "maths", "--out", "r.csv", "--on", DAY, code=1)
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [(row["target"], row["outcome"]) for row in found] == [("anna", "assigned"), ("nobody", "user_not_found")]
    run("assign", "school.book", "bela", "-p", "maths", "--out", "r.json", "--on", DAY)
    assert json.loads(Path("r.json").read_text())["rows"][0]["target"] == "bela"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.csv", "r.json", "school.book"]


def test_nothing_is_done_if_the_result_cannot_be_written(run: Run) -> None:
    result = run("assign", "school.book", "anna", "-p", "maths", "--out", "none/r.csv", code=2)
    assert "cannot be written" in result.stderr
    assert rows(run("holders", "school.book", "-p", "maths", "--csv")) == []


def test_who_waits_is_said_to_wait(run: Run) -> None:
    run("assign", "school.book", "anna", "bela", "-p", "physics", "--on", DAY)
    result = run("assign", "school.book", "carl", "dora", "-p", "physics", "--waitlist", "--on", DAY, code=1)
    assert "Done: operation 3; 2 rows on the waiting list" in result.stdout
    assert "Nothing was changed" not in result.stdout


def test_money_is_a_number_for_programs(run: Run) -> None:
    run("add", "product", "school.book", "atlas", "--price", "49.50")
    run("add", "pool", "school.book", "p-atlas", "-p", "atlas", "--org", "north", "--seats", "100")
    line = next(row for row in rows(run("unused", "school.book", "--csv")) if row["product"] == "atlas")
    assert line["costs"] == "4950.00"
    assert "4,950.00" in run("unused", "school.book").stdout


def test_a_roster_that_would_empty_all_classes_is_told(run: Run) -> None:
    shutil.copytree(SAMPLE, "roster")
    run("import", "school.book", "roster")
    header = Path("roster/StudentEnrollment.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    Path("roster/StudentEnrollment.csv").write_text(header + "\n")
    for more in (("--dry-run",), ()):
        result = run("import", "school.book", "roster", *more)
        assert "1 odd, but taken" in result.stdout
        assert "StudentEnrollment.csv " in result.stdout
        assert "names no pupil of any class; classes keep the members that they have" in result.stdout
    with seatbook.open("school.book") as book:
        assert sum(group.members for group in book.groups()) > 500


def test_a_swap_and_what_was_refused_once_more(run: Run) -> None:
    run("assign", "school.book", "anna", "bela", "carl", "-p", "maths", "--on", DAY)
    run("assign", "school.book", "dora", "-p", "physics", "--on", DAY)
    swap = ("swap", "school.book", "-p", "maths", "--to", "physics", "--on", DAY)
    run(*swap, "anna", "bela", "carl", "--refused-out", "again.csv", "--all-or-nothing", code=1)
    run("revoke", "school.book", "dora", "-p", "physics", "--on", DAY)
    result = run(*swap, "--from", "again.csv", "--csv", code=1)
    assert [(row["target"], row["product"], row["outcome"]) for row in rows(result)][:2] == [
        ("anna", "maths", "to_reusable"),
        ("anna", "physics", "assigned"),
    ]


def test_a_class_gets_what_it_is_to_have(run: Run) -> None:
    run("assign", "school.book", "emil", "-p", "maths", "--on", DAY)
    result = run("sync", "school.book", "--group", "7a", "-p", "maths", "--on", DAY, "--csv")
    assert outcomes(result) == {"anna": "assigned", "bela": "assigned", "carl": "assigned", "emil": "to_reusable"}
    assert "--keep-others" in run("sync", "school.book", "--group", "7a", "--group", "b", "-p", "x", code=2).stderr


def test_leavers_reuse_start_undo(run: Run) -> None:
    run("assign", "school.book", "anna", "bela", "-p", "maths", "-p", "physics", "--on", DAY)
    result = run("revoke", "school.book", "--from", "-", "--everything", "--on", DAY, "--csv", stdin="anna\nanna\nbela")
    assert len(rows(result)) == 4
    ends = rows(run("counts", "school.book", "-p", "maths", "--on", DAY, "--csv"))
    assert ("reusable", "2", "2027-08-16") in [(row["state"], row["seats"], row["ends_on"]) for row in ends]
    result = run("reuse", "school.book", "carl", "-p", "maths", "--ends-on", "2027-08-16", "--on", DAY, "--csv")
    assert outcomes(result) == {"carl": "reused"}
    assert outcomes(run("start", "school.book", "--all-holders", "-p", "maths", "--csv")) == {"carl": "already_started"}
    assert outcomes(run("undo", "school.book", "4", "--on", DAY, "--csv")) == {"carl": "to_reusable"}
    assert [row["kind"] for row in rows(run("history", "school.book", "--csv"))][:2] == ["undo", "reuse"]


def test_the_history_of_a_user(run: Run) -> None:
    run("assign", "school.book", "anna", "bela", "-p", "maths", "--actor", "head", "--reason", "new", "--on", DAY)
    (row,) = rows(run("history", "school.book", "anna", "--csv"))
    assert (row["actor"], row["reason"], row["product"], row["outcome"]) == ("head", "new", "maths", "assigned")
    assert "assigned" in run("report", "school.book", "2").stdout
    assert "maths" in run("licences", "school.book", "anna").stdout
    assert "has nothing" in run("licences", "school.book", "dora").stdout


def test_who_waits(run: Run) -> None:
    run(
        "assign",
        "school.book",
        "anna",
        "bela",
        "carl",
        "-p",
        "physics",
        "--waitlist",
        "--take",
        "auto",
        "--on",
        DAY,
        code=1,
    )
    assert [row["user"] for row in rows(run("waitlist", "school.book", "--csv"))] == ["carl"]
    assert "waits for physics" in run("licences", "school.book", "carl").stdout
    result = run("revoke", "school.book", "anna", "-p", "physics", "--on", DAY)
    assert "From the waiting list" in result.stdout
    assert outcomes(run("cancel", "school.book", "carl", "-p", "physics", "--csv")) == {"carl": "not_assigned"}


def test_unused_seats_in_percent_and_money(run: Run) -> None:
    run("add", "product", "school.book", "art", "--price", "2.50")
    run("add", "pool", "school.book", "a1", "-p", "art", "--org", "north", "--seats", "4")
    run("add", "pool", "school.book", "a2", "-p", "maths", "--org", "north", "--seats", "0")
    run("assign", "school.book", "anna", "-p", "art")
    table = run("unused", "school.book")
    assert "in all: 7.50" in table.stdout
    (art,) = [row for row in rows(run("unused", "school.book", "--csv")) if row["product"] == "art"]
    assert (art["seats"], art["used"], art["unused_percent"], art["costs"]) == ("4", "1", "75%", "7.50")
    as_json = json.loads(run("unused", "school.book", "--json").stdout)
    assert {line["product"]: line["cost"] for line in as_json} == {"art": "7.50", "maths": None, "physics": None}


def test_what_is_there_already_is_not_added(run: Run) -> None:
    result = run("add", "product", "school.book", "maths", code=3)
    assert "already" in result.stderr
    run("add", "org", "school.book", "south", "--name", "South")
    run("add", "user", "school.book", "fred", "--org", "south", "--role", "teacher")
    assert "`nowhere`" in run("add", "user", "school.book", "gus", "--org", "nowhere", code=3).stderr
    assert [row["id"] for row in rows(run("list", "school.book", "users", "--role", "teacher", "--csv"))] == ["fred"]


def test_a_roster_comes_in(run: Run) -> None:
    words = ("import", "d.book", str(SAMPLE), "--under", "district")
    run("create", "d.book")
    assert "Nothing was written" in run(*words, "--dry-run").stdout
    assert json.loads(run(*words, "--json").stdout)["report"]["users"]["created"] == 98
    assert "Nothing was changed." in run(*words).stdout
    # Without it, schools were cut off from the seats of their district.
    assert "Nothing was changed." in run(*words[:3]).stdout
    assert {org["parent"] for org in rows(run("list", "d.book", "orgs", "--csv"))} == {"", "district"}
    assert json.loads(run("info", "d.book", "--json").stdout)["users"] == 98
    missing = run("import", "d.book", ".", code=3)
    assert "School.csv" in missing.stderr
    assert "create" not in missing.stderr


def test_a_roster_with_a_wrong_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "orgs.csv").write_text("sourcedId,name,parentSourcedId\nn,North,\ns,South,nowhere\n")
    (tmp_path / "users.csv").write_text("sourcedId,orgSourcedIds,role\na,n,student\nb,unknown,student\n")
    run("create", "d.book")
    nothing = run("import", "d.book", str(tmp_path), "--all-or-nothing", code=1).stdout
    assert "Nothing was written: all or nothing" in nothing
    assert json.loads(run("info", "d.book", "--json").stdout)["users"] == 0
    result = json.loads(run("import", "d.book", str(tmp_path), "--json", code=1).stdout)
    assert (result["format"], result["left_out"], result["odd"], result["operations"]) == (
        "school_data_sync_v2",
        1,
        1,
        [1, 2],
    )
    shown = run("import", "d.book", str(tmp_path), code=1).stdout
    assert "1 left out, 1 odd, but taken:" in shown
    # What has to be mended stands first.
    assert shown.index("users.csv:3") < shown.index("orgs.csv:3")


def test_a_licence_list_comes_in(run: Run, tmp_path: Path) -> None:
    licence = {
        "lizenzcode": "VHT-1",
        "product_id": "urn:bilo:medium:1",
        "lizenzanzahl": 25,
        "lizenztyp": "Volumenlizenz",
    }
    (tmp_path / "licences.json").write_text(json.dumps([licence]))
    run("import", "school.book", "licences.json", "--org", "north")
    pools = {pool["id"]: pool for pool in rows(run("list", "school.book", "pools", "--csv"))}
    assert (pools["VHT-1"]["org"], pools["VHT-1"]["total"]) == ("north", "25")


def test_a_full_roster_disables_who_is_missing(run: Run, tmp_path: Path) -> None:
    run("create", "d.book")
    run("import", "d.book", str(SAMPLE))
    for source in SAMPLE.iterdir():
        lines = source.read_text().splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("13001,") and ",13001" not in line]
        (tmp_path / source.name).write_text("".join(kept))
    result = run("import", "d.book", str(tmp_path), "--full", "--leavers", "give_back")
    assert "changed" in result.stdout
    users = rows(run("list", "d.book", "users", "--csv"))
    assert [user["id"] for user in users if user["enabled"] == "no"] == ["13001"]


def test_a_document_is_loaded(run: Run) -> None:
    document = {"users": [{"id": "gina", "org": "north"}, {"id": "hugo", "org": "nowhere"}]}
    result = run("load", "school.book", "-", stdin=json.dumps(document), code=1)
    assert "1 left out" in result.stdout
    assert "`nowhere`" in result.stdout
    assert "unknown field" in run("load", "school.book", "-", stdin='{"x": 1}', code=3).stderr


def test_a_licence_file_that_waits_is_looked_at_and_taken_over(run: Run) -> None:
    with seatbook.open("school.book") as book:
        company(book)
    first, fewer, key = str(file("first")), str(file("fewer")), ("--key", str(LICENCES / "python-vendor.pub"))
    assert "name the vendor's public key with --key" in run("licence", "stage", "school.book", first, code=3).stderr
    assert "activated" in run("licence", "stage", "school.book", first, *key, "--auto", "--on", DAY).stdout
    run("assign", "school.book", "ann", "bob", "cy", "-p", "crm", "--on", DAY)
    waits = run("licence", "stage", "school.book", fewer, *key, "--auto", "--on", DAY, code=1)
    assert "It waits. Next: seatbook licence show school.book" in waits.stdout
    looked = run("licence", "show", "school.book", *key, "--on", DAY)
    assert "crm: 1 must give back; suggested first:" in looked.stdout
    blocked = run("licence", "activate", "school.book", *key, "--on", DAY, code=3)
    assert "--suggested" in blocked.stderr
    planned = run("licence", "activate", "school.book", *key, "--suggested", "--dry-run", "--on", DAY)
    assert "Nothing was written." in planned.stdout
    done = run("licence", "activate", "school.book", *key, "--give-back", "crm=cy", "--on", DAY)
    assert "activated" in done.stdout
    assert [row["user"] for row in rows(run("holders", "school.book", "-p", "crm", "--csv"))] == ["ann", "bob"]
    assert len(rows(run("licence", "list", "school.book", "--csv"))) == 2


def test_a_licence_file_is_dropped(run: Run) -> None:
    with seatbook.open("school.book") as book:
        company(book)
    key = ("--key", KEY.hex())
    assert "no licence file waits" in run("licence", "discard", "school.book", *key, code=2).stderr
    run("licence", "stage", "school.book", str(file("first")), *key, "--on", DAY)
    assert (
        json.loads(run("licence", "discard", "school.book", *key, "--json").stdout)["activation"]["state"]
        == "discarded"
    )
    assert "neither a key" in run("licence", "show", "school.book", "--key", "abc", code=2).stderr
    assert "LINE=USER" in run("licence", "activate", "school.book", "1", *key, "--give-back", "cy", code=2).stderr


def test_why_somebody_gets_no_seat(run: Run) -> None:
    run("assign", "school.book", "anna", "bela", "-p", "physics")
    result = run("explain", "school.book", "carl", "physics")
    assert "no_seat_left" in result.stdout
    assert json.loads(run("explain", "school.book", "carl", "physics", "--json").stdout)["verdict"] == "no_seat_left"


def test_verify_and_where_it_goes_on_from(run: Run) -> None:
    first = run("verify", "school.book")
    assert "The book is whole." in first.stdout
    head = first.stdout.split("head: ")[1].strip()
    run("assign", "school.book", "anna", "-p", "maths")
    run("verify", "school.book", "--since", head)
    other = head.split(":")[0] + ":" + "0" * 64
    assert "does not" in run("verify", "school.book", "--since", other, code=3).stderr
    assert "is no head" in run("verify", "school.book", "--since", "x", code=2).stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("info", "none.book"), "`seatbook create none.book` makes one"),
        (("create", "school.book"), "already"),
        (("assign", "school.book", "anna", "-p", "nope"), "`seatbook list school.book products` shows all"),
        (("assign", "school.book", "--group", "9z", "-p", "maths"), "`seatbook list school.book groups` shows all"),
        (("licences", "school.book", "nobody"), "`seatbook list school.book users WORD`"),
        (("undo", "school.book", "99"), "not in the journal"),
        (("assign", "school.book", "--from", "none.csv", "-p", "maths"), "none.csv"),
    ],
)
def test_an_error_says_what_to_do_next(run: Run, words: tuple[str, ...], says: str) -> None:
    result = run(*words, code=3)
    assert says in result.stderr
    assert result.stdout == ""


def test_an_error_as_json(run: Run) -> None:
    result = run("assign", "school.book", "anna", "-p", "nope", "--json", code=3)
    assert json.loads(result.stderr)["status"] == "unknown_product"


@pytest.mark.parametrize(
    "words",
    [
        ("assign", "school.book", "-p", "maths"),
        ("assign", "school.book", "anna"),
        ("assign", "school.book", "anna", "--group", "7a", "-p", "maths"),
        ("assign", "school.book", "anna", "-p", "maths", "--on", "17.8.2026"),
        ("assign", "school.book", "anna", "-p", "maths", "--json", "--csv"),
        ("revoke", "school.book", "anna", "--everything", "-p", "maths"),
        ("revoke", "school.book", "anna", "--all-holders", "-p", "maths"),
        ("holders", "school.book"),
        ("counts", "school.book", "--by-org"),
        ("list", "school.book", "groups", "--role", "x"),
        ("nonsense",),
    ],
)
def test_what_is_not_understood(run: Run, words: tuple[str, ...]) -> None:
    assert "Error" in run(*words, code=2).stderr


def test_what_a_terminal_would_act_on_is_shown(run: Run) -> None:
    result = run("assign", "school.book", "--from", "-", "-p", "maths", stdin="a\x1b[31mb\n[red]c[/red]\n", code=1)
    assert "a\\x1b[31mb" in result.stdout
    assert "[red]c[/red]" in result.stdout


def test_a_table_cell_is_no_formula(run: Run) -> None:
    run("add", "user", "school.book", "=1+1", "--org", "north")
    assert "'=1+1" in run("list", "school.book", "users", "--csv").stdout
    table = run("list", "school.book", "users", "--csv").stdout
    assert (
        outcomes(run("assign", "school.book", "--from", "-", "-p", "maths", "--csv", stdin=table))["'=1+1"]
        == "assigned"
    )


def test_ctrl_c_while_it_works_changes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with seatbook.open("school.book") as book:
        ids = many(book, 20_000)
        revision = book.revision
    told: list[int] = []

    @contextmanager
    def progress(screen: Screen, what: str) -> Iterator[Callable[[int, int], None]]:
        def tell(done: int, total: int) -> None:
            told.append(done)
            signal.raise_signal(signal.SIGINT)

        yield tell

    monkeypatch.setattr(Screen, "progress", progress)
    # A job in the background of a shell is started with the signal ignored; at a terminal it is not.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        words = ("assign", "school.book", "--from", "-", "-p", "maths", "--out", "r.csv")
        result = run(*words, code=130, stdin="\n".join(ids))
    finally:
        signal.signal(signal.SIGINT, before)
    assert "stopped" in result.stderr
    assert told
    assert not Path("r.csv").exists()
    with seatbook.open("school.book") as book:
        assert book.revision == revision


def test_every_command_has_help(run: Run) -> None:
    help = run("--help").stdout
    for name, command in app.commands.items():
        assert name in help
        assert command.help
        assert "Usage" in run(name, "--help").stdout
