"""Why a call failed. A refused row is never an exception: it is a row of the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from seatbook._report import Report


class Error(Exception):
    """Base of every error of seatbook; when one is raised, nothing was written.

    Attributes:
        status: The cause as a word, the same as in JSON and in C.
        message: A sentence that says what to do next, where that can be said.
        details: The facts as data: numbers, ids, fields, paths.

    >>> try:
    ...     seatbook.open("no such book")
    ... except seatbook.Error as error:
    ...     print(error.status)
    not_found
    """

    statuses: ClassVar[tuple[str, ...]] = ()
    """The statuses for which this class is raised."""

    status: str
    message: str
    details: Mapping[str, int | str]

    def __init__(
        self, message: str = "", status: str | None = None, details: Mapping[str, int | str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status if status is not None else next(iter(type(self).statuses), "internal")
        self.details = dict(details or {})

    def __str__(self) -> str:
        return self.message

    def to_json(self) -> str:
        """The error as JSON: `status`, `message`, `details`.

        >>> seatbook.BusyError("try again").to_json()
        '{"details":{},"message":"try again","status":"busy"}'
        """
        # The same text as the core's own: sorted names, no blanks, characters as they are.
        whole = {"details": dict(self.details), "message": self.message, "status": self.status}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class InvalidArgumentError(Error, ValueError):
    """A value makes no sense where it stands; the message says which and why."""

    statuses: ClassVar[tuple[str, ...]] = (
        "invalid_argument",
        "null_argument",
        "invalid_utf8",
        "unknown_number",
        "wrong_size",
    )


class InvalidJsonError(InvalidArgumentError):
    """A JSON text does not parse, or has a field that is not known; `details` has line and column."""

    statuses: ClassVar[tuple[str, ...]] = ("invalid_json",)


class LimitError(Error, ValueError):
    """A documented limit would be exceeded."""

    statuses: ClassVar[tuple[str, ...]] = ("limit",)


class ClosedError(Error, ValueError):
    """The book is closed."""

    statuses: ClassVar[tuple[str, ...]] = ("invalid_handle",)


class NotFoundError(Error, FileNotFoundError):
    """There is no book (or roster) at the path."""

    statuses: ClassVar[tuple[str, ...]] = ("not_found",)


class ExistsError(Error, FileExistsError):
    """There is something at the path already; `create` never overwrites."""

    statuses: ClassVar[tuple[str, ...]] = ("exists",)


class BusyError(Error, TimeoutError):
    """Another process has the book open for writing, or the writer was not free in time."""

    statuses: ClassVar[tuple[str, ...]] = ("busy",)


class IoError(Error, OSError):
    """The book could not be read or written; `details["errno"]` is the system's number."""

    statuses: ClassVar[tuple[str, ...]] = ("io",)


class DiskFullError(IoError):
    """The disk (or quota) is full. Nothing acknowledged is lost."""

    statuses: ClassVar[tuple[str, ...]] = ("disk_full",)


class BookFileError(Error):
    """The file cannot be used as it is: base of the six errors that say why."""


class CorruptError(BookFileError):
    """The book is damaged."""

    statuses: ClassVar[tuple[str, ...]] = ("corrupt",)


class NewerError(BookFileError):
    """The book was written by a newer seatbook."""

    statuses: ClassVar[tuple[str, ...]] = ("newer",)


class NotABookError(BookFileError):
    """The file is not a book."""

    statuses: ClassVar[tuple[str, ...]] = ("not_a_book",)


class ReplacedError(BookFileError):
    """The file was replaced or removed while the book was open."""

    statuses: ClassVar[tuple[str, ...]] = ("replaced",)


class NeedsRecoveryError(BookFileError):
    """The book was not closed cleanly: open it once for writing, then for reading."""

    statuses: ClassVar[tuple[str, ...]] = ("needs_recovery",)


class RolledBackError(BookFileError):
    """The book does not descend from the journal head that was asked for: an older copy was put in place."""

    statuses: ClassVar[tuple[str, ...]] = ("rolled_back",)


class ReadOnlyError(Error):
    """The book was opened for reading only."""

    statuses: ClassVar[tuple[str, ...]] = ("read_only",)


class OutcomeUnknownError(Error):
    """It is not known whether the operation was committed; repeat it with the same request id."""

    statuses: ClassVar[tuple[str, ...]] = ("outcome_unknown",)


class MalformedRequestError(Error, ValueError):
    """The request makes no sense as a whole."""

    statuses: ClassVar[tuple[str, ...]] = ("malformed_request",)


class NotAuthorizedError(Error, PermissionError):
    """The actor may not do this."""

    statuses: ClassVar[tuple[str, ...]] = ("not_authorized",)


class UnknownIdError(Error, LookupError):
    """Something is named that is not in the book: base of the six errors that say what."""


class UnknownProductError(UnknownIdError):
    """The product is not in the book."""

    statuses: ClassVar[tuple[str, ...]] = ("unknown_product",)


class UnknownPoolError(UnknownIdError):
    """The pool is not in the book."""

    statuses: ClassVar[tuple[str, ...]] = ("unknown_pool",)


class UnknownGroupError(UnknownIdError):
    """The group is not in the book."""

    statuses: ClassVar[tuple[str, ...]] = ("unknown_group",)


class UnknownOrgError(UnknownIdError):
    """The org is not in the book."""

    statuses: ClassVar[tuple[str, ...]] = ("unknown_org",)


class UnknownUserError(UnknownIdError):
    """The user of a question is not in the book. In a request it is a refused row instead."""

    statuses: ClassVar[tuple[str, ...]] = ("unknown_user",)


class UnknownActivationError(UnknownIdError):
    """No licence file with this number was ever staged, or it has no such line."""

    statuses: ClassVar[tuple[str, ...]] = ("unknown_activation", "unknown_line")


class LicenceFileError(Error, ValueError):
    """A licence file cannot be taken in or taken over as it is; `status` says why."""

    statuses: ClassVar[tuple[str, ...]] = (
        "weak_key",
        "not_a_licence_file",
        "unknown_key",
        "wrong_signature",
        "invalid_licence",
        "not_canonical",
        "other_customer",
        "older_licence",
        "licence_not_yet_valid",
        "licence_expired",
        "not_pending",
    )


class RemovalsError(Error, ValueError):
    """Those who were chosen to give their seats back do not do; nothing was written."""

    statuses: ClassVar[tuple[str, ...]] = ("still_exceeds", "too_many_removals", "not_a_holder", "removal_refused")


class LicensedError(Error, ValueError):
    """An activated licence file says this; only a newer licence file changes it."""

    statuses: ClassVar[tuple[str, ...]] = ("licensed",)


class RequestReusedError(Error, ValueError):
    """The request id was used before with another body."""

    statuses: ClassVar[tuple[str, ...]] = ("request_reused",)


class StaleRevisionError(Error):
    """The book has changed since the revision that the request expects."""

    statuses: ClassVar[tuple[str, ...]] = ("stale_revision",)


class CancelledError(Error):
    """Stopped by the caller; nothing was written."""

    statuses: ClassVar[tuple[str, ...]] = ("cancelled",)


class InUseError(Error):
    """Seats are in use; give them back first."""

    statuses: ClassVar[tuple[str, ...]] = ("in_use",)


class DuplicateError(Error, ValueError):
    """Something with this id or code is in the book already."""

    statuses: ClassVar[tuple[str, ...]] = ("duplicate",)


class ForkedError(Error, RuntimeError):
    """The book was opened before `fork()`; open it again in this process."""

    statuses: ClassVar[tuple[str, ...]] = ("forked",)


class PoisonedError(Error, RuntimeError):
    """An earlier call failed inside seatbook; close the book and open it again."""

    statuses: ClassVar[tuple[str, ...]] = ("poisoned",)


class InternalError(Error, RuntimeError):
    """A bug in seatbook. The book is as if the call had not been made."""

    statuses: ClassVar[tuple[str, ...]] = ("internal",)


class RefusedError(Error):
    """Raised by `Report.raise_for_refused`, and by nothing else.

    Attributes:
        report: The report with the refused rows; what was not refused has been done.
    """

    report: Report

    def __init__(self, message: str, report: Report) -> None:
        super().__init__(message, "refused", {"refused": len(report.refused), "requested": len(report)})
        self.report = report


def _by_status(base: type[Error]) -> dict[str, type[Error]]:
    found = {status: base for status in base.__dict__.get("statuses", ())}
    for heir in base.__subclasses__():
        found.update(_by_status(heir))
    return found


BY_STATUS: Mapping[str, type[Error]] = _by_status(Error)
"""The class for each status."""


def from_status(status: str, message: str, details: Mapping[str, int | str]) -> Error:
    """The exception for a status; a status that is not known yet is a plain `Error`."""
    error = BY_STATUS.get(status, Error)(message, status, details)
    errno = details.get("errno")
    if isinstance(error, OSError) and isinstance(errno, int):
        error.errno = errno
    return error
