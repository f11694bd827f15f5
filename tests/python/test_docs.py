"""The examples in the docstrings are run."""

from __future__ import annotations

import doctest
import inspect
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import seatbook
from conftest import DAY, fill
from test_activation import KEY, company, file

SAMPLE = Path(__file__).resolve().parents[1] / "data/sds/v1-100-users"

ASSIGNED = ("anna", "bela")

# What an example takes for granted beside a filled book: who holds maths.
HOLDERS: dict[str, tuple[str, ...]] = {
    name: ASSIGNED
    for name in (
        "Book.breakdown",
        "Book.counts",
        "Book.counts_by_org",
        "Book.coverage",
        "Book.entitled",
        "Book.explain",
        "Book.history",
        "Book.holders",
        "Book.journal",
        "Book.licences",
        "Book.pools",
        "Book.report",
        "Book.supply",
        "Book.sync",
        "Book.timeline",
        "Book.usage",
        "Counts",
        "Entitlement",
        "Listing",
        "Listing.first",
        "Listing.page",
        "Listing.total",
        "Page",
        "Listing.to_columns",
        "Page.to_columns",
        "Table",
        "Table.to_columns",
    )
} | {
    name: ("anna",)
    for name in (
        "Book.apply",
        "Book.merge",
        "Book.merge_json",
        "Book.remove",
        "Book.revoke",
        "Book.start",
        "Book.swap",
        "Request",
    )
}


# Those that take a licence file for granted that waits, because one of three who have the CRM must give back.
LICENSED = {"ActivationReport.to_json"} | {
    f"Book.{name}" for name in ("activate", "activation", "activation_diff", "discard", "mark_seen", "reduction")
}


def examples() -> Iterator[Any]:
    """Every docstring that has an example, by its public name."""
    finder = doctest.DocTestFinder(recurse=False)
    for name in seatbook.__all__:
        thing = getattr(seatbook, name)
        things = {name: thing}
        if inspect.isclass(thing):
            things |= {f"{name}.{member}": getattr(thing, member) for member in dir(thing) if member[0] != "_"}
        for place, documented in things.items():
            if isinstance(getattr(documented, "__doc__", None), str):
                for test in finder.find(documented, place, module=seatbook, globs={}):
                    if test.examples:
                        yield pytest.param(test, id=place)
    for test in finder.find(seatbook, "seatbook", globs={}):
        yield pytest.param(test, id="seatbook")


@pytest.mark.parametrize("test", list(examples()))
def test_an_example(test: doctest.DocTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if test.name == "open":
        with seatbook.create("school.book") as school:
            fill(school)
    shutil.copy(file("first"), tmp_path / "acme.licence")
    shutil.copytree(SAMPLE, tmp_path / "roster")
    monkeypatch.setattr(seatbook._checks, "today", lambda: date.fromisoformat(DAY))
    with seatbook.memory(licence_keys=[KEY]) as book:
        fill(book)
        prepare(book, test.name)
        if test.name in LICENSED:
            test.globs["waiting"] = licensed(book)
        globs = {name: getattr(seatbook, name) for name in seatbook.__all__}
        report = book.assign(["anna", "bela", "nobody"], "maths", on=DAY, dry_run=True)
        test.globs.update(globs, json=json, seatbook=seatbook, book=book, report=report)
        said: list[str] = []
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(test, out=said.append)
        assert not runner.failures, "".join(said)


def test_everything_that_can_be_called_has_an_example() -> None:
    tested = {parameter.id for parameter in examples()}
    for name in seatbook.__all__:
        thing = getattr(seatbook, name)
        if inspect.isclass(thing) and not issubclass(thing, dict):
            members = [f"{name}.{member}" for member in vars(thing) if member[0] != "_"]
            assert {place for place in members if called(thing, place)} <= tested
        elif inspect.isroutine(thing):
            assert name in tested
    assert {f"Book.{name}" for name in dir(seatbook.Book) if name[0] != "_"} <= tested


def called(thing: Any, place: str) -> bool:
    return inspect.isroutine(inspect.getattr_static(thing, place.split(".")[1]))


def licensed(book: seatbook.Book) -> seatbook.Activation:
    """Brings a company into the book; returns its licence file that waits."""
    company(book)
    book.stage(file("first"), auto=True, on=DAY)
    book.assign(["ann", "bob", "cy"], "crm", on=DAY)
    return book.stage(file("fewer"), on=DAY).activation


def prepare(book: seatbook.Book, name: str) -> None:
    """Brings the book into the state that an example begins with."""
    if name in HOLDERS:
        book.assign(HOLDERS[name], "maths", on=DAY)
    if name == "Book.stage":
        company(book)
    if name == "Book.reuse":
        book.load(pools=[{"id": "p1", "product": "maths", "org": "north", "quantity": 30, "ends_on": "2027-07-31"}])
        book.assign("anna", "maths", on=DAY)
        book.revoke("anna", "maths", on=DAY)
