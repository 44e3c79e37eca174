"""« Sécurité »: the password, and where one is signed in."""

import pytest
from django.test import Client

from icajo.models import Letter

from .conftest import PASSWORD, last_letter, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/en/my-profile/security/"
SESSIONS = f"{PAGE}sessions/"
NEW = "Nouveau-Mot-9"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


@pytest.fixture
def here(marie):
    client = Client(HTTP_USER_AGENT=FIREFOX)
    sign_in(client, marie.email)
    return client


@pytest.fixture
def elsewhere(marie):
    client = Client(HTTP_USER_AGENT=SAFARI)
    sign_in(client, marie.email)
    return client


def opens(client):
    return client.get(PAGE).status_code == 200


def test_the_page_names_each_device_and_this_one_first(elsewhere, here):
    shown = [(one.device, one.here) for one in here.get(PAGE).context["sessions"]]

    assert shown == [("Firefox, Windows", True), ("Safari, iPhone", False)]


def test_one_other_session_is_ended(here, elsewhere):
    other = here.get(PAGE).context["sessions"][1]
    here.post(SESSIONS, {"session": other.pk})

    assert opens(here) and not opens(elsewhere)


def test_all_others_are_ended_at_once(here, elsewhere, marie):
    third = Client()
    sign_in(third, marie.email)
    here.post(SESSIONS, {"session": "others"})

    assert [opens(one) for one in (here, elsewhere, third)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(here, django_user_model):
    stranger = Client()
    stranger.force_login(django_user_model.objects.create_user("luc@example.org", PASSWORD))
    other = here.get(PAGE).context["sessions"][0]

    assert stranger.post(SESSIONS, {"session": other.pk}).status_code == 404
    assert opens(here)


@pytest.mark.parametrize("which", ["", "x", "0", "²", "-1"])
def test_a_session_that_is_none_is_not_found(here, which):
    assert here.post(SESSIONS, {"session": which}).status_code == 404


def test_opening_the_address_of_the_button_does_nothing(here):
    assert here.get(SESSIONS).status_code == 405


def change(client, old=PASSWORD, new=NEW):
    return client.post(f"{PAGE}password/", {"oldpassword": old, "password1": new})


def test_a_new_password_ends_the_other_sessions_and_is_told_by_letter(here, elsewhere, marie):
    answer = change(here)

    assert answer.headers["Location"] == PAGE
    assert opens(here) and not opens(elsewhere)
    assert last_letter(marie.email).subject == "Votre mot de passe a changé"
    assert sign_in(Client(), marie.email, NEW).status_code == 302


@pytest.mark.parametrize("old, new, said", [
    ("wrong", NEW, "Incorrect password"),
    (PASSWORD, "short1A", "at least 8"),
    (PASSWORD, "tombola-deux", "must contain a digit"),
    (PASSWORD, "marie@example.org1A", "too similar"),
    (PASSWORD, "", "Enter"),
])  # fmt: skip
def test_what_is_wrong_with_a_new_password_is_said_and_nothing_changes(here, marie, old, new, said):
    page = change(here, old, new).content.decode()

    assert said in page
    assert sign_in(Client(), marie.email).status_code == 302
    assert not Letter.objects.exists()


def test_guessing_the_password_of_an_open_session_locks(here):
    assert [change(here, "wrong").status_code for _ in range(5)][-1] == 429


@pytest.mark.parametrize("language, words", [("fr", "Vos sessions ouvertes"), ("en", "Where you are signed in")])
def test_the_page_is_in_both_languages(here, language, words):
    address = {"fr": "/fr/mon-profil/securite/", "en": PAGE}[language]

    assert words in here.get(address).content.decode()


@pytest.mark.parametrize("host, offered", [("localhost", True), ("127.0.0.1", False), ("[::1]:8000", False)])
def test_passkeys_are_offered_only_at_a_name(here, settings, host, offered):
    settings.ALLOWED_HOSTS = ["*"]

    assert ("a passkey" in here.get(PAGE, headers={"host": host}).content.decode()) is offered
