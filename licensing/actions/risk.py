"""Say how much attention a holder needs."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Organization, User

from ..errors import NoReasons
from ..models import Application, RiskAssessment
from ..permissions import decides


@transaction.atomic
def assess_risk(organization: Organization, *, by: User, level: int, why: str) -> RiskAssessment:
    """Give a holder a level, with its reasons; their open files stand in the work queue with it.  Raises NoReasons."""
    if not decides(by):
        raise PermissionDenied("risk")
    if not why.strip():
        raise NoReasons
    Organization.objects.select_for_update().get(pk=organization.pk)
    assessment = RiskAssessment.objects.create(organization=organization, level=level, why=why, by=by)
    Application.objects.under_review().filter(organization=organization).update(risk=level)
    return assessment
