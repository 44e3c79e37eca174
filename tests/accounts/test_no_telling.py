"""Whether an address is known cannot be told from any page that takes one, nor from the time it takes."""

import statistics
import time

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from accounts import actions
from accounts.models import User

from .conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hashed_well")]
TRIES = 20
MOST = 0.2  # between the medians, in work done, so that a busy machine changes nothing


@pytest.fixture
def known(db):
    """Twenty people with an account."""
    hashed = make_password(PASSWORD)
    people = [User.objects.create(email=f"known{i}@example.org", password=hashed) for i in range(TRIES)]
    for person in people:
        actions.activate(person)
    return [person.email for person in people]


def sign_in(email):
    return "/en/sign-in/", {"login": email, "password": "wrong"}


def reset(email):
    return "/en/forgotten-password/", {"email": email}


@pytest.fixture
def register(registration):
    return lambda email: ("/en/register/", registration | {"email": email})


def ask(page, email):
    """(status and where it leads, what the page says but for the address, seconds of work)"""
    client = Client()
    cache.clear()
    address, posted = page(email)
    client.get(address)
    began = time.process_time()
    answer = client.post(address, posted)
    spent = time.process_time() - began
    words = [line for line in answer.content.decode().replace(email, "").splitlines() if "value=" not in line]
    return (answer.status_code, answer.headers.get("Location")), words, spent


@pytest.mark.parametrize("name", ["sign-in", "reset", "register"])
def test_known_and_unknown_addresses_are_answered_the_same_in_the_same_time(name, known, register):
    page = {"sign-in": sign_in, "reset": reset, "register": register}[name]
    ask(page, "first@example.org")  # loads what the first request loads

    pairs = [(ask(page, email), ask(page, email.replace("known", "other"))) for email in known]

    assert {one[0] for pair in pairs for one in pair} == {pairs[0][0][0]}
    assert all(mine[1] == theirs[1] for mine, theirs in pairs)
    times = [statistics.median(pair[i][2] for pair in pairs) for i in (0, 1)]
    assert abs(times[0] / times[1] - 1) < MOST
