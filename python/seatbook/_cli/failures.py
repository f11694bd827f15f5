"""What the command says when it cannot go on, and the exit codes. Nobody is shown a traceback for a known error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import IntEnum
from typing import IO, Any

import click

import seatbook
from seatbook._cli.screen import Screen


class Code(IntEnum):
    """How the command ended, for scripts. They never change."""

    DONE = 0
    REFUSED = 1
    """It ran, and something was refused, left out or found wrong."""
    USAGE = 2
    FAILED = 3
    """Nothing was written, unless the message says that this is not known."""
    DECLINED = 4
    BUSY = 5
    STOPPED = 130


EXIT_CODES = """\b
Exit codes:
  0    all done
  1    done, but rows were refused (the output says which), or a check found something wrong
  2    the command was not understood
  3    an error; nothing was written, unless it says so
  4    you were asked, and said no
  5    the book is in use by another program; try again later
  130  stopped with Ctrl-C"""

NEXT = {
    "io": "see who may read and write it (`ls -l`), and whether the disk is well",
    "not_a_book": "every command takes the book first: seatbook COMMAND BOOK ...",
    "not_found": "`seatbook create BOOK` makes one",
    "exists": "`seatbook info BOOK` shows what it holds, if it is a book",
    "busy": "another program is writing to the book; try again when it is done",
    "unknown_product": "`seatbook list BOOK products` shows all",
    "unknown_pool": "`seatbook list BOOK pools` shows all",
    "unknown_group": "`seatbook list BOOK groups` shows all",
    "unknown_org": "`seatbook list BOOK orgs` shows all",
    "unknown_user": "`seatbook list BOOK users WORD` searches names and ids",
    "unknown_activation": "`seatbook licence list BOOK` shows all licence files",
    "unknown_line": "`seatbook licence show BOOK` shows the lines that change",
    "unknown_key": "name the vendor's public key with --key",
    "stale_revision": "somebody else changed the book since the plan was made; run the command again",
    "request_reused": "choose another --request-id, or leave it out",
    "corrupt": "go back to the last good copy of the book; `seatbook verify COPY` tells whether it is whole",
    "disk_full": "make room on the disk; what was done before is safe",
    "outcome_unknown": "run it again with the same --request-id: if it was written, you get its report",
    "still_exceeds": "choose who gives back, with --give-back LINE=USER or --suggested",
    "invalid_json": "the format is described in the guide under `Filling a book`",
}
"""What to do next, by status, in words of the command line."""


class Failure(click.ClickException):
    """Ends the command with a message, what to do next, and an exit code."""

    def __init__(self, message: str, code: Code = Code.FAILED, then: str = "", json: str = "") -> None:
        super().__init__(message)
        self.exit_code = int(code)  # type: ignore[misc]
        self.then = then
        self.json = json

    def show(self, file: IO[Any] | None = None) -> None:
        """Writes it to standard error: one line of JSON for scripts that asked for JSON, else one or two lines."""
        if self.json:
            click.echo(self.json, file=file, err=file is None)
            return
        screen = Screen()
        screen.note(f"seatbook: {self.message}", "red")
        if self.then:
            screen.note(f"          {self.then}")


def of_error(error: BaseException, book: str, wants_json: bool) -> Failure | None:
    """The failure that an exception is told as; `None` if it is a bug and needs its traceback."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Failure("stopped", Code.STOPPED)
    if isinstance(error, seatbook.Error):
        code = Code.BUSY if isinstance(error, seatbook.BusyError) else Code.FAILED
        then = NEXT.get(error.status, "").replace("BOOK", book)
        return Failure(error.message, code, then, error.to_json() if wants_json else "")
    if isinstance(error, OSError):
        why = (error.strerror or str(error)).lower()
        if error.filename is not None:
            return Failure(f"`{error.filename}`: {why}")
        # Every other file is opened by name.
        _drop_output()
        then = f"what was done stays done: `seatbook history {book}` shows it"
        return Failure(f"the answer could not be written: {why}", then=then)
    return None


def _drop_output() -> None:
    """What is left to be written goes nowhere: at the end of the program it would only fail again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
