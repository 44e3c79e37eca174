"""What a rule learns from the register, and what it never learns."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from licensing import actions, judging
from licensing.asking import Asking
from licensing.errors import NotApprovable
from licensing.models import Application, Licence, MunicipalityStance, Reliance
from licensing.rule import NOTHING_KNOWN, RegisterRule
from tests import samples
from tests.licensing import clocks, sanctions

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def file(amelie, officer, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def licence(file, officer, today):
    return actions.approve(file, by=officer, on=today)


@pytest.fixture
def stranger(db):
    return samples.person("stranger@example.org")


def asked_by(person, today) -> Asking:
    return Asking(samples.draft(person, on=today), today + timedelta(40))  # when the sample's licence counts


def test_a_licence_is_known_by_its_number_however_it_is_typed(licence, amelie, today):
    typed = f" {licence.number[:3].lower()} {licence.number[3:]} "

    known = asked_by(amelie, today).numbered(typed)

    assert (known.type_code, known.holder, known.is_granted, known.is_theirs) == (
        "raffle",
        licence.holder,
        True,
        True,
    )


def test_a_file_is_known_to_its_owner_and_then_by_the_licence_it_led_to(file, officer, amelie, today):
    asking = asked_by(amelie, today)
    before = asking.numbered(file.ref)

    actions.approve(file, by=officer, on=today)

    assert (before.is_granted, asking.numbered(file.ref).is_granted) == (False, True)


def test_the_file_of_somebody_else_is_not_told_and_their_licence_is_not_ours(file, officer, stranger, today):
    asking = asked_by(stranger, today)
    assert asking.numbered(file.ref) is None

    licence = actions.approve(file, by=officer, on=today)

    assert asking.numbered(licence.number).is_theirs is False


def test_a_licence_that_does_not_count_is_not_granted(licence, officer, amelie, today):
    sanctions.suspend(licence, by=officer, since=today + timedelta(40), until=None, why="Rapport manquant.")

    assert asked_by(amelie, today).numbered(licence.number).is_granted is False


def test_only_living_licences_stand_on_another(licence, officer, amelie, today):
    store = Licence.objects.get(pk=licence.pk)
    store.pk, store.application, store.round, store.number = None, None, None, "CRS0000001"
    store.save()
    Reliance.objects.create(licence=store, on=licence)
    asking = asked_by(amelie, today)
    assert asking.relying_on(licence.number, "raffle") == 1
    assert asking.relying_on(licence.number, "liquor-sales") == 0

    sanctions.revoke(store, by=officer, on=today, why="Fermé.")

    assert asking.relying_on(licence.number, "raffle") == 0


def test_a_municipality_that_said_no_forbids_until_it_says_yes(amelie, today):
    place = MunicipalityStance.objects.create(
        name="Perroquet", kind="Town", stance="out", since=date(2019, 1, 16), source="Liste", listed_on=today
    )
    asking = asked_by(amelie, today)
    assert asking.forbids_stores("Town of Perroquet") and not asking.forbids_stores("Ottawa")

    place.stance, place.since = "in", today
    place.save()

    assert not asking.forbids_stores("Perroquet")


def test_what_must_hold_on_the_day_of_the_decision_keeps_an_officer_from_approving(file, officer, today, monkeypatch):
    rule = RegisterRule(
        question=file.type.holder.name,
        needs=(file.type.holder.name,),
        holds=lambda a, on, register: register.numbered("CRO0000001") is not None,
        message="No operator’s licence on %(day)s.",
        values=lambda a, on, register: {"day": on},
    )
    monkeypatch.setattr(judging, "Asking", lambda application, on: NOTHING_KNOWN)
    object.__setattr__(file.type, "to_approve", (rule,))
    try:
        with pytest.raises(NotApprovable) as refused:
            actions.approve(file, by=officer, on=today)
    finally:
        object.__setattr__(file.type, "to_approve", ())

    assert refused.value.reasons == [f"No operator’s licence on {today}."]
    assert Application.objects.get(pk=file.pk).state == "in-review"


def test_registrations_of_one_kind_count_on_a_day_however_they_are_typed(amelie, today):
    until = clocks.licence(today, type_code="gaming-supplier", number="GAM1000001")
    clocks.licence(today, number="RAF1000001")
    asking = asked_by(amelie, today)
    typed = ["gam 1000001", "RAF1000001", "55501"]

    assert asking.counting(typed, "gaming-supplier", until.expires_on) == {"gam 1000001"}
    assert asking.counting(typed, "gaming-supplier", today + timedelta(days=1)) == set()
