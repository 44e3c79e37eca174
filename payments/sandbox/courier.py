"""Delivers events to the portal, signed as Stripe signs them, again and again until it answers 2xx."""

import hashlib
import hmac
import json
import random
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

GIVE_UP_AFTER = 60  # tries: about a day with the pauses below
LONGEST_PAUSE = 30 * 60


def signature(body, secret, at=None):
    """The value of the Stripe-Signature header for a body."""
    at = int(at or time.time())
    mac = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


def pause(tries):
    return min(2**tries, LONGEST_PAUSE)


class Courier(threading.Thread):
    def __init__(self, ledger, knobs, *, url, secret):
        super().__init__(name="courier", daemon=True)
        self.ledger, self.knobs, self.url, self.secret = ledger, knobs, url, secret

    def run(self):
        while True:
            due = [] if self.knobs["hold_webhooks"] else self.ledger.due(time.time())
            if self.knobs["shuffle_webhooks"]:
                random.shuffle(due)
            for event, tries in due:
                self.deliver(event, tries)
            time.sleep(0.2)

    def deliver(self, event, tries):
        if self.knobs["drop_webhooks"] or tries >= GIVE_UP_AFTER:
            return self.ledger.delivered(event)
        body = json.dumps(self.ledger.get("event", event))
        copies = [body] * (1 + self.knobs["repeat_webhooks"])
        with ThreadPoolExecutor(len(copies)) as pool:
            answers = list(pool.map(self.post, copies))
        if any(answers):
            return self.ledger.delivered(event)
        return self.ledger.try_later(event, pause(tries))

    def post(self, body):
        """Whether the portal said it has it."""
        headers = {"Content-Type": "application/json", "Stripe-Signature": signature(body, self.secret)}
        request = urllib.request.Request(self.url, body.encode(), headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return 200 <= answer.status < 300
        except (OSError, urllib.error.URLError):
            return False
