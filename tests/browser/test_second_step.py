"""An authenticator app and a passkey, added and used at a browser, in both languages."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests import samples
from tests.accounts import codes_of
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIGN_IN = {"fr": "/fr/connexion/", "en": "/en/sign-in/"}
SECURITY = {"fr": "/fr/mon-profil/securite/", "en": "/en/my-profile/security/"}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def amelie():
    return samples.person()


@pytest.fixture
def visitor(browser, live_server, tmp_path):
    """A browser in a language, `visitor("fr", 360)`; what is wrong with any page fails the test at its end."""
    opened = []

    def open_in(language, width=1280, script=True):
        found = Visitor(browser, live_server.url, tmp_path, language=language, width=width, script=script)
        opened.append(found)
        return found

    yield open_in
    for one in opened:
        one.context.close()
    assert [fault for one in opened for fault in one.faults] == []


def sign_in(visitor, user):
    visitor.open(SIGN_IN[visitor.language])
    visitor.fill(login=user.email, password=samples.PASSWORD)
    visitor.press({"fr": "Se connecter", "en": "Sign in"}[visitor.language])


def sign_out(visitor):
    visitor.open({"fr": "/fr/deconnexion/", "en": "/en/sign-out/"}[visitor.language])
    visitor.press("Sign out")


def add_app(visitor):
    """Returns the secret that the page shows under the picture."""
    visitor.open(SECURITY[visitor.language])
    visitor.follow("Add", within="dl")
    secret = visitor.page.locator("#key").inner_text().replace(" ", "")
    visitor.fill(code=codes_of.now(secret))
    visitor.press("Add the app")
    return secret


@pytest.mark.parametrize("language, width, script", [("fr", 360, True), ("en", 1280, True), ("fr", 1280, False)])
def test_an_app_is_added_and_asked_for_at_the_next_sign_in(visitor, amelie, language, width, script):
    visitor = visitor(language, width, script)
    sign_in(visitor, amelie)
    secret = add_app(visitor)
    assert visitor.heading() == visitor.say("Recovery codes")

    sign_out(visitor)
    sign_in(visitor, amelie)
    assert visitor.heading() == visitor.say("Second step")
    visitor.fill(code=codes_of.now(secret, half_minutes=1))
    visitor.press("Continue")
    assert visitor.heading() == visitor.say("Main menu")


def with_device(visitor):
    """The browser has a device that makes passkeys and whose owner always agrees."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return devtools


def add_passkey(visitor):
    visitor.open(SECURITY[visitor.language])
    visitor.follow("a passkey", within="dl")
    visitor.fill(name="Telephone")
    visitor.press("Make the passkey")


@pytest.mark.parametrize("language, width", [("fr", 360), ("en", 1280)])
def test_a_passkey_is_added_and_then_signs_in_alone(visitor, amelie, language, width):
    visitor = visitor(language, width)
    with_device(visitor)
    sign_in(visitor, amelie)
    add_passkey(visitor)
    assert visitor.heading() == visitor.say("Recovery codes")

    sign_out(visitor)
    visitor.open(SIGN_IN[language])
    visitor.press("Sign in with a passkey")
    assert visitor.heading() == visitor.say("Main menu")


def test_a_passkey_is_the_second_step_after_the_password(visitor, amelie):
    visitor = visitor("en")
    with_device(visitor)
    sign_in(visitor, amelie)
    add_passkey(visitor)
    sign_out(visitor)

    sign_in(visitor, amelie)
    assert visitor.heading() == "Second step"
    visitor.press("Use my passkey")
    assert visitor.heading() == "Main menu"


def test_a_passkey_that_is_not_there_is_said_and_the_password_still_works(visitor, amelie):
    visitor = visitor("fr")
    with_device(visitor)
    visitor.open(SIGN_IN["fr"])
    visitor.page.get_by_role("button", name=visitor.say("Sign in with a passkey")).click()

    expect(visitor.page.get_by_role("alert").filter(has_text="clé d’identification")).to_be_visible()
    sign_in(visitor, amelie)
    assert visitor.heading() == visitor.say("Main menu")


def test_staff_add_their_second_step_and_then_stand_at_the_desk(visitor):
    visitor = visitor("en")
    boss = User.objects.create_superuser("boss@example.org", samples.PASSWORD, language="en")
    samples.activate(boss)
    sign_in(visitor, boss)
    assert visitor.heading() == "Security"

    add_app(visitor)
    visitor.tags = ("{}-CA", "{}")  # the desk is Django's
    visitor.follow("Staff desk", within="main")
    assert visitor.page.url.endswith("/en/admin/")
