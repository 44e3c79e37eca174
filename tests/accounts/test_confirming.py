from datetime import timedelta

import pytest

from . import codes_of
from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
CLOSURE = "/en/my-profile/closure/"  # a page that asks
QUESTION = "/en/ask-us-a-question/?subject=closure&text=Please+close+my+account."
CONFIRM = "/en/confirm/?next=/en/my-profile/closure/"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2027-03-10 12:00:10-05:00", tick=False)
    return time_machine


@pytest.fixture
def back(client, marie, clock):
    """Marie signed in sixteen minutes ago."""
    sign_in(client, marie.email)
    clock.shift(timedelta(minutes=16))
    return client


def opens(client):
    return client.get(CLOSURE).headers["Location"]


def test_a_sign_in_counts_for_a_quarter_of_an_hour(client, marie, clock):
    sign_in(client, marie.email)
    clock.shift(timedelta(minutes=14, seconds=59))
    assert opens(client) == QUESTION

    clock.shift(timedelta(seconds=2))
    assert opens(client) == CONFIRM


def test_the_password_again_leads_back(back):
    answer = back.post(CONFIRM, {"password": PASSWORD})

    assert answer.headers["Location"] == CLOSURE
    assert opens(back) == QUESTION


def test_a_wrong_password_does_not(back):
    page = back.post("/fr/confirmer/?next=/fr/mon-profil/", {"password": "wrong"}).content.decode()

    assert "Mot de passe incorrect" in page
    assert opens(back) == CONFIRM


def test_five_wrong_passwords_lock_here_as_at_the_sign_in(back):
    answers = [back.post(CONFIRM, {"password": "wrong"}).status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 429]


def test_somebody_with_a_second_step_shows_it_and_not_the_password(back, marie):
    codes_of.give_app(marie)
    back.post(CONFIRM, {"password": PASSWORD})
    assert opens(back) == CONFIRM

    back.post(CONFIRM, {"code": codes_of.now()})
    assert opens(back) == QUESTION


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(back, target):
    answer = back.post(f"/en/confirm/?next={target}", {"password": PASSWORD})

    assert answer.headers["Location"] == "/en/my-profile/"


def test_another_person_on_the_same_browser_starts_anew(client, marie, django_user_model):
    sign_in(client, marie.email)
    luc = django_user_model.objects.create_user("luc@example.org", PASSWORD)
    client.logout()
    client.force_login(luc)
    session = client.session
    session["account_authentication_methods_user"] = str(marie.pk)
    session.save()

    assert opens(client) == CONFIRM
