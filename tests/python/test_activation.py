"""Licence files: more is taken over by itself, less waits until somebody is chosen to give back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import seatbook
from conftest import DAY

ROOT = Path(__file__).resolve().parents[2]
FILES = ROOT / "tests/data/licences"
KEY = bytes.fromhex((FILES / "python-vendor.pub").read_text())
SALES = ["ann", "bob", "cy"]


def file(name: str) -> Path:
    return FILES / f"python-{name}.licence"


def company(book: seatbook.Book) -> None:
    loaded = book.load(
        orgs=[{"id": "acme"}],
        licensees=[{"serial_number": "SO-1001", "owner": "Acme AS", "org": "acme"}],
        users=[{"id": id, "org": "acme", "display_name": id.title()} for id in [*SALES, "dee"]],
        products=[{"id": id} for id in ("crm", "chat", "mobile")],
        on=DAY,
    )
    assert (loaded.ok, loaded.rules.created) == (True, 1)


@pytest.fixture
def acme() -> Iterator[seatbook.Book]:
    """A company that has taken over its first file, and given all seats of the CRM away."""
    with seatbook.memory(licence_keys=[KEY]) as book:
        company(book)
        assert book.stage(file("first"), auto=True, on=DAY).activated
        assert book.assign(SALES, "crm", on=DAY).ok
        yield book


def test_more_is_taken_over_by_itself(acme: seatbook.Book) -> None:
    report = acme.stage(file("more").read_bytes(), auto=True, on=DAY, actor="cron")
    assert (report.activated, report.blocked, report.report) == (True, False, None)
    (line,) = report.lines
    assert (line.line, line.name, line.kind, line.change) == ("crm", "CRM", "user", "raised")
    assert (line.old_total, line.new_total, line.in_use, line.available_after) == (3, 5, 3, 2)
    assert acme.counts("crm", on=DAY).total == 5
    assert report.activation.active
    assert not report.activation.seen
    assert acme.mark_seen(report, on=DAY).activation.seen
    assert [entry.kind for entry in acme.journal()][:2] == ["seen", "activate"]
    assert [(one.version, one.state, one.active) for one in acme.activations()] == [
        (2, "activated", True),
        (1, "activated", False),
    ]
    assert acme.activation_diff(report, on=DAY).lines == report.lines


def test_less_waits_until_somebody_gives_back(acme: seatbook.Book) -> None:
    report = acme.stage(str(file("fewer")), auto=True, on=DAY)
    assert (report.activated, report.blocked, acme.pending()) == (False, True, [report.activation])
    diff = acme.activation_diff(report.activation, on=DAY)
    assert [(line.line, line.change, line.to_remove, line.blocked) for line in diff.lines] == [
        ("crm", "lowered", 1, True),
        ("chat", "removed", 0, False),
    ]
    reduction = acme.reduction(report, "crm", on=DAY)
    assert (reduction.occupied, reduction.available, reduction.new_total, reduction.to_remove) == (3, 0, 2, 1)
    assert reduction.holders.total == 3
    first, *others = reduction.holders
    assert (first.suggested, first.revocable, first.name) == ("last_assigned", True, first.holder.title())
    assert [holder.suggested for holder in others] == [None, None]
    assert reduction.suggested == (first.holder,)
    assert acme.counts("crm", on=DAY).assigned == 3

    with pytest.raises(seatbook.RemovalsError) as none_chosen:
        acme.activate(report, on=DAY)
    assert none_chosen.value.status == "still_exceeds"
    tried = acme.activate(report, {"crm": "bob"}, on=DAY, dry_run=True)
    assert (tried.dry_run, tried.operation, acme.counts("crm", on=DAY).total) == (True, None, 3)

    done = acme.activate(report, removals={"crm": ["bob"]}, on=DAY, reason="fewer seats")
    assert done.activated
    assert done.report is not None
    assert [(row.op, row.target, row.outcome) for row in done.report] == [("revoke", "bob", "to_reusable")]
    assert '"report":' in done.to_json()
    assert (acme.counts("crm", on=DAY).total, acme.pending()) == (2, [])
    assert sorted(holder.holder for holder in acme.holders("crm", on=DAY)) == ["ann", "cy"]
    verified = acme.verify()
    assert (verified.ok, verified.unverified_licences) == (True, 0)


def test_who_is_disabled_is_suggested_first(acme: seatbook.Book) -> None:
    acme.load(users=[{"id": "ann", "org": "acme", "enabled": False}], on=DAY)
    waiting = acme.stage(file("fewer"), on=DAY)
    (suggested, *_) = acme.reduction(waiting, "crm", on=DAY).holders.page(limit=1)
    assert (suggested.holder, suggested.suggested) == ("ann", "disabled")


@pytest.mark.parametrize(
    ("removals", "status"),
    [
        ({"crm": ["ann", "bob"]}, "too_many_removals"),
        ({"crm": ["dee"]}, "not_a_holder"),
        ({"phone": ["ann"]}, "unknown_line"),
    ],
)
def test_a_wrong_choice_writes_nothing(acme: seatbook.Book, removals: dict[str, list[str]], status: str) -> None:
    waiting = acme.stage(file("fewer"), on=DAY)
    before = acme.revision
    with pytest.raises(seatbook.Error) as error:
        acme.activate(waiting, removals, on=DAY)
    assert (error.value.status, acme.revision) == (status, before)
    assert isinstance(error.value, (seatbook.RemovalsError, seatbook.UnknownActivationError))


def test_a_file_is_discarded_and_staged_again(acme: seatbook.Book) -> None:
    waiting = acme.stage(file("fewer"), on=DAY).activation
    assert acme.discard(waiting.activation, on=DAY).activation.state == "discarded"
    assert acme.activation(waiting).decided_by == acme.revision
    assert acme.pending() == []
    with pytest.raises(seatbook.LicenceFileError) as again:
        acme.discard(waiting, on=DAY)
    assert again.value.status == "not_pending"
    assert not acme.stage(file("fewer"), auto=True, on=DAY).blocked
    assert acme.stage(file("fewer"), on=DAY).activation.state == "pending"
    json = f'{{"action": "discard", "activation": {waiting.activation}}}'
    assert acme.licence_action_json(json, f'{{"on": "{DAY}", "items": []}}').activation.state == "discarded"


def test_what_is_not_to_be_trusted_is_refused(acme: seatbook.Book) -> None:
    good = file("more").read_bytes()
    at = good.index(b"payload: ") + 40
    changed = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
    wrong = {
        "wrong_signature": changed,
        "not_a_licence_file": good[:-1],
        "other_customer": file("other-customer").read_bytes(),
    }
    for status, contents in wrong.items():
        with pytest.raises(seatbook.LicenceFileError) as error:
            acme.stage(contents, on=DAY)
        assert error.value.status == status
    acme.stage(good, on=DAY)
    acme.activate(acme.pending()[0], on=DAY)
    with pytest.raises(seatbook.LicenceFileError) as older:
        acme.stage(file("first").read_bytes().replace(b"\n", b"\r\n"), on=DAY)
    assert older.value.status == "not_a_licence_file"
    with pytest.raises(seatbook.LimitError):
        acme.stage(b"x" * 70_000, on=DAY)
    with seatbook.memory() as nobody, pytest.raises(seatbook.LicenceFileError) as unknown:
        nobody.stage(good, on=DAY)
    assert unknown.value.status == "unknown_key"


def test_arguments(acme: seatbook.Book, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="several lines"):
        acme.stage(file("more").read_text(), on=DAY)
    with pytest.raises(seatbook.NotFoundError, match="cannot be read"):
        acme.stage(tmp_path / "none.licence", on=DAY)
    with pytest.raises(TypeError):
        acme.stage(7, on=DAY)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="mapping"):
        acme.activate(1, ["ann"], on=DAY)  # type: ignore[arg-type]
    with pytest.raises(seatbook.UnknownActivationError):
        acme.activation_diff(99, on=DAY)
    with pytest.raises(TypeError, match="list of keys"):
        seatbook.memory(licence_keys=KEY)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="31 bytes"):
        seatbook.memory(licence_keys=[KEY[:31]])
    with pytest.raises(seatbook.LicenceFileError) as weak:
        seatbook.create(tmp_path / "weak.book", licence_keys=[bytes(32)])
    assert weak.value.status == "weak_key"
    with pytest.raises(seatbook.NotAuthorizedError):
        acme.stage(file("more"), on=DAY, role="self")


def test_the_example(tmp_path: Path) -> None:
    path = tmp_path / "acme.book"
    with seatbook.create(path, licence_keys=[KEY]) as book:
        company(book)

    def run(name: str) -> list[str]:
        example = str(ROOT / "examples/python/activate_by_itself.py")
        command = [sys.executable, example, str(path), KEY.hex(), str(file(name))]
        ran = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
        return ran.stdout.splitlines()

    assert run("first") == [
        "version 1: activated",
        "CRM: added, 0 -> 3",
        "Chat: added, 0 -> 2",
        "Mobile: added, 0 -> any",
    ]
    assert run("more") == ["version 2: activated", "CRM: raised, 3 -> 5"]
    with seatbook.open(path) as book:
        assert book.assign("ann", "crm", on=DAY).ok
        assert book.assign("bob", "crm", on=DAY).ok
        assert book.assign("cy", "crm", on=DAY).ok
    assert run("fewer") == [
        "version 3: pending",
        "CRM: lowered, 5 -> 2",
        "  must give back: cy",
        "Chat: removed, 2 -> 0",
    ]
