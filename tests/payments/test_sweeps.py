"""What nobody tells us is found within minutes."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from icajo.models import Letter
from payments import actions, tasks
from payments.models import Attempt, Payment
from payments.sandbox.till import PENDING

from .conftest import place, seal, start


def test_a_payment_nobody_told_us_of_is_found(provider, order, application):
    _, url = start(order)
    provider.pay(url)

    tasks.sweep_attempts()
    tasks.sweep_attempts()

    application.refresh_from_db()
    assert application.state == "submitted"
    assert Payment.objects.count() == Letter.objects.filter(key__contains="receipt").count() == 1


def test_a_paid_session_whose_page_we_never_learned_of_is_found_in_the_providers_list(provider, order, application):
    session, url = start(order)
    provider.pay(url)
    Attempt.objects.update(session_id=None, url="", state="asked")

    tasks.settle_paid_since(timezone.now() - timedelta(hours=48))

    application.refresh_from_db()
    assert application.state == "submitted"
    assert order.attempts.get().session_id == session


def test_the_providers_list_is_read_to_its_end(provider, person, monkeypatch):
    monkeypatch.setattr("payments.gateway.WITH_THE_CHARGE", [])
    organization = None
    for number in range(3):
        application = seal(person, ref=f"2026-10000{number}", organization=organization)
        organization = application.organization
        provider.pay(start(place(application))[1])
    listed = provider.sandbox.api._list
    monkeypatch.setattr(provider.sandbox.api, "_list", lambda asked: listed(asked | {"limit": "1"}))

    tasks.settle_paid_since(timezone.now() - timedelta(hours=48))

    assert Payment.objects.count() == 3


@pytest.mark.parametrize("minute", [3, 5])
def test_the_providers_list_is_read_every_five_minutes(provider, order, minute):
    _, url = start(order)
    provider.pay(url)
    Attempt.objects.update(session_id=None, url="", state="asked")

    with time_machine.travel(timezone.now().replace(minute=minute), tick=False):
        tasks.sweep_attempts()

    assert Payment.objects.exists() is (minute == 5)


def test_a_page_older_than_a_day_is_closed(provider, order):
    session, _ = start(order)
    Attempt.objects.update(opened_at=timezone.now() - timedelta(hours=25))

    tasks.sweep_attempts()

    assert provider.ledger.get("checkout.session", session)["status"] == "expired"
    assert order.attempts.get().state == "expired"


def test_an_attempt_that_never_had_a_page_is_forgotten_after_an_hour(order, person):
    order.attempts.create(
        number=1,
        opened_by=person,
        language="fr",
        idempotency_key="cs:x:1",
        opened_at=timezone.now() - timedelta(minutes=61),
    )

    tasks.sweep_attempts()

    assert order.open_attempt is None


def test_failed_is_not_final_until_the_sweep_says_so(provider, order):
    session, url = start(order)
    provider.pay(url, PENDING)
    provider.decide(session, "refuses")

    actions.settle(session)
    assert order.open_attempt.state == "failed"
    tasks.sweep_attempts()

    assert order.open_attempt is None
    assert order.attempts.get().state == "failed"


def test_a_pending_payment_goes_in_when_the_bank_accepts(provider, order, application):
    session, url = start(order)
    provider.pay(url, PENDING)
    tasks.sweep_attempts()
    assert order.open_attempt.state == "pending"

    provider.decide(session, "accepts")
    tasks.sweep_attempts()

    application.refresh_from_db()
    assert application.state == "submitted"


def test_one_attempt_that_cannot_be_settled_does_not_stop_the_others(provider, person, order, monkeypatch):
    other = place(seal(person, ref="2026-100002", organization=order.organization))
    broken, _ = start(order)
    _, url = start(other)
    provider.pay(url)
    settle = actions.settle

    def sometimes(session_id, **how):
        if session_id == broken:
            raise ValueError("broken")
        return settle(session_id, **how)

    monkeypatch.setattr(actions, "settle", sometimes)
    tasks.sweep_attempts()

    other.refresh_from_db()
    assert other.state == "paid"


def test_the_sweep_waits_for_a_provider_that_is_away(provider, order, settings):
    start(order)
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    with time_machine.travel(timezone.now().replace(minute=5), tick=False):
        tasks.sweep_attempts()

    assert order.open_attempt.state == "open"
