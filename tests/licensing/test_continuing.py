"""A renewal ordered by the last day keeps a licence going, and the register says so."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from accounts import actions as accounts
from accounts.models import Organization
from licensing import actions, public, publishing
from licensing.definition import Again, Effect, Purpose
from licensing.errors import Incomplete
from licensing.fees import assess
from licensing.models import Application, Licence
from licensing.standing import Standing
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from licensing.types.raffle import raffle
from tests import samples

LAST = date(2027, 1, 20)  # a Wednesday
ON_TIME = datetime(2027, 1, 20, 23, 58, tzinfo=ZoneInfo("America/Toronto"))
TENTH = date(2027, 2, 3)  # ten business days later


@pytest.fixture(autouse=True)
def renewable(monkeypatch):
    """A raffle does not renew; for this file it does."""
    renewal = replace(raffle.new, code="renewal", purpose=Purpose.RENEWAL, effect=Effect.RENEW)
    again = Again(label="Renew", procedure="renewal", prefill=lambda licence, on: {})
    for types in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(types, "raffle", replace(raffle, again=again, procedures=[renewal]))


@pytest.fixture
def licence(db):
    made = Licence.objects.create(
        number="RAF0812345", type_code="raffle", organization=Organization.objects.create(name="Chorale", kind="x"),
        holder="Chorale", municipality="Hearst", issued_on=date(2025, 1, 20),
        starts_on=date(2025, 1, 21), expires_on=LAST,
    )  # fmt: skip
    publishing.publish([made.pk])
    return made


@pytest.fixture
def renewal(licence, storage):
    """Sealed by its last day, ready to be ordered."""
    owner = samples.person()
    on = LAST - timedelta(days=5)
    draft = samples.complete(owner, on=on)
    Application.objects.filter(pk=draft.pk).update(purpose=Purpose.RENEWAL, procedure_code="renewal", about=licence)
    draft.refresh_from_db()
    actions.seal(draft, by=owner, on=on, fee_seen=assess(draft, on).total)
    draft.refresh_from_db()
    return draft


def order(renewal, at=ON_TIME, *, funds_to_come=True):
    actions.submit(renewal, by=renewal.created_by, at=at, funds_to_come=funds_to_come)
    renewal.refresh_from_db()


def standing(day):
    listed = public.find(text="", municipality="", type_code="", page=1, on=day).entries[0].standing
    assert public.page("RAF0812345", day).standing == listed
    return listed


def test_the_last_minute_of_the_last_day_is_in_time(renewal):
    order(renewal)

    assert standing(LAST) == "in-force"
    assert standing(LAST + timedelta(days=1)) == "continued"


def test_a_second_too_late_is_too_late(renewal):
    order(renewal, ON_TIME + timedelta(seconds=121))

    assert standing(LAST + timedelta(days=1)) == "expired"


def test_a_transfer_on_its_way_keeps_it_going_for_ten_business_days(renewal):
    order(renewal)

    assert standing(TENTH) == "continued"
    assert standing(TENTH + timedelta(days=1)) == "expired"


def test_once_the_money_is_there_it_goes_on_until_the_decision(renewal):
    order(renewal)
    actions.funds_arrived(renewal, by=None)
    assert standing(TENTH + timedelta(days=30)) == "continued"

    actions.withdraw(renewal, by=renewal.created_by, reason="")

    assert standing(TENTH + timedelta(days=30)) == "expired"


def test_a_renewal_that_was_only_sealed_keeps_nothing_going(renewal):
    assert standing(LAST + timedelta(days=1)) == "expired"


def test_a_renewal_after_the_last_day_is_not_filed(renewal):
    with pytest.raises(Incomplete, match="can no longer be renewed"):
        actions.reassess(renewal, by=renewal.created_by, on=LAST + timedelta(days=1))

    assert actions.reassess(renewal, by=renewal.created_by, on=LAST) == renewal.fee


def test_another_application_for_the_same_licence_does_not_count(renewal):
    Application.objects.filter(pk=renewal.pk).update(purpose=Purpose.NEW)
    order(renewal)

    assert standing(LAST + timedelta(days=1)) == "expired"


def test_the_register_says_it_in_french(renewal, client):
    from django.template.loader import render_to_string
    from django.utils.translation import override

    with override("fr"):
        tag = render_to_string("public_search/standing.html", {"standing": Standing.CONTINUED})

    assert "En vigueur – renouvellement en cours" in tag


def test_the_holders_own_list_says_what_the_register_says(renewal, client, time_machine):
    owner = renewal.created_by
    accounts.join(owner, renewal.about.organization, "access-code")
    order(renewal)
    client.force_login(owner)
    said = {}
    for day in (LAST + timedelta(days=1), TENTH + timedelta(days=1)):
        time_machine.move_to(datetime.combine(day, time(12), tzinfo=ZoneInfo("America/Toronto")), tick=False)
        client.force_login(owner)
        said[standing(day)] = client.get(reverse("licensing:menu")).text

    assert "In force – renewal under way" in said["continued"] and "Expired" not in said["continued"]
    assert "Expired: apply for a new licence" in said["expired"]
