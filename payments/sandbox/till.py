"""What happens to a checkout session: opened, paid, declined, left pending, expired, refunded."""

import secrets
import time

from .ledger import new_id

API_VERSION = "2026-10-28.endive"
A_DAY = 24 * 3600
ACCEPTED, DECLINED, PENDING = "4242424242424242", "4000000000000002", "4000000000003220"
CARDS = (ACCEPTED, DECLINED, PENDING)


class Till:
    def __init__(self, ledger, knobs, public_url):
        self.ledger, self.knobs, self.public_url = ledger, knobs, public_url

    def open(self, wanted):
        """A new session from checked parameters."""
        now = int(time.time())
        id = new_id("cs_test_")
        return self.ledger.keep(
            {
                "id": id,
                "object": "checkout.session",
                "amount_subtotal": wanted["amount"],
                "amount_total": wanted["amount"],
                "cancel_url": wanted["cancel_url"],
                "client_reference_id": wanted["client_reference_id"],
                "created": now,
                "currency": "cad",
                "customer": None,
                "expires_at": wanted["expires_at"] or now + A_DAY,
                "livemode": False,
                "locale": wanted["locale"],
                "metadata": wanted["metadata"],
                "mode": "payment",
                "payment_intent": None,
                "payment_method_types": ["card"],
                "payment_status": "unpaid",
                "status": "open",
                "success_url": wanted["success_url"],
                "url": f"{self.public_url}/pay/{id}",
                "lines": wanted["lines"],
            }
        )

    def pay(self, session, card):
        """Put a test card through an open session.  Returns the session as it is afterwards."""
        intent = self._intent(session)
        charge = self._charge(session, intent)
        session["payment_intent"] = intent["id"]
        if card == DECLINED:
            intent.update(status="requires_payment_method", last_payment_error=card_was_declined())
            charge.update(status="failed", paid=False, failure_code="card_declined")
            told = "payment_intent.payment_failed", intent
        elif card == PENDING:
            intent["status"] = "processing"
            charge.update(status="pending", paid=False)
            session.update(status="complete", url=None)
            told = "checkout.session.completed", session
        else:
            intent.update(status="succeeded", amount_received=intent["amount"], last_payment_error=None)
            session.update(status="complete", payment_status="paid", url=None)
            told = "checkout.session.completed", session
        self._keep(charge, intent, session)
        self.tell(*told)
        return session

    def decide(self, session, *, paid):
        """The bank makes up its mind about a pending payment."""
        intent = self.ledger.get("payment_intent", session["payment_intent"])
        charge = self.ledger.get("charge", intent["latest_charge"])
        if paid:
            intent.update(status="succeeded", amount_received=intent["amount"])
            charge.update(status="succeeded", paid=True)
            session["payment_status"] = "paid"
        else:
            intent.update(status="requires_payment_method", last_payment_error=card_was_declined())
            charge.update(status="failed", paid=False, failure_code="card_declined")
            session["refused"] = True
        self._keep(charge, intent, session)
        self.tell(f"checkout.session.async_payment_{'succeeded' if paid else 'failed'}", session)
        return session

    def expire(self, session):
        session.update(status="expired", url=None)
        self._keep(session)
        self.tell("checkout.session.expired", session)
        return session

    def refund(self, intent, amount):
        charge = self.ledger.get("charge", intent["latest_charge"])
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = {
            "id": new_id("re_"),
            "object": "refund",
            "amount": amount,
            "charge": charge["id"],
            "created": int(time.time()),
            "currency": "cad",
            "metadata": {},
            "payment_intent": intent["id"],
            "status": "succeeded",
        }
        self._keep(charge, refund)
        self.tell("charge.refunded", charge)
        return refund

    def tell_anyway(self, session, kind, *, days_ago=0):
        """Owe the portal an event about a session that is paid, whether it is true or not."""
        about = self.ledger.get("checkout.session", session)
        if not kind.startswith("checkout."):
            about = self.ledger.get("payment_intent", about["payment_intent"])
        if kind.startswith("charge."):
            about = self.ledger.get("charge", about["latest_charge"])
        with self.ledger.writing():
            return self.tell(kind, about, days_ago=days_ago)

    def tell(self, kind, about, *, days_ago=0):
        """Owe the portal an event about an object, as it is now."""
        event = {
            "id": new_id("evt_"),
            "object": "event",
            "api_version": API_VERSION,
            "created": int(time.time()) - days_ago * A_DAY,
            "data": {"object": shown(about)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        self.ledger.owe(event, delay=self.knobs["delay_webhooks"])
        return event

    def _keep(self, *objects):
        for one in objects:
            self.ledger.keep(one)

    def _intent(self, session):
        """A declined session keeps its payment intent for the next card."""
        if session["payment_intent"]:
            return self.ledger.get("payment_intent", session["payment_intent"])
        return {
            "id": new_id("pi_"),
            "object": "payment_intent",
            "amount": session["amount_total"],
            "amount_received": 0,
            "created": int(time.time()),
            "currency": session["currency"],
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": {},
            "status": "requires_payment_method",
        }

    def _charge(self, session, intent):
        charge = {
            "id": new_id("ch_"),
            "object": "charge",
            "amount": session["amount_total"],
            "amount_refunded": 0,
            "authorization_code": None,
            "created": int(time.time()),
            "currency": session["currency"],
            "failure_code": None,
            "livemode": False,
            "metadata": {},
            "paid": True,
            "payment_intent": intent["id"],
            "payment_method_details": {
                "type": "card",
                "card": {
                    "authorization_code": f"{secrets.randbelow(10**6):06}",
                    "brand": "visa",
                    "network_transaction_id": f"{secrets.randbelow(10**15):015}",
                },
            },
            "refunded": False,
            "status": "succeeded",
        }
        intent["latest_charge"] = charge["id"]
        return charge


def shown(thing):
    """What leaves by the API: without what the sandbox keeps for its own pages."""
    return {name: value for name, value in thing.items() if name not in ("lines", "refused")}


def card_was_declined():
    return {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "generic_decline",
        "message": "Your card was declined.",
    }
