"""The part of Stripe's API the portal uses, refusing what Stripe would refuse."""

import time
from urllib.parse import parse_qsl, urlsplit

from .till import shown

SMALLEST, LARGEST = 50, 99_999_999  # cents
SESSION_FIELDS = {
    "cancel_url", "client_reference_id", "expand", "expires_at", "line_items", "locale", "metadata", "mode",
    "payment_intent_data", "allowed_payment_method_types", "submit_type", "success_url",
}  # fmt: skip


class Refused(Exception):
    """What Stripe answers when it does not do what was asked."""

    def __init__(self, message, *, status=400, kind="invalid_request_error", **more):
        super().__init__(message)
        self.status, self.body = status, {"error": {"type": kind, "message": message, **more}}


def nested(form):
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    out = {}
    for name, value in parse_qsl(form, keep_blank_values=True):
        *path, last = name.replace("]", "").split("[")
        place = out
        for part in path:
            place = place.setdefault(part, {})
            if not isinstance(place, dict):
                raise Refused("Invalid parameters", param=name)
        place[last] = value
    return out


class Api:
    def __init__(self, till, key):
        self.till, self.ledger, self.key = till, till.ledger, key

    def get(self, path, query, authorization):
        """(status, body) of a GET below /v1/."""
        self._known(authorization)
        asked = nested(query)
        match path.split("/"):
            case ["checkout", "sessions"]:
                return 200, self._list(asked)
            case ["checkout", "sessions", id]:
                return 200, self._expanded(self.fresh(self._found("checkout.session", id)), asked)
            case ["payment_intents" | "charges" | "refunds" | "events" as kind, id]:
                return 200, self._expanded(self._found(kind[:-1], id), asked)
        raise Refused(f"Unrecognized request URL (GET: /v1/{path}).", status=404)

    def post(self, path, form, authorization, key):
        """(status, body) of a POST below /v1/; the same key and form are answered as the first time."""
        self._known(authorization)
        request = f"{path}?{form}"
        with self.ledger.writing():
            if key and (before := self.ledger.answered(key)):
                if before[0] != request:
                    raise Refused(
                        "Keys for idempotent requests can only be used with the same parameters they were first "
                        f"used with. Try using a key other than '{key}' if you meant to execute a different request.",
                        kind="idempotency_error",
                    )
                return before[1:]
            body = self._do(path, nested(form))
            if key:
                self.ledger.remember(key, request, 200, body)
        return 200, body

    def _do(self, path, asked):
        match path.split("/"):
            case ["checkout", "sessions"]:
                return shown(self.till.open(checked(asked)))
            case ["checkout", "sessions", id, "expire"]:
                session = self.fresh(self._found("checkout.session", id))
                if session["status"] != "open":
                    raise Refused(f"Only open Checkout Sessions can be expired; this one is {session['status']}.")
                return shown(self.till.expire(session))
            case ["refunds"]:
                return self._refund(asked)
        raise Refused(f"Unrecognized request URL (POST: /v1/{path}).", status=404)

    def _refund(self, asked):
        intent = self._found("payment_intent", asked.get("payment_intent", ""))
        charge = self._found("charge", intent["latest_charge"])
        left = charge["amount"] - charge["amount_refunded"]
        amount = whole(asked.get("amount", left), "amount")
        if intent["status"] != "succeeded" or not 0 < amount <= left:
            raise Refused("Refund amount is greater than unrefunded amount on charge", code="charge_already_refunded")
        return self.till.refund(intent, amount)

    def _list(self, asked):
        limit = whole(asked.get("limit", 10), "limit")
        if not 1 <= limit <= 100:
            raise Refused("Limit must be between 1 and 100.", param="limit")
        created = asked.get("created", {})
        created = created if isinstance(created, dict) else {"gte": created, "lte": created}
        sessions = [self.fresh(one) for one in self.ledger.newest("checkout.session")]
        if after := asked.get("starting_after"):
            ids = [one["id"] for one in sessions]
            sessions = sessions[ids.index(after) + 1 :] if after in ids else []
        rows = [one for one in sessions if within(one["created"], created)]
        rows = [one for one in rows if one["status"] == asked.get("status", one["status"])]
        page = [self._expanded(one, asked, under="data.") for one in rows[:limit]]
        return {"object": "list", "url": "/v1/checkout/sessions", "has_more": len(rows) > limit, "data": page}

    def _expanded(self, thing, asked, under=""):
        """The object with the ids named by `expand` replaced by what they stand for."""
        for path in asked.get("expand", {}).values():
            place = thing
            for name in path.removeprefix(under).split("."):
                if not isinstance(place, dict) or name not in place:
                    raise Refused(f"This property cannot be expanded ({path}).")
                if isinstance(place[name], str):
                    place[name] = self._found({"latest_charge": "charge"}.get(name, name), place[name])
                if place[name] is None:
                    break
                place = place[name]
        return shown(thing)

    def fresh(self, session):
        """Past its hour, an open session is expired for whoever looks."""
        if session["status"] == "open" and session["expires_at"] <= time.time():
            with self.ledger.writing():
                return self.till.expire(session)
        return session

    def _found(self, kind, id):
        if thing := self.ledger.get(kind, id):
            return thing
        raise Refused(f"No such {kind}: '{id}'", status=404, code="resource_missing", param="id")

    def _known(self, authorization):
        if authorization != f"Bearer {self.key}":
            raise Refused("Invalid API Key provided", status=401)


def within(moment, limits):
    tests = {"gt": moment.__gt__, "gte": moment.__ge__, "lt": moment.__lt__, "lte": moment.__le__}
    return all(tests[name](int(limit)) for name, limit in limits.items())


def whole(value, name):
    try:
        return int(value)
    except (TypeError, ValueError):
        raise Refused(f"Invalid integer: {value}", param=name) from None


def checked(asked):
    """The parameters of a new session, if Stripe would take them."""
    if unknown := set(asked) - SESSION_FIELDS:
        raise Refused(f"Received unknown parameter: {min(unknown)}", code="parameter_unknown", param=min(unknown))
    if asked.get("mode") != "payment":
        raise Refused("This sandbox knows only mode=payment", param="mode")
    for name in ("success_url", "cancel_url"):
        if urlsplit(asked.get(name, "")).scheme not in ("http", "https"):
            raise Refused("Not a valid URL", code="url_invalid", param=name)
    lines = [line(one) for one in asked.get("line_items", {}).values()]
    amount = sum(one["amount"] for one in lines)
    if not SMALLEST <= amount <= LARGEST:
        raise Refused(
            "The Checkout Session's total amount must convert to at least 50 cents.", code="amount_too_small"
        )
    return {
        "amount": amount,
        "lines": lines,
        "cancel_url": asked["cancel_url"],
        "success_url": asked["success_url"],
        "client_reference_id": asked.get("client_reference_id"),
        "expires_at": expiry(asked.get("expires_at")),
        "locale": asked.get("locale"),
        "metadata": metadata(asked.get("metadata", {})),
    }


def line(asked):
    price = asked.get("price_data", {})
    if price.get("currency") != "cad":
        raise Refused("This sandbox takes Canadian dollars only", param="line_items[price_data][currency]")
    amount, quantity = whole(price.get("unit_amount"), "unit_amount"), whole(asked.get("quantity", 1), "quantity")
    if amount < 0 or quantity < 1:
        raise Refused("Invalid amount or quantity", param="line_items")
    return {"name": price.get("product_data", {}).get("name", ""), "amount": amount * quantity}


def metadata(pairs):
    if len(pairs) > 50 or any(len(k) > 40 or len(v) > 500 for k, v in pairs.items()):
        raise Refused("Metadata takes 50 keys of 40 characters, with values of 500.", param="metadata")
    return pairs


def expiry(asked):
    if asked is None:
        return None
    moment = whole(asked, "expires_at")
    if not time.time() + 30 * 60 - 60 <= moment <= time.time() + 24 * 3600 + 60:
        raise Refused("expires_at must be 30 minutes to 24 hours from now", param="expires_at")
    return moment
