"""Rosters, licence lists, catalogues and plain lists, read from the files of a school."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from seatbook import _seatbook
from seatbook._load_report import LoadReport, RosterNotice
from seatbook._report import Report
from seatbook._seatbook import Roster
from seatbook._words import Leavers

Path: TypeAlias = str | os.PathLike[str]

RosterFormat: TypeAlias = Literal[
    "one_roster_1_1",
    "one_roster_1_2",
    "school_data_sync_v1",
    "school_data_sync_v2",
    "school_data_sync_v2_1",
    "bildungslogin",
    "microsoft_products",
]
"""What a roster, licence list or catalogue can be."""

RosterEncoding: TypeAlias = Literal["utf-8", "guess", "windows-1252"]
"""What the bytes of a roster mean; `guess`: a line that is not UTF-8 is Windows-1252."""


class RosterOptions(NamedTuple):
    """How a roster is read, as the core takes it."""

    format: RosterFormat | None
    encoding: RosterEncoding | None
    under: str | None
    teachers: str | None
    org: str | None
    part_numbers: bool
    leavers: Leavers | None
    full: bool
    portion: int


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What `Book.load_roster` answers."""

    format: RosterFormat
    """What the roster turned out to be."""
    load: LoadReport
    """What became of its things, all portions together."""
    notices: tuple[RosterNotice, ...]
    """What is odd or wrong in it, by file and line, and at the end what the book did not take."""
    left_out: int
    """How many lines were left out, or not taken by the book."""
    odd: int
    """How many more were taken although something is odd."""
    operations: tuple[int, ...]
    """The operations of the portions in the journal."""
    reports: tuple[Report, ...]
    """The seats that were taken back or given away, portion by portion."""

    @property
    def ok(self) -> bool:
        """Whether everything was taken."""
        return self.left_out == 0 and self.load.ok


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list of users."""

    line: int
    id: str
    product: str | None
    pool: str | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class UserList:
    """A list of users as it was read."""

    rows: tuple[ListRow, ...]
    notices: tuple[RosterNotice, ...]
    """What is odd or wrong in it, by line."""
    left_out: int

    @property
    def ids(self) -> list[str]:
        """Who is on it, in order."""
        return [row.id for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)


def roster_options(
    format: RosterFormat | None,
    encoding: RosterEncoding | None,
    under: str | None,
    teachers: str | None,
    org: str | None,
    part_numbers: bool,
    leavers: Leavers | None,
    full: bool,
) -> RosterOptions:
    """The options as the core takes them."""
    return RosterOptions(format, encoding, under, teachers, org, part_numbers, leavers, full, 0)


def read_roster(
    path: Path,
    /,
    *,
    format: RosterFormat | None = None,
    encoding: RosterEncoding | None = None,
    under: str | None = None,
    teachers: str | None = None,
    org: str | None = None,
    part_numbers: bool = False,
    leavers: Leavers | None = None,
    full: bool = False,
) -> Roster:
    """Reads a roster, licence list or catalogue from a folder, a zip archive or a file.

    OneRoster 1.1 and 1.2 (in full or what is different), School Data Sync V1, V2 and V2.1, licences of BILDUNGSLOGIN
    (JSON), Microsoft's table of products and plans. What it is shows in the files' names and headers. A line that is
    wrong is left out and reported in `notices`; what is only odd is taken and reported. All of it is in memory then;
    for very large ones there is `Book.load_roster`.

    Arguments:
        path: The folder, archive or file.
        format: What it is, if it is not to be found out.
        encoding: What its bytes mean; by default UTF-8, and a guess for Microsoft's table.
        under: The id of an org to put above every org that has none above it.
            Left out later, these orgs stay below it.
        teachers: The teachers of every class become a group whose id is the class's with this behind it.
        org: Of a licence list, the org that has bought what names no school.
        part_numbers: Of Microsoft's table: products and plans go by part numbers instead of GUIDs.
        leavers: What becomes of the seats of users who are not enabled any more: `keep`, `give_back` or `refuse`.
        full: The roster lists all users of its orgs; others of these orgs become disabled. Of an org without any users
            in it nobody does, and that is told.

    >>> roster = read_roster("tests/data/sds/v2", under="district")  # doctest: +SKIP
    >>> book.load(roster)  # doctest: +SKIP
    """
    options = roster_options(format, encoding, under, teachers, org, part_numbers, leavers, full)
    return _seatbook.read_roster(path, options)


def read_list(path: Path, /, *, column: str | None = None, encoding: RosterEncoding | None = None) -> UserList:
    """Reads a list of users from a CSV file.

    One column of ids, with or without a header, or a table. Columns called `product`, `pool` and `ends_on` are taken
    too, others are ignored; so what `Report.to_csv` wrote can be read again.

    Arguments:
        path: The file.
        column: The name of the column of ids; by default one whose header tells, such as `id`, `username` or `email`.
        encoding: What its bytes mean; by default a guess.

    >>> book.assign(read_list("leavers.csv").ids, "maths")  # doctest: +SKIP
    """
    return _seatbook.read_list(path, column, encoding)
