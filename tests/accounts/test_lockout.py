from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache

from icajo.models import Letter

from .conftest import PASSWORD, last_letter, link_in, sign_in

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 12, 0, tzinfo=ZoneInfo("America/Toronto"))


@pytest.fixture
def at(time_machine):
    """Set the clock to so many minutes (and seconds) after noon."""

    def move(minutes, seconds=0):
        time_machine.move_to(NOON + timedelta(minutes=minutes, seconds=seconds), tick=False)

    move(0)
    return move


def fail(client, times=5, email="marie@example.org", **extra):
    return [sign_in(client, email, "wrong", **extra).status_code for _ in range(times)]


def test_the_fifth_failure_locks_and_the_right_password_is_then_refused(client, marie):
    assert fail(client) == [200, 200, 200, 200, 429]
    assert sign_in(client, marie.email).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_page_says_when_the_lock_ends_in_both_languages(client, marie, at):
    at(2)
    fail(client)
    at(10)

    assert "12:47 p.m." in sign_in(client, marie.email).content.decode().replace("\xa0", " ")
    assert "12 h 47" in sign_in(client, marie.email, language="fr").content.decode().replace("\xa0", " ")


def test_the_lock_is_counted_from_the_last_failure(client, marie, at):
    for minutes in (0, 10, 20, 30, 40):
        at(minutes)
        fail(client, times=1)
    at(40 + 44, 59)
    assert sign_in(client, marie.email).status_code == 429

    at(40 + 45, 1)
    assert sign_in(client, marie.email).status_code == 302


def test_failures_from_several_browsers_count_together_from_the_last(client, marie, at):
    fail(client, times=3, HTTP_USER_AGENT="one")
    at(30)
    fail(client, times=2, HTTP_USER_AGENT="two")

    at(50)
    assert sign_in(client, marie.email).status_code == 429
    at(75, 1)
    assert sign_in(client, marie.email).status_code == 302


def test_trying_during_the_lock_does_not_extend_it(client, marie, at):
    fail(client)
    at(44)
    fail(client, times=3)

    at(45, 1)
    assert sign_in(client, marie.email).status_code == 302


def test_the_lock_survives_an_emptied_cache(client, marie, at):
    fail(client)
    cache.clear()
    assert sign_in(client, marie.email).status_code == 429

    at(44, 59)
    cache.clear()
    assert sign_in(client, marie.email).status_code == 429


def test_an_address_nobody_registered_is_answered_the_same(client, marie):
    known = [sign_in(client, marie.email, "wrong") for _ in range(6)]
    unknown = [sign_in(client, "nobody@example.org", "wrong") for _ in range(6)]

    assert [a.status_code for a in known] == [a.status_code for a in unknown]
    bodies = [a.content.decode().replace(marie.email, "nobody@example.org") for a in (known[0], unknown[0])]
    assert "Incorrect e-mail or password" in bodies[0]
    assert strip_tokens(bodies[0]) == strip_tokens(bodies[1])


def strip_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_the_address_is_the_same_in_capitals(client, marie):
    fail(client, times=3)
    fail(client, times=2, email="MARIE@Example.org")

    assert sign_in(client, marie.email).status_code == 429


def test_the_staff_page_has_no_sign_in_of_its_own(client, marie):
    fail(client)

    answer = client.post("/en/admin/login/", {"username": marie.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/en/sign-in/?next=/en/admin/"
    assert "_auth_user_id" not in client.session


def test_a_reset_lifts_the_lock(client, marie):
    fail(client)
    client.post("/en/forgotten-password/", {"email": marie.email})
    page = client.get(link_in(last_letter(marie.email)), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "Nouveau-Mot-9"})

    assert not AccessAttempt.objects.exists()
    assert sign_in(client, marie.email, "Nouveau-Mot-9").status_code == 302


def test_the_owner_is_told_once_and_until_when(client, marie, at):
    fail(client, times=7)
    at(10)
    fail(client)

    letter = Letter.objects.get(to=marie.email)
    assert letter.subject == "Votre accès est bloqué"
    assert "12\xa0h\xa045" in letter.body


def test_the_next_lock_is_told_by_another_letter(client, marie, at):
    fail(client)
    at(46)
    fail(client)

    assert Letter.objects.filter(to=marie.email).count() == 2


def test_an_address_nobody_registered_gets_no_letter(client, db):
    fail(client, email="nobody@example.org")

    assert not Letter.objects.exists()


def test_the_record_of_failures_holds_no_password(client, marie):
    sign_in(client, marie.email, "My-Other-Secret-1")

    assert "My-Other-Secret-1" not in AccessAttempt.objects.get().post_data
