import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
HOSTILE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https:evil.example",
    "%0d%0aevil.example",
]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_signing_in_leads_to_the_main_page(client, marie, language):
    answer = sign_in(client, marie.email, language=language)

    assert answer.headers["Location"] == {"en": "/en/my-profile/", "fr": "/fr/mon-profil/"}[language]


def test_the_session_changes_its_name_at_sign_in(client, marie):
    client.get("/en/register/")
    client.session["x"] = 1
    client.session.save()
    before = client.session.session_key

    sign_in(client, marie.email)

    assert client.session.session_key != before


def test_the_cookie_is_forgotten_with_the_browser(client, marie):
    sign_in(client, marie.email)

    assert client.cookies["session"]["max-age"] == ""
    assert client.session.get_expiry_age() == 30 * 60


@pytest.mark.parametrize("target", HOSTILE)
def test_no_sign_in_leads_to_another_site(client, marie, target):
    answer = client.post("/en/sign-in/", {"login": marie.email, "password": PASSWORD, "next": target})

    assert answer.headers["Location"] == "/en/my-profile/" or answer.headers["Location"].startswith("%0d")


@pytest.mark.parametrize("target", HOSTILE)
def test_no_sign_out_leads_to_another_site(client, marie, target):
    client.force_login(marie)
    answer = client.post("/en/sign-out/", {"next": target})

    assert "evil.example" not in answer.headers["Location"] or answer.headers["Location"].startswith("%0d")


def test_a_page_of_ours_asked_for_before_is_opened_after(client, marie):
    answer = client.post("/en/sign-in/?next=/en/contact/", {"login": marie.email, "password": PASSWORD})

    assert answer.headers["Location"] == "/en/contact/"


def test_signing_out_takes_a_post(client, marie):
    client.force_login(marie)
    client.get("/en/sign-out/")
    assert "_auth_user_id" in client.session

    client.post("/en/sign-out/")
    assert "_auth_user_id" not in client.session


def test_signing_out_without_a_token_does_nothing(marie):
    client = Client(enforce_csrf_checks=True)
    client.force_login(marie)

    assert client.post("/en/sign-out/").status_code == 403
    assert "_auth_user_id" in client.session


def test_a_closed_account_is_told_so_only_with_the_right_password(client, marie):
    marie.is_active = False
    marie.save()

    right = client.post("/en/sign-in/", {"login": marie.email, "password": PASSWORD}, follow=True).content.decode()
    wrong = sign_in(client, marie.email, "wrong").content.decode()
    assert "This account is closed" in right and "This account is closed" not in wrong
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_set_password",
        "mfa_reauthenticate",
        "mfa_list_webauthn",
        "usersessions_list",
        "account_inactive",
        "account_request_login_code",
    ],
)
def test_pages_of_allauth_we_do_not_use_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "altcha_django:challenge",
    ],
)
def test_a_visitor_reaches_the_pages_that_come_before_the_sign_in(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_no_cookie_holds_the_address(client, marie):
    sign_in(client, marie.email)

    assert not any("marie" in cookie.value for cookie in client.cookies.values())
