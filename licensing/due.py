"""What a licence makes its holder report, and by when: rules that types are put together from (facts 3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched

from icajo.calendar import add_days, deadline

MONTHLY = 15  # the day of the following month


@dataclass(frozen=True)
class Due:
    """One report: which procedure it is sent with, which one of them, of what days, and its last day."""

    procedure: str
    number: int
    covers_from: date
    covers_to: date
    due_on: date


def after_the_last(draws: Iterable[date], days: int, *, procedure: str, since: date) -> Iterator[Due]:
    """One report of all that was done since the first day of sales, so many days after the last draw."""
    if held := sorted(draws):
        yield Due(procedure, 1, since, held[-1], deadline(held[-1], days))


def after_each(count: int, draws: Iterable[date], days: int, *, procedure: str) -> Iterator[Due]:
    """One report for every so many draws, and one for those that are left at the end."""
    for number, held in enumerate(batched(sorted(draws), count, strict=False), 1):
        yield Due(procedure, number, held[0], held[-1], deadline(held[-1], days))


def each_month(first: date, last: date, *, procedure: str) -> Iterator[Due]:
    """One report a month from the first day to the last, on the fifteenth of the month that follows."""
    number = 1
    while first <= last:
        following = next_month(first)
        fifteenth = deadline(following.replace(day=MONTHLY - 1), 1)
        yield Due(procedure, number, first, min(last, add_days(following, -1)), fifteenth)
        first, number = following, number + 1


def next_month(day: date) -> date:
    """The first day of the month after that of `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
