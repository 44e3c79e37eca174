"""A small register: a raffle decided here, and licences of an earlier system."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Organization
from licensing import actions, publishing
from licensing.models import Licence, Premises
from tests import samples

TODAY = date(2026, 11, 21)


def raffle(officer, on=TODAY):
    """In its third day, of a term of about three months."""
    amelie = samples.person()
    application = samples.sealed(amelie, on=on)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    licence = actions.approve(application, by=officer, on=on, conditions=[("Une condition.", "One condition.")])
    Licence.objects.filter(pk=licence.pk).update(starts_on=on - timedelta(days=3))
    publishing.publish([licence.pk])
    licence.refresh_from_db()
    return licence


def earlier(number, holder="Brasserie du Canal inc.", *, type_code="liquor-sales", city="Ottawa", **facts):
    """A licence of the earlier system; the telephone and the e-mail address of its organization are not public."""
    organization = Organization.objects.create(name=holder, kind="corporation", email="secret@example.org")
    premises = Premises.objects.create(
        organization=organization, name=holder, street="12, rue du Pont", city=city, phone="+16135550123"
    )
    dates = {"issued_on": TODAY, "starts_on": TODAY - timedelta(days=9), "expires_on": TODAY + timedelta(days=90)}
    licence = Licence.objects.create(
        number=number, type_code=type_code, organization=organization, holder=holder, municipality=city,
        premises=premises, **dates | facts,
    )  # fmt: skip
    publishing.publish([licence.pk])
    return licence
