"""A folder of School Data Sync files."""

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
