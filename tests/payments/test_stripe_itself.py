"""With two keys the portal speaks to Stripe itself; what it asks and reads is held against Stripe's own types."""

import ast
import inspect
import json
import re
import typing
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace, UnionType
from urllib.parse import unquote_plus
from uuid import uuid4

import pytest
import stripe
from django.core.checks import run_checks
from stripe.params import _refund_create_params
from stripe.params.checkout import (
    _session_create_params,
    _session_expire_params,
    _session_list_params,
    _session_retrieve_params,
)

from icajo import settings as project
from icajo.run.demo import Demo
from payments import gateway
from payments.checks import LIVE
from payments.sandbox.api import SESSION_FIELDS

SESSION = {
    "id": "cs_test_1", "object": "checkout.session", "status": "open", "payment_status": "unpaid",
    "amount_total": 9000, "currency": "cad", "client_reference_id": "x", "metadata": {"attempt": "cs:x:1"},
    "url": "https://checkout.stripe.com/c/pay/cs_test_1", "payment_intent": None, "created": 1,
}  # fmt: skip
REFUND = {"id": "re_1", "object": "refund", "status": "succeeded"}
LIST = {
    "object": "list",
    "data": [SESSION | {"status": "complete"}],
    "has_more": False,
    "url": "/v1/checkout/sessions",
}
READ = {  # what each name in the gateway stands for
    "found": stripe.checkout.Session,
    "intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "card": stripe.Charge.PaymentMethodDetails.Card,
    "given": stripe.Refund,
}


class Wire(stripe.HTTPClient):
    """Keeps what would have gone to Stripe, and answers with what Stripe would have."""

    name = "wire"

    def __init__(self):
        super().__init__()
        self.asked = []

    def request(self, method, url, headers, post_data=None):
        self.asked.append(SimpleNamespace(method=method, url=url, headers=headers, body=post_data))
        listed = method == "get" and "created" in url
        return json.dumps(REFUND if "refunds" in url else LIST if listed else SESSION), 200, {}

    def close(self):
        pass


@pytest.fixture
def wire(settings, monkeypatch):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = "sk_test_51Abc", "whsec_abc"
    settings.PAYMENT_SANDBOX_URL = ""
    found = Wire()
    monkeypatch.setattr(stripe, "RequestsClient", lambda **how: found)
    gateway._client.cache_clear()
    yield found
    gateway._client.cache_clear()


def attempt():
    return SimpleNamespace(language="fr", idempotency_key="cs:x:1", order=SimpleNamespace(uuid=uuid4()))


ASK = {
    "create": (
        lambda: gateway.open_session(
            attempt(), lines=[("Tirage", Decimal("90.00"))], success_url="https://a/", cancel_url="https://b/"
        ),
        _session_create_params.SessionCreateParams,
    ),
    "retrieve": (lambda: gateway.find("cs_test_1"), _session_retrieve_params.SessionRetrieveParams),
    "expire": (lambda: gateway.expire("cs_test_1"), _session_expire_params.SessionExpireParams),
    "list": (lambda: list(gateway.paid_since(datetime.now(UTC))), _session_list_params.SessionListParams),
    "refund": (lambda: gateway.refund("pi_1", Decimal("9.00"), key="re:1"), _refund_create_params.RefundCreateParams),
}


def pairs(asked):
    """[(path of names, value)] of everything in one request, as it goes over the wire."""
    text = asked.body if asked.method == "post" else asked.url.partition("?")[2]
    found = [stripe_pair.partition("=")[::2] for stripe_pair in (text or "").split("&") if stripe_pair]
    return [(re.findall(r"[^\[\]]+", unquote_plus(name)), unquote_plus(value)) for name, value in found]


def unknown(path, value, kind):
    """Why Stripe's own types do not know this, or None."""
    for name in path:
        kinds = [inside(part, name) for part in parts(kind)]
        kind = next((found for found in kinds if found is not None), None)
        if kind is None:
            return f"{name} in {path}"
    fixed = [part for part in parts(kind) if typing.get_origin(part) is typing.Literal]
    words = [word for part in fixed for word in typing.get_args(part)]
    return f"{value} at {path}, of {words}" if any(words) and value not in words else None


def parts(kind):
    """What a type may be: itself, or the parts of a union."""
    if typing.get_origin(kind) in (typing.Union, UnionType, typing.NotRequired):
        return [found for part in typing.get_args(kind) for found in parts(part)]
    return [kind]


def inside(kind, name):
    """The type of what a type has under this name, or None."""
    if typing.get_origin(kind) in (list, dict):
        return typing.get_args(kind)[-1]
    return hints_of(kind).get(name) if hasattr(kind, "__total__") else None


def hints_of(kind):
    return typing.get_type_hints(kind, localns={"StripeContext": object, "Mapping": Mapping})


@pytest.mark.parametrize("name", ASK)
def test_it_asks_stripe_itself_with_the_key_and_the_version_of_the_library(wire, name):
    ask, _kind = ASK[name]

    ask()

    (asked,) = wire.asked
    assert asked.url.startswith("https://api.stripe.com/v1/")
    assert asked.headers["Authorization"] == "Bearer sk_test_51Abc"
    assert asked.headers["Stripe-Version"] == stripe.api_version


@pytest.mark.parametrize("name", ASK)
def test_stripe_knows_every_parameter_that_it_is_sent(wire, name):
    ask, kind = ASK[name]

    ask()

    (asked,) = wire.asked
    assert pairs(asked) or name == "expire"
    assert not [why for path, value in pairs(asked) if (why := unknown(path, value, kind))]


@pytest.mark.parametrize(("path", "value"), [
    (["no_such_thing"], "1"), (["mode"], "donation"), (["line_items", "0", "price_data", "dollars"], "1"),
    (["locale"], "fr-XX"),
])  # fmt: skip
def test_the_search_finds_what_stripe_does_not_know(path, value):
    assert unknown(path, value, _session_create_params.SessionCreateParams)


def test_the_sandbox_takes_nothing_that_stripe_does_not():
    assert set(hints_of(_session_create_params.SessionCreateParams)) >= SESSION_FIELDS


def test_stripe_has_every_field_that_is_read():
    read = set()
    for node in ast.walk(ast.parse(inspect.getsource(gateway))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            read.add((node.value.id, node.attr))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "getattr" and isinstance(node.args[0], ast.Name):
            read.add((node.args[0].id, node.args[1].value))
    read = {(name, field) for name, field in read if name in READ}

    missing = [(name, field) for name, field in read if field not in READ[name].__annotations__]
    assert {name for name, _field in read} == set(READ)
    assert not missing


def test_every_word_for_a_state_is_one_of_stripes():
    for kind, field, words in (
        (stripe.checkout.Session, "status", {"open", "complete", "expired"}),
        (stripe.checkout.Session, "payment_status", {"paid"}),
        (stripe.PaymentIntent, "status", {"requires_payment_method", "canceled"}),
    ):
        known = set(re.findall(r"'([a-z_]+)'", str(kind.__annotations__[field]).replace('"', "'")))
        assert words <= known, (kind, known)


def test_the_payer_may_go_to_stripes_own_page():
    assert project.CHECKOUT_ORIGIN == "https://checkout.stripe.com"
    assert project.CHECKOUT_ORIGIN in project.SECURE_CSP["form-action"]


def demo(tmp_path, monkeypatch, **keys):
    for name in ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "CHECKOUT_ORIGIN", "PAYMENT_SANDBOX_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "log").mkdir()
    asked = object.__new__(Demo)
    asked.var, asked.port = tmp_path, 8340
    asked.env = asked.environment()
    return asked


def test_the_demonstration_with_two_keys_starts_no_sandbox_and_leads_to_stripe(tmp_path, monkeypatch):
    keys = {"STRIPE_SECRET_KEY": "sk_test_51Abc", "STRIPE_WEBHOOK_SECRET": "whsec_abc"}

    started = demo(tmp_path, monkeypatch, **keys)

    assert "payment sandbox" not in started.commands()
    assert {name: started.env.get(name, "") for name in keys} == keys
    assert not started.env.get("PAYMENT_SANDBOX_URL")
    assert "CHECKOUT_ORIGIN" not in started.env


def test_the_demonstration_without_keys_starts_the_sandbox(tmp_path, monkeypatch):
    started = demo(tmp_path, monkeypatch)

    assert "payment sandbox" in started.commands()
    assert started.env["CHECKOUT_ORIGIN"] == started.env["PAYMENT_SANDBOX_URL"] == "http://127.0.0.1:8341"


def wrong(deploy=False):
    return {found.id for found in run_checks(include_deployment_checks=deploy) if found.id.startswith("payments.")}


BANK = {
    "BANK_BENEFICIARY": "Receveur général", "BANK_NAME": "Banque", "BANK_ADDRESS": "1, rue Main",
    "BANK_INSTITUTION": "001", "BANK_TRANSIT": "00011", "BANK_ACCOUNT": "7654321", "BANK_SWIFT": "ABCDCATT",
}  # fmt: skip


@pytest.mark.parametrize(("given", "found"), [
    ({}, set()),
    ({"STRIPE_SECRET_KEY": "sk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}, set()),
    ({"STRIPE_SECRET_KEY": "rk_live_1", "STRIPE_WEBHOOK_SECRET": "whsec_1", "DEMO": False}, set()),
    ({"STRIPE_SECRET_KEY": "sk_test_1"}, {"payments.E001"}),
    ({"STRIPE_SECRET_KEY": "pk_test_1", "STRIPE_WEBHOOK_SECRET": "whsec_1"}, {"payments.E002"}),
    ({"STRIPE_SECRET_KEY": LIVE[0] + "1", "STRIPE_WEBHOOK_SECRET": "whsec_1", "DEMO": True}, {"payments.E003"}),
    ({"BANK_ACCOUNT": "7654321"}, {"payments.E004"}),
    (BANK, set()),
])  # fmt: skip
def test_settings_that_do_not_go_together_are_refused(settings, given, found):
    quiet = dict.fromkeys(["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", *BANK], "")
    for name, value in {**quiet, **given}.items():
        setattr(settings, name, value)

    assert wrong() == found


@pytest.mark.parametrize(("given", "found"), [
    ({}, {"payments.E005"}),
    (BANK, set()),
    (BANK | {"PAYMENT_SANDBOX_URL": "http://127.0.0.1:1"}, {"payments.E006"}),
])  # fmt: skip
def test_a_deployment_takes_real_money_only(settings, given, found):
    quiet = dict.fromkeys(["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "PAYMENT_SANDBOX_URL", *BANK], "")
    settings.DEMO = False
    for name, value in {**quiet, **given}.items():
        setattr(settings, name, value)

    assert wrong(deploy=True) == found
