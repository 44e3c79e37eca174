"""The interface for programs: what it answers, and that it does as its OpenAPI file says."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from tests import samples
from tests.licensing import sanctions
from tests.public_search import world


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    return time_machine


@pytest.fixture
def officer(db):
    return samples.officer()


@pytest.fixture
def register(officer):
    places = ["Ottawa", "Hearst", "Ottawa", "Toronto"]
    found = [world.earlier(f"LSL100000{n}", f"Brasserie {n}", city=city) for n, city in enumerate(places, 1)]
    return {licence.number: licence for licence in found}


def asked(client, name="licences", **query):
    return client.get(reverse(f"public_data:{name}"), query)


def numbers(answer, name="licences"):
    return [told["number"] for told in answer.json()[name]]


def test_a_search_is_read_page_by_page_and_every_licence_once(client, register):
    answer, seen = asked(client, limit=1), []
    while True:
        seen += numbers(answer)
        following = answer.json()["next"]
        if not following:
            break
        assert answer["Link"] == f'<{following}>; rel="next"'
        answer = client.get(following.removeprefix("http://testserver"))

    assert seen == sorted(register)
    for place in ("ville d’ottawa", "Kanata", "OTTAWA"):
        assert numbers(asked(client, municipality=place)) == ["LSL1000001", "LSL1000003"]
    assert numbers(asked(client, q="brasserie 2")) == numbers(asked(client, q="lsl-100 0002")) == ["LSL1000002"]


def test_programs_find_what_people_find_and_a_whole_number_first(client, register, officer):
    register |= {number: world.earlier(number, "Écluse") for number in ("LSL10000020", "LSL100000")}

    assert numbers(asked(client, q="brassrie 2")) == ["LSL1000002"]  # a letter is missing
    others = sorted(set(register) - {"LSL100000"}, key=lambda number: register[number].pk)
    assert numbers(asked(client, q="LSL100000")) == ["LSL100000", *others]
    first = asked(client, q="LSL100000", limit=1)
    assert numbers(first) == ["LSL100000"]
    assert numbers(client.get(first.json()["next"].removeprefix("http://testserver"))) == ["LSL1000001"]
    assert numbers(asked(client, q="brassrie", status="revoked")) == numbers(asked(client, q="!!!")) == []
    assert b"LSL1000002" in whole(client, q="brassrie 2") and b"LSL1000001" not in whole(client, q="brassrie 2")


def whole(client, **query):
    return b"".join(client.get(reverse("public_data:export", args=["csv"]), query).streaming_content)


def test_whoever_asks_what_changed_misses_nothing_and_gets_nothing_twice(client, register, officer):
    known = asked(client, "changes").json()["changes"][-1]["change"]
    assert numbers(asked(client, "changes", since=known), "changes") == []

    sanctions.suspend(register["LSL1000002"], by=officer, since=world.TODAY, until=None, why="Gaston")
    answer = asked(client, "changes", since=known)

    assert numbers(answer, "changes") == ["LSL1000002"] and "Gaston" not in answer.text
    assert answer.json()["changes"][0]["status"]["code"] == "suspended"


def test_an_answer_is_sent_again_only_when_it_changed(client, register, officer):
    address = reverse("public_data:licence", args=["LSL1000001"])
    first = client.get(address)
    tag = {"If-None-Match": first["ETag"]}
    again = client.get(address, headers=tag)
    sanctions.suspend(register["LSL1000001"], by=officer, since=world.TODAY, until=None, why="?")

    assert again.status_code == 304 and client.get(address, headers=tag).status_code == 200
    for answer in (first, again):
        assert answer["Access-Control-Allow-Origin"] == "*" and answer["Cache-Control"] == "public, max-age=30"
        assert not answer.cookies and "Vary" not in answer


@pytest.mark.parametrize(
    "query",
    [{"limit": "0"}, {"limit": "101"}, {"limit": "x"}, {"after": "-1"}, {"after": "9" * 19}, {"type": "none"},
     {"status": "'; drop"}, {"q": "x" * 101}, {"municipality": "x" * 10_000}, {"limit": "²"}],
)  # fmt: skip
def test_bad_input_is_told_as_a_problem(client, db, query):
    answer = asked(client, **query)

    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 400 and next(iter(query)) in answer.json()["detail"]
    assert answer["Access-Control-Allow-Origin"] == "*" and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "words", ["%", "_", "''", "a' or 1=1 --", "<script>", "\u202e", "!!! & | :*", "\\", "\0", "(("]
)
def test_no_word_breaks_a_search(client, register, words):
    assert asked(client, q=words).status_code in (200, 404)  # 404 of an address with the sign that no row can hold
    assert asked(client, municipality=words).status_code in (200, 404)


def test_it_is_read_only_and_open_to_every_site(client, db):
    options = client.options(reverse("public_data:licences"), headers={"Origin": "https://elsewhere.example"})

    assert options.status_code == 204 and options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for address in (reverse("public_data:licences"), reverse("public_data:export", args=["csv"]), "/robots.txt"):
        refused = Client(enforce_csrf_checks=True).post(address)
        assert refused.status_code == 405 and "GET" in refused["Allow"] and "html" not in refused.text
    assert asked(client, "changes").json() == {"changes": [], "next": None}


def test_whoever_asks_too_much_is_told_when_to_come_back(client, db, settings):
    settings.PUBLIC_RATE = 1
    asked(client)

    refused = asked(client)

    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["status"] == 429 and refused["Access-Control-Allow-Origin"] == "*"


# The file that describes it, read by a tool that knows nothing of us


@pytest.fixture
def one_connection():
    """The whole application answers inside the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations():
    found = schemathesis.openapi.from_wsgi(reverse("public_data:openapi"), get_wsgi_application())
    return [one.ok() for one in found.get_all_operations()]


def test_it_does_as_its_description_says(register, one_connection):
    tried = 0
    for operation in operations():

        @given(case=operation.as_strategy())
        @settings(
            max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
        )
        def does(case):
            response = case.call()
            assert response.status_code < 500
            case.validate_response(response)

        does()
        tried += 1

    assert tried == 3
