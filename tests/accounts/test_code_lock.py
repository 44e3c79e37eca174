"""Wrong codes of the second step lock as wrong passwords do, apart from them."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from icajo.models import Letter

from . import codes_of
from .conftest import last_letter, link_in, sign_in

pytestmark = pytest.mark.django_db
STEP = "/en/sign-in/second-step/"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2027-03-10 12:00:10-05:00", tick=False)
    return time_machine


@pytest.fixture
def app(marie, clock):
    return codes_of.give_app(marie)


def fail(client, marie, times=5):
    sign_in(client, marie.email)
    return [client.post(STEP, {"code": codes_of.WRONG}).status_code for _ in range(times)]


def right(client, marie):
    codes_of.sign_in_twice(client, marie, codes_of.now())
    return "_auth_user_id" in client.session


def test_the_fifth_wrong_code_locks_and_the_right_one_is_then_refused(client, marie, app):
    assert fail(client, marie) == [200, 200, 200, 200, 429]
    cache.clear()

    assert not right(client, marie)


def test_the_lock_ends_45_minutes_after_the_last_wrong_code(client, marie, app, clock):
    fail(client, marie, times=4)
    clock.shift(timedelta(minutes=30))
    fail(client, marie, times=1)

    clock.shift(timedelta(minutes=44, seconds=59))
    assert not right(client, marie)
    clock.shift(timedelta(seconds=2))
    assert right(client, marie)


def test_the_page_and_the_letter_say_that_codes_were_wrong_and_until_when(client, marie, app):
    fail(client, marie, times=4)
    page = client.post("/fr/connexion/deuxieme-etape/", {"code": codes_of.WRONG}).content.decode()

    letter = last_letter(marie.email)
    assert "cinq codes erronés" in page and "12\xa0h\xa045" in page
    assert letter.subject == "Codes erronés pour votre compte" and "12\xa0h\xa045" in letter.body
    assert Letter.objects.filter(to=marie.email).count() == 1


def test_a_new_password_does_not_forgive_wrong_codes(client, marie, app):
    fail(client, marie)
    client.post("/en/forgotten-password/", {"email": marie.email})
    page = client.get(link_in(last_letter(marie.email)), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "Nouveau-Mot-9"})

    sign_in(client, marie.email, "Nouveau-Mot-9")
    assert client.post(STEP, {"code": codes_of.now()}).status_code == 429


def test_wrong_codes_do_not_lock_the_password_nor_the_other_way_round(client, marie, app):
    fail(client, marie)

    assert sign_in(client, marie.email).status_code == 302


def test_guesses_from_other_browsers_count_together(client, marie, app):
    fail(client, marie, times=3)

    assert fail(Client(HTTP_USER_AGENT="another"), marie, times=2) == [200, 429]


def test_the_record_holds_no_code(client, marie, app):
    fail(client, marie, times=1)

    assert codes_of.WRONG not in AccessAttempt.objects.get().post_data
