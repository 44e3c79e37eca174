"""With a real application: sealed, paid at the sandbox, received, and its fee looked at again before."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing import tasks as follow_ups
from licensing.models import FeeRate
from payments import tasks
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def sealed(db, today):
    return samples.sealed(samples.person(), on=today)


@pytest.fixture
def payer(client, sealed):
    client.force_login(sealed.created_by)
    return client


def pay(payer, application):
    return payer.post(reverse("payments:checkout", args=[application.ref]))


def test_a_sealed_raffle_is_paid_and_received(provider, payer, sealed):
    url = pay(payer, sealed)["Location"]
    assert provider.sessions()[0]["amount_total"] == 60_000  # 1 % of $60,000 in prizes
    provider.pay(url)

    tasks.sweep_attempts()

    sealed.refresh_from_db()
    assert (sealed.state, sealed.received_at) == ("submitted", sealed.order_lines.get().order.payment.received_at)
    receipt = Letter.objects.get(key__endswith="receipt")
    assert (receipt.to, receipt.language) == ("amelie@example.org", "fr")
    assert sealed.ref in receipt.body
    assert sealed.events.get(verb="submit").pending == [follow_ups.mail_receipt.name]


def test_a_rate_that_changed_since_is_shown_before_anything_is_paid(provider, payer, sealed, today):
    FeeRate.objects.create(
        code="raffle-large", unit="share", amount=Decimal("0.02"), in_force_from=today, source="test"
    )

    answer = pay(payer, sealed)

    sealed.refresh_from_db()
    assert answer["Location"] == reverse("licensing:review", args=[sealed.ref])
    assert sealed.state == "draft"
    assert not provider.sessions()


def test_the_letter_speaks_english_to_an_english_payer(provider, client, db, today):
    application = samples.sealed(samples.person(language="en"), on=today)
    client.force_login(application.created_by)
    provider.pay(pay(client, application)["Location"])

    tasks.sweep_attempts()

    letter = Letter.objects.get(key__endswith="receipt")
    assert letter.subject == "Payment receipt 00000001"
    assert "Your application is sent." in letter.body
    assert "$600.00" in letter.body
