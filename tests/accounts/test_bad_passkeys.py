"""What no browser sends is answered like a passkey nobody knows."""

import json

import pytest

from . import codes_of
from .conftest import sign_in

pytestmark = pytest.mark.django_db
BAD = [
    "", "x", "null", "1", "[]", "{}", '"a"', '{"response": []}', '{"response": null}', '{"id": 1, "response": {}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0", "authenticatorData": "A" * 50, "signature": "AA",
        "userHandle": "MQ"}}),
    json.dumps({"id": "é\u0000", "rawId": "é", "type": "x", "response": {"clientDataJSON": "é"}}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {
        "clientDataJSON": "e30", "attestationObject": "oA"}}),
    "[" * 5000,
]  # fmt: skip


@pytest.fixture
def odd(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("credential", BAD, ids=range(len(BAD)))
def test_at_sign_in(odd, marie, credential):
    odd.get("/en/sign-in/passkey/", headers={"x-requested-with": "XMLHttpRequest"})

    assert odd.post("/en/sign-in/passkey/", {"credential": credential}).headers["Location"] == "/en/sign-in/"


@pytest.mark.parametrize("credential", BAD, ids=range(len(BAD)))
def test_as_second_step(odd, marie, credential):
    codes_of.give_app(marie)
    sign_in(odd, marie.email)

    page = odd.post("/en/sign-in/second-step/", {"credential": credential})
    assert page.status_code == 200 and "_auth_user_id" not in odd.session


@pytest.mark.parametrize("credential", BAD, ids=range(len(BAD)))
def test_when_adding_one(odd, marie, credential):
    odd.force_login(marie)
    odd.get("/en/my-profile/security/passkey/")

    page = odd.post("/en/my-profile/security/passkey/", {"credential": credential, "name": "a\0" * 100})
    assert page.status_code == 200 and not codes_of.has_second_step(marie)


@pytest.mark.parametrize("credential", BAD, ids=range(len(BAD)))
def test_when_confirming(odd, marie, credential):
    codes_of.give_app(marie)
    odd.force_login(marie)

    assert odd.post("/en/confirm/", {"credential": credential}).status_code == 200


@pytest.mark.parametrize("code", ["", "é", "１２３４５６", "\0", "1" * 5000, "-1", "000000; drop"])
def test_odd_codes(odd, marie, code):
    codes_of.give_app(marie)
    sign_in(odd, marie.email)

    assert odd.post("/en/sign-in/second-step/", {"code": code}).status_code == 200
