"""A licence whose renewal was ordered in time goes on past its last day."""

from collections.abc import Iterable
from datetime import date

from icajo.calendar import business_days

from .checks import WIRE_DAYS
from .definition import Purpose
from .models import Application, Licence
from .states import OPEN_TO_STAFF


def continued(licences: Iterable[Licence], on: date) -> set[int]:
    """Those of these licences, by key, that have expired and go on all the same on this day.

    The renewal was received by the last day and nobody has decided.  While its transfer is on its way the licence goes
    on for ten business days after the order, and no longer unless the money came.
    """
    expired = [licence for licence in licences if licence.expires_on and licence.expires_on < on]
    return {key for key, last in last_days(expired).items() if on <= last}


def last_days(licences: Iterable[Licence]) -> dict[int, date]:
    """{key: the last day to which a renewal under way keeps it going}; `date.max` until that is decided."""
    ends = {licence.pk: licence.expires_on for licence in licences if licence.expires_on}
    if not ends:
        return {}
    renewals = Application.objects.filter(
        about__in=ends, purpose=Purpose.RENEWAL, state__in=OPEN_TO_STAFF, received_at__isnull=False
    )
    days: dict[int, date] = {}
    for renewal in renewals.prefetch_related("checks"):
        if renewal.received_on <= ends[renewal.about_id]:
            days[renewal.about_id] = max(goes_on_to(renewal), days.get(renewal.about_id, date.min))
    return days


def goes_on_to(renewal: Application) -> date:
    return business_days(renewal.received_on, WIRE_DAYS) if renewal.waits_for_funds else date.max
