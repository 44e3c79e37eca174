"""The sandbox as a process of its own, spoken to by the real library, killed without warning."""

import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest
import stripe

KEY, SECRET = "sk_test_sandbox", "whsec_sandbox"
ORDER = {
    "mode": "payment",
    "locale": "fr-CA",
    "success_url": "http://127.0.0.1:8299/ok?session_id={CHECKOUT_SESSION_ID}",
    "cancel_url": "http://127.0.0.1:8299/no",
    "client_reference_id": "order-1",
    "metadata": {"attempt": "cs:1:1"},
    "line_items": [
        {
            "quantity": 1,
            "price_data": {"currency": "cad", "unit_amount": 9000, "product_data": {"name": "Tombola <1>"}},
        }
    ],
}


class Process:
    def __init__(self, folder, *options):
        self.folder, self.options = folder, options
        self.start()

    def start(self):
        command = [sys.executable, "-m", "payments.sandbox", "--port", "0", "--state", str(self.folder), *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[3]

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    @property
    def stripe(self):
        return stripe.StripeClient(KEY, base_addresses={"api": self.url}, max_network_retries=0)

    @property
    def sessions(self):
        return self.stripe.v1.checkout.sessions

    def ask(self, path, form=None):
        """(status, headers, text) of a request that follows no redirect."""
        opener = urllib.request.build_opener(Still)
        try:
            with opener.open(self.url + path, form and form.encode(), timeout=5) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.headers, answer.read().decode()


class Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Portal:
    """Stands where the portal would: keeps events, and answers what it is told to."""

    def __init__(self):
        self.events, self.answer = [], 500
        portal = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                portal.events.append((body, self.headers["Stripe-Signature"]))
                self.send_response(portal.answer)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/payments/webhook/"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def wait_for(self, count):
        until = time.monotonic() + 15
        while len(self.events) < count and time.monotonic() < until:
            time.sleep(0.02)
        return self.events


@pytest.fixture
def portal():
    portal = Portal()
    yield portal
    portal.server.shutdown()
    portal.server.server_close()


@pytest.fixture
def sandbox(tmp_path, portal):
    process = Process(tmp_path / "state", "--webhook", portal.url)
    yield process
    if process.process.poll() is None:
        process.kill()


def path_of(session):
    return "/pay/" + session.id


def test_what_was_opened_and_paid_survives_a_kill(sandbox):
    session = sandbox.sessions.create(ORDER, {"idempotency_key": "k"})
    sandbox.ask(path_of(session), "card=4242424242424242")

    sandbox.kill()
    sandbox.start()

    found = sandbox.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (found.status, found.payment_status, found.amount_total) == ("complete", "paid", 9000)
    assert found.payment_intent.latest_charge.payment_method_details.card.authorization_code
    assert sandbox.sessions.create(ORDER, {"idempotency_key": "k"}).id == session.id


def test_the_same_key_with_another_body_is_refused(sandbox):
    sandbox.sessions.create(ORDER, {"idempotency_key": "k"})

    with pytest.raises(stripe.IdempotencyError):
        sandbox.sessions.create(ORDER | {"client_reference_id": "other"}, {"idempotency_key": "k"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"line_items": [{"price_data": {"currency": "cad", "unit_amount": 49}}]}, "50 cents"),
        ({"line_items": [{"price_data": {"currency": "usd", "unit_amount": 9000}}]}, "Canadian"),
        ({"line_items": [{"quantity": -1, "price_data": {"currency": "cad", "unit_amount": 9000}}]}, "quantity"),
        ({"mode": "setup"}, "mode"),
        ({"success_url": "javascript:alert(1)"}, "valid URL"),
        ({"colour": "blue"}, "unknown parameter"),
    ],
)
def test_what_stripe_would_refuse_is_refused(sandbox, change, words):
    with pytest.raises(stripe.InvalidRequestError, match=words):
        sandbox.sessions.create(ORDER | change)


def test_another_key_opens_nothing(sandbox):
    stranger = stripe.StripeClient("sk_test_other", base_addresses={"api": sandbox.url}, max_network_retries=0)

    with pytest.raises(stripe.AuthenticationError):
        stranger.v1.checkout.sessions.create(ORDER)


def test_lists_are_read_page_by_page_and_by_date(sandbox):
    ids = [sandbox.sessions.create(ORDER).id for _ in range(5)]
    soon = int(datetime.now(UTC).timestamp()) + 60

    first = sandbox.sessions.list({"limit": 2})
    everything = [one.id for one in first.auto_paging_iter()]

    assert first.has_more
    assert everything == ids[::-1]
    assert not sandbox.sessions.list({"created": {"gte": soon}}).data


def test_an_expired_page_takes_no_card(sandbox):
    session = sandbox.sessions.create(ORDER)
    sandbox.sessions.expire(session.id)

    status, _, page = sandbox.ask(path_of(session), "card=4242424242424242")

    assert (status, sandbox.sessions.retrieve(session.id).payment_status) == (200, "unpaid")
    assert "plus valable" in page
    with pytest.raises(stripe.InvalidRequestError):
        sandbox.sessions.expire(session.id)


def test_a_refund_cannot_exceed_what_was_paid(sandbox):
    session = sandbox.sessions.create(ORDER)
    sandbox.ask(path_of(session), "card=4242424242424242")
    intent = sandbox.sessions.retrieve(session.id).payment_intent

    assert sandbox.stripe.v1.refunds.create({"payment_intent": intent, "amount": 4000}).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError):
        sandbox.stripe.v1.refunds.create({"payment_intent": intent, "amount": 5001})


def test_events_are_signed_as_the_library_expects_and_repeated_until_taken(sandbox, portal):
    session = sandbox.sessions.create(ORDER)
    sandbox.ask(path_of(session), "card=4242424242424242")
    portal.wait_for(2)
    portal.answer = 200

    body, signed = portal.wait_for(3)[-1]
    event = stripe.Webhook.construct_event(body, signed, SECRET)

    assert (event.type, event.data.object.id) == ("checkout.session.completed", session.id)
    assert len({json.loads(body)["id"] for body, _ in portal.events}) == 1


def test_an_event_owed_when_the_sandbox_was_killed_is_delivered_after(sandbox, portal):
    session = sandbox.sessions.create(ORDER)
    sandbox.ask(path_of(session), "card=4242424242424242")
    portal.wait_for(1)
    sandbox.kill()
    portal.events.clear()
    portal.answer = 200

    sandbox.start()

    body, _ = portal.wait_for(1)[0]
    assert json.loads(body)["data"]["object"]["id"] == session.id


def test_the_knobs_drop_and_repeat_events(sandbox, portal):
    portal.answer = 200
    sandbox.ask("/_control", json.dumps({"drop_webhooks": 1}))
    sandbox.ask(path_of(sandbox.sessions.create(ORDER)), "card=4242424242424242")
    time.sleep(0.6)
    assert portal.events == []

    sandbox.ask("/_control", json.dumps({"drop_webhooks": 0, "repeat_webhooks": 2}))
    sandbox.ask(path_of(sandbox.sessions.create(ORDER)), "card=4242424242424242")

    assert len(portal.wait_for(3)) == 3


@pytest.mark.parametrize(
    ("query", "tag", "words"),
    [("", "fr-CA", "Aucun argent ne circule"), ("?lang=en", "en-CA", "No money moves")],
)
def test_every_page_says_in_its_language_that_no_money_moves(sandbox, query, tag, words):
    session = sandbox.sessions.create(ORDER)
    pending = sandbox.sessions.create(ORDER)
    sandbox.ask(path_of(pending), "card=4000000000003220")

    for path in (path_of(session), path_of(pending), "/pay/unknown"):
        _, _, page = sandbox.ask(path + query)
        assert f'lang="{tag}"' in page
        assert words in page


def test_the_page_runs_nothing_and_may_lead_back_to_the_portal_only(sandbox):
    session = sandbox.sessions.create(ORDER)

    _, headers, page = sandbox.ask(path_of(session))

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("form-action 'self' http://127.0.0.1:8299")
    assert "Tombola &lt;1&gt;" in page
    assert "<script" not in page


def test_the_payer_is_sent_back_with_the_session(sandbox):
    session = sandbox.sessions.create(ORDER)

    status, headers, _ = sandbox.ask(path_of(session), "card=4242424242424242")

    assert (status, headers["Location"]) == (303, f"http://127.0.0.1:8299/ok?session_id={session.id}")


@pytest.mark.parametrize(("form", "words"), [("card=4000000000000002", "a été refusée"), ("", "Choisissez une carte")])
def test_a_declined_or_missing_card_is_said_and_the_page_stays_open(sandbox, form, words):
    session = sandbox.sessions.create(ORDER)

    status, _, page = sandbox.ask(path_of(session), form or "x=")

    assert (status, sandbox.sessions.retrieve(session.id).status) == (200, "open")
    assert words in page.partition('role="alert"')[2].partition("</div>")[0]


def test_it_says_that_it_is_well(sandbox):
    assert json.loads(sandbox.ask("/health")[2]) == {"status": "ok"}
