"""What the registrar decides on the desk, page by page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.models import ConditionText, Licence
from licensing.standing import Standing, standing
from tests import samples
from tests.licensing import sanctions
from tests.licensing.pressed import decided


@pytest.fixture
def licence(amelie, officer, today, storage):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    licence = actions.approve(application, by=officer, on=today, conditions=[("Une condition.", "One condition.")])
    Licence.objects.filter(pk=licence.pk).update(starts_on=today - timedelta(days=3))
    licence.refresh_from_db()
    return licence


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def page(licence, verb):
    return reverse("admin:licensing_decide", args=[licence.pk, verb])


def shown(desk, licence):
    return desk.get(reverse("admin:licensing_licence_change", args=[licence.pk])).text


def test_a_licence_of_which_notice_was_given_may_be_suspended_and_then_only_the_rest(desk, licence, officer, today):
    assert page(licence, "suspend") not in shown(desk, licence)
    sanctions.noticed(licence, "suspend", by=officer)
    assert page(licence, "suspend") in shown(desk, licence) and page(licence, "lift") not in shown(desk, licence)

    decided(desk, page(licence, "suspend"), {"since": today.isoformat(), "until": "", "why": "Plaintes."})

    assert standing(licence, today) == Standing.SUSPENDED
    assert page(licence, "lift") in shown(desk, licence) and page(licence, "suspend") not in shown(desk, licence)


def test_a_suspension_that_ends_before_it_begins_is_refused_with_what_was_typed(desk, licence, today):
    answer = desk.post(
        page(licence, "suspend"),
        {"since": today.isoformat(), "until": (today - timedelta(days=1)).isoformat(), "why": "Plaintes."},
    )

    assert "Plaintes." in answer.text and not licence.suspensions.exists()


def test_a_decision_posted_twice_is_made_once_and_said(desk, licence, officer, today):
    sanctions.noticed(licence, "revoke", by=officer)
    facts = {"on": today.isoformat(), "why": "Motif."}
    decided(desk, page(licence, "revoke"), facts)

    decided(desk, page(licence, "revoke"), facts)

    licence.refresh_from_db()
    assert licence.ended_as == "revoked" and licence.happenings.filter(verb="revoked").count() == 1


def test_a_condition_added_shows_on_the_register_at_once(desk, client, licence):
    decided(
        desk,
        page(licence, "add-condition"),
        {"french": "Fermé à minuit.", "english": "Closed at midnight.", "why": "Bruit."},
    )

    assert "Closed at midnight." in client.get(f"/en/search/{licence.number}/").text
    assert licence.last_version.number == 2


def test_nobody_else_on_the_desk_decides(client, licence):
    helper = samples.person("service@example.org", is_staff=True)
    helper.groups.add(Group.objects.get(name="Customer service"))
    client.force_login(helper)

    assert client.get(page(licence, "revoke")).status_code == 403


@pytest.mark.parametrize("sector", ["charitable-gaming", "alcohol", "cannabis"])
def test_the_library_that_ships_is_whole_in_both_languages(licence, sector):
    found = ConditionText.objects.filter(sectors__contains=[sector])

    assert len(found) >= 3 and set(found) == set(ConditionText.objects.choosable(sector))
    assert all(text.source for text in found if not text.certain)


def test_a_condition_of_the_library_may_be_added_and_none_without_its_french(desk, licence):
    ConditionText.objects.create(code="half", text_en="Half.", sectors=["charitable-gaming"])
    form = desk.get(page(licence, "add-condition")).text
    half = desk.post(page(licence, "add-condition"), {"library": "half", "why": "Bruit."})

    decided(desk, page(licence, "add-condition"), {"library": "raffle-unsold-tickets", "why": "Bruit."})

    assert "(words of a demonstration)" in form and "Half." not in form and half.status_code == 200
    assert licence.conditions.last().text_fr.startswith("Le titulaire garde les billets invendus")


def test_a_condition_written_in_one_language_is_refused_with_what_was_typed(desk, licence):
    answer = desk.post(page(licence, "add-condition"), {"french": "Fermé à minuit.", "why": "Bruit."})

    assert "write one in both languages" in answer.text and "Fermé à minuit." in answer.text
