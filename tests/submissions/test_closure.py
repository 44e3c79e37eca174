"""A question that closes an account: for its owner alone, who has read what it means."""

from datetime import timedelta

import pytest
from django.urls import reverse

from submissions.models import Inquiry
from tests import samples

TYPED = {
    "subject": "closure", "name": "Amélie Tremblay", "email": "amelie@example.org", "phone": "613 555-0147",
    "text": "Fermez mon compte, s’il vous plaît.", "once": "a" * 32,
}  # fmt: skip
MEANS = "What closing your account means"


@pytest.fixture
def page():
    return reverse("submissions:question")


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2027-03-10 12:00:10-05:00", tick=False)
    return time_machine


@pytest.fixture
def owner(client, db, clock):
    """Somebody who signed in a moment ago."""
    person = samples.person()
    client.force_login(person)
    return person


def test_opened_directly_a_while_after_the_sign_in_it_asks_first_who_it_is(client, owner, page, clock):
    clock.shift(timedelta(minutes=16))

    assert client.get(page + "?subject=closure")["Location"] == reverse("accounts:closure")
    assert client.get(page + "?subject=general").status_code == 200


def test_chosen_on_the_page_it_says_what_it_means_before_it_goes(client, owner, page):
    told = client.post(page, TYPED).text
    assert MEANS in told and "then send again" in told and TYPED["text"] in told
    assert not Inquiry.objects.exists()

    client.post(page, TYPED | {"read": "closure"})

    assert Inquiry.objects.get().subject == "closure"


def test_sent_a_while_after_the_sign_in_it_goes_nowhere_and_stays_typed(client, owner, page, clock):
    clock.shift(timedelta(minutes=16))

    told = client.post(page, TYPED | {"read": "closure"}).text

    assert "Ask it from “My profile”" in told and TYPED["text"] in told
    assert not Inquiry.objects.exists()


def test_somebody_who_cannot_sign_in_is_told_that_we_check_by_telephone(client, db, page):
    assert "we check by telephone who you are" in client.get(page + "?subject=closure").text
