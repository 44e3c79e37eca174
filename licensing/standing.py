"""Does a licence count today?  The one answer that the register, its holder, the staff and the rules all read."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from .continuing import continued
from .models import Licence, Suspension


class Standing(TextChoices):
    NOT_YET = "not-yet", _("Issued, not yet in force")
    IN_FORCE = "in-force", _("In force")
    CONTINUED = "continued", _("In force – renewal under way")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    SURRENDERED = "surrendered", _("Surrendered")
    TRANSFERRED = "transferred", _("Transferred")

    @property
    def counts(self):
        """May its holder do what it allows?"""
        return self in (Standing.IN_FORCE, Standing.CONTINUED)

    @property
    def lives(self):
        """Is there still a licence to renew or to change, even one that may not be used today?"""
        return self in (Standing.NOT_YET, Standing.IN_FORCE, Standing.CONTINUED, Standing.SUSPENDED)


def standing(licence: Licence, on: date) -> Standing:
    return standings([licence], on)[licence.pk]


def standings(licences: Iterable[Licence], on: date) -> dict[int, Standing]:
    """{key: standing} on this day, in two questions to the database however many they are."""
    licences = list(licences)
    going_on, stopped = continued(licences, on), suspended(licences, on)
    return {one.pk: of_one(one, on, one.pk in going_on, one.pk in stopped) for one in licences}


def of_one(licence, on, goes_on, is_suspended):
    """The date comes first: a licence expires at midnight whether or not the clock has written it down."""
    if licence.ended_as and on > licence.ended_on:
        return Standing(licence.ended_as)
    if on < licence.starts_on:
        return Standing.NOT_YET
    if licence.expires_on and on > licence.expires_on and not goes_on:
        return Standing.EXPIRED
    if is_suspended:
        return Standing.SUSPENDED
    return Standing.CONTINUED if goes_on else Standing.IN_FORCE


def suspended(licences, on) -> set[int]:
    """The keys of those that are suspended on this day: its last day included, the day it was lifted not."""
    running = Suspension.objects.filter(licence__in=[one.pk for one in licences], since__lte=on)
    running = running.filter(Q(until=None) | Q(until__gte=on), Q(lifted_on=None) | Q(lifted_on__gt=on))
    return set(running.values_list("licence_id", flat=True))
