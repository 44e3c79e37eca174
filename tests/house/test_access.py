"""Who gets what at every address: the committed table, held against the running portal.

After a new page: `pytest tests/house/test_access.py --rewrite`, then read the difference.  In the table `sign-in` is
a redirect to the sign-in page; other redirects are 302 or 303.
"""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from icajo import pdf
from tests.house.doors import PERSONAS, build, doors

TABLE = Path(__file__).with_name("access.csv")
LANGUAGE = {"GET": "fr", "POST": "en"}
PRIVATE = {"ref", "uuid"}  # in an address: it is about somebody's file
REFUSED = {"404", "405"}


def table():
    with TABLE.open(newline="") as file:
        return {(row["address"], row["method"]): row for row in csv.DictReader(file)}


def write_table(found):
    with TABLE.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["address", "method", *PERSONAS])
        writer.writerows([*key, *(found[persona][key] for persona in PERSONAS)] for key in found["anonymous"])


def outcome(response):
    if response.status_code == 302 and any(
        page in response["Location"] for page in ("/connexion/", "/sign-in/", "/admin/login/")
    ):
        return "sign-in"
    return str(response.status_code)


def visit(cookies, method, address):
    """What the persona gets there; whatever it does is undone."""
    client = Client(raise_request_exception=False)
    client.cookies.update(cookies)
    with transaction.atomic():
        response = client.generic(method, address)
        b"".join(response)  # a file is closed once it is read
        transaction.set_rollback(True)
    return outcome(response)


def walk(cookies, addresses):
    """{(address, method): what somebody with these cookies gets there}."""
    return {(door, method): visit(cookies, method, address) for (door, method), address in addresses.items()}


@pytest.mark.django_db
def test_everybody_gets_what_the_table_says(monkeypatch, pytestconfig, settings):
    settings.STAFF_SECOND_FACTOR = False  # what staff get once they have shown who they are
    monkeypatch.setattr(pdf, "render", lambda *args, **kwargs: b"%PDF")  # a second each, and not the question
    world = build()
    cookies = {persona: world.client(persona).cookies for persona in PERSONAS}  # first: signing in leaves rows behind

    # pages are opened in French and posted to in English
    addresses = {
        (str(door), method): world.address(door, language) for door in doors() for method, language in LANGUAGE.items()
    }

    found = {persona: walk(cookies[persona], addresses) for persona in PERSONAS}

    if pytestconfig.getoption("rewrite", default=False):
        write_table(found)
    expected = table()
    for persona in PERSONAS:
        assert found[persona] == {key: row[persona] for key, row in expected.items()}, persona


def test_every_address_stands_in_the_table():
    missing = {(str(door), method) for door in doors() for method in LANGUAGE} ^ table().keys()

    assert missing == set(), "run with --rewrite, then read the difference"


def test_a_strangers_file_is_not_there():
    asked = {str(door) for door in doors() if PRIVATE & set(door.kwargs) or door.name == "licensing:certificate"}
    rows = {key: row for key, row in table().items() if key[0] in asked}

    assert len(rows) > 30
    assert {key: row["stranger"] for key, row in rows.items() if row["stranger"] not in REFUSED} == {}
    assert {key for key, row in rows.items() if key[1] == "GET" and row["applicant"] == "404"} == set()


def test_nobody_but_staff_gets_to_the_desk():
    desk = {key: row for key, row in table().items() if key[0].startswith("admin:")}
    visitors = ("anonymous", "applicant", "co-owner", "stranger")
    open_doors = {
        key for key, row in desk.items() if any(row[persona] not in ("sign-in", "405") for persona in visitors)
    }

    assert {name for name, _method in open_doors} == {"admin:login", "admin:logout"}


def test_a_co_owner_may_do_all_that_the_applicant_may():
    assert {key for key, row in table().items() if row["co-owner"] != row["applicant"]} == set()


def test_no_page_fails():
    # without a provider of payments, the page that calls it says so: 503
    failed = {key[0] for key, row in table().items() for persona in PERSONAS if row[persona].startswith("5")}

    assert failed <= {"payments:checkout", "payments:back_to_draft"}
