"""What the registrar decides about the reports that a licence owes."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User

from ..errors import NotNow
from ..models import Obligation
from ..permissions import decides
from .licences import tell
from .register import note_down


@transaction.atomic
def postpone_report(obligation: Obligation, *, by: User, on: date, until: date, why: str) -> None:
    """It is due by a later day, which its holder is told; the day before stays beside it.  Raises NotNow where it was
    sent, is owed no more, or is due by that day already.
    """
    obligation = lock_to_decide(obligation, by, "postpone")
    if until <= max(on, obligation.due_on):
        raise NotNow("postpone")
    first = obligation.first_due_on or obligation.due_on
    Obligation.objects.filter(pk=obligation.pk).update(due_on=until, first_due_on=first)
    licence = obligation.licence
    event = note_down(licence, "report-postponed", on=on, by=by, note=f"{first} → {until}. {why}")
    facts = {"reasons": why, "due_on": until, "first_due_on": first, "url": reverse("licensing:reports")}
    facts |= {"covers_from": obligation.covers_from, "covers_to": obligation.covers_to}
    tell(licence, f"happening-{event.pk}", "report_postponed", **facts)


@transaction.atomic
def lift_report(obligation: Obligation, *, by: User, on: date, why: str) -> None:
    """The report is not asked for after all.  Raises NotNow where it was sent, or is owed no more."""
    obligation = lock_to_decide(obligation, by, "lift")
    Obligation.objects.filter(pk=obligation.pk).update(lifted_at=timezone.now(), lifted_by=by, lifted_why=why)
    note_down(obligation.licence, "report-lifted", on=on, by=by, note=why)


def lock_to_decide(obligation: Obligation, by: User, what: str) -> Obligation:
    """The obligation, locked, while its report is still to be sent."""
    if not decides(by):
        raise PermissionDenied("report")
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("licence__organization", "report")
    obligation = rows.get(pk=obligation.pk)
    if not obligation.is_to_send:
        raise NotNow(what)
    return obligation
