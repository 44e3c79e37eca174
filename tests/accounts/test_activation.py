from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from icajo.models import Letter

from .conftest import PASSWORD, last_letter, link_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(client, registration):
    """The activation link of somebody who has just registered."""
    client.post("/en/register/", registration)
    return link_in(last_letter("luc.roy@example.org"))


def is_active():
    return User.objects.get(email="luc.roy@example.org").emailaddress_set.filter(verified=True).exists()


def test_opening_the_link_activates_nothing(client, link):
    page = client.get(link)

    assert page.status_code == 200
    assert "type your password a second time" in page.content.decode()
    assert not is_active() and "_auth_user_id" not in client.session


def test_the_password_activates_the_account_signs_in_and_says_so(client, link):
    answer = client.post(link, {"password": PASSWORD}, follow=True)

    assert is_active()
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert "Your account is activated." in answer.content.decode()


def test_the_letter_link_in_french_ends_on_a_page_in_french(client, registration):
    client.post("/en/register/", registration | {"language": "fr"})
    link = link_in(last_letter("luc.roy@example.org"))

    answer = client.post(link, {"password": PASSWORD}, follow=True)

    assert "Votre compte est activé" in answer.content.decode()


def test_a_wrong_password_activates_nothing(client, link):
    page = client.post(link, {"password": "Tombola-2028"})

    assert "Incorrect password" in page.content.decode()
    assert not is_active() and "_auth_user_id" not in client.session


def test_guessing_the_password_at_the_link_locks_the_address(client, link):
    for _ in range(4):
        client.post(link, {"password": "Tombola-2028"})

    assert client.post(link, {"password": "Tombola-2028"}).status_code == 429
    assert client.post(link, {"password": PASSWORD}).status_code == 429
    assert not is_active()


def test_the_link_works_for_48_hours(client, link, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=47, minutes=59))

    assert client.get(link).status_code == 200


def test_after_48_hours_one_click_sends_a_new_link_that_works(client, link, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=48, minutes=1))

    page = client.get(link)
    client.post("/en/letter-again/", {"key": page.context["key"]})
    answer = client.post(link_in(last_letter("luc.roy@example.org")), {"password": PASSWORD})

    assert page.status_code == 410
    assert answer.status_code == 302 and is_active()


def test_a_used_link_does_nothing_more(client, link):
    client.post(link, {"password": PASSWORD})
    client.logout()

    assert client.post(link, {"password": PASSWORD}).status_code == 410
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("key", ["x", "MQ:1tKxyz:forged", ".."])
def test_a_forged_link_is_refused_and_offers_no_letter(client, db, key):
    page = client.get(f"/en/activation/{key}/")

    assert page.status_code == 410
    assert "Send me a new link" not in page.content.decode()


def test_a_forged_key_sends_no_letter(client, marie):
    client.post("/en/letter-again/", {"key": "MQ:1tKxyz:forged"})

    assert not Letter.objects.exists()


def test_the_letter_can_be_sent_again_to_the_same_address(client, link):
    answer = client.post("/en/letter-again/", follow=True)

    assert "We have sent the letter again" in answer.content.decode()
    assert Letter.objects.filter(to="luc.roy@example.org").count() == 2


def test_nobody_is_pending_nobody_gets_a_letter(client, marie):
    assert client.post("/en/letter-again/").headers["Location"] == "/en/sign-in/"
    assert not Letter.objects.exists()


def test_signing_in_before_the_activation_sends_another_link(client, link):
    answer = sign_in(client, "luc.roy@example.org")

    assert answer.headers["Location"] == "/en/check-your-e-mail/"
    assert "_auth_user_id" not in client.session
    assert Letter.objects.filter(subject="Registration activation").count() == 2


def test_the_first_link_still_leads_to_an_account_registered_again(client, link, registration):
    client.post("/en/register/", registration | {"password": "Autre-Mot-8"})

    assert client.post(link, {"password": PASSWORD}).status_code == 200
    assert client.post(link, {"password": "Autre-Mot-8"}).status_code == 302
