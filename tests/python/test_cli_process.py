"""The command `seatbook` as a process of its own: exit codes, pipes, terminals, signals."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

import seatbook
from conftest import DAY, fill
from test_processes import many

COMMAND = [sys.executable, "-m", "seatbook"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A filled book in the folder where the command runs."""
    monkeypatch.chdir(tmp_path)
    with seatbook.create("school.book") as book:
        fill(book)
    return "school.book"


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], input=stdin, capture_output=True, text=True, timeout=120)


def at_a_terminal(
    words: Sequence[str], keys: bytes = b"", environment: dict[str, str] | None = None
) -> tuple[str, int]:
    """What a terminal shows, and the exit code; the keys are pressed when a question is asked."""
    pid, terminal = pty.fork()
    if pid == 0:
        # A shell starts what runs in the background with SIGINT ignored; at a terminal it never is.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execvpe(sys.executable, [*COMMAND, *words], {**ENVIRONMENT, "TERM": "xterm", **(environment or {})})
    shown, until = b"", time.monotonic() + 60
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.5)[0]:
            # Pressed when it is quiet: Ctrl-C between the question and the reading of the answer would be lost.
            if keys and shown.rstrip().endswith(b"[y/N]:"):
                os.write(terminal, keys)
                keys = b""
            continue
        try:
            read = os.read(terminal, 65536)
        except OSError:
            break
        shown += read
        if not read:
            break
    else:
        # Still there: fail, rather than wait for ever.
        os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(status)


def test_importing_the_package_loads_nothing_of_the_command() -> None:
    code = "import sys, seatbook; print([name for name in sys.modules if name.split('.')[0] in ('click', 'rich')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_command_is_installed() -> None:
    command = Path(sys.executable).with_name("seatbook")
    assert subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout == (
        f"seatbook {seatbook.__version__}\n"
    )


def test_exit_codes(school: str) -> None:
    assert run("assign", school, "anna", "-p", "maths").returncode == 0
    assert run("assign", school, "nobody", "-p", "maths").returncode == 1
    assert run("assign", school).returncode == 2
    assert run("info", "none.book").returncode == 3
    with seatbook.open(school):
        busy = run("assign", school, "bela", "-p", "maths")
    assert busy.returncode == 5
    assert "try again" in busy.stderr
    for result in (run("info", "none.book"), busy, run("info", sys.executable)):
        assert "Traceback" not in result.stderr


def test_a_pipe_has_whole_lines_and_no_colours(school: str) -> None:
    many_rows = run("assign", school, *(f"nobody-with-a-long-id-{n:060}" for n in range(5)), "-p", "maths")
    assert "\x1b" not in many_rows.stdout + many_rows.stderr
    assert sum("there is no user" in line for line in many_rows.stdout.splitlines()) == 5
    assert not any(line.endswith(" ") for line in many_rows.stdout.splitlines())


def test_commands_are_joined_by_a_pipe(school: str) -> None:
    run("assign", school, "anna", "bela", "-p", "maths")
    holders = run("holders", school, "-p", "maths", "--csv").stdout
    assert run("assign", school, "--from", "-", "-p", "physics", stdin=holders).returncode == 0
    assert run("holders", school, "-p", "physics", "--csv").stdout.count("\n") == 3


def test_whoever_reads_may_stop_early(school: str) -> None:
    with seatbook.open(school) as book:
        many(book, 20_000)
    child = subprocess.Popen(
        [*COMMAND, "list", school, "users", "--csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"id,family_name,given_name,org,roles,country,enabled\n"
    child.stdout.close()
    assert child.stderr is not None
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 0


def test_a_terminal_is_asked_first(school: str) -> None:
    words = ("assign", school, "anna", "-p", "maths", "--on", DAY)
    shown, code = at_a_terminal(words, b"n\n")
    assert "What would happen: 1 changed" in shown
    assert "nothing was changed" in shown
    assert code == 4
    shown, code = at_a_terminal(words, b"y\n")
    assert "Done: operation 2" in shown
    assert code == 0
    shown, code = at_a_terminal(words)
    assert "Nothing was changed." in shown
    assert "[y/N]" not in shown
    assert code == 0
    shown, code = at_a_terminal((*words[:2], "bela", *words[3:], "--yes"))
    assert "[y/N]" not in shown
    assert code == 0


def test_ctrl_c_at_the_question_stops(school: str) -> None:
    shown, code = at_a_terminal(("assign", school, "anna", "-p", "maths"), b"\x03")
    assert "stopped" in shown
    assert "Traceback" not in shown
    assert code == 130
    assert run("holders", school, "-p", "maths", "--csv").stdout.count("\n") == 1


def test_colours_at_a_terminal_unless_they_are_not_wanted(school: str) -> None:
    words = ("explain", school, "anna", "maths")
    assert "\x1b[3" in at_a_terminal(words)[0]
    assert "\x1b[" not in at_a_terminal(words, environment={"NO_COLOR": "1"})[0]


def test_long_work_shows_how_far_it_is(school: str) -> None:
    with seatbook.open(school) as book:
        ids = many(book, 150_000)
    Path("ids.txt").write_text("\n".join(ids))
    shown, code = at_a_terminal(("assign", school, "--from", "ids.txt", "-p", "maths", "--yes"))
    assert code == 0
    assert "150,000 changed" in shown
    assert "working" in shown or "opening the book" in shown


def test_a_book_that_was_not_closed_is_put_in_order(school: str) -> None:
    code = (
        f"import os, seatbook; book = seatbook.open({school!r}); book.assign('anna', 'maths'); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    result = run("holders", school, "-p", "maths", "--csv")
    assert result.returncode == 0
    assert "anna" in result.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_answer_that_cannot_be_written_is_told(school: str) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*COMMAND, "assign", school, "anna", "-p", "maths"], stdout=full, stderr=subprocess.PIPE,
                              text=True, timeout=120)  # fmt: skip
    assert "the answer could not be written: no space left on device" in done.stderr
    assert f"`seatbook history {school}` shows it" in done.stderr
    assert (done.returncode, "Traceback" in done.stderr, "Exception" in done.stderr) == (3, False, False)
    with seatbook.open(school) as book:
        assert [holder.holder for holder in book.holders("maths")] == ["anna"]


def test_nobody_need_listen(school: str) -> None:
    done = subprocess.run(["sh", "-c", f'"{sys.executable}" -m seatbook info {school} >&-'], stderr=subprocess.PIPE,
                          text=True, timeout=120)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_letters_that_a_terminal_does_not_have(school: str) -> None:
    with seatbook.open(school) as book:
        book.load(users=[{"id": "li", "org": "north", "family_name": "\u674e", "given_name": "Jürg"}])
    old = {**ENVIRONMENT, "PYTHONIOENCODING": "latin-1"}
    words = [*COMMAND, "list", school, "users", "li", "--csv"]
    shown = subprocess.run(words, capture_output=True, env=old, timeout=120, check=True).stdout
    assert b"li,\\u674e,J\xfcrg,north" in shown


def test_a_narrow_terminal_breaks_no_words(school: str) -> None:
    shown, _ = at_a_terminal(("explain", school, "anna", "maths"), environment={"COLUMNS": "40"})
    assert "country_not_allowed" in shown
    assert "what would mend it  " not in shown
