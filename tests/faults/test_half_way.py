"""What consists of two steps happens as one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from licensing import demo
from licensing.actions import filing
from tests import samples


@pytest.fixture
def free(db, storage):
    """A complete raffle whose fee comes later."""
    today = timezone.localdate()
    answers = demo.answers(today + timedelta(days=60), "Fondation de l’Écluse", "Ottawa", "K1N 8Y6", 1)
    return samples.complete(samples.person(), on=today, answers=answers)


@pytest.fixture
def send(client, free):
    client.raise_request_exception = False
    client.force_login(free.created_by)
    sent = {"declared": "on", "fee_seen": "0.00", "action": "payer"}
    return lambda: client.post(reverse("licensing:review", args=[free.ref]), sent)


def test_an_application_without_a_fee_is_sent_at_once(free, send):
    answer = send()

    free.refresh_from_db()
    assert answer["Location"] == reverse("licensing:sent", args=[free.ref])
    assert free.state == "submitted"


def test_an_application_without_a_fee_is_never_left_sealed_and_not_sent(free, send, monkeypatch):
    monkeypatch.setattr(filing, "submit", lambda *args, **how: 1 / 0)

    assert send().status_code == 500

    free.refresh_from_db()
    assert (free.state, free.rounds.count()) == ("draft", 0)
