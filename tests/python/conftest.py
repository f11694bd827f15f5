"""What the tests share: a small school, in memory and in a file."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import seatbook
from seatbook._cli.app import app

DAY = "2026-08-17"
Run = Callable[..., Result]
PUPILS = ["anna", "bela", "carl", "dora", "emil"]


def fill(book: seatbook.Book, quantity: int = 30) -> seatbook.LoadReport:
    """A school with five pupils, a class, and seats of maths and physics."""
    return book.load(
        orgs=[{"id": "north", "name": "North School"}],
        products=[{"id": "maths", "name": "Maths 7"}, {"id": "physics"}],
        users=[{"id": id, "org": "north", "roles": ["student"]} for id in PUPILS],
        groups=[{"id": "7a", "org": "north", "members": PUPILS[:3]}],
        pools=[
            {"id": "p1", "product": "maths", "org": "north", "quantity": quantity, "duration": "12 months"},
            {"id": "p2", "product": "physics", "org": "north", "quantity": 2, "keys": ["k-1", "k-2"]},
        ],
        on=DAY,
    )


def library(name: str) -> Any:
    """A library that takes what the package gives. Where it is missing the test is left out, unless all must run."""
    if "SEATBOOK_RUN_ALL" in os.environ:
        return import_module(name)
    return pytest.importorskip(name)


@pytest.fixture(params=["memory", "file"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[seatbook.Book]:
    """A filled book of either sort."""
    with seatbook.memory() if request.param == "memory" else seatbook.create(tmp_path / "b.book") as book:
        assert fill(book).ok
        yield book


@pytest.fixture
def memory() -> Iterator[seatbook.Book]:
    """A filled book in memory."""
    with seatbook.memory() as book:
        assert fill(book).ok
        yield book


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command beside `school.book`, and checks its exit code."""
    monkeypatch.chdir(tmp_path)
    with seatbook.create("school.book") as book:
        fill(book)

    def command(*words: str, code: int = 0, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, words, input=stdin)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return command


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def outcomes(result: Result) -> dict[str, str]:
    return {row["target"]: row["outcome"] for row in rows(result)}
