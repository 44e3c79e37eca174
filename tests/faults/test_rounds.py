"""F10 to F13, round after round: a provider that loses answers, repeats or contradicts itself, or says nothing."""

import sys
import time
from datetime import datetime

import pytest

from payments.sandbox.server import KNOBS
from tests.faults.rounds import UNPROCESSED, Rounds, at_once, heard_once
from tests.faults.stack import STRIPE_TIMEOUT
from tests.run.test_demo import until

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
DEAD = 2 * STRIPE_TIMEOUT  # seconds: nobody waits as long
LOST = [
    ({"hang": DEAD}, {"lose_reads": 1}),
    ({"lose": 1}, {"hang_reads": DEAD}),
]
LONGEST = 10  # seconds until the payer is told to try again
PAID, EXPIRED = "checkout.session.completed", "checkout.session.expired"
FAILED, SUCCEEDED = "checkout.session.async_payment_failed", "checkout.session.async_payment_succeeded"
CONTRADICTIONS = [EXPIRED, FAILED, PAID, "charge.refunded", "payment_intent.payment_failed"]
STORED = "select count(*) from payments_providerevent"
RECEIVED = "select received_at from licensing_application where ref = %s"


def no_money(portal, payers):
    """Nothing was recorded as paid for these."""
    return all(portal.counts(payer.ref)["payments"] == 0 for payer in payers)


def sent_in(portal, payers):
    """Wait until the applications of these have gone in."""
    return until(lambda: all(portal.counts(payer.ref)["submissions"] for payer in payers))


def processed(portal, before, more):
    """Wait until so many more events are stored, and all of them processed."""
    return until(lambda: portal.ask(STORED)[0][0] == before + more and not portal.ask(UNPROCESSED))


def test_f10_the_provider_opens_a_page_and_its_answer_is_lost(portal):
    for number, payers in Rounds(portal, "f10", 2):
        opening, asking = LOST[number % len(LOST)]
        portal.turn(**opening)
        began = time.monotonic()
        clicks = at_once(*[payer.press_pay for payer in payers * 2])
        assert [click.status_code for click in clicks] == [503] * len(clicks)
        assert time.monotonic() - began < LONGEST
        portal.turn(**KNOBS)

        for payer in payers:
            payer.go_to_pay()
            assert [page["id"] for page in portal.sessions(payer.ref)] == [payer.session_id]
        assert no_money(portal, payers)
        portal.turn(**asking)
        pages = at_once(*[payer.pay().come_back for payer in payers])
        assert {page.status_code for page in pages} == {200}


def test_f11_the_provider_says_everything_ten_times_at_once(portal):
    for _, payers in Rounds(portal, "f11", 2):
        portal.turn(repeat_webhooks=9)

        for payer in payers:
            payer.go_to_pay().pay()

        assert heard_once(portal, payers)


def test_f12_the_provider_contradicts_itself_in_any_order(portal):
    """What is true when the provider is asked counts: one page was paid, the other expired and opened anew."""
    for _, (paid, expired) in Rounds(portal, "f12", 2):
        before = portal.ask(STORED)[0][0]
        portal.turn(hold_webhooks=1, shuffle_webhooks=1)
        paid.go_to_pay().pay()
        for kind in CONTRADICTIONS:
            portal.tell_anyway(paid.session_id, kind)
        expired.go_to_pay()
        portal.expire(expired.session_id)
        for kind in (PAID, SUCCEEDED, FAILED):
            portal.tell_anyway(expired.session_id, kind)

        portal.turn(hold_webhooks=0, repeat_webhooks=1)

        assert processed(portal, before, len(CONTRADICTIONS) + 1 + 4)
        assert no_money(portal, [expired])
        first = expired.session_id
        assert expired.go_to_pay().session_id != first
        assert expired.pay().come_back().status_code == 200


def test_f13_nothing_is_told_or_three_days_late(portal):
    """The sweep finds the money by itself; whatever is said afterwards changes nothing."""
    for _, payers in Rounds(portal, "f13", 2):
        before = portal.ask(STORED)[0][0]
        portal.turn(hold_webhooks=1)
        for payer in payers:
            payer.go_to_pay().pay()
        portal.sweep()
        assert sent_in(portal, payers)
        assert portal.ask(STORED)[0][0] == before
        moments = [portal.ask(RECEIVED, payer.ref)[0][0] for payer in payers]

        for payer in payers:
            portal.tell_anyway(payer.session_id, PAID, days_ago=3)
            portal.tell_anyway(payer.session_id, EXPIRED, days_ago=3)
        portal.turn(hold_webhooks=0)

        assert processed(portal, before, 3 * len(payers))
        assert [portal.ask(RECEIVED, payer.ref)[0][0] for payer in payers] == moments
        assert [datetime.timestamp(moment) for moment in moments] == [paid_at(portal, payer) for payer in payers]


def paid_at(portal, payer):
    """When the card was charged, by the provider's clock."""
    with portal.ledger() as ledger:
        intent = ledger.get("checkout.session", payer.session_id)["payment_intent"]
        return next(one["created"] for one in ledger.newest("charge") if one["payment_intent"] == intent)
