import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache

from accounts import sealed

from . import codes_of
from .conftest import PASSWORD, last_letter, link_in, sign_in

pytestmark = pytest.mark.django_db
APP = "/en/my-profile/security/app/"
NOON = "2027-03-10 12:00:10-05:00"


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def app(marie, clock):
    return codes_of.give_app(marie)


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def signed_in(client):
    return "_auth_user_id" in client.session


def set_up(client):
    """Scan the picture of the page and type the code; returns the secret and the answer."""
    secret = client.get(APP).context["form"].secret
    return secret, client.post(APP, {"code": codes_of.now(secret)})


def test_an_app_is_added_by_its_first_code_and_recovery_codes_come_with_it(client, marie, after_commit):
    client.force_login(marie)
    with after_commit(execute=True):
        _secret, answer = set_up(client)

    page = client.get(answer.headers["Location"]).content.decode()
    assert answer.headers["Location"] == "/en/my-profile/security/recovery-codes/"
    assert page.count("<li>") >= 10
    assert last_letter(marie.email).subject == "Une deuxième étape protège votre compte"


def test_the_secret_is_nowhere_in_clear(client, marie):
    client.force_login(marie)
    secret = client.get(APP).context["form"].secret
    kept = Session.objects.get(pk=client.session.session_key).get_decoded()
    client.post(APP, {"code": codes_of.now(secret)})

    rows = Authenticator.objects.values_list("data", flat=True)
    assert secret not in str(kept)
    assert len(rows) == 2 and secret not in str(list(rows))


def test_a_page_opened_again_shows_the_same_picture(client, marie):
    client.force_login(marie)

    assert client.get(APP).context["form"].secret == client.get(APP).context["form"].secret


def test_a_wrong_code_adds_nothing(client, marie):
    client.force_login(marie)
    client.get(APP)
    page = client.post(APP, {"code": codes_of.WRONG}).content.decode()

    assert "This code is not right" in page
    assert not codes_of.has_second_step(marie)


def test_the_password_alone_no_longer_signs_in(client, marie, app):
    answer = sign_in(client, marie.email)

    assert answer.headers["Location"] == "/en/sign-in/second-step/"
    assert not signed_in(client)


@pytest.mark.parametrize("half_minutes", [-1, 0, 1])
def test_the_code_signs_in_even_from_a_clock_that_is_a_little_wrong(client, marie, app, half_minutes):
    codes_of.sign_in_twice(client, marie, codes_of.now(half_minutes=half_minutes))

    assert signed_in(client)


@pytest.mark.parametrize("half_minutes", [-2, 2])
def test_a_code_that_is_too_old_or_too_new_does_not(client, marie, app, half_minutes):
    codes_of.sign_in_twice(client, marie, codes_of.now(half_minutes=half_minutes))

    assert not signed_in(client)


def test_spaces_in_a_code_do_no_harm(client, marie, app):
    code = codes_of.now()
    codes_of.sign_in_twice(client, marie, f" {code[:3]} {code[3:]} ")

    assert signed_in(client)


@pytest.mark.parametrize("later", [0, 29, 59])
def test_a_code_serves_once_even_where_the_cache_was_emptied(client, marie, app, clock, later):
    code = codes_of.now()
    codes_of.sign_in_twice(client, marie, code)
    client.post("/en/sign-out/")
    cache.clear()
    clock.shift(later)

    codes_of.sign_in_twice(client, marie, code)
    assert not signed_in(client)


def test_the_code_that_added_the_app_does_not_sign_in(client, marie, clock):
    client.force_login(marie)
    secret, _answer = set_up(client)
    client.logout()

    codes_of.sign_in_twice(client, marie, codes_of.now(secret))
    assert not signed_in(client)


def test_a_recovery_code_signs_in_once(client, marie, app):
    code = codes_of.give_codes(marie)[3]
    codes_of.sign_in_twice(client, marie, f"{code[:4]} {code[4:]}")
    assert signed_in(client)

    client.post("/en/sign-out/")
    codes_of.sign_in_twice(client, marie, code)
    assert not signed_in(client)


def test_a_reset_by_mail_does_not_drop_it(client, marie, app):
    client.post("/en/forgotten-password/", {"email": marie.email})
    page = client.get(link_in(last_letter(marie.email)), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "Nouveau-Mot-9"})

    assert sign_in(client, marie.email, "Nouveau-Mot-9").headers["Location"] == "/en/sign-in/second-step/"
    assert not signed_in(client)


def test_a_secret_stays_readable_under_a_former_key_and_moves_to_the_new_one(client, marie, app, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-" * 8
    codes_of.sign_in_twice(client, marie, codes_of.now())
    assert signed_in(client)

    settings.SECRET_KEY_FALLBACKS = []
    app.refresh_from_db()
    assert sealed.unseal(app.data["secret"]) == codes_of.SECRET


def test_the_app_is_removed_by_who_shows_it_and_a_letter_says_so(client, marie, app):
    codes_of.sign_in_twice(client, marie, codes_of.now())
    client.post(f"{APP}remove/")

    assert not codes_of.has_second_step(marie)
    assert last_letter(marie.email).subject == "Une deuxième étape a été retirée de votre compte"


def test_somebody_at_an_open_session_cannot_remove_it(client, marie, app, clock):
    codes_of.sign_in_twice(client, marie, codes_of.now())
    clock.shift(16 * 60)
    asked = client.post(f"{APP}remove/").headers["Location"]
    client.post(asked, {"password": PASSWORD})

    assert asked.startswith("/en/confirm/")
    assert codes_of.has_second_step(marie)


def test_new_recovery_codes_replace_the_former(client, marie, app, after_commit):
    former = codes_of.give_codes(marie)
    codes_of.sign_in_twice(client, marie, codes_of.now())
    with after_commit(execute=True):
        client.post("/en/my-profile/security/recovery-codes/new/")

    shown = client.get("/en/my-profile/security/recovery-codes/file/").content.decode().replace(" ", "")
    assert [code for code in former if code in shown] == []
    assert last_letter(marie.email).subject == "Vous avez de nouveaux codes de secours"


@pytest.mark.parametrize("address", ["/en/sign-in/second-step/", "/en/confirm/", APP])
def test_the_pages_of_the_second_step_are_closed_to_a_visitor(client, db, address):
    assert client.get(address).headers["Location"].startswith("/en/sign-in/")
