"""The code of the README runs from top to bottom."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

README = Path(__file__).parents[2] / "python" / "README.md"


def test_the_code_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pupils.csv").write_text("id,name\nanna,Anna\ncarl,Carl\nnobody,N.\n")
    seen: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert len(blocks) == 8
    for block in blocks:
        exec(compile(block, str(README), "exec"), seen)
    assert "nobody" in Path("refused.csv").read_text()
    assert sorted(seen["holders"]) == ["anna"]
    assert seen["pupils"] == ["anna", "carl"]
