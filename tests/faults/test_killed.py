"""Something is killed between the payment and the submission: a minute later everything is there, once."""

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.faults.stack import EACH_ONCE, MINE
from tests.run.test_demo import until

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]


def completes(portal, payer):
    """Wait until everything answers and this application is sent; a moment later it is still sent once."""
    assert portal.recovers()
    until(lambda: portal.counts(payer.ref) == EACH_ONCE)
    portal.look_again()
    assert portal.counts(payer.ref) == EACH_ONCE
    delivered = portal.delivered(payer.email)
    assert set(delivered.values()) == {1}, delivered
    assert len(delivered) == 3  # the draft's number, the receipt, the confirmation
    return portal.balances()


def test_nothing_is_killed(portal, payer):
    page = payer.go_to_pay().pay().come_back()

    assert page.status_code == 200
    assert payer.ref in page.text
    assert completes(portal, payer)


def test_the_worker_is_killed_while_it_settles(portal, payer):
    payer.go_to_pay()
    with portal.held(payer.session_id):
        payer.pay()
        assert until(portal.waiting_for_a_lock)
        with portal.without("worker"):
            pass

    assert completes(portal, payer)


def test_without_a_worker_the_payer_is_told_at_once_and_health_names_it(portal, payer):
    payer.go_to_pay()
    with portal.without("worker"):
        page = payer.pay().come_back()
        assert page.status_code == 200
        assert portal.counts(payer.ref)["submissions"] == 1
        assert until(lambda: portal.health() == ["worker"])

    assert completes(portal, payer)


def test_valkey_is_killed_and_comes_back_empty(portal, payer):
    payer.go_to_pay()
    with portal.without("valkey"):
        assert portal.health() == ["cache", "worker"]
        page = payer.pay().come_back()
        assert page.status_code == 200
        assert portal.counts(payer.ref)["submissions"] == 1
        shutil.rmtree(portal.var / "valkey" / "appendonlydir")

    assert completes(portal, payer)


def test_valkey_is_killed_before_pay_is_pressed_and_the_payer_never_returns(portal, payer):
    with portal.without("valkey"):
        payer.go_to_pay().pay()

    assert completes(portal, payer)


def test_the_web_process_is_killed_while_the_payer_pays(portal, payer):
    payer.go_to_pay()
    with portal.without("web"):
        payer.pay()
        with pytest.raises(requests.ConnectionError):
            payer.come_back()
        assert portal.health() is None
        assert until(lambda: portal.tries(payer.session_id) > 0)  # the webhook failed as well

    assert completes(portal, payer)
    assert payer.come_back().status_code == 200
    assert until(lambda: portal.events(payer.session_id) == [(True,)])
    assert completes(portal, payer)


def test_the_web_process_is_killed_while_it_settles(portal, payer):
    portal.turn(drop_webhooks=1)
    payer.go_to_pay()
    with portal.held(payer.session_id), ThreadPoolExecutor(1) as pool:
        coming = pool.submit(payer.pay().come_back)
        assert until(portal.waiting_for_a_lock)
        with portal.without("web"):
            assert isinstance(coming.exception(), requests.ConnectionError)

    assert completes(portal, payer)


def test_every_webhook_is_lost(portal, payer):
    portal.turn(drop_webhooks=1)

    payer.go_to_pay().pay()

    assert completes(portal, payer)
    assert portal.events(payer.session_id) == []


def test_everybody_tells_at_once(portal, payer):
    portal.turn(drop_webhooks=1)
    payer.go_to_pay()
    with ThreadPoolExecutor(14) as pool, portal.held(payer.session_id):  # they all go on at the same moment
        payer.pay()
        told = [pool.submit(portal.tell, payer.session_id) for _ in range(10)]
        swept = [pool.submit(portal.sweep) for _ in range(2)]
        came = [pool.submit(payer.come_back) for _ in range(2)]
        assert until(lambda: portal.waiting_for_a_lock() > 3)
    assert {answer.result() for answer in told} == {200}
    assert {answer.result().status_code for answer in came} == {200}
    assert all(answer.result() for answer in swept)

    assert completes(portal, payer)
    assert until(lambda: portal.events(payer.session_id) == [(True,)])


def test_the_payment_provider_is_killed_before_it_tells(portal, payer):
    payer.go_to_pay()
    portal.turn(delay_webhooks=2)
    payer.pay()
    with portal.without("sandbox"):
        assert portal.health() == ["payments"]
        page = payer.come_back()
        assert page.status_code == 200
        assert portal.counts(payer.ref)["payments"] == 0

    assert completes(portal, payer)


def test_postgresql_is_killed_while_a_payment_is_settled(portal, payer):
    payer.go_to_pay()
    with portal.connect() as holder, ThreadPoolExecutor(1) as pool:
        holder.execute(MINE, [payer.session_id])
        coming = pool.submit(payer.pay().come_back)
        assert until(portal.waiting_for_a_lock)
        with portal.without("postgres"):
            assert coming.result().status_code == 503
            assert portal.health() == ["database"]
            assert payer.get("/en/menu/").status_code == 503
        holder.close()

    assert completes(portal, payer)


def test_afterwards_nothing_is_owed_and_every_dollar_has_a_home(portal, applications):
    with portal.ledger() as ledger:
        paid = {one["id"] for one in ledger.newest("checkout.session") if one["payment_status"] == "paid"}

    assert {row[0] for row in portal.ask("select session_id from payments_payment")} == paid
    assert portal.ask("select number from payments_receipt order by 1") == [(n + 1,) for n in range(len(paid))]
    for nothing in (
        "select * from payments_discrepancy",
        "select * from payments_providerevent where processed_at is null",
        "select * from payments_attempt where closed_at is null",
        "select * from licensing_event where pending <> '[]'",
        "select * from icajo_letter where state <> 'sent'",
        "select application_id from licensing_event where verb = 'submit' group by 1 having count(*) > 1",
    ):
        assert portal.ask(nothing) == [], nothing
