"""What the licences of a person owe, may send and have sent: the page of regulatory submissions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from icajo.calendar import add_days

from .definition import Procedure, Purpose
from .models import Application, Licence, Obligation
from .models.obligations import SENT
from .standing import Standing, standings
from .states import State

NOT_SENT = [State.DRAFT, State.AWAITING_PAYMENT]


@dataclass(frozen=True)
class Owed:
    """One obligation as its holder reads it: `tone` is that of a tag."""

    obligation: Obligation
    left: str
    tone: str

    can_begin: bool

    @property
    def is_late(self):
        return self.tone == "yellow"


@dataclass
class Reported:
    """One licence, with what is due, what was begun or sent beside that, and what may be sent on any day."""

    licence: Licence
    standing: Standing
    due: list[Owed] = field(default_factory=list)
    begun: list[Application] = field(default_factory=list)
    sent: list[Application] = field(default_factory=list)

    @property
    def offered(self) -> list[Procedure]:
        """What may be sent beside what is owed; what is owed has its own button."""
        owed = {one.obligation.procedure_code for one in self.due}
        return [one for one in reports_of(self.licence.type) if one.code not in owed]


def reports_of(type) -> list[Procedure]:
    return [one for one in type.procedures if one.purpose == Purpose.REPORT]


def reported_by(user) -> QuerySet[Licence]:
    """The licences of which this person sends reports, those with the next day first."""
    still = Q(obligations__accepted_on=None, obligations__dropped_on=None, obligations__lifted_at=None) & ~Q(
        obligations__report__state__in=SENT
    )
    found = Licence.objects.reported_by(user).annotate(next_day=Min("obligations__due_on", filter=still))
    return found.order_by(F("next_day").asc(nulls_last=True), "-issued_on", "pk").select_related("organization")


SOON_DAYS = 14  # what is due within them is on the main menu


def pressing(user, on: date) -> list[Owed]:
    """What this person has to send soon, or has not sent in time, and has not begun."""
    theirs = Obligation.objects.to_send().filter(licence__in=Licence.objects.reported_by(user))
    soon = theirs.filter(due_on__lte=add_days(on, SOON_DAYS)).exclude(report__state__in=NOT_SENT)
    return [as_owed(one, on) for one in soon.select_related("licence", "report").order_by("due_on", "pk")]


def told(licences: Iterable[Licence], on: date) -> list[Reported]:
    """The same of every one of these licences, in as many questions to the database however many they are."""
    stand = standings(licences, on)
    told = {one.pk: Reported(one, stand[one.pk]) for one in licences}
    owed = Obligation.objects.to_send().filter(licence__in=told).select_related("licence", "report")
    for obligation in owed.order_by("due_on", "pk"):
        told[obligation.licence_id].due.append(as_owed(obligation, on))
    free = Q(obligation=None) | Q(state__in=SENT)
    reports = Application.objects.filter(free, about__in=told, purpose=Purpose.REPORT)
    for report in reports.exclude(state="lapsed").select_related("obligation", "about").order_by("-created_at"):
        place = told[report.about_id]
        (place.sent if report.received_at else place.begun).append(report)
    return list(told.values())


def as_owed(obligation: Obligation, on: date) -> Owed:
    days = (obligation.due_on - on).days
    if days < 0:
        left, tone = ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}, "yellow"
    elif days == 0:
        left, tone = _("Due today"), "blue"
    else:
        left, tone = ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}, "grey"
    return Owed(obligation, left, tone, obligation.covers_from <= on)
