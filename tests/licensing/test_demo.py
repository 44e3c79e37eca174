"""What `make demo` shows of bars and of cannabis stores: licences, requests under review and drafts."""

import io
from datetime import date, timedelta

import pytest
from django.core.management import call_command

from accounts.models import User
from licensing import renewal
from licensing.judging import in_the_way, problems_of
from licensing.models import Application, Licence
from licensing.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def loaded(today):
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    call_command("load_demo", verbosity=0, stdout=io.StringIO())


def offered(email, today):
    bar = Licence.objects.get(organization__members=User.objects.get(email=email), type_code="liquor-sales")
    return bar, renewal.offer(bar, today, standing(bar, today))


def test_one_licence_may_be_renewed_now_and_the_other_later(loaded, today):
    bar, now = offered("charite@example.org", today)
    _grill, later = offered("charity@example.org", today)

    assert bar.expires_on == today + timedelta(days=41)
    assert now.url and "41" in now.note
    assert not later.url and later.note


def test_every_licence_of_the_demonstration_prints_what_is_public(loaded):
    for bar in Licence.objects.filter(type_code="liquor-sales"):
        assert dict(bar.last_version.facts["en"])["Total capacity"] == "116"
        assert bar.issued_on < date(2026, 11, 21) < bar.expires_on


def test_a_request_is_under_review_and_a_draft_waits_for_its_people(loaded, today):
    request = Application.objects.get(procedure_code="address")
    draft = Application.objects.get(type_code="liquor-sales", procedure_code="new")

    assert request.state == "in-review" and request.about.expires_on
    assert draft.state == "draft"
    assert "associates" in {problem.step for problem in in_the_way(problems_of(draft, today))}


def test_it_is_loaded_once(loaded):
    before = Licence.objects.count(), Application.objects.count()

    call_command("load_demo", verbosity=0, stdout=io.StringIO())

    assert (Licence.objects.count(), Application.objects.count()) == before


def test_a_store_can_be_asked_for_and_another_waits_for_its_inspection(loaded, today):
    draft, reserve = Application.objects.filter(type_code="cannabis-store").order_by("pk")

    assert {problem.step for problem in in_the_way(problems_of(draft, today))} == {"documents"}
    assert reserve.state == "in-review" and reserve.fee == 0
    assert reserve.organization.licences.get().type_code == "cannabis-operator"
    assert set(reserve.checks.values_list("code", flat=True)) == {"reserve", "inspection"}
