import pytest
from django.test import Client

from accounts.models import User
from icajo.models import Letter

from .conftest import PASSWORD, last_letter, link_in, sign_in

pytestmark = pytest.mark.django_db
NEW = "Nouveau-Mot-9"


def ask(client, email):
    return client.post("/en/forgotten-password/", {"email": email})


def choose(client, link, password=NEW):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password}, follow=True)


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, marie):
    known, unknown = ask(client, marie.email), ask(client, "nobody@example.org")

    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert list(Letter.objects.values_list("to", flat=True)) == [marie.email]


def test_the_letter_is_in_the_persons_language_and_links_to_our_site_whatever_the_host(client, marie, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    client.post("/en/forgotten-password/", {"email": marie.email}, headers={"host": "other.example"})

    letter = last_letter(marie.email)
    assert letter.subject == "Réinitialiser le mot de passe"
    assert "http://testserver/fr/mot-de-passe-oublie/" in letter.body and "other.example" not in letter.body


def test_the_new_password_works_and_the_old_one_does_not(client, marie):
    ask(client, marie.email)
    page = choose(client, link_in(last_letter(marie.email)))

    assert "votre nouveau mot de passe" in page.content.decode().lower()
    assert sign_in(client, marie.email).status_code == 200
    assert sign_in(client, marie.email, NEW).status_code == 302


def test_the_person_is_told_that_the_password_changed(client, marie):
    ask(client, marie.email)
    choose(client, link_in(last_letter(marie.email)))

    assert last_letter(marie.email).subject == "Votre mot de passe a changé"


def test_other_browsers_are_signed_out(client, marie):
    elsewhere = Client()
    sign_in(elsewhere, marie.email)
    ask(client, marie.email)
    choose(client, link_in(last_letter(marie.email)))

    assert elsewhere.get("/en/my-profile/").status_code == 302


def test_the_link_works_once(client, marie):
    ask(client, marie.email)
    link = link_in(last_letter(marie.email))
    choose(client, link)

    assert "Ce lien ne fonctionne plus" in client.get(link, follow=True).content.decode()


def test_a_weak_password_is_refused_by_name(client, marie):
    ask(client, marie.email)
    page = choose(client, link_in(last_letter(marie.email)), "tombola22")

    assert "doit contenir une lettre majuscule ou un caractère spécial" in page.content.decode()
    marie.refresh_from_db()
    assert marie.check_password(PASSWORD)


def test_whoever_resets_by_letter_holds_the_mailbox_so_the_account_is_activated(client, registration):
    client.post("/en/register/", registration)
    ask(client, "luc.roy@example.org")
    choose(client, link_in(last_letter("luc.roy@example.org")))

    assert User.objects.get().emailaddress_set.get().verified
    assert sign_in(client, "luc.roy@example.org", NEW).headers["Location"] == "/en/my-profile/"
