"""The command `seatbook`. Nothing here is imported by `import seatbook`; click and rich are only for the command."""

from __future__ import annotations

import gc


def main() -> None:
    """Runs the command with the arguments of the process, and ends the process with its exit code."""
    # Looking for cycles again and again would take a third of the time of a long list, and there are none worth it.
    gc.disable()
    try:
        from seatbook._cli.app import app

        app(prog_name="seatbook")
    except KeyboardInterrupt:
        # Before or after the work; during it the command itself says that it was stopped.
        raise SystemExit(130) from None
