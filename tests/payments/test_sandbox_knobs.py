"""The knobs by which a fault test makes the sandbox hang, lose answers, hold events back and say what is not true."""

import json
import time

import pytest
import stripe

from tests.payments.test_sandbox import KEY, ORDER, path_of, portal, sandbox  # noqa: F401


@pytest.fixture
def turn(sandbox, portal):  # noqa: F811
    portal.answer = 200
    return lambda **knobs: sandbox.ask("/_control", json.dumps(knobs))


@pytest.fixture
def hasty(sandbox):  # noqa: F811
    """The library, waiting for half a second."""
    line = stripe.RequestsClient(timeout=0.5)
    return stripe.StripeClient(
        KEY, base_addresses={"api": sandbox.url}, http_client=line, max_network_retries=0
    ).v1.checkout.sessions


def kinds(portal):  # noqa: F811
    return [json.loads(body)["type"] for body, _ in portal.events]


def pay(sandbox):  # noqa: F811
    session = sandbox.sessions.create(ORDER)
    sandbox.ask(path_of(session), "card=4242424242424242")
    return session


@pytest.mark.parametrize("knob", [{"lose": 1}, {"hang": 2}])
def test_what_was_done_before_the_answer_was_lost_is_found_again(sandbox, turn, hasty, knob):  # noqa: F811
    turn(**knob)
    with pytest.raises(stripe.APIConnectionError):
        hasty.create(ORDER, {"idempotency_key": "k"})

    turn(**dict.fromkeys(knob, 0))

    assert sandbox.sessions.create(ORDER, {"idempotency_key": "k"}).id
    assert len(sandbox.sessions.list().data) == 1


@pytest.mark.parametrize("knob", [{"lose_reads": 1}, {"hang_reads": 2}])
def test_a_question_that_is_not_answered_holds_up_nothing_else(sandbox, turn, hasty, knob):  # noqa: F811
    session = hasty.create(ORDER)

    turn(**knob)

    with pytest.raises(stripe.APIConnectionError):
        hasty.retrieve(session.id)
    assert hasty.create(ORDER).id


def test_events_held_back_are_sent_when_they_are_let_go(sandbox, portal, turn):  # noqa: F811
    turn(hold_webhooks=1)
    pay(sandbox)
    told = pay(sandbox)
    sandbox.ask("/_control/tell", json.dumps({"session": told.id, "kind": "checkout.session.expired", "days_ago": 3}))
    sandbox.ask("/_control/tell", json.dumps({"session": told.id, "kind": "charge.refunded"}))
    time.sleep(0.5)
    assert portal.events == []

    turn(hold_webhooks=0, shuffle_webhooks=1)

    portal.wait_for(4)
    assert sorted(kinds(portal)) == [
        "charge.refunded",
        "checkout.session.completed",
        "checkout.session.completed",
        "checkout.session.expired",
    ]


def test_what_is_told_falsely_changes_nothing_at_the_sandbox(sandbox, portal, turn):  # noqa: F811
    session = pay(sandbox)

    sandbox.ask("/_control/tell", json.dumps({"session": session.id, "kind": "checkout.session.expired"}))

    portal.wait_for(2)
    assert kinds(portal)[1] == "checkout.session.expired"
    assert sandbox.sessions.retrieve(session.id).status == "complete"
