"""« Questions générales sur votre compte »: access codes, people added and removed, addresses."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from accounts.models import AccessCode, Right
from accounts.permissions import may
from icajo.models import Letter
from licensing.models import Licence
from submissions.models import Inquiry
from tests.accounts import linked
from tests.browser.officer import Officer
from tests.browser.reader import PASSWORD, session_of
from tests.browser.test_help_accounts import EMAIL, fill_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBER = "RAF0812345"
WORDS = {
    "fr": {
        "linked to": "Voir à quoi votre compte est lié",
        "who": "Voir qui a accès", "ask": "Nous demander de retirer cet accès",
        "removal": "Veuillez retirer l’accès de Newcomer Roy (newcomer@example.org) au dossier de",
    },
    "en": {
        "linked to": "See what your account is linked to",
        "who": "See who has access", "ask": "Ask us to end this access",
        "removal": "Please end the access of Newcomer Roy (newcomer@example.org) to the file of",
    },
}  # fmt: skip

CANNOT = {
    "fr": "Votre adresse courriel ne peut pas être modifiée, car votre compte est connu sous cette adresse. "
    "Pour en utiliser une autre, créez un autre compte avec elle, puis liez vos licences à ce compte avec un code",
    "en": "Your e-mail address cannot be changed, because your account is known by it. "
    "To use another address, create another account with it, then link your licences to that account with an",
}


@pytest.fixture
def club(transactional_db):
    """A club with a licence, which the portal knew before anybody had an account."""
    club = linked.club()
    Licence.objects.create(
        number=NUMBER, type_code="raffle", organization=club, holder=club.name, municipality="Hearst",
        issued_on=date(2025, 1, 20), starts_on=date(2025, 1, 21),
        expires_on=date(2035, 1, 20),
    )  # fmt: skip
    return club


@pytest.fixture
def newcomer(reader):
    return linked.person("newcomer@example.org", language=reader.language)


@pytest.fixture
def officer(browser, live_server, settings, tmp_path, reader):
    """Customer service at the desk; the second step of staff is tested elsewhere."""
    settings.STAFF_SECOND_FACTOR = False
    call_command("load_reference", verbosity=0)
    user = linked.person("service@example.org", is_staff=True, first_name="Salma", language=reader.language)
    user.groups.add(Group.objects.get(name="Customer service"))
    folder = tmp_path / "desk"
    folder.mkdir()
    found = Officer(browser, live_server.url, folder, language=reader.language, inspects=False)
    found.context.add_cookies(session_of(user, live_server.url))
    yield found
    found.context.close()
    assert found.faults == []


def register(reader, **changes):
    """From the sign-in page to an account that is activated."""
    reader.click("creating")
    fill_in(reader, **changes)
    reader.tick_the_security_check()
    reader.click("finish", "button")
    reader.open(reader.link_in(reader.letters(EMAIL, reader.words("activation")).get()))
    reader.fill(password=PASSWORD)
    reader.press("Activate my account")


def links(reader):
    """The page that says what the code links and what it allows, then `Lier à mon compte`."""
    assert NUMBER in reader.text() and reader.say("You will be able to") in reader.text()
    reader.click("link", "button")


def sees_the_licence(reader):
    reader.go_to("Main menu")
    return NUMBER in reader.text()


def test_an_access_code_is_read_over_the_telephone_and_added_under_my_profile(reader, officer, club, newcomer):
    reader.be(newcomer)
    reader.open_profile()
    reader.page.get_by_text(reader.say("How to get an access code")).click()
    assert reader.say("We check that you are the right person to receive the code.") in reader.text()

    with translation.override(reader.language):
        officer.open(reverse("admin:accounts_organization_change", args=[club.pk]))
    officer.follow("Issue an access code")
    officer.fill(issued_to="Newcomer Roy, director", identity_check="Date of birth and file number, call of 10 a.m.")
    officer.press("Issue an access code")
    code = officer.page.locator(".icajo-code").inner_text()

    reader.add_code(code.lower().replace("-", " "))
    links(reader)
    assert sees_the_licence(reader) and may(newcomer, club.pk, Right.SUBMIT)
    kept = AccessCode.objects.get()
    assert (kept.issued_by.first_name, kept.identity_check[:13]) == ("Salma", "Date of birth")


def test_the_sign_in_address_cannot_be_changed_so_a_new_account_is_made_and_linked_with_a_code(reader, club, newcomer):
    linked.member(newcomer, club)
    _code, plain = linked.code(club)
    reader.be(newcomer)
    reader.open_profile()
    assert CANNOT[reader.language] in reader.text()
    assert newcomer.email in reader.text() and reader.page.locator("[name=email]").count() == 0

    reader.go_to("Sign out")
    reader.leave_by(reader.page.locator("main").get_by_role("button", name=reader.say("Sign out")))
    reader.go_to_the_sign_in_page()
    register(reader)
    assert not sees_the_licence(reader)
    reader.add_code(plain)
    links(reader)

    assert sees_the_licence(reader)


def test_a_person_is_added_by_the_code_they_type_when_they_register(reader, club):
    _code, plain = linked.code(club, max_uses=2)
    reader.go_to_the_sign_in_page()
    register(reader, access_code=plain)
    links(reader)

    assert sees_the_licence(reader)


def test_a_person_who_has_an_account_is_added_by_the_code_under_my_profile(reader, club, newcomer):
    owner = linked.person("owner@example.org")
    linked.member(owner, club)
    _code, plain = linked.code(club, max_uses=2)

    reader.be(newcomer)
    reader.add_code(plain)
    links(reader)

    assert sees_the_licence(reader)
    assert Letter.objects.filter(to=owner.email, subject__contains=club.name).exists()


def test_a_person_is_removed_by_an_inquiry_that_is_filled_in(reader, club, newcomer):
    owner = linked.person("owner@example.org")
    linked.member(owner, club)
    linked.member(newcomer, club)
    words = WORDS[reader.language]

    reader.be(owner)
    reader.open_profile()
    reader.leave_by(reader.page.get_by_role("link", name=words["linked to"]))
    reader.leave_by(reader.page.get_by_role("link", name=words["who"]))
    card = reader.page.locator("article", has_text=newcomer.email)
    reader.leave_by(card.get_by_role("link", name=words["ask"]))
    assert reader.reads("inquiry")
    assert reader.value("subject") == "remove-person"
    assert words["removal"] in reader.value("text")
    reader.fill(phone="705 555-0101")
    reader.press("Send the question")

    inquiry = Inquiry.objects.get()
    assert inquiry.ref in reader.text() and inquiry.organization == club


def test_an_address_is_changed_by_a_request_about_a_licence_chosen_by_its_number(reader, club, newcomer):
    linked.member(newcomer, club)
    reader.be(newcomer)
    assert reader.reads("existing")
    reader.click("change", "button")
    assert reader.reads("select")
    reader.fill(licence=NUMBER)
    reader.press("Next")
    if reader.page.get_by_role("link", name=reader.say("Explain it to us")).count():  # where a form exists as well
        reader.follow("Explain it to us", within="main")
    assert reader.value("licence") == NUMBER
    reader.fill(text="12, rue Prince, Hearst.", phone="705 555-0101")
    reader.press("Send the change request")

    inquiry = Inquiry.objects.get()
    assert inquiry.ref in reader.text() and inquiry.organization == club
    assert NUMBER in inquiry.text and "12, rue Prince" in inquiry.text
