"""The one place where the command reads a roster."""

from __future__ import annotations

from pathlib import Path

import seatbook


def read_roster(source: Path, under: str | None) -> seatbook.Roster:
    """Reads the roster that is in a folder or archive."""
    return seatbook.read_roster(source, under=under)
