"""How many seats were in use on earlier days, worked out from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from seatbook._checks import check_day
from seatbook._history import History, HistoryRow

GIVEN = ("assigned", "reused")
TAKEN = ("revoked", "to_reusable", "retired")

Place: TypeAlias = tuple[str, int]
"""A seat: its pool and number."""


@dataclass(slots=True)
class _Span:
    """A time in which somebody held a seat."""

    seat: Place
    first: date
    last: date | None
    """Its end date, as far as an operation told it."""
    taken: date | None = None


class Usage(History):
    """What a `seatbook.Book` tells of how its seats were used."""

    __slots__ = ()

    def usage(self, product: str, days: Iterable[date | str]) -> dict[date, int]:
        """Counts the seats of a product that somebody held at the end of each of some days, from the journal.

        A seat is in use from the day on which it was given until it was taken back or its end date had passed. Days
        are those that operations named. `counts` says more, but knows only how things stand now.

        Arguments:
            product: The product.
            days: The days, past ones mostly.

        >>> book.usage("maths", ["2026-08-16", "2026-08-17"])
        {datetime.date(2026, 8, 16): 0, datetime.date(2026, 8, 17): 2}
        """
        self.counts(product)  # There is such a product, or an error says that there is none.
        asked = [date.fromisoformat(str(check_day("days", day))) for day in days]
        spans = list(_spans(reversed(list(self.history(product=product)))))
        return {day: self._used(product, [span for span in spans if _open(span, day)], day) for day in asked}

    def _used(self, product: str, spans: list[_Span], day: date) -> int:
        """How many of the spans have not ended by a date. Of those that nobody started, only the book knows."""
        unknown = {span.seat for span in spans if span.last is None}
        held = {(holder.pool, holder.seat) for holder in self.holders(product, on=day)} if unknown else set()
        ended = sum(span.last is not None and span.last < day for span in spans)
        return len(spans) - ended - len(unknown - held)


def _open(span: _Span, day: date) -> bool:
    return span.first <= day and (span.taken is None or day < span.taken)


def _spans(events: Iterator[HistoryRow]) -> Iterator[_Span]:
    """The times in which seats were held, from rows in the order in which they happened."""
    held: dict[Place, _Span] = {}
    for entry, row in events:
        if row.seat is None:
            continue
        seat = (row.seat.pool, row.seat.number)
        span = held.get(seat)
        if span is not None and row.outcome in (*GIVEN, *TAKEN):
            span.taken = entry.on
            yield held.pop(seat)
        if row.outcome in GIVEN:
            held[seat] = _Span(seat, entry.on, row.ends_on)
        elif row.outcome == "started" and span is not None:
            span.last = row.ends_on
    yield from held.values()
