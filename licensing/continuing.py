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
    expired = {licence.pk: licence for licence in licences if licence.expires_on and licence.expires_on < on}
    if not expired:
        return set()
    renewals = Application.objects.filter(
        about__in=expired, purpose=Purpose.RENEWAL, state__in=OPEN_TO_STAFF, received_at__isnull=False
    )
    return {
        renewal.about_id
        for renewal in renewals.prefetch_related("checks")
        if renewal.received_on <= expired[renewal.about_id].expires_on and goes_on(renewal, on)
    }


def goes_on(renewal: Application, on: date) -> bool:
    return not renewal.waits_for_funds or on <= business_days(renewal.received_on, WIRE_DAYS)
