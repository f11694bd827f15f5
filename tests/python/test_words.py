"""The words of Python and those of the core are the same."""

from __future__ import annotations

import builtins
import inspect
import pickle
from typing import get_args

import pytest

import seatbook
from seatbook import _errors


def test_types_list_the_words_of_the_core() -> None:
    assert get_args(seatbook.Outcome) == seatbook.OUTCOMES
    assert get_args(seatbook.Op) == seatbook.OPS
    assert get_args(seatbook.SeatState) == seatbook.SEAT_STATES
    assert tuple(seatbook.MEANINGS) == seatbook.OUTCOMES
    assert all(meaning.endswith(".") for meaning in seatbook.MEANINGS.values())


def test_every_status_has_its_exception() -> None:
    assert set(_errors.BY_STATUS) == set(seatbook.STATUSES) - {"ok"}
    for status, kind in _errors.BY_STATUS.items():
        assert status in kind.statuses
        assert getattr(seatbook, kind.__name__) is kind


def test_an_unknown_status_is_a_plain_error() -> None:
    error = _errors.from_status("on_strike", "come back tomorrow", {})
    assert type(error) is seatbook.Error
    assert (error.status, str(error)) == ("on_strike", "come back tomorrow")


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (seatbook.InvalidArgumentError, ValueError),
        (seatbook.InvalidJsonError, ValueError),
        (seatbook.NotFoundError, FileNotFoundError),
        (seatbook.ExistsError, FileExistsError),
        (seatbook.BusyError, TimeoutError),
        (seatbook.IoError, OSError),
        (seatbook.DiskFullError, OSError),
        (seatbook.NotAuthorizedError, PermissionError),
        (seatbook.UnknownProductError, LookupError),
        (seatbook.InternalError, RuntimeError),
    ],
)
def test_builtin_bases(kind: type[seatbook.Error], builtin: type[Exception]) -> None:
    error = kind("the reason")
    assert isinstance(error, builtin)
    assert isinstance(error, Exception)
    assert str(error) == "the reason"
    assert error.status == kind.statuses[0]


@pytest.mark.parametrize("status", sorted(_errors.BY_STATUS))
def test_errors_travel_between_processes(status: str) -> None:
    error = _errors.from_status(status, "the reason", {"at": 3})
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert (back.status, back.message, back.details) == (status, "the reason", {"at": 3})


def test_an_error_of_the_system_has_its_number() -> None:
    error = _errors.from_status("io", "it broke", {"errno": 5})
    assert isinstance(error, OSError)
    assert (error.errno, str(error)) == (5, "it broke")


def test_everything_public_is_documented() -> None:
    for name in seatbook.__all__:
        thing = getattr(seatbook, name)
        if isinstance(thing, builtins.type) or inspect.isroutine(thing):
            assert thing.__doc__, name
        if isinstance(thing, builtins.type):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert value.__doc__, f"{name}.{member}"
