"""Adding and removing a person, as the published help says it, in a real browser; without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import translation

from accounts.models import Right
from accounts.permissions import may
from tests.accounts import linked
from tests.accounts.conftest import PASSWORD
from tests.browser.visitor import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WORDS = {
    "fr": {
        "password": "Mot de passe", "sign in": "Se connecter", "code": "Code d’accès", "add": "Ajouter",
        "link": "Lier à mon compte", "access": "Accès à mon dossier", "who": "Voir qui a accès",
        "end": "Retirer l’accès", "why": "Motif", "ask": "Nous demander de retirer cet accès",
        "profile": "Mon profil",
    },
    "en": {
        "password": "Password", "sign in": "Sign in", "code": "Access code", "add": "Add",
        "link": "Link to my account", "access": "Access to my file", "who": "See who has access",
        "end": "End access", "why": "Reason", "ask": "Ask us to end this access", "profile": "My profile",
    },
}  # fmt: skip


@pytest.fixture
def people():
    owner, newcomer = linked.person("owner@example.org"), linked.person("newcomer@example.org")
    return owner, newcomer, linked.club(by=owner)


def address(site, name, language, *args):
    with translation.override(language):
        return site + reverse(name, args=args)


def signed_in(browser, site, user, language, **options):
    page = browser.new_context(**options).new_page()
    words = WORDS[language]
    page.goto(address(site, "account_login", language))
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    leave_by(page.get_by_role("main").get_by_role("button", name=words["sign in"], exact=True))
    return page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_person_is_added_with_a_code_and_removed_again(browser, live_server, people, language):
    owner, newcomer, club = people
    words, site = WORDS[language], live_server.url
    _code, plain = linked.code(club, max_uses=2)

    theirs = signed_in(browser, site, newcomer, language, java_script_enabled=False)
    leave_by(theirs.get_by_role("link", name=words["profile"]).first)
    theirs.get_by_role("textbox", name=words["code"], exact=True).fill(plain.lower().replace("-", " "))
    leave_by(theirs.get_by_role("button", name=words["add"], exact=True))
    assert club.name in theirs.get_by_role("main").inner_text()
    leave_by(theirs.get_by_role("button", name=words["link"]))
    assert club.name in theirs.locator(".govuk-notification-banner--success").inner_text()

    hers = signed_in(browser, site, owner, language, java_script_enabled=False)
    leave_by(hers.get_by_role("link", name=words["access"]).first)
    leave_by(hers.get_by_role("link", name=words["who"]))
    card = hers.locator("article", has_text=newcomer.email)
    assert "subject=remove-person" in card.get_by_role("link", name=words["ask"]).get_attribute("href")
    leave_by(card.get_by_role("link", name=words["end"]).first)
    hers.get_by_label(words["why"]).fill("A quitté le club.")
    leave_by(hers.get_by_role("button", name=words["end"]))

    assert newcomer.email not in hers.get_by_role("main").inner_text()
    assert not may(newcomer, club.pk, Right.VIEW)
    assert theirs.goto(address(site, "accounts:access", language, club.pk)).status == 404


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_access_are_accessible_and_fit(browser, live_server, people, width):
    owner, newcomer, club = people
    held, (code, _plain) = linked.member(newcomer, club, Right.VIEW), linked.code(club)
    other = linked.club(name="Société d’horticulture")
    page = signed_in(browser, live_server.url, owner, "fr", viewport={"width": width, "height": 900})
    paths = [
        ("accounts:profile",),
        ("accounts:add_code",),
        ("accounts:access_list",),
        ("accounts:access", club.pk),
        ("accounts:change_rights", club.pk, held.pk),
        ("accounts:end_access", club.pk, held.pk),
        ("accounts:revoke_code", club.pk, code.pk),
    ]
    for name, *args in paths:
        page.goto(address(live_server.url, name, "fr", *args))
        sound(page, name)
    page.goto(address(live_server.url, "accounts:add_code", "fr"))
    page.locator("[name=access_code]").fill("ABCD")
    leave_by(page.locator("main form button"))
    sound(page, "a wrong code")
    page.locator("[name=access_code]").fill(linked.code(other)[1])
    leave_by(page.locator("main form button"))
    sound(page, "licensing:link")
    assert other.name in page.get_by_role("main").inner_text()


def sound(page, name):
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
