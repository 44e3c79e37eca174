"""Valkey is gone: neither the counts in it nor the broker answer.  Every page works."""

import socket
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from icajo import queue
from icajo.models import Limit
from licensing.models import Application
from licensing.types import LICENCE_TYPES
from payments import actions as payments
from payments.models import ProviderEvent
from tests import samples
from tests.licensing.test_pages import posted, step_url
from tests.payments.books import balance
from tests.payments.conftest import post_event, provider  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("storage", "without_valkey")]
NOWHERE = "redis://127.0.0.1:1/0"  # nobody listens on this port


@pytest.fixture
def broken_broker(monkeypatch):
    monkeypatch.setattr(queue, "_quiet_until", 0.0)
    queue.forget()
    monkeypatch.setattr(queue.app, "connection_for_write", partial(queue.app.connection_for_write, NOWHERE))
    assert not queue.hint("icajo.deliver_letters")
    monkeypatch.setattr(queue, "QUIET_SECONDS", 0)  # every page tries the broker


@pytest.fixture
def without_valkey(fresh_cache, broken_broker, settings):
    settings.CACHES = {**settings.CACHES, "fleeting": {**settings.CACHES["fleeting"], "LOCATION": NOWHERE}}


@pytest.fixture
def visitor(client):
    """Somebody who is shown what a browser would be shown, also when a page breaks."""
    client.raise_request_exception = False
    return client


@pytest.fixture
def amelie(visitor, transactional_db):
    amelie = samples.person()
    visitor.force_login(amelie)
    return amelie


@pytest.mark.parametrize(
    "name", ["greeting", "home", "account_login", "account_signup", "account_reset_password", "public_search:search"]
)
def test_pages_for_everybody_are_shown(visitor, transactional_db, name):
    assert visitor.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(("password", "signed_in"), [(samples.PASSWORD, 302), ("wrong", 200)])
def test_signing_in_works(visitor, transactional_db, password, signed_in):
    samples.person()

    answer = visitor.post(reverse("account_login"), {"login": "amelie@example.org", "password": password})

    assert answer.status_code == signed_in


def test_too_many_failures_from_one_network_are_still_refused(visitor, transactional_db, settings):
    """The lock of an address counts five; a network that tries many addresses has a limit of its own."""
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "2/m/ip"}
    url = reverse("account_login")

    tries = [visitor.post(url, {"login": f"nobody{n}@example.org", "password": "wrong"}) for n in range(3)]

    assert ["Too many tries" in answer.text for answer in tries] == [False, False, True]
    assert not Limit.objects.filter(cache_key__contains="127.0.0.1").exists()


def test_a_cache_that_is_silent_is_like_one_that_is_gone(visitor, transactional_db, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes calls and never answers
        nowhere = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        settings.CACHES = {**settings.CACHES, "fleeting": {**settings.CACHES["fleeting"], "LOCATION": nowhere}}

        assert visitor.get(reverse("account_login")).status_code == 200
        assert visitor.post(reverse("account_login"), {"login": "a@example.org", "password": "x"}).status_code == 200
        assert visitor.get(reverse("accounts:postal_code"), {"code": "K1A 0A1"}).status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
def test_other_forms_of_accounts_work(visitor, transactional_db, name):
    typed = {
        "first_name": "Luc",
        "last_name": "Roy",
        "email": "luc@example.org",
        "password": "Tombola-2027",
        "phone": "613 555-0188",
        "born_on_year": "1990",
        "born_on_month": "7",
        "born_on_day": "4",
        "language": "en",
    }

    assert visitor.post(reverse(name), typed).status_code == 302


def test_an_application_is_written_sealed_paid_and_sent(visitor, amelie, provider):  # noqa: F811
    today = timezone.localdate()
    answers = samples.raffle_answers(today)
    first, *steps = LICENCE_TYPES["raffle"].steps

    def send(url, typed, *more):
        answer = visitor.post(url, {**posted(typed), **dict(more)})
        assert answer.status_code in (302, 303), (url, answer.status_code)
        return answer

    samples.fee_rates()
    send(reverse("licensing:first_step", args=["raffle"]), answers[first.slug], ("once", "1"), ("action", "suivant"))
    application = Application.objects.get()
    for step in steps:
        if step.repeats:
            for row in answers[step.slug]:
                url = reverse("licensing:row", args=[application.ref, step.slug, row["id"]])
                send(url, {name: value for name, value in row.items() if name != "id"}, ("action", "fermer"))
            send(step_url(application, step.slug), {}, ("action", "suivant"))
        else:
            send(step_url(application, step.slug), answers[step.slug], ("action", "suivant"))
    attach_everything(visitor, application)
    review = reverse("licensing:review", args=[application.ref])
    send(review, {"declared": "on", "fee_seen": "600.00"}, ("action", "payer"))
    hosted = send(reverse("payments:checkout", args=[application.ref]), {})["Location"]
    provider.pay(hosted)
    assert post_event(visitor, *provider.events()[0]).status_code == 200
    payments.process_event(ProviderEvent.objects.get())
    more = {"code": "extra", "file": samples.photo("red"), "action": "televerser"}
    assert visitor.post(reverse("licensing:send_documents", args=[application.ref]), more).status_code in (200, 302)
    send(reverse("licensing:withdraw", args=[application.ref]), {"reason": "Nous avons changé d’avis."})

    application.refresh_from_db()
    assert application.state == "withdrawn"
    owed = application.events.exclude(pending=[]).values_list("verb", flat=True)
    assert list(owed) == ["start", "submit", "withdraw"]  # nothing was queued, nothing is forgotten
    assert balance()


def attach_everything(visitor, application):
    application.refresh_from_db()
    url = reverse("licensing:documents", args=[application.ref])
    for number, document in enumerate(samples.required_documents(application)):
        colour = ["red", "blue", "green", "yellow", "black", "white", "pink", "orange"][number]
        file = samples.photo(colour)
        answer = visitor.post(url, {"code": document.code, "file": file, "action": "televerser"})
        assert answer.status_code == 302, (document.code, answer.status_code)


def test_health_names_what_is_gone(visitor, transactional_db):
    answer = visitor.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["failing"] == ["cache", "worker"]
