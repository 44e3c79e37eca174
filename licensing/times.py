"""How long decisions take, for everybody: what the staff reads of it too, where there are enough to say something."""

from dataclasses import dataclass
from datetime import date

from .numbers import decision_days, middle_and_ninth
from .types import LICENCE_TYPES

FEWEST = 5  # decisions of a kind: of fewer, a number says more of one file than of the work


@dataclass(frozen=True)
class Time:
    """Of one kind of licence, the last year; the days are None where there were too few decisions."""

    type_name: str
    decisions: int
    median: int | None
    ninth: int | None  # nine decisions in ten took no longer

    @property
    def is_told(self) -> bool:
        return self.median is not None


def decision_times(on: date) -> list[Time]:
    """Every kind that the portal takes applications for."""
    days = decision_days(on)
    return [
        Time(
            str(type.name),
            len(days[code]),
            *(middle_and_ninth(days[code]) if len(days[code]) >= FEWEST else (None, None)),
        )
        for code, type in LICENCE_TYPES.items()
    ]
