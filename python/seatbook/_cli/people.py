"""Who a command is about: ids from the command line, from a CSV file as Excel saves it, or from standard input."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import click

from seatbook._cli.failures import Code, Failure

USER = ("user", "target", "id", "user_id", "userid", "user id", "sis id", "sourcedid", "username", "userprincipalname",
        "email", "e-mail", "mail")  # fmt: skip
"""Names of columns with ids, the first that a file has counts; `target` is what reports call it."""

PRODUCT = ("product", "product_id", "sku")


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


def read_people(users: Sequence[str], file: str | None, column: str | None, products: Sequence[str]) -> People:
    """Collects whom a command is about; `-` as a file is standard input."""
    lines = [Line(user, None) for user in users]
    if file is not None:
        lines += read_lines(text_of(file), column, "standard input" if file == "-" else file)
    if products and any(line.product for line in lines):
        # The file is a report: it has a line for each user and product.
        lines = [Line(user, None) for user in dict.fromkeys(line.user for line in lines)]
    return People(lines, tuple(products))


def text_of(file: str) -> str:
    """The text of a file: UTF-8, with or without the mark that Excel puts in front, or the old encoding of Windows."""
    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_lines(text: str, column: str | None, name: str) -> list[Line]:
    """Reads a list: a CSV file with a header, or simply one id a line."""
    records = [[cell.strip() for cell in record] for record in _records(text)]
    records = [record for record in records if any(record)]
    if not records:
        raise Failure(f"{name} is empty", Code.USAGE, "it needs one id a line, or a CSV table with a header")
    header = [cell.lower() for cell in records[0]]
    user = _place(header, (column.lower(),) if column else USER)
    if user is None and (column or len(header) > 1):
        _no_column(column, records[0], name)
    product = _place(header, PRODUCT)
    body = records if user is None else records[1:]
    lines = [Line(_cell(record, user or 0), _cell(record, product) or None) for record in body]
    return [line for line in lines if line.user]


def _records(text: str) -> Iterator[list[str]]:
    first, _, rest = text.partition("\n")
    if first[:4].lower() == "sep=" and len(first.strip()) == 5:
        # Excel writes, and is told so, what separates the values.
        return csv.reader(io.StringIO(rest, newline=""), delimiter=first[4])
    delimiter = max((";", "\t", ","), key=lambda sign: (first.count(sign), sign == ","))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _place(header: list[str], names: Sequence[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _cell(record: list[str], at: int | None) -> str:
    """A cell; the apostrophe that keeps spreadsheets from taking it for a formula is taken off again."""
    cell = record[at] if at is not None and at < len(record) else ""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def _no_column(column: str | None, header: list[str], name: str) -> None:
    found = ", ".join(f"`{cell}`" for cell in header)
    missing = f"no column `{column}`" if column else "no column with ids that is called so"
    raise Failure(f"{name} has {missing}; it has {found}", Code.USAGE, "say which one has the ids with --column NAME")


def check_some(people: People, others: Sequence[object], what: str = "users") -> None:
    """Refuses a command that is about nobody, or about users and something else at once."""
    named = bool(people.lines) + sum(bool(other) for other in others)
    if named == 0:
        raise click.UsageError(f"name {what}, or a file with --from FILE, or a class with --group ID")
    if named > 1:
        raise click.UsageError("name either users (also with --from), or one of --group, --holder-group, --holder-org")
