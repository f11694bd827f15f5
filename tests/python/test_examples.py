"""The examples run, and print what the README and the other languages say."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def output(name: str, *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "examples/python" / name), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def test_the_first_seat() -> None:
    assert f"```text\n{output('first_seat.py')}```\n" in (ROOT / "README.md").read_text()


def test_the_main_job() -> None:
    printed = output("main_job.py", str(ROOT / "tests/data/sds/v1-100-users"))
    assert re.search(r"^total +602 +60 +360 +182$", printed, re.MULTILINE)
    assert "left: 0 new / 5 until 2026-08-31 / 5 until 2026-09-30" in printed
    assert printed.endswith("verify ok: True\n")


def test_the_new_year() -> None:
    assert output("new_year.py").splitlines() == [
        "the class: cleo maths no_seat_left,",
        "waiting: cleo",
        "leavers: anna maths revoked,",
        "who waited: cleo maths assigned,",
        "swapped: bo maths revoked, bo physics assigned,",
        "undone: bo maths reused, bo physics revoked,",
        "entitled: bo cleo",
    ]
