"""F14 and F15, and processes killed, round after round: a settlement that ends half-way, and twenty at one moment."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.faults.rounds import Rounds, heard_once
from tests.faults.stumbling import DONE, PLACES
from tests.run.test_demo import until

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
BY_STAFF, BY_RETURNING, BY_WORKERS = 14, 4, 2


def place(number, places):
    """Each round another place."""
    return list(places)[number % len(places)]


def kill(portal, name, number):
    """Kill what does the work, or every second time the whole part, which the supervisor brings back."""
    if number % 2:
        portal.kill_hands(name)
    else:
        with portal.without(name):
            pass


def test_f14_a_settlement_fails_half_way_and_the_event_comes_again(portal, places):
    for number, payers in Rounds(portal, "f14", 2):
        portal.turn(repeat_webhooks=1)
        with places.stumbles(place(number, [*PLACES, DONE]), times=3) as stumbled:
            for payer in payers:
                payer.go_to_pay().pay()
            assert until(lambda: stumbled() >= 3)

        assert heard_once(portal, payers)


def test_f14_the_worker_is_killed_half_way(portal, places):
    for number, (payer,) in Rounds(portal, "worker", 1):
        payer.go_to_pay()
        with places.stands(place(number, [*PLACES, DONE])) as standing:
            payer.pay()
            assert until(standing)
            kill(portal, "worker", number)

        assert portal.recovers()
        assert heard_once(portal, [payer])


def test_f14_the_web_process_is_killed_half_way(portal, places):
    for number, (payer,) in Rounds(portal, "web", 1):
        portal.turn(hold_webhooks=1)
        payer.go_to_pay()
        with (
            portal.paused("scheduler"),
            places.stands(place(number, PLACES)) as standing,
            ThreadPoolExecutor(1) as pool,
        ):
            coming = pool.submit(payer.pay().come_back)
            assert until(standing)
            kill(portal, "web", number)
            assert isinstance(coming.exception(), requests.ConnectionError)

        assert portal.recovers()
        assert payer.come_back().status_code == 200


def test_f15_twenty_settle_at_once(portal):
    """Return pages, the button of the staff, the sweep and the webhook, all held in the middle and let go together."""
    for _, (payer,) in Rounds(portal, "f15", 1):
        portal.turn(drop_webhooks=1)
        payer.go_to_pay().pay()
        with ThreadPoolExecutor(20) as pool:
            with portal.held(payer.session_id):
                staff = pool.submit(portal.clerk, "settle", session=payer.session_id, times=BY_STAFF)
                came = [pool.submit(payer.come_back) for _ in range(BY_RETURNING)]
                told = [pool.submit(portal.tell, payer.session_id) for _ in range(10)]
                portal.sweep()
                portal.sweep()
                assert until(lambda: portal.waiting_for_a_lock() >= BY_STAFF + BY_RETURNING + BY_WORKERS)
            assert staff.result() == []
            assert {page.result().status_code for page in came} == {200}
            assert {answer.result() for answer in told} == {200}
