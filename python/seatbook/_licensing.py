"""Licence files: taking them in, looking at what they change, taking them over."""

from __future__ import annotations

import builtins
import dataclasses
import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from seatbook._activation import Activation, ActivationDiff, ActivationReport, LineHolder, Reduction
from seatbook._checks import Ids, day, names, number, text
from seatbook._errors import from_status
from seatbook._listing import Listing
from seatbook._options import UnwatchedOptions, read_unwatched
from seatbook._questions import Questions
from seatbook._reading import read, read_list
from seatbook._report import Report
from seatbook._seatbook import Rows
from seatbook._table import Table

if sys.version_info >= (3, 11):
    from typing import Unpack
elif TYPE_CHECKING:
    from typing_extensions import Unpack

Staged: TypeAlias = int | Activation | ActivationReport
"""A licence file that was staged: its number, or what told of it."""

MOST_BYTES = 65_536
"""No licence file is longer."""


class Licensing(Questions):
    """What a `seatbook.Book` does with licence files.

    Only files count that are signed with one of the keys that the book was opened with.
    """

    __slots__ = ()

    def stage(
        self, file: bytes | str | os.PathLike[str], *, auto: bool = False, **options: Unpack[UnwatchedOptions]
    ) -> ActivationReport:
        """Takes in a licence file. It then waits until somebody activates or discards it.

        It takes the place of an older one that waits. The same file again changes nothing, save that `auto` activates
        one that waits once nothing blocks it any more. One that was discarded waits again, unless `auto` is set.

        Arguments:
            file: What is in it as `bytes`, or its path.
            auto: Activate it at once if no line is blocked.
            **options: What goes with every write but `progress`; see `Book`.

        Raises:
            LicenceFileError: It cannot be taken in; its `status` says why.

        >>> report = book.stage("acme.licence", auto=True)
        >>> report.activated, [(line.line, line.new_total) for line in report.lines]
        (True, [('crm', 3), ('chat', 2), ('mobile', None)])
        """
        chosen = read_unwatched(options)
        return _reported(*self._book.stage(_contents(file), bool(auto), chosen))

    def activate(
        self, activation: Staged, removals: Mapping[str, Ids] | None = None, **options: Unpack[UnwatchedOptions]
    ) -> ActivationReport:
        """Takes over a file that waits: its terms and totals, after the chosen holders gave their seats back.

        All of it or nothing.

        Arguments:
            activation: Its number, or what `stage` or `pending` answered.
            removals: Who gives his seat back, by line; `reduction` suggests somebody.
            **options: What goes with every write but `progress`; see `Book`.

        Raises:
            RemovalsError: A line still has more seats in use than its new total, or a choice does not do.
            LicenceFileError: It does not wait, or can no longer be taken over.

        >>> reduction = book.reduction(waiting, "crm")
        >>> book.activate(waiting, {"crm": reduction.suggested}).activated
        True
        """
        given = {} if removals is None else removals
        if not isinstance(given, Mapping):
            raise TypeError(f"`removals` is {type(given).__name__}; pass a mapping from lines to ids of users")
        lines = [{"line": text("line", line), "holders": names(line, holders)} for line, holders in given.items()]
        return self._act("activate", activation, options, removals=lines)

    def discard(self, activation: Staged, **options: Unpack[UnwatchedOptions]) -> ActivationReport:
        """Drops a file that waits.

        >>> book.discard(waiting).activation.state
        'discarded'
        """
        return self._act("discard", activation, options)

    def mark_seen(self, activation: Staged, **options: Unpack[UnwatchedOptions]) -> ActivationReport:
        """Notes that somebody has looked at what a file changes, or changed.

        >>> book.mark_seen(waiting).activation.seen
        True
        """
        return self._act("mark_seen", activation, options)

    def licence_action_json(self, text: str, options: str) -> ActivationReport:
        """Does what a JSON document of the format `seatbook.licence_action/1` asks for.

        Arguments:
            text: The document, such as `{"action": "discard", "activation": 2}`.
            options: The options as a JSON request without items, such as `{"on": "2026-08-17", "items": []}`.

        >>> try:
        ...     book.licence_action_json('{"action": "discard", "activation": 9}', '{"on": "2026-08-17", "items": []}')
        ... except seatbook.UnknownActivationError as error:
        ...     print(error.status)
        unknown_activation
        """
        return _reported(*self._book.licence_action_json(text, options))

    def pending(self) -> Table[Activation]:
        """Lists licence files that wait, by serial number: at most one for each.

        >>> book.pending()
        []
        """
        return read_list(Activation, self._ask({"query": "pending"}))

    def activations(self) -> Listing[Activation]:
        """Lists every licence file that was ever staged, newest first.

        >>> book.activations().total
        0
        """
        return Listing(self._ask, Activation, {"query": "activations"})

    def activation(self, activation: Staged) -> Activation:
        """Shows a licence file as it is now.

        >>> book.activation(waiting).state
        'pending'
        """
        return read(Activation, self._ask({"query": "activation", "activation": _number(activation)}))

    def activation_diff(self, activation: Staged, *, on: date | str | None = None) -> ActivationDiff:
        """Says which lines a file that waits would change on a day, or one that was activated did change.

        Arguments:
            activation: Its number, or what `stage` or `pending` answered.
            on: The day; today by default.

        >>> [(line.line, line.change) for line in book.activation_diff(waiting).lines]
        [('crm', 'lowered'), ('chat', 'removed')]
        """
        asked = {"activation": _number(activation), "on": day("on", on)}
        return read(ActivationDiff, self._ask({"query": "activation_diff", **asked}))

    def reduction(self, activation: Staged, line: str, *, on: date | str | None = None) -> Reduction:
        """Says who holds seats of a line of a file that waits, and who would best give his back.

        Arguments:
            activation: Its number, or what `stage` or `pending` answered.
            line: The line's id.
            on: The day; today by default.

        >>> reduction = book.reduction(waiting, "crm")
        >>> reduction.occupied, reduction.to_remove, reduction.suggested
        (3, 1, ('cy',))
        """
        asked = {"activation": _number(activation), "line": text("line", line), "on": day("on", on)}
        question = {"query": "reduction", **asked}
        holders = Listing(self._ask_holders, LineHolder, question)
        return read(Reduction, self._ask({**question, "limit": 1}), holders=holders)

    def _ask_holders(self, question: dict[str, Any]) -> str:
        return json.dumps(json.loads(self._ask(question))["holders"])

    def _act(self, action: str, activation: Staged, options: UnwatchedOptions, **more: Any) -> ActivationReport:
        asked = {"action": action, "activation": _number(activation), **more}
        return _reported(*self._book.licence_action(asked, read_unwatched(options)))


def licence_keys(keys: Iterable[bytes]) -> list[bytes]:
    """Refuses what are no keys. Whether they are good ones the core says."""
    if isinstance(keys, (str, bytes, bytearray)):
        raise TypeError(f"`licence_keys` is {type(keys).__name__}; pass a list of keys, each 32 bytes")
    found = list(keys)
    for key in found:
        if not isinstance(key, bytes):
            raise TypeError(f"a licence key is {type(key).__name__}; pass its 32 bytes")
        if len(key) != 32:
            raise ValueError(f"a licence key has {len(key)} bytes; pass the 32 bytes of the vendor's public key")
    return found


def _reported(text: str, rows: Rows | None) -> ActivationReport:
    report = None if rows is None else Report(rows)
    return dataclasses.replace(read(ActivationReport, text), report=report, _json=text)


def _number(activation: Staged) -> int:
    if isinstance(activation, ActivationReport):
        activation = activation.activation
    if isinstance(activation, Activation):
        activation = activation.activation
    return number("activation", activation, 0, 2**64 - 1)


def _contents(file: bytes | str | os.PathLike[str]) -> bytes:
    """What is in a file. More than a licence file can have is not read: the core then says that it is too long."""
    if isinstance(file, bytes):
        return file
    path = os.fspath(file)
    if not isinstance(path, str):
        raise TypeError(f"`file` is {type(file).__name__}; pass its contents as bytes, or its path")
    if "\n" in path:
        raise ValueError("`file` is text of several lines; pass contents as bytes, with `.encode()`, or a path")
    try:
        with builtins.open(path, "rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        status = "not_found" if isinstance(error, FileNotFoundError) else "io"
        message = f"the licence file `{path}` cannot be read: {error.strerror}"
        raise from_status(status, message, {"path": path, "errno": error.errno or 0}) from error
