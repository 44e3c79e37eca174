"""Each rule of the books is broken once, behind the back of everything that keeps it, and named."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from icajo.models import Letter
from licensing.models import Application
from payments import actions, books, tasks
from payments.models import Discrepancy, OrderLine, Payment, ProviderEvent, Receipt

from .books import balance
from .conftest import a_person, place, seal, start

LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture
def paid(provider, order):
    """An order that was paid and settled."""
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)
    Letter.objects.update(state="sent")
    Application.objects.get().events.update(pending=[])
    order.refresh_from_db()
    return order


def force(query, *values):
    """Write what the triggers would not let anybody write."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked is checked now
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(query, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def named(minutes=0, **how):
    """The rules that are broken, so many minutes from now."""
    return {wrong.rule for wrong in books.wrongs(timezone.now() + timedelta(minutes=minutes), **how)}


def test_a_paid_order_balances(paid):
    assert balance()


def test_empty_books_balance(provider, db):
    assert balance()


def test_money_without_receipt_or_officer_has_no_home(paid):
    force("delete from payments_receipt")

    assert "I1 money without a home" in named()


def test_money_that_an_officer_is_told_of_has_a_home(paid):
    force("delete from payments_receipt")
    discrepancy = Discrepancy.objects.create(kind="amount", order=paid, payment=Payment.objects.get())
    assert "I1 money without a home" not in named()

    discrepancy.closed_at = timezone.now()
    discrepancy.save()

    assert "I1 money without a home" in named()  # put aside, but never given back


def test_paid_and_not_filed(paid):
    Application.objects.update(state="draft")
    assert "I1 paid and not filed" in named()

    application = Application.objects.get()
    Discrepancy.objects.create(kind="not-filed", order=paid, payment=Payment.objects.get(), application=application)

    assert "I1 paid and not filed" not in named()


@pytest.mark.parametrize("state", ["submitted", "in-review", "approved", "refused", "withdrawn"])
def test_filed_without_money(provider, application, state):
    Application.objects.update(state=state)

    assert named() == {"I2 filed without money"}


def test_what_owes_nothing_is_filed_without_money(provider, application):
    Application.objects.update(state="submitted", fee=0)

    assert balance()


def test_a_transfer_on_its_way_is_known(provider, application):
    Application.objects.update(state="submitted")
    application.checks.create(code="funds")

    assert balance()


def test_filed_twice(paid):
    Application.objects.get().events.create(verb="submit", at=timezone.now())

    assert named() == {"I3 filed twice"}


def test_charged_twice(paid, provider):
    other = place(seal(a_person("b@example.org"), ref="2026-100002"))
    session, url = start(other)
    provider.pay(url)
    actions.settle(session)
    OrderLine.objects.filter(order=other).update(application=paid.lines.get().application)

    assert "I3 charged twice" in named(ask_provider=False)


def test_paid_at_the_provider_and_unknown_here(provider, order):
    _, url = start(order)
    provider.pay(url)
    assert balance()  # we may still hear of it

    assert named(minutes=10) == {"I4 the provider says otherwise"}


def test_paid_here_and_unknown_at_the_provider(paid):
    force("update payments_payment set provider_payment_id = 'pi_made_up'")

    assert "I4 the provider says otherwise" in named(minutes=10)


def test_another_amount_at_the_provider(paid):
    force("update payments_payment set amount = 90.01")

    assert "I4 the provider says otherwise" in named(minutes=10)


def test_a_provider_that_does_not_answer_is_said(paid, settings):
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:1"

    assert named() == {"I4 the provider says otherwise"}
    assert balance(ask_provider=False)


def test_events_that_wait(provider, db):
    ProviderEvent.objects.create(event_id="evt_1", kind="x", payload={}, received_at=LONG_AGO)

    assert named() == {"I5 events that wait"}


def test_letters_that_wait(paid):
    Letter.objects.update(state="queued", due_at=LONG_AGO)

    assert named() == {"I6 letters that wait"}


def test_effects_that_wait(paid):
    force(
        "update licensing_event set at = %s, pending = '[\"licensing.mail_receipt\"]' where verb = 'submit'", LONG_AGO
    )

    assert named() == {"I6 effects that wait"}


def test_receipts_without_a_letter(paid):
    Letter.objects.filter(key__startswith="payment-").delete()

    assert named() == {"I6 receipts without a letter"}


@pytest.mark.parametrize(
    "query",
    [
        "update payments_receipt set number = 2",
        "update payments_counter set value = 2",
        "delete from payments_counter",
    ],
)
def test_receipt_numbers_with_gaps(paid, query):
    force(query)

    assert named() == {"I9 receipt numbers with gaps"}


def test_moments_in_the_wrong_order(paid):
    force("update payments_payment set recorded_at = received_at - interval '6 minutes'")
    assert named() == {"I10 moments in the wrong order"}

    force("update payments_payment set recorded_at = now() + interval '1 day', received_at = now()")

    assert "I10 moments in the wrong order" in named()


def test_applications_from_the_future(paid):
    Application.objects.update(received_at=timezone.now() + timedelta(days=1))

    assert named() == {"I10 applications from the future"}


@pytest.mark.parametrize(
    "query",
    [
        "update payments_payment set amount = 89.99",
        "update payments_order set total = 90.01",
        "update payments_orderline set amount = 90.01",
    ],
)
def test_receipts_of_another_amount(paid, query):
    force(query)

    assert "I14 receipts of another amount" in named()


def test_given_back_too_much(paid):
    refund = Payment.objects.get().refunds.create(amount="90.01", ground="over", asked_by=paid.opened_by)
    force(
        "insert into payments_repayment (refund_id, amount, reference, sent_on, recorded_at)"
        " values (%s, 90.01, 're_1', now(), now())",
        refund.pk,
    )

    assert "I14 given back too much" in named()


def test_every_rule_is_broken_by_a_test():
    source = Path(__file__).read_text()

    assert [name for name in books.RULES.values() if f'"{name}"' not in source] == []


def test_the_command_says_so_and_fails(paid, capsys):
    call_command("check_books")
    assert "The books balance." in capsys.readouterr().out
    force("update payments_receipt set number = 7")

    with pytest.raises(CommandError, match="1 wrong"):
        call_command("check_books", "--without-provider")

    assert capsys.readouterr().out.startswith("I9 receipt numbers with gaps: ")


def test_the_nightly_look_complains_in_the_log(paid, caplog):
    force("update payments_receipt set number = 7")

    tasks.check_books()

    assert "I9 receipt numbers with gaps" in caplog.text
    assert Receipt.objects.count() == 1
