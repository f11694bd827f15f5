"""Where answers go: tables for people, JSON and CSV for programs; and how far long work is."""

from __future__ import annotations

import csv
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as fields_of
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

import click

import seatbook

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
Format: TypeAlias = Literal["table", "json", "csv"]
Cell: TypeAlias = str | int | bool | date | datetime | Sequence[str] | None

PATIENCE = 0.5
"""Seconds before a terminal is shown that something goes on."""

NARROW = 60
"""A terminal of fewer columns is shown rows one below the other, if words would have to be broken."""

MOST_ON_A_TERMINAL = 200
"""Rows of a table that a terminal is shown, unless --limit says otherwise."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table, and of its CSV."""

    name: str
    of: Callable[[T], Cell]


def fields(*names: str) -> list[Column[Any]]:
    """Columns that are attributes of the rows; `counts.new` goes one deeper."""
    return [Column(name.rpartition(".")[2], _reader(name.split("."))) for name in names]


def _reader(path: list[str]) -> Callable[[Any], Cell]:
    def read(row: Any) -> Cell:
        for name in path:
            row = getattr(row, name)
        return row  # type: ignore[no-any-return]

    return read


class Screen:
    """Standard output in one of three formats, and standard error for everything that is no answer."""

    def __init__(self, format: Format = "table", limit: int | None = None) -> None:
        self.format = format
        self._limit = limit

    @cached_property
    def out(self) -> Console:
        """The console of tables: as wide as they need where nobody looks."""
        return _console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """The console of notes and progress."""
        return _console(sys.stderr)

    @property
    def for_people(self) -> bool:
        """Whether the answer is a table."""
        return self.format == "table"

    def say(self, text: str = "", style: str = "") -> None:
        """Prints a line that belongs to a table; programs are not shown it."""
        if self.for_people:
            self.out.print(printable(text), style=style or None, markup=False, highlight=False, soft_wrap=True)

    def note(self, text: str, style: str = "") -> None:
        """Prints a line on standard error."""
        self.err.print(printable(text), style=style or None, markup=False, highlight=False, soft_wrap=True)

    def rows(self, rows: Iterable[T], columns: Sequence[Column[T]], empty: str = "nothing", total: int = 0) -> None:
        """Prints rows: as a table or CSV of the columns, or everything about them as JSON."""
        if self.format == "json":
            _write_json(rows)
        elif self.format == "csv":
            _write_csv(([plain(column.of(row)) for column in columns] for row in rows), columns)
        else:
            self._table(rows, columns, empty, total)

    def one(self, thing: Any) -> None:
        """Prints one thing as JSON."""
        click.echo(json.dumps(as_json(thing), ensure_ascii=False, indent=2))

    def _table(self, rows: Iterable[T], columns: Sequence[Column[T]], empty: str, total: int) -> None:
        most = self._limit if self._limit is not None else MOST_ON_A_TERMINAL if self.out.is_terminal else 0
        shown = list(islice(rows, most or None))
        if not shown:
            self.say(empty, "dim")
            return
        cells = [[column.of(row) for column in columns] for row in shown]
        right = [at for at, first in enumerate(cells[0]) if isinstance(first, int) and not isinstance(first, bool)]
        self.table([column.name for column in columns], [list(map(plain, line)) for line in cells], right=right)
        if total > len(shown):
            self.say(f"... and {total - len(shown):,} more; --limit 0 shows all, --csv is for programs", "dim")

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        styles: Sequence[str] = (),
        right: Collection[int] = (),
    ) -> None:
        """Prints a table of cells, with a style for each row; what stands in the columns `right` ends there."""
        longest = _longest_words(header, rows)
        fits = sum(longest) + 3 * (len(longest) - 1) <= self.out.width
        if self.out.is_terminal and self.out.width < NARROW and not fits:
            self._records(header, rows)
            return
        from rich.box import SIMPLE_HEAD
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        for at, name in enumerate(header):
            justify: Literal["right", "left"] = "right" if at in right else "left"
            least = longest[at] if fits else None
            table.add_column(name.replace("_", " "), justify=justify, overflow="fold", min_width=least)
        for at, row in enumerate(rows):
            table.add_row(*(Text(printable(cell)) for cell in row), style=styles[at] if styles else None)
        with self.out.capture() as drawn:
            self.out.print(table)
        self.out.file.write("\n".join(line.rstrip() for line in drawn.get().split("\n")))

    def _records(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Rows one below the other, where columns would be too narrow for their words."""
        width = max(map(len, header), default=0)
        for row in rows:
            for name, cell in zip(header, row, strict=True):
                if cell:
                    self.say(f"{name.replace('_', ' '):>{width}}  {cell}")
            self.say()

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Shows that something goes on, if it takes a while; only on a terminal."""
        if not self.err.is_terminal:
            yield
            return
        status = self.err.status(what)
        later = threading.Timer(PATIENCE, status.start)
        later.daemon = True
        later.start()
        try:
            yield
        finally:
            later.cancel()
            later.join()
            status.stop()

    @contextmanager
    def progress(self, what: str, counted: bool = True) -> Iterator[Callable[[int, int], None]]:
        """Gives what a write tells how far it is: a bar, if it takes a while; only on a terminal.

        It shows numbers if these are `counted` in rows, a percentage if they mean nothing by themselves.
        """
        if not self.err.is_terminal:
            yield lambda done, total: None
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        far = MofNCompleteColumn() if counted else TaskProgressColumn()
        shown = TextColumn("{task.description}", markup=False), BarColumn(), far, TimeRemainingColumn()
        bar = Progress(*shown, console=self.err, transient=True)
        task = bar.add_task(what, total=None)
        begun = time.monotonic()

        def tell(done: int, total: int) -> None:
            if not bar.live.is_started and time.monotonic() - begun > PATIENCE:
                bar.start()
            bar.update(task, completed=done, total=total)

        try:
            yield tell
        finally:
            bar.stop()


def _console(file: Any) -> Console:
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR"))
    console = Console(file=file, highlight=False, emoji=False, color_system=None if plain else "auto")
    # A table that is piped keeps its lines whole.
    return console if console.is_terminal else Console(file=file, highlight=False, emoji=False, width=10_000)


def _longest_words(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide every column is at least, if no word in it is broken."""
    columns = zip([name.replace("_", " ") for name in header], *rows, strict=True)
    return [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]


def counted(count: int, what: str) -> str:
    """So many of something, in words: `1 user`, `2,000 users`."""
    return f"{count:,} {what if count == 1 else what + 's'}"


def printable(text: str) -> str:
    """The text as a terminal can show it: what it would act on is escaped."""
    return "".join(char if char.isprintable() or char == "\n" else f"\\x{ord(char):02x}" for char in text)


def plain(value: Cell) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%SZ")
    if isinstance(value, str | int | date):
        return str(value)
    return ", ".join(value)


def as_json(value: Any) -> Any:
    """A value as JSON has it: data classes by the names of their fields, days as text."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, seatbook.Row):
        return as_json(value.to_dict())
    if is_dataclass(value):
        shown = [field.name for field in fields_of(value) if not field.name.startswith("_")]
        return {name: as_json(getattr(value, name)) for name in shown}
    if isinstance(value, tuple) and (names := getattr(value, "_fields", ())):
        return {name: as_json(one) for name, one in zip(names, value, strict=True)}
    if isinstance(value, Mapping):
        return {name: as_json(one) for name, one in value.items() if not name.startswith("_")}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value


def _write_json(rows: Iterable[Any]) -> None:
    """A list with a line for each thing, written as they come."""
    begun = False
    for row in rows:
        click.echo((",\n" if begun else "[\n") + json.dumps(as_json(row), ensure_ascii=False), nl=False)
        begun = True
    click.echo("\n]" if begun else "[]")


def _write_csv(rows: Iterable[Sequence[str]], columns: Sequence[Column[Any]]) -> None:
    write = csv.writer(sys.stdout, lineterminator="\n")
    write.writerow([column.name for column in columns])
    for row in rows:
        write.writerow([safe(cell) for cell in row])


def safe(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and cell else cell
