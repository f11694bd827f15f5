"""The guide's tutorial is followed word by word: its files are made, its commands are run, their output is compared.

With `SEATBOOK_BLESS=1` what they print is written into it anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from seatbook._cli.app import app

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILE = r"```\{code-block\} text\n:caption: (?P<file>\S+)\n\n(?P<text>.*?)```"
SHELL = r"```console\n(?P<shell>.*?)```"
BLOCK = re.compile(f"{FILE}|{SHELL}", re.DOTALL)


def play(shell: str, folder: Path) -> str:
    """Runs the commands of a block; gives it back with what they print."""
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": search, "LOGNAME": "it"}
    said = []
    for line in shell.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                line[2:], shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=120
            )
            assert "Traceback" not in done.stderr
            said += [line, *(done.stdout + done.stderr).strip("\n").splitlines()]
    return "\n".join(said) + "\n"


@pytest.mark.parametrize("page", [DOCS / "tutorial.md", DOCS.parent / "README.md"], ids=["tutorial", "readme"])
def test_what_is_printed(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")

    def followed(block: re.Match[str]) -> str:
        if block["file"]:
            file = tmp_path / block["file"]
            file.parent.mkdir(exist_ok=True)
            file.write_text(block["text"], encoding="utf-8")
            return block[0]
        return f"```console\n{play(block['shell'], tmp_path)}```"

    played = BLOCK.sub(followed, text)
    assert "```console" in played
    if os.environ.get("SEATBOOK_BLESS"):
        page.write_text(played, encoding="utf-8")
    else:
        assert played == text


def test_every_command_in_the_guide_is_one() -> None:
    for page in DOCS.glob("*.md"):
        for name in re.findall(r"`seatbook ([a-z]+)", page.read_text(encoding="utf-8")):
            assert name in app.commands, f"{page.name}: {name}"


def test_every_script_is_in_the_guide() -> None:
    shown = re.findall(r"examples/python/(\w+)\.py", (DOCS / "python.md").read_text(encoding="utf-8"))
    assert len(shown) == 10
    assert all((DOCS.parent / "examples/python" / f"{name}.py").exists() for name in shown)
