"""The line protocol that tests of several languages share."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import DAY

PROGRAM = Path(__file__).with_name("scenario_book.py")


def ask(path: Path, *lines: tuple[str, ...]) -> list[tuple[str, dict[str, object]]]:
    """Sends lines and gives back the answers."""
    text = "".join("\t".join(line) + "\n" for line in lines)
    done = subprocess.run(
        [sys.executable, PROGRAM, path], input=text.encode(), capture_output=True, check=True, timeout=60
    )
    assert not done.stderr
    answers = [line.split("\t", 1) for line in done.stdout.decode().splitlines()]
    return [(word, json.loads(answer)) for word, answer in answers]


def test_a_book_is_made_asked_and_found_again(tmp_path: Path) -> None:
    load = {
        "orgs": [{"id": "n"}],
        "products": [{"id": "m"}],
        "users": [{"id": "å", "org": "n"}],
        "pools": [{"id": "p", "product": "m", "org": "n", "quantity": 1}],
    }
    apply = {"on": DAY, "items": [{"op": "assign", "users": ["å", "b"], "product": "m"}]}
    answers = ask(
        tmp_path / "b.book",
        ("load", json.dumps(load), json.dumps({"on": DAY, "items": []})),
        ("apply", json.dumps(apply, ensure_ascii=False)),
        ("apply", '{"on": "' + DAY + '", "items": [{"op": "assign", "user": "å", "product": "x"}]}'),
        ("query", "{"),
    )
    assert [word for word, _ in answers] == ["ok", "ok", "error", "error"]
    assert answers[1][1]["status"] == "partial"
    assert (answers[2][1]["status"], answers[3][1]["status"]) == ("unknown_product", "invalid_json")
    (answer,) = ask(tmp_path / "b.book", ("query", '{"query": "counts", "product": "m", "on": "' + DAY + '"}'))
    assert answer[1]["assigned"] == 1


def test_removing_merging_and_advancing(tmp_path: Path) -> None:
    no_items = json.dumps({"on": DAY, "items": []})
    load = {"orgs": [{"id": "n"}], "users": [{"id": id, "org": "n"} for id in ("a", "b", "c")]}
    answers = ask(
        tmp_path / "b.book",
        ("load", json.dumps(load), no_items),
        ("remove", '{"users": ["a", "x"]}', no_items),
        ("merge", '{"from": "b", "into": "c"}', no_items),
        ("merge", '{"from": "b", "into": "c"}', no_items),
        ("advance", no_items),
    )
    assert [word for word, _ in answers] == ["ok", "ok", "ok", "error", "ok"]
    assert answers[1][1]["users"] == {"removed": 1, "refused": 1}
    assert answers[3][1]["status"] == "unknown_user"
    assert answers[4][1]["format"] == "seatbook.advance_report/1"
