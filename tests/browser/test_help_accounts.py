"""« Questions générales sur votre compte »: accounts and passwords.  Each published answer, followed in a browser.

The answers on access, and on people added and removed, are followed in test_help_access.py.
"""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone, translation

from accounts import actions
from accounts.models import User
from icajo.words import time_of_day
from submissions.models import Inquiry
from tests.browser.reader import PASSWORD
from tests.browser.visitor import plain

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "eloise.gagne@example.org"
NEW_PASSWORD = "Tangara-8-vert"


def is_active(email):
    return EmailAddress.objects.filter(email=email, verified=True).exists()


def fill_in(reader, email=EMAIL, **changes):
    """The boxes of « Inscription à un compte »."""
    facts = {
        "first_name": "Éloïse", "last_name": "Gagné", "email": email, "password": PASSWORD, "phone": "613 555-0147",
        "born_on": date(1985, 3, 27), "language": reader.language,
    }  # fmt: skip
    reader.fill(**facts | changes)


def registered(language, email=EMAIL):
    """Somebody who has registered; the link of their letter has not been opened."""
    return actions.register(
        email=email, password=PASSWORD, first_name="Éloïse", last_name="Gagné", phone="+16135550147",
        born_on=date(1985, 3, 27), language=language, typed_code="",
    )  # fmt: skip


def member(language):
    user = registered(language)
    actions.activate(user)
    return user


def test_an_account_is_created_in_the_seven_published_steps(reader):
    reader.go_to_the_sign_in_page()
    assert reader.reads("create")
    reader.click("creating")
    assert reader.heading() == reader.words("register")
    fill_in(reader)
    reader.tick_the_security_check()
    reader.click("finish", "button")

    letter = reader.letters(EMAIL, reader.words("activation")).get()
    opened = reader.context.request.get(reader.site + reader.link_in(letter))
    assert opened.ok and not is_active(EMAIL), "a link opened by a mailbox that checks links activates nothing"
    reader.open(reader.link_in(letter))
    assert not is_active(EMAIL)
    reader.fill(password=PASSWORD)
    reader.press("Activate my account")

    assert is_active(EMAIL)
    assert reader.heading() == reader.words("main menu")


def test_whose_activation_letter_never_came_sets_up_the_account_again(reader):
    first = registered(reader.language)
    reader.go_to_the_sign_in_page()
    reader.click("creating")
    fill_in(reader, first_name="Éloïse-Anne", password=NEW_PASSWORD)
    reader.tick_the_security_check()
    reader.click("finish", "button")
    assert reader.say("Nothing after a few minutes? Look in your junk mail.") in reader.text()
    reader.press("Send the letter again")
    assert reader.say("We have sent the letter again.") in reader.text()

    letters = reader.letters(EMAIL, reader.words("activation"))
    assert letters.count() == 3
    reader.open(reader.link_in(letters.last()))
    reader.fill(password=NEW_PASSWORD)
    reader.press("Activate my account")

    assert reader.heading() == reader.words("main menu")
    assert User.objects.get().pk == first.pk and User.objects.get().first_name == "Éloïse-Anne"


def test_an_activation_link_of_three_days_ago_is_replaced_by_one_click(reader, time_machine):
    time_machine.move_to(timezone.now() - timedelta(hours=48, minutes=1))
    registered(reader.language)
    letters = reader.letters(EMAIL, reader.words("activation"))
    time_machine.move_to(timezone.now() + timedelta(hours=48, minutes=1))

    reader.open(reader.link_in(letters.get()))
    reader.forgive(410)
    reader.press("Send me a new link")
    reader.open(reader.link_in(letters.last()))
    reader.fill(password=PASSWORD)
    reader.press("Activate my account")

    assert is_active(EMAIL)


def test_an_address_that_has_an_account_is_told_so_by_letter_and_not_on_the_page(reader):
    member(reader.language)
    reader.go_to_the_sign_in_page()
    reader.click("creating")
    fill_in(reader)
    reader.tick_the_security_check()
    reader.click("finish", "button")
    assert "e•••@example.org" in reader.text()

    subject = {"fr": "Vous avez déjà un compte iCAJO", "en": "You already have an iAGCO account"}[reader.language]
    reader.open(reader.link_in(reader.letters(EMAIL, subject).get()))

    assert reader.heading() == reader.words("sign-in page") and reader.reads("account login")


def test_a_forgotten_password_is_reset_by_letter(reader):
    member(reader.language)
    reader.go_to_the_sign_in_page()
    assert reader.reads("account login")
    reader.click("forgot")
    reader.fill(email=EMAIL)
    reader.press("Send the link")
    reader.open(reader.link_in(reader.letters(EMAIL, reader.words("reset")).get()))
    assert reader.heading() == reader.words("reset")
    rules = {
        "fr": "Au moins 8 caractères, dont un chiffre, et une lettre majuscule ou un caractère spécial",
        "en": "At least 8 characters, with a digit, and an upper-case letter or a special character",
    }
    assert rules[reader.language] in reader.text()
    reader.fill(password1="perroquet")
    reader.press("Confirm the new password")
    assert reader.say("The password must contain a digit") in reader.text()
    reader.fill(password1=NEW_PASSWORD)
    reader.press("Confirm the new password")

    reader.open({"fr": "/fr/connexion/", "en": "/en/sign-in/"}[reader.language])
    reader.sign_in(EMAIL, NEW_PASSWORD)
    assert reader.heading() == reader.words("main menu")


def test_five_wrong_passwords_lock_for_45_minutes_and_a_new_password_unlocks(reader):
    member(reader.language)
    reader.go_to_the_sign_in_page()
    before = timezone.now()
    for _ in range(5):
        reader.sign_in(EMAIL, "Mauvais-1")
    reader.forgive(429)

    assert "45 minutes" in reader.text()
    with translation.override(reader.language):
        ends = {plain(time_of_day(moment + timedelta(minutes=45))) for moment in (before, timezone.now())}
    assert any(end in reader.text() for end in ends)
    reader.follow("Set a new password", within="main")
    reader.fill(email=EMAIL)
    reader.press("Send the link")
    reader.open(reader.link_in(reader.letters(EMAIL, reader.words("reset")).get()))
    reader.fill(password1=NEW_PASSWORD)
    reader.press("Confirm the new password")
    reader.follow("Sign in", within="main")
    reader.sign_in(EMAIL, NEW_PASSWORD)
    assert reader.heading() == reader.words("main menu")


def test_the_telephone_and_the_date_of_birth_are_updated_under_my_profile(reader):
    user = member(reader.language)
    reader.be(user)
    reader.open_profile()
    assert reader.reads("information")
    reader.fill(phone="705 555-0101", born_on=date(1986, 4, 28))
    reader.click("save", "button")

    assert reader.say("Your changes are saved.") in reader.text()
    user.refresh_from_db()
    assert (user.phone, user.born_on) == ("+17055550101", date(1986, 4, 28))


def test_closing_the_account_is_asked_for_and_says_what_is_kept_and_why(reader):
    reader.be(member(reader.language))
    reader.open_profile()
    reader.follow("Ask to close my account", within="main")
    assert reader.reads("inquiry")
    kept = "Applications, licences, payments and letters are kept as the law on public records asks"
    assert reader.say(f"{kept}: they belong to the organizations’ files.") in reader.text()
    assert reader.value("subject") == "closure" and reader.value("email") == EMAIL
    reader.press("Send the question")

    inquiry = Inquiry.objects.get()
    assert inquiry.ref in reader.text()
    assert (inquiry.user.email, inquiry.text) == (EMAIL, reader.say("Please close my account."))
