"""Rosters of every sort, lists of users, and large rosters loaded straight from their files."""

from __future__ import annotations

from pathlib import Path

import pytest

import seatbook
from conftest import DAY

FILES = {
    "School.csv": "SIS ID,Name\nnorth,North School\n",
    "Section.csv": "SIS ID,School SIS ID,Section Name\n7a,north,7 A\n",
    "Student.csv": "SIS ID,School SIS ID,Username,First Name\nanna,north,anna,Anna\nbela,north,bela,Béla\n",
    "StudentEnrollment.csv": "Section SIS ID,SIS ID\n7a,anna\n7a,bela\n7a,nobody\n",
}


@pytest.fixture
def roster(tmp_path: Path) -> seatbook.Roster:
    """One school, one class, two pupils, and a pupil who is not there."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return seatbook.read_school_data_sync(tmp_path)


def test_a_roster_is_read_and_loaded(roster: seatbook.Roster) -> None:
    assert (roster.orgs, roster.users, roster.groups, roster.memberships) == (1, 2, 1, 2)
    assert len(roster.load) == 4
    (notice,) = roster.notices
    assert (notice.file, notice.line, notice.refused) == ("StudentEnrollment.csv", 4, True)
    with seatbook.memory() as book:
        assert book.load(roster, products=[{"id": "maths"}], on=DAY).ok
        assert [row.target for row in book.assign(group="7a", products="maths", on=DAY)] == ["anna", "bela"]


def test_a_roster_names_the_orgs_that_are_complete(roster: seatbook.Roster, tmp_path: Path) -> None:
    assert roster.org_ids == ["north"]
    below = seatbook.read_school_data_sync(tmp_path, under="district")
    assert (below.orgs, below.org_ids) == (2, ["north"])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(seatbook.NotFoundError):
        seatbook.read_school_data_sync(tmp_path / "nowhere")


SAMPLES = Path(__file__).parents[1] / "data" / "sds"

ONE_ROSTER = {
    "orgs.csv": "sourcedId,name\ns,School\n",
    "users.csv": "sourcedId,enabledUser,orgSourcedIds,role\na,true,s,student\nb,true,s,teacher\nc,true,x,student\n",
    "classes.csv": "sourcedId,schoolSourcedId,title\nk,s,7 A\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\nk,a,student\nk,b,teacher\n",
}


def folder(path: Path) -> Path:
    for name, text in ONE_ROSTER.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "format", "counts"),
    [
        ("v1-100-users", "school_data_sync_v1", (2, 98, 28, 602)),
        ("v2", "school_data_sync_v2", (5, 29, 4, 22)),
        ("v2.1", "school_data_sync_v2_1", (4, 6, 2, 4)),
    ],
)
def test_what_it_is_is_found_out(name: str, format: str, counts: tuple[int, int, int, int]) -> None:
    roster = seatbook.read_roster(SAMPLES / name)
    assert roster.format == format
    assert (roster.orgs, roster.users, roster.groups, roster.memberships) == counts


def test_a_roster_is_loaded_straight_from_its_files(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    with seatbook.memory() as book:
        report = book.load_roster(
            folder(tmp_path),
            under="district",
            teachers="-t",
            on=DAY,
            progress=lambda done, total: steps.append((done, total)),
        )
        assert (report.format, report.left_out, report.ok) == ("one_roster_1_1", 1, False)
        assert (report.load.users.created, report.load.groups.created, report.operations) == (2, 2, (1, 2, 3))
        (notice,) = report.notices
        assert (notice.file, notice.line, notice.column) == ("users.csv", 4, "orgSourcedIds")
        assert steps[-1][0] == steps[-1][1]
        with pytest.raises(ValueError, match="can be `one_roster_1_1`"):
            book.load_roster(tmp_path, format="two_roster", on=DAY)  # type: ignore[arg-type]


def test_what_is_raised_while_it_is_read_stops_it(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with seatbook.memory() as book:
        with pytest.raises(KeyboardInterrupt):
            book.load_roster(folder(tmp_path), on=DAY, progress=stop)
        assert book.revision == 0


def test_a_list_of_users(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"\xef\xbb\xbfKlass;E-mail;ends_on\r\n7 A;anna ;2026-07-31\r\n7 B;;\r\n")
    found = seatbook.read_list(path)
    assert (found.ids, len(found), found.left_out) == (["anna"], 1, 1)
    assert str(found.rows[0].ends_on) == "2026-07-31"
    assert (found.notices[0].line, found.notices[0].column) == (3, "E-mail")
