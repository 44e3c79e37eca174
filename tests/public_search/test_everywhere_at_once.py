"""What the registrar decides on the desk is public at the next look, wherever anybody looks; and what is beside."""

from collections import defaultdict
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from licensing.models import PublicLicence
from public_search.caching import LIFE
from tests import samples
from tests.licensing import sanctions
from tests.licensing.pressed import decided
from tests.public_search import world

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    return time_machine


@pytest.fixture
def officer(db):
    return samples.officer()


def public_answers(licence):
    """{where: what anybody reads there}; each may be kept for half a minute at most."""
    number, visitor = [licence.number], Client()
    with translation.override("en"):
        places = {
            "search": reverse("public_search:search") + f"?q={licence.number}",
            "page": reverse("public_search:licence", args=number),
            "square code": reverse("public_search:licence", args=number) + "?paper=1",
            "feed": reverse("public_search:licence_feed", args=number),
            "feed of the municipality": reverse("public_search:changes_feed")
            + f"?municipality={licence.municipality}",
            "interface": reverse("public_data:licence", args=number),
            "changes": reverse("public_data:changes"),
            "file": reverse("public_data:export", args=["csv"]),
        }
    for place, address in places.items():
        answer = visitor.get(address)
        assert answer["Cache-Control"] in (f"public, max-age={LIFE}", "public, no-cache"), place
        assert not answer.cookies and "Cookie" in answer.get("Vary", "Cookie"), place
        yield place, b"".join(answer).decode()


def is_suspended(text):
    """As each of them says it; the word itself also stands among the choices of the search."""
    return any(said in text for said in ("govuk-tag--red", "Suspended –", '"code": "suspended"', ",suspended,"))


def test_a_suspension_made_on_the_desk_shows_everywhere_at_once(client, officer, storage):
    licence = world.raffle(officer)
    before = {place: is_suspended(text) for place, text in public_answers(licence)}
    client.force_login(officer)

    sanctions.noticed(licence, "suspend", by=officer)
    decision = {"since": world.TODAY.isoformat(), "until": "", "why": "?"}
    decided(client, reverse("admin:licensing_decide", args=[licence.pk, "suspend"]), decision)

    after = {place: is_suspended(text) for place, text in public_answers(licence)}
    assert LIFE <= 60
    assert (set(before.values()), set(after.values())) == ({False}, {True}), (before, after)


def test_a_feed_of_a_municipality_names_what_changed_there_the_newest_first(client, db):
    for number, city in ((1, "Hearst"), (2, "Ottawa"), (3, "Hearst")):
        world.earlier(f"LSL100000{number}", f"Brasserie {number} <&>", city=city)

    atom = ElementTree.fromstring(
        client.get(reverse("public_search:changes_feed"), {"municipality": "hearst"}).content
    )

    titles = [entry.findtext(f"{ATOM}title") for entry in atom.findall(f"{ATOM}entry")]
    assert [title.partition(", ")[2] for title in titles] == ["Brasserie 3 <&>", "Brasserie 1 <&>"]


def test_licences_at_the_same_address_are_named_with_how_they_stand(client, db):
    first = world.earlier("LSL1000001", "Avant inc.", expires_on=world.TODAY - timedelta(days=1))
    second = world.earlier("LSL1000002", "Après inc.")
    world.earlier("LSL1000003", "Ailleurs inc.", city="Hearst")

    said = client.get(reverse("public_search:licence", args=[second.number])).text

    assert PublicLicence.objects.get(number=first.number).at
    assert "LSL1000001" in said and "Expired" in said and "LSL1000003" not in said


@pytest.mark.parametrize("typed", ["GAM1000002", "gam-1000 002", " GAM1000002 "])
def test_a_supplier_is_found_by_its_number_however_it_is_typed(client, db, typed):
    world.earlier("GAM1000002", "Urnes d’Érable ltée", type_code="gaming-supplier")

    said = client.get(reverse("public_search:suppliers"), {"number": typed}).text

    assert "Urnes d’Érable ltée" in said and "In force" in said


def test_another_licence_is_no_supplier_and_what_was_typed_stays(client, db):
    world.earlier("LSL1000001")

    said = client.get(reverse("public_search:suppliers"), {"number": "LSL1000001"}).text

    assert "No supplier is registered under LSL1000001" in said and 'value="LSL1000001"' in said
    assert "govuk-error-summary" in client.get(reverse("public_search:suppliers"), {"number": ""}).text


def test_times_are_told_of_kinds_with_enough_decisions_and_only_of_those(client, db, monkeypatch):
    days = {"raffle": [1.0, 2.0, 3.0, 4.0, 41.5], "liquor-sales": [99.0] * 4}
    monkeypatch.setattr("licensing.times.decision_days", lambda on: defaultdict(list, days))

    said = client.get(reverse("public_search:times")).text

    assert "3 days" in said and "42 days" in said and "99 days" not in said
    assert "fewer than 5" in said
