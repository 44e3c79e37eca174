"""The reports that a licence owes: written down when it is issued, and moved with it."""

from datetime import date

from ..definition import Term
from ..due import Due
from ..models import Licence, Obligation


def owe(licence: Licence, *, on: date, since: date | None = None, until: date | None = None) -> None:
    """Make the reports owed those that the licence asks for as it stands on this day, between two days where given.

    What was sent stays as it was, what was not moves with the draws, and what is no longer asked for is marked.
    """
    if licence.expires_on is None:  # of the earlier system: what owes reports has a term
        return
    term = Term(since or licence.starts_on, until or licence.expires_on)
    asked = list(licence.type.obligations(licence.journey.answers, term))
    for code in {due.procedure for due in asked} | set(licence.obligations.values_list("procedure_code", flat=True)):
        follow(licence, code, [due for due in asked if due.procedure == code], on)


def follow(licence, code, asked: list[Due], on) -> None:
    """Those of one procedure.  What was sent about fewer days than are asked for now is owed again, as one more."""
    known = {one.number: one for one in licence.obligations.filter(procedure_code=code).select_related("report")}
    left, more = dict(known), []
    for due in asked:
        found = left.pop(due.number, None)
        if found is None or not found.is_sent:
            move(licence, found, due, due.number)
        elif not found.covers(due):
            more.append(due)
    spare = [one for one in left.values() if not one.is_sent]
    last = max([*known, *(due.number for due in asked)], default=0)
    for place, due in enumerate(more):
        found = spare.pop(0) if spare else None
        move(licence, found, due, found.number if found else last + 1 + place)
    Obligation.objects.filter(pk__in=[one.pk for one in spare], dropped_on=None).update(dropped_on=on)


def move(licence, found: Obligation | None, due: Due, number: int) -> None:
    """The obligation with the days of `due`: the one that was found, or a new one."""
    days = {"covers_from": due.covers_from, "covers_to": due.covers_to, "due_on": due.due_on, "dropped_on": None}
    if found and found.first_due_on:  # more time was given, and nothing takes it back
        days |= {"first_due_on": due.due_on, "due_on": max(found.due_on, due.due_on)}
    if found is None:
        licence.obligations.create(procedure_code=due.procedure, number=number, **days)
    else:
        Obligation.objects.filter(pk=found.pk).update(**days)
