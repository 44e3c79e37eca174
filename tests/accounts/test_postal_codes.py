"""Postal codes propose a city; they never impose one."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import PostalCode, fits
from licensing.models import Application
from tests import samples


@pytest.fixture
def hearst(db):
    return PostalCode.objects.create(code="P0L1N0", city="Hearst", province="ON")


@pytest.fixture
def amelie(db, client):
    user = samples.person()
    client.force_login(user)
    return user


def look_up(client, code):
    return client.get(reverse("accounts:postal_code"), {"code": code})


@pytest.mark.parametrize("typed", ["P0L1N0", "p0l 1n0", " P0L-1N0 "])
def test_anyone_may_ask_which_city_a_code_stands_for(client, hearst, typed):
    answer = look_up(client, typed)

    assert answer.json() == {"city": "Hearst", "province": "ON"}


@pytest.mark.parametrize("typed", ["K1N 8Y6", "P0L", "", "P0L1N0'; --", "P0L1N0P0L1N0"])
def test_what_the_table_does_not_know_proposes_nothing(client, hearst, typed):
    answer = look_up(client, typed)

    assert answer.json() == {"city": "", "province": ""}


def test_a_flood_of_questions_is_answered_no_more(client, hearst, time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    answers = [look_up(client, "P0L1N0").status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]


def first_page(client, *, action="brouillon", headers=None, **changed):
    typed = {"mailing_postal_code": "p0l1n0", "mailing_city": "", "physical_differs": "no", **changed}
    address = reverse("licensing:first_step", args=["raffle"])
    return client.post(address, {**typed, "action": action}, follow=True, headers=headers)


@pytest.mark.parametrize("action", ["brouillon", "suivant"])
def test_an_empty_city_is_filled_from_the_code_and_the_page_says_so(client, amelie, hearst, action):
    page = first_page(client, action=action)

    assert Application.objects.get().answers["applicant"]["mailing_city"] == "Hearst"
    assert "“Hearst” was written for" in page.content.decode()


def test_what_was_typed_stays(client, amelie, hearst):
    page = first_page(client, mailing_city="Mattice")

    assert Application.objects.get().answers["applicant"]["mailing_city"] == "Mattice"
    assert "was written for" not in page.content.decode()


def test_a_save_by_the_script_fills_nothing_behind_the_persons_back(client, amelie, hearst):
    first_page(client, headers={"X-Autosave": "1"})

    assert Application.objects.get().answers["applicant"]["mailing_city"] == ""


def test_a_code_that_the_table_does_not_know_is_accepted(client, amelie, hearst):
    first_page(client, mailing_postal_code="K1N 8Y6", mailing_city="Ottawa")

    journey = Application.objects.get().journey
    wrong = {question for _row, question, _message in journey.problems(journey.steps[0])}
    assert "mailing_postal_code" not in wrong


def test_the_table_of_the_portal_is_loaded_once(db, capsys):
    call_command("load_postal_codes")
    assert "295338 postal codes loaded" in capsys.readouterr().out

    call_command("load_postal_codes")

    assert capsys.readouterr().out == ""
    assert PostalCode.objects.get(pk="P0L1N0").city == "Hearst"


@pytest.mark.parametrize(
    ("code", "province", "expected"),
    [
        ("K1N8Y6", "ON", True),
        ("h2x 1y4", "QC", True),
        ("H2X1Y4", "ON", False),
        ("X0A0H0", "NU", True),
        ("", "ON", True),
        ("K1N8Y6", "ZZ", False),
    ],
)
def test_the_first_letter_of_a_code_belongs_to_a_province(code, province, expected):
    assert fits(code, province) is expected
