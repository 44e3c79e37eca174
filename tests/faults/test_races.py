"""Those who notice a payment, and those who change the application, at the same moment: one outcome, never half."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from icajo.models import Letter
from licensing import actions as licensing
from licensing.errors import NotNow
from payments import actions, tasks
from payments.errors import AlreadyPaid, StillUnknown
from payments.models import Discrepancy, Order, Payment, ProviderEvent, Receipt
from tests.payments.books import balance
from tests.payments.conftest import a_person, place, post_event, provider, seal, start  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def together(*functions):
    """Run all of these at one moment; what each returned, or the error it raised."""
    barrier = threading.Barrier(len(functions))

    def run(function):
        barrier.wait()
        try:
            return function()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(run, functions))


def outcome(application):
    """What is there of the application, its order, its money and its letters."""
    application.refresh_from_db()
    return (
        application.state,
        Order.objects.get(lines__application=application).state,
        application.events.filter(verb="submit").count(),
        Payment.objects.filter(order__lines__application=application).count(),
        Receipt.objects.filter(payment__order__lines__application=application).count(),
        Discrepancy.objects.filter(application=application).count(),
    )


SENT = ("submitted", "paid", 1, 1, 1, 0)


@pytest.fixture(autouse=True)
def books(provider):  # noqa: F811
    """Whatever happened, in the end the books balance."""
    yield
    assert balance()


@pytest.fixture
def paid(provider):  # noqa: F811
    """Makes an application whose fee was just paid at the provider, and nobody here knows: (application, session)."""
    made = iter(range(100))

    def make():
        number = next(made)
        application = seal(a_person(f"p{number}@example.org"), ref=f"2026-1000{number:02}")
        session, url = start(place(application))
        provider.pay(url)
        return application, session

    return make


def test_twenty_who_notice_at_once_settle_once(paid):
    for _ in range(ROUNDS):
        application, session = paid()

        answers = together(*[partial(actions.settle, session)] * 20)

        assert all(isinstance(answer, Order) for answer in answers), answers
        assert outcome(application) == SENT
    assert Letter.objects.filter(key__endswith="receipt").count() == ROUNDS
    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, ROUNDS + 1))


def test_return_page_webhook_sweeps_and_staff_notice_at_once(paid, provider, client):  # noqa: F811
    application, session = paid()
    order = Order.objects.get()
    body, signed = provider.events()[0]

    answers = together(
        *[lambda: post_event(client.__class__(), body, signed).status_code] * 5,
        *[partial(actions.look, order, returning=True)] * 5,
        *[tasks.sweep_attempts] * 3,
        *[partial(tasks.settle_paid_since, order.opened_at)] * 3,
        *[partial(actions.settle, session, final=True)] * 4,
    )
    for event in ProviderEvent.objects.all():
        tasks.process_event(event.pk)

    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert outcome(application) == SENT
    assert ProviderEvent.objects.get().processed_at


def test_the_payment_and_a_change_of_mind(paid):
    """Back to a draft asks the provider first: money that came always sends the application in."""
    for _ in range(ROUNDS):
        application, session = paid()

        answers = together(
            partial(actions.settle, session),
            partial(actions.back_to_draft, application, by=application.created_by),
        )

        assert isinstance(answers[1], AlreadyPaid | StillUnknown | NotNow), answers
        assert outcome(application) == SENT


def test_the_payment_and_an_application_opened_again_behind_our_back(paid):
    """Either it was sent and stays sent, or it was open first: then the money is kept and an officer is told."""
    seen = set()
    for _ in range(ROUNDS):
        application, session = paid()

        together(
            partial(actions.settle, session),
            partial(licensing.unseal, application, by=application.created_by),
        )

        seen.add(outcome(application))
    assert seen <= {SENT, ("draft", "attention", 0, 1, 1, 1)}


def test_the_payment_and_a_withdrawal(paid):
    for _ in range(ROUNDS):
        application, session = paid()

        together(
            partial(actions.settle, session),
            partial(licensing.withdraw, application, by=application.created_by),
            partial(actions.settle, session),
        )

        state, *rest = outcome(application)
        assert state in ("submitted", "withdrawn")
        assert tuple(rest) == SENT[1:]


def test_two_sweeps_and_the_payer_cancel_nothing_that_is_paid(paid):
    application, _session = paid()
    Order.objects.get().attempts.update(opened_at="2026-01-01T00:00Z")  # the sweep closes a page as old as this

    together(*[tasks.sweep_attempts] * 4)

    assert outcome(application) == SENT


def test_an_event_that_failed_half_way_is_done_when_it_comes_again(paid, provider, client, monkeypatch):  # noqa: F811
    application, _ = paid()
    body, signed = provider.events()[0]
    with monkeypatch.context() as broken:
        broken.setattr(Receipt.objects, "create", lambda **facts: 1 / 0)  # after the payment and the submission
        assert post_event(client, body, signed).status_code == 200
        tasks.process_event(ProviderEvent.objects.get().pk)
    event = ProviderEvent.objects.get()
    assert (event.processed_at, event.attempts) == (None, 1)
    assert "ZeroDivisionError" in event.error
    assert outcome(application) == ("awaiting-payment", "open", 0, 0, 0, 0)

    assert post_event(client, body, signed).status_code == 200
    tasks.process_event(event.pk)

    event.refresh_from_db()
    assert event.processed_at
    assert event.error == ""
    assert outcome(application) == SENT
