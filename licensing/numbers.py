"""Numbers to look at: what is open and for how long, how long decisions took, what comes in and goes out each week.

A duration runs from the receipt to the decision, without the days that the applicant held the file: between a request
for information and its reply, and until a transfer that was announced arrived.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.translation import gettext as _

from icajo.words import long_date

from .checks import FUNDS
from .definition import Purpose
from .models import Application, Check, Event, InformationRequest
from .states import State
from .types import LICENCE_TYPES
from .worklist import Asked, late

AGES = (0, 7, 30, 60)  # days at which each column of ages begins
WEEKS, YEAR = 12, 365
DECISIONS = ("approve", "refuse")


@dataclass(frozen=True)
class Line:
    """A row of a table, and its bar: how many percent of the longest, and how many of them are late."""

    label: str
    cells: Sequence
    bar: int = 0
    late: int = 0

    @property
    def in_time(self) -> int:
        return self.bar - self.late


@dataclass(frozen=True)
class Table:
    code: str
    title: str
    head: Sequence[str]
    lines: Sequence[Line]


def tables(person, on: date) -> list[Table]:
    return [open_by_stage(person, on), durations(on), weeks(on)]


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def share(number, most) -> int:
    return round(100 * number / most) if most else 0


def open_by_stage(person, on: date) -> Table:
    """The open files by state, and by how long ago they were received."""
    since = [midnight(on - timedelta(days - 1)) for days in AGES[1:]]
    ages = {
        f"age{n}": Count("pk", filter=between(newest, oldest))
        for n, (newest, oldest) in enumerate(zip([None, *since], [*since, None], strict=True))
    }
    asked = Asked(person=person, on=on)
    found = Application.objects.under_review().order_by().values("state")
    rows = {
        row["state"]: row for row in found.annotate(open=Count("pk"), late=Count("pk", filter=late(asked)), **ages)
    }
    most = max((row["open"] for row in rows.values()), default=0)
    lines = []
    for state in (State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED):
        row = rows.get(state, dict.fromkeys(("open", "late", *ages), 0))
        cells = [*(row[age] for age in ages), row["open"], row["late"]]
        lines.append(Line(str(state.label), cells, share(row["open"], most), share(row["late"], most)))
    head = [_("Stage"), _("Under 7 days"), _("7 to 29 days"), _("30 to 59 days"), _("60 days or more")]
    return Table("open", _("Open files by stage and age"), [*head, _("Total open"), _("Late")], lines)


def between(newest, oldest) -> Q:
    """Received before `newest`, and not before `oldest`; None is no limit."""
    return (Q(received_at__lt=newest) if newest else Q()) & (Q(received_at__gte=oldest) if oldest else Q())


def decision_days(on: date) -> dict[str, list[float]]:
    """{type: how many days each decision of the last year took, without those that the applicant held the file}"""
    requests = InformationRequest.objects.filter(application=OuterRef("application")).exclude(answered_at=None)
    asked = requests.order_by().values("application").annotate(sum=Sum(F("answered_at") - F("asked_at"))).values("sum")
    funds = Check.objects.filter(application=OuterRef("application"), code=FUNDS.code).exclude(closed_at=None)
    found = Event.objects.filter(verb__in=DECISIONS, at__gte=midnight(on - timedelta(YEAR)))
    rows = (
        found.exclude(application__received_at=None)
        .exclude(application__purpose=Purpose.REPORT)
        .annotate(
            taken=F("at") - F("application__received_at"),
            asked=Subquery(asked),
            funds=Subquery(funds.annotate(wait=F("closed_at") - F("opened_at")).values("wait")[:1]),
        )
    )
    days = defaultdict(list)
    for code, taken, *theirs in rows.order_by().values_list("application__type_code", "taken", "asked", "funds"):
        ours = taken - sum((one for one in theirs if one), timedelta())
        days[code].append(max(ours.total_seconds() / 86400, 0))
    return days


def durations(on: date) -> Table:
    """How many days the decisions of the last year took, by type of licence."""
    days = decision_days(on)
    longest = max((median(some) for some in days.values()), default=0)
    lines = [
        Line(str(type.name), [len(days[code]), *middle_and_ninth(days[code]), type.decided_within], bar)
        for code, type in LICENCE_TYPES.items()
        if days[code]
        for bar in [share(median(days[code]), longest)]
    ]
    head = [_("Type of licence"), _("Decisions"), _("Median, days"), _("90th percentile, days"), _("Aimed at, days")]
    return Table("durations", _("Time to a decision, last 365 days, without the applicant’s own"), head, lines)


def middle_and_ninth(days: list[float]) -> list[int]:
    """The median and the 90th percentile (nearest rank), in whole days begun."""
    return [math.ceil(median(days)), math.ceil(sorted(days)[math.ceil(0.9 * len(days)) - 1])]


def weeks(on: date) -> Table:
    """What was received and what was decided in each of the last weeks, from Monday to Sunday; the newest first."""
    monday = on - timedelta(on.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    received = a_week(Application.objects.filter(received_at__gte=midnight(first)), "received_at")
    decided = a_week(Event.objects.filter(verb__in=DECISIONS, at__gte=midnight(first)), "at")
    most = max([*received.values(), 0])
    lines = []
    for number in range(WEEKS):
        day = monday - timedelta(weeks=number)
        cells = [received.get(day, 0), decided.get(day, 0)]
        lines.append(Line(long_date(day), cells, share(cells[0], most)))
    return Table(
        "weeks", _("Received and decided each week"), [_("Week of"), _("Files received"), _("Files decided")], lines
    )


def a_week(rows, moment: str) -> dict[date, int]:
    """{Monday: how many of the rows}"""
    found = rows.annotate(week=TruncWeek(moment)).order_by().values("week").annotate(number=Count("pk"))
    return {timezone.localdate(row["week"]): row["number"] for row in found}
