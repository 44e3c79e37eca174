"""The card provider, and the only module that knows it is Stripe.  Small frozen facts come out, never its objects."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

import stripe
from django.conf import settings

from .errors import Forged, NoSuchSession, Unreachable

CENTS = Decimal(100)
WITH_THE_CHARGE = ["payment_intent.latest_charge"]


@dataclass(frozen=True)
class Session:
    """What the provider says of one hosted payment page."""

    id: str
    status: str  # open, pending, paid, failed, expired
    amount: Decimal
    currency: str
    order: str  # our public identifier of the order, as we gave it
    attempt: str  # our idempotency key
    url: str = ""
    declined: bool = False  # the last card was refused and another may be tried
    payment_id: str = ""
    authorization_number: str = ""
    confirmation_code: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Told:
    """One event, checked to come from the provider."""

    id: str
    kind: str
    session_id: str
    payload: dict


def open_session(attempt, *, lines, success_url, cancel_url) -> Session:
    """Open the hosted page of an attempt; asking again for the same attempt gives the same page.

    `lines` are (name, amount in dollars).  Raises Unreachable; then the page may or may not exist.
    """
    asked = {
        "mode": "payment",
        "allowed_payment_method_types": ["card"],
        "locale": "fr-CA" if attempt.language == "fr" else "en",
        "client_reference_id": str(attempt.order.uuid),
        "metadata": {"order": str(attempt.order.uuid), "attempt": attempt.idempotency_key},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {"currency": "cad", "unit_amount": cents(amount), "product_data": {"name": name}},
            }
            for name, amount in lines
        ],
        "success_url": success_url,
        "cancel_url": cancel_url,
    }
    try:
        with _typed_errors():
            return _session(_sessions().create(asked, {"idempotency_key": attempt.idempotency_key}))
    except NoSuchSession as error:  # refused as asked: for the payer the same as no answer
        raise Unreachable(str(error)) from error


def find(session_id) -> Session:
    """What became of a session.  Raises Unreachable, NoSuchSession."""
    with _typed_errors():
        return _session(_sessions().retrieve(session_id, {"expand": WITH_THE_CHARGE}))


def expire(session_id) -> None:
    """Close an open page so that it cannot be paid any more.  Raises NoSuchSession if it is not open, Unreachable."""
    with _typed_errors():
        _sessions().expire(session_id)


def refund(payment_id: str, amount: Decimal, *, key: str) -> str:
    """Give money back to the card it came from, once a key; returns the provider's name of the refund.

    Raises NoSuchSession where the provider will not, Unreachable where it is not known: then ask again.
    """
    asked = {"payment_intent": payment_id, "amount": cents(amount)}
    with _typed_errors():
        given = _api().refunds.create(asked, {"idempotency_key": key})
    if given.status in ("failed", "canceled"):
        raise NoSuchSession(f"{given.id}: {given.status}")
    return given.id


def paid_since(moment) -> Iterator[Session]:
    """Every session opened since then whose payer is done.  Raises Unreachable."""
    asked = {
        "created": {"gte": int(moment.timestamp())},
        "status": "complete",
        "limit": 100,
        "expand": [f"data.{path}" for path in WITH_THE_CHARGE],
    }
    with _typed_errors():
        for found in _sessions().list(asked).auto_paging_iter():
            if found.payment_status == "paid":
                yield _session(found)


def read_event(body: bytes, signature: str) -> Told:
    """The event in a webhook's raw body.  Raises Forged for a bad signature, an old one, or the other mode's event."""
    if not settings.STRIPE_WEBHOOK_SECRET:
        raise Forged("no webhook secret is set")
    try:
        stripe.WebhookSignature.verify_header(body, signature, settings.STRIPE_WEBHOOK_SECRET, 300)
        payload = json.loads(body)
        about = payload["data"]["object"]
        told = Told(
            id=payload["id"],
            kind=payload["type"],
            session_id=about["id"] if about.get("object") == "checkout.session" else "",
            payload=payload,
        )
        live = payload["livemode"]
    except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Forged(str(error)) from error
    if live != _key()[3:].startswith("live_"):
        raise Forged("an event of the other mode")
    return told


def cents(dollars: Decimal) -> int:
    """Dollars as whole cents; ValueError if they are not whole."""
    whole = dollars * CENTS
    if whole != whole.to_integral_value():
        raise ValueError(f"{dollars} is not in whole cents")
    return int(whole)


def _session(found) -> Session:
    intent = found.payment_intent if isinstance(found.payment_intent, stripe.PaymentIntent) else None
    charge = intent.latest_charge if intent else None
    charge = charge if isinstance(charge, stripe.Charge) else None
    card = getattr(charge.payment_method_details, "card", None) if charge else None
    status = _status(found, intent)
    return Session(
        id=found.id,
        status=status,
        amount=Decimal(found.amount_total) / CENTS,
        currency=found.currency.upper(),
        order=found.client_reference_id or "",
        attempt=getattr(found.metadata, "attempt", ""),
        url=found.url or "",
        declined=status == "open" and bool(intent and intent.last_payment_error),
        payment_id=intent.id if intent else (found.payment_intent or ""),
        authorization_number=getattr(card, "authorization_code", None) or "",
        confirmation_code=getattr(card, "network_transaction_id", None) or (charge.id if charge else ""),
        paid_at=datetime.fromtimestamp((charge or found).created, UTC) if status == "paid" else None,
    )


def _status(found, intent):
    if found.status != "complete":
        return found.status
    if found.payment_status == "paid":
        return "paid"
    return "failed" if intent and intent.status in ("requires_payment_method", "canceled") else "pending"


def _key():
    return settings.STRIPE_SECRET_KEY or settings.PAYMENT_SANDBOX_KEY


def _sessions():
    return _api().checkout.sessions


def _api():
    if not settings.STRIPE_SECRET_KEY and not settings.PAYMENT_SANDBOX_URL:
        raise Unreachable("no payment provider is configured")
    return _client(_key(), "" if settings.STRIPE_SECRET_KEY else settings.PAYMENT_SANDBOX_URL).v1


@lru_cache(maxsize=4)
def _client(key, sandbox):
    return stripe.StripeClient(
        key,
        base_addresses={"api": sandbox} if sandbox else None,
        http_client=stripe.RequestsClient(timeout=(3, settings.STRIPE_TIMEOUT)),
        max_network_retries=0,  # a page waits once; the next click asks with the same idempotency key
    )


class _typed_errors:
    """Turn what the library raises into our two errors."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, stripe.InvalidRequestError) and not isinstance(error, stripe.IdempotencyError):
            raise NoSuchSession(str(error)) from error
        if isinstance(error, stripe.StripeError):
            raise Unreachable(str(error)) from error
