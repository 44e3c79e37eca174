"""The access code that somebody types when they register waits for the activation."""

import pytest

from accounts.models import AccessCode, User

from . import linked
from .conftest import PASSWORD, last_letter, link_in

pytestmark = pytest.mark.django_db
SLIP = "AAAA-AAAA-AAAA-AAAA-AAAAB"


@pytest.fixture
def code(marie):
    return linked.code(linked.club(by=marie))[1]


def register(client, registration, typed):
    return client.post("/en/register/", registration | {"access_code": typed})


def luc():
    return User.objects.filter(email="luc.roy@example.org").first()


def activate(client):
    return client.post(link_in(last_letter("luc.roy@example.org")), {"password": PASSWORD})


def test_a_good_code_leads_from_the_activation_to_what_it_links(client, registration, code):
    register(client, registration, code.lower().replace("-", " "))
    answer = activate(client)

    assert answer.headers["Location"] == "/en/confirm-the-link/"
    assert "Club nautique" in client.get(answer.headers["Location"]).content.decode()


def test_it_waits_for_another_browser_and_another_letter(client, registration, code):
    register(client, registration, code)
    client.post("/en/letter-again/")
    client.cookies.clear()

    assert "Club nautique" in client.get(activate(client).headers["Location"]).content.decode()


def test_it_is_kept_sealed_and_forgotten_at_the_activation(client, registration, code):
    register(client, registration, code)
    kept = luc().typed_code
    activate(client)

    assert kept and code not in kept and code[-5:] not in kept
    assert luc().typed_code == ""


def test_a_slip_is_said_at_once(client, registration, db):
    page = register(client, registration, SLIP).content.decode()

    assert "Check each character of the access code" in page
    assert luc() is None


def test_a_code_that_links_nothing_is_not_judged_before_the_activation(client, registration, code):
    AccessCode.objects.update(max_uses=0)
    answer = register(client, registration, code)
    assert answer.headers["Location"] == "/en/check-your-e-mail/"

    answer = activate(client)
    assert answer.headers["Location"] == "/en/access-code/"
    assert "This code cannot be used" in client.get(answer.headers["Location"]).content.decode()


def test_without_a_code_everything_is_as_before(client, registration, db):
    register(client, registration, "")

    assert activate(client).headers["Location"] == "/en/my-profile/"
