"""Who of the staff reads what the public writes, and who may report."""

from accounts.models import Organization, Right
from accounts.permissions import may
from licensing.models import Licence

from .models.inquiries import EVERY, OFFICERS


def hears(user) -> bool:
    """May this person read observations, screen them, copy them and give their outcome?"""
    return user.is_active and user.is_staff and user.has_perm("submissions.handle_observation")


def may_report(user, organization_id) -> bool:
    """May this person send regulatory reports for the organization?"""
    return may(user, organization_id, Right.REPORTS)


def reported_on(user):
    """The licences for which this person may send reports, whatever became of them; the latest first."""
    reporting = Organization.objects.of(user, Right.REPORTS)
    return Licence.objects.filter(organization__in=reporting.values("pk")).order_by("-starts_on", "number")


def handles(user) -> bool:
    """One of the staff who assess incident reports, write about them and close them."""
    return user.is_active and user.is_staff and user.has_perm("submissions.handle_incident")


def sees_incidents(user) -> bool:
    """One of the staff who read incident reports."""
    return handles(user) or (user.is_active and user.is_staff and user.has_perm("submissions.view_incident"))


def answers(user) -> bool:
    """One of the staff who answer questions: all of them, or those of their desk."""
    return user.is_active and user.is_staff and (user.has_perm(EVERY) or user.has_perm(OFFICERS))


def deals_with_complaints(user) -> bool:
    """One of the complaints staff; nobody else reads a complaint."""
    return user.is_active and user.is_staff and user.has_perm("submissions.handle_complaint")
