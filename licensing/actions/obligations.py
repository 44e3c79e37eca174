"""What the registrar decides about the reports that a licence owes."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User

from ..errors import NotNow
from ..models import Obligation
from ..permissions import decides
from .register import note_down


@transaction.atomic
def lift_report(obligation: Obligation, *, by: User, on: date, why: str) -> None:
    """The report is not asked for after all.  Raises NotNow where it was sent, or is owed no more."""
    if not decides(by):
        raise PermissionDenied("report")
    obligation = (
        Obligation.objects.select_for_update(of=("self",)).select_related("licence", "report").get(pk=obligation.pk)
    )
    if not obligation.is_to_send:
        raise NotNow("lift")
    Obligation.objects.filter(pk=obligation.pk).update(lifted_at=timezone.now(), lifted_by=by, lifted_why=why)
    note_down(obligation.licence, "report-lifted", on=on, by=by, note=why)
