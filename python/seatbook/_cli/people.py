"""Who a command is about: ids from the command line, from a CSV file as Excel saves it, or from standard input."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import click

import seatbook
from seatbook._cli.failures import Code, Failure
from seatbook._cli.screen import Screen, counted

FEW = 20
"""So many lines that were left out are told one by one."""


class Line(NamedTuple):
    """One line of a list: whom, and of which product, if it says so."""

    user: str
    product: str | None


class People(NamedTuple):
    """Whom a command is about, and the products that it names itself."""

    lines: list[Line]
    products: tuple[str, ...]

    def items(self) -> Iterator[tuple[list[str], list[str]]]:
        """Users and their products, in the order of the lines; neighbours with the same products go together."""
        if self.products:
            yield [line.user for line in self.lines], list(self.products)
            return
        for products, asked in groupby(self._by_user(), key=lambda one: one[1]):
            yield [user for user, _ in asked], list(products)

    def _by_user(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each user with the products of his lines; a line that is there twice stays so."""
        for user, lines in groupby(self.lines, key=lambda line: line.user):
            products = [line.product for line in lines if line.product]
            if len(set(products)) == len(products):
                yield user, tuple(products)
            else:
                yield from ((user, (product,)) for product in products)


def read_people(
    users: Sequence[str], file: str | None, column: str | None, products: Sequence[str], whole: bool = False
) -> People:
    """Collects whom a command is about; `-` as a file is standard input. `whole`: no line of it may be left out."""
    lines = [Line(user, None) for user in users]
    if file is not None:
        lines += read_lines(file, column, whole)
    if products and any(line.product for line in lines):
        # The file is a report: it has a line for each user and product.
        lines = [Line(user, None) for user in dict.fromkeys(line.user for line in lines)]
    return People(lines, tuple(products))


def text_of(file: str) -> str:
    """The text of a file: UTF-8, with or without the mark that Excel puts in front, or the old encoding of Windows."""
    return _text(_bytes(file))


def _bytes(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _text(data: bytes) -> str:
    if _is_utf16(data):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _is_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff")


def read_lines(file: str, column: str | None, whole: bool) -> list[Line]:
    """Reads a list: a CSV file with a header, or simply one id a line. Tells which lines were left out."""
    name = "standard input" if file == "-" else Path(file).name
    data = _bytes(file)
    if not data.strip():
        raise Failure(f"{name} is empty", Code.USAGE, "it needs one id a line, or a CSV table with a header")
    plain = data
    if (_is_utf16(data) or b'"' in data) and data[:4] != b"PK\x03\x04":
        plain = _on_one_line(_text(data)).encode()
    try:
        found = _read(file, name, plain, plain is data and file != "-", column)
    except seatbook.InvalidArgumentError as error:
        then = "say which has the ids with --column NAME" if "column" in error.message else ""
        raise Failure(error.message, Code.USAGE, then) from error
    _tell(found, whole)
    if not found.rows:
        raise Failure(f"{name} names nobody", Code.USAGE, "it needs one id a line, or a CSV table with a header")
    return [Line(row.id, row.product) for row in found.rows]


def _read(file: str, name: str, data: bytes, as_it_lies: bool, column: str | None) -> seatbook.UserList:
    """Reads the file as it lies, or else `data` from a file of the same name: lists are read from files."""
    if as_it_lies:
        return seatbook.read_list(file, column=column)
    with tempfile.TemporaryDirectory(prefix="seatbook-") as folder:
        copy = Path(folder, name)
        copy.write_bytes(data)
        return seatbook.read_list(copy, column=column)


def _tell(found: seatbook.UserList, whole: bool) -> None:
    """Says which lines were left out. Nothing may be taken from somebody because his line could not be read."""
    screen = Screen()
    for notice in found.notices[:FEW]:
        left_out = " (left out)" if notice.refused else ""
        column = f" {notice.column}:" if notice.column else ""
        screen.note(f"{notice.file}:{notice.line}:{column} {notice.message}{left_out}", "yellow")
    if len(found.notices) > FEW:
        screen.note(f"... and {len(found.notices) - FEW:,} more", "yellow")
    if not found.left_out:
        return
    if whole:
        then = "mend them: whoever is not on the list would lose his seat; nothing was changed"
        raise Failure(f"{counted(found.left_out, 'line')} left out", Code.USAGE, then)
    click.get_current_context().meta[LEFT_OUT] = True


LEFT_OUT = "seatbook.left_out"
"""Under this name the context keeps that lines of a list were left out: then not all is done."""


def _on_one_line(text: str) -> str:
    """The same table with no line ends in its cells, if it is one that has such; other lines keep their numbers."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error:
        return text
    widths = {len(record) for record in records if record}
    if len(widths) != 1 or not any("\n" in cell or "\r" in cell for record in records for cell in record):
        return text
    lines = io.StringIO(newline="")
    write = csv.writer(lines, delimiter=_separator(text), lineterminator="\n")
    for record in records:
        write.writerow([" ".join(cell.splitlines()) for cell in record])
        lines.write("\n" * sum(cell.count("\n") for cell in record))
    return lines.getvalue()


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max((";", "\t", ","), key=lambda sign: (first.count(sign), sign == ","))


def check_some(people: People, others: Sequence[object]) -> None:
    """Refuses a command that is about nobody, or about users and something else at once."""
    named = bool(people.lines) + sum(bool(other) for other in others)
    if named == 0:
        raise click.UsageError("name users, or a file with --from FILE, or a class with --group ID")
    if named > 1:
        raise click.UsageError("name either users (also with --from), or one of --group, --holder-group, --holder-org")
