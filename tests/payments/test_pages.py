"""What payers see, and what strangers do not."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from licensing import actions as licensing
from licensing.errors import FeeChanged
from payments import actions
from payments.sandbox.till import DECLINED, PENDING

from .conftest import a_person, place, seal, start


@pytest.fixture(autouse=True)
def same_fee(monkeypatch):
    """The stand-in applications have no answers to compute a fee from."""
    monkeypatch.setattr(licensing, "reassess", lambda application, *, by, on: application.fee)


@pytest.fixture
def payer(client, person):
    client.force_login(person)
    return client


def checkout(application):
    return reverse("payments:checkout", args=[application.ref])


def page_of(payer, order):
    return payer.get(order.get_absolute_url()).content.decode()


def test_pay_leads_to_the_hosted_page(provider, payer, application):
    answer = payer.post(checkout(application), {"amount": "1", "total": "0.01", "currency": "usd"})

    (session,) = provider.sessions()
    assert (answer.status_code, answer["Location"]) == (303, session["url"])
    assert session["amount_total"] == 9000


def test_paying_comes_back_to_a_confirmation_that_can_be_kept(provider, payer, application):
    url = payer.post(checkout(application))["Location"]
    _, back, _ = provider.pay(url)

    answer = payer.get(back.removeprefix("http://testserver"), follow=True)

    order = application.order_lines.get().order
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == order.get_absolute_url()
    for kept in ("authorization_number", "confirmation_code", "session_id"):
        assert getattr(order.payment, kept) in page
    assert "Finish the payment process" in page
    assert page_of(payer, order).count(order.payment.session_id) == 1


def test_the_confirmation_speaks_french(provider, payer, order):
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)

    with override("fr"):
        page = page_of(payer, order)

    assert "Confirmation de paiement" in page
    assert "Terminer le processus de paiement" in page


def test_a_provider_that_is_away_is_said_in_plain_words(provider, payer, application, settings):
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    answer = payer.post(checkout(application))

    assert answer.status_code == 503
    assert "nothing was charged" in answer.content.decode()


@pytest.mark.parametrize(
    ("card", "words"), [(DECLINED, "Your card was declined. Nothing was charged."), (PENDING, "Do not pay again")]
)
def test_the_order_says_what_became_of_the_card(provider, payer, order, card, words):
    _, url = start(order)
    provider.pay(url, card)
    order.attempts.update(asked_at=None)

    assert words in page_of(payer, order)


def test_giving_up_at_the_provider_charges_nothing(provider, payer, order):
    start(order)

    page = payer.get(reverse("payments:cancel", args=[order.uuid]), follow=True).content.decode()

    assert "You have not paid yet. Nothing was charged." in page


def test_nothing_was_charged_is_not_said_when_it_is_not_known(provider, payer, order, settings):
    start(order)
    order.attempts.update(asked_at=None)
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"

    page = page_of(payer, order)

    assert "we do not know yet" in page
    assert "Nothing was charged" not in page


def test_a_false_return_changes_nothing(provider, payer, order, application):
    session, _ = start(order)

    payer.get(reverse("payments:return", args=[order.uuid]), {"session_id": session}, follow=True)

    application.refresh_from_db()
    assert application.state == "awaiting-payment"


def test_the_session_of_another_order_is_not_found(provider, payer, order, person):
    other = place(seal(person, ref="2026-100002", organization=order.organization))
    session, url = start(other)
    provider.pay(url)

    answer = payer.get(reverse("payments:return", args=[order.uuid]), {"session_id": session})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["order", "return", "cancel"])
def test_a_stranger_finds_no_order(provider, client, order, name):
    session, _ = start(order)
    client.force_login(a_person("stranger@example.org"))

    answer = client.get(reverse(f"payments:{name}", args=[order.uuid]), {"session_id": session})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["checkout", "back_to_draft"])
def test_a_stranger_finds_no_application(provider, client, application, name):
    client.force_login(a_person("stranger@example.org"))

    assert client.post(reverse(f"payments:{name}", args=[application.ref])).status_code == 404


def test_nobody_pays_without_signing_in(provider, client, application):
    answer = client.post(checkout(application))

    assert answer.status_code == 302
    assert not provider.sessions()


def test_a_fee_that_changed_is_shown_again_before_anything_is_paid(provider, payer, order, application, monkeypatch):
    session, _ = start(order)

    def changed(application, *, by, on):
        raise FeeChanged(Decimal("120.00"))

    monkeypatch.setattr(licensing, "reassess", changed)
    answer = payer.post(checkout(application))

    application.refresh_from_db()
    assert answer["Location"] == reverse("licensing:review", args=[application.ref])
    assert application.state == "draft"
    assert provider.ledger.get("checkout.session", session)["status"] == "expired"


def test_change_the_application_opens_it_again(provider, payer, order, application):
    start(order)

    payer.post(reverse("payments:back_to_draft", args=[application.ref]))

    application.refresh_from_db()
    assert application.state == "draft"


def test_from_thirty_thousand_dollars_the_order_says_how_to_pay_by_wire(provider, payer, person):
    application = seal(person, fee="30000.00")

    page = payer.post(checkout(application), follow=True).content.decode()

    order = application.order_lines.get().order
    assert order.reference in page
    assert "$30,000.00" in page
    assert not provider.sessions()


def test_money_that_did_not_fit_is_acknowledged(provider, payer, order):
    session, url = start(order)
    provider.change(session, amount_total=1)
    provider.pay(url)
    actions.settle(session)

    assert "We received $0.01, and it does not match this order." in page_of(payer, order)


def test_a_cancelled_order_says_so(provider, payer, order, application, person):
    actions.back_to_draft(application, by=person)

    assert "This order was cancelled" in page_of(payer, order)
