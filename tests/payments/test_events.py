"""Webhooks: stored before anything else, believed only as far as the provider confirms them."""

import json
import time

import pytest
from django.urls import reverse

from icajo import queue
from icajo.models import Letter
from payments import actions, tasks
from payments.models import Payment, ProviderEvent, Receipt
from payments.sandbox.courier import signature
from payments.sandbox.till import PENDING

from .conftest import SECRET, a_person, place, post_event, seal, start

TOLD = {
    "id": "evt_1",
    "object": "event",
    "type": "checkout.session.completed",
    "livemode": False,
    "data": {"object": {"object": "checkout.session", "id": "cs_test_nowhere"}},
}


def process_all():
    for event in ProviderEvent.objects.filter(processed_at=None).order_by("pk"):
        tasks.process_event(event.pk)


def once():
    return (Payment.objects.count(), Receipt.objects.count(), Letter.objects.filter(key__contains="receipt").count())


def test_an_event_alone_files_the_application(provider, order, application, client):
    _, url = start(order)
    provider.pay(url)
    ((body, signed),) = provider.events()

    assert post_event(client, body, signed).status_code == 200
    process_all()

    application.refresh_from_db()
    assert application.state == "submitted"
    assert ProviderEvent.objects.get().processed_at


def test_the_same_event_ten_times_has_one_effect(provider, order, client):
    _, url = start(order)
    provider.pay(url)
    ((body, signed),) = provider.events()

    for _ in range(10):
        post_event(client, body, signed)
        process_all()

    assert ProviderEvent.objects.count() == 1
    assert once() == (1, 1, 1)


def test_an_event_after_the_payer_came_back_changes_nothing(provider, order, client):
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)

    post_event(client, *provider.events()[0])
    process_all()

    assert once() == (1, 1, 1)


def test_an_event_before_the_provider_confirms_it_is_not_believed(provider, order, application, client):
    session, _ = start(order)
    body = json.dumps(TOLD | {"data": {"object": {"object": "checkout.session", "id": session}}})

    post_event(client, body, signature(body, SECRET))
    process_all()

    application.refresh_from_db()
    assert application.state == "awaiting-payment"
    assert once() == (0, 0, 0)


def test_contradicting_events_end_in_what_the_provider_says_now(provider, order, application, client):
    session, url = start(order)
    provider.pay(url, PENDING)
    provider.decide(session, "accepts")
    lie = json.dumps(
        TOLD
        | {
            "type": "checkout.session.async_payment_failed",
            "data": {"object": {"object": "checkout.session", "id": session}},
        }
    )

    for body, signed in [(lie, signature(lie, SECRET)), *reversed(provider.events())]:
        post_event(client, body, signed)
    process_all()

    application.refresh_from_db()
    assert application.state == "submitted"
    assert once() == (1, 1, 1)


BODY = json.dumps(TOLD)


@pytest.mark.parametrize(
    ("body", "signed"),
    [
        (BODY, ""),
        (BODY, "nonsense"),
        (BODY, signature(BODY, "whsec_other")),
        (BODY.replace("evt_1", "evt_2"), signature(BODY, SECRET)),
        (BODY, signature(BODY, SECRET, at=time.time() - 301)),
        (BODY.replace("false", "true"), signature(BODY.replace("false", "true"), SECRET)),
        ("{}", signature("{}", SECRET)),
        ("[1]", signature("[1]", SECRET)),
        ("not json", signature("not json", SECRET)),
    ],
    ids=["unsigned", "nonsense", "other secret", "edited", "too old", "live mode", "empty", "list", "not json"],
)
def test_a_forged_event_is_refused_and_leaves_no_row(provider, client, db, body, signed):
    answer = post_event(client, body, signed)

    assert answer.status_code == 400
    assert not ProviderEvent.objects.exists()


def test_without_a_secret_no_event_is_believed(client, db, settings):
    settings.STRIPE_WEBHOOK_SECRET = ""

    assert post_event(client, BODY, signature(BODY, "")).status_code == 400


def test_a_huge_event_is_refused(provider, client, db):
    body = json.dumps(TOLD | {"filler": "x" * 300_000})

    assert post_event(client, body, signature(body, SECRET)).status_code == 413
    assert not ProviderEvent.objects.exists()


def test_the_webhook_takes_only_posts(client, db):
    assert client.get(reverse("payments_webhook")).status_code == 405


def test_an_event_about_something_else_is_kept_and_done(provider, client, db):
    body = json.dumps(TOLD | {"type": "charge.refunded", "data": {"object": {"object": "charge", "id": "ch_1"}}})

    post_event(client, body, signature(body, SECRET))
    process_all()

    assert ProviderEvent.objects.get().processed_at


def test_an_event_of_an_unknown_session_is_done_with_the_reason(provider, client, db):
    post_event(client, BODY, signature(BODY, SECRET))
    process_all()

    event = ProviderEvent.objects.get()
    assert event.processed_at
    assert "NoSuchSession" in event.error


def test_an_event_waits_while_the_provider_is_away(provider, order, application, client, settings):
    _, url = start(order)
    provider.pay(url)
    post_event(client, *provider.events()[0])
    here, settings.PAYMENT_SANDBOX_URL = settings.PAYMENT_SANDBOX_URL, "http://127.0.0.1:9"
    process_all()
    assert ProviderEvent.objects.get().processed_at is None

    settings.PAYMENT_SANDBOX_URL = here
    process_all()

    application.refresh_from_db()
    assert application.state == "submitted"


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_loses_nothing(provider, client, settings, monkeypatch):
    monkeypatch.setattr(queue, "_quiet_until", 0.0)
    queue.forget()
    monkeypatch.setattr(queue.app.conf, "broker_url", "redis://127.0.0.1:9/0")
    application = seal(a_person())
    _, url = start(place(application))
    provider.pay(url)
    assert not queue.hint("payments.sweep_events")

    answer = post_event(client, *provider.events()[0])
    ProviderEvent.objects.update(received_at="2026-01-01T00:00Z")
    tasks.sweep_events()

    application.refresh_from_db()
    assert (answer.status_code, application.state) == (200, "submitted")
    assert once() == (1, 1, 1)
