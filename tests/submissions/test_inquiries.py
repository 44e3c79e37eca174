import pytest
from django.urls import reverse

from accounts.models import Organization
from icajo.models import Letter
from submissions import actions
from submissions.errors import AlreadyAnswered
from submissions.models import Inquiry
from tests import samples

ASKED = {
    "subject": "general",
    "name": "Nadia Benali",
    "email": "nadia@example.org",
    "phone": "613 555-0150",
    "text": "Puis-je vendre des billets à l’aréna ?",
}


def ask(client, **changes):
    return client.post(reverse("submissions:question"), ASKED | {"once": "a" * 32} | changes, follow=True)


def test_anyone_can_ask_and_is_given_a_reference(client, db):
    page = ask(client)

    inquiry = Inquiry.objects.get()
    assert inquiry.ref in page.text
    assert Letter.objects.get(to="nadia@example.org").subject.endswith(inquiry.ref)


def test_the_same_page_sent_twice_is_one_question(client, db):
    ask(client)
    ask(client)

    assert Inquiry.objects.count() == 1 and Letter.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(client, db):
    page = ask(client, email="nadia")

    assert "Nadia Benali" in page.text and "nadia" in page.text
    assert not Inquiry.objects.exists()


def test_the_page_knows_who_is_signed_in_and_what_it_is_about(client, db):
    client.force_login(samples.person())

    page = client.get(reverse("submissions:question") + "?subject=closure")

    assert 'value="amelie@example.org"' in page.text
    assert "What closing your account means" in page.text


def test_an_organization_of_somebody_else_is_not_named(client, db):
    client.force_login(samples.person())
    foreign = Organization.objects.create(name="Autre", kind="non-profit")

    client.post(reverse("submissions:question") + f"?organization={foreign.pk}", ASKED | {"once": "x"})

    assert Inquiry.objects.get().organization is None


def test_an_answer_is_written_once(client, db):
    ask(client)
    officer = samples.person("service@example.org", is_staff=True)
    inquiry = Inquiry.objects.get()

    actions.answer(inquiry, by=officer, text="Oui, avec la licence.")
    with pytest.raises(AlreadyAnswered):
        actions.answer(inquiry, by=officer, text="Non.")

    assert "Oui, avec la licence." in Letter.objects.get(key__endswith="inquiry_answered").body


def test_nobody_sees_the_reference_of_another(client, db):
    ask(client)
    client.cookies.clear()

    assert client.get(reverse("submissions:sent")).status_code == 404
