"""The register as files, as copies of a day and for machines that gather pages."""

import csv
import gzip
import hashlib
import io
import json
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.urls import reverse

from licensing.public import open_data
from public_search import streaming, tasks
from public_search.models import Snapshot
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
def register(officer, storage):
    """{number: licence}"""
    found = [
        world.raffle(officer),
        world.earlier("LSL1000001", "=HYPERLINK(1) inc."),
        world.earlier("GAM1000002", "Urnes d’Érable ltée", type_code="gaming-supplier", city="Hearst"),
    ]
    return {licence.number: licence for licence in found}


def whole(answer):
    return b"".join(answer.streaming_content)


def export(client, form="csv", **asked):
    return whole(client.get(reverse("public_data:export", args=[form]), asked))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_licence_is_a_row_in_both_languages(client, register):
    rows = {row["licence_number"]: row for row in rows_of(export(client))}

    assert set(rows) == set(register)
    supplier = rows["GAM1000002"]
    assert supplier["holder"] == "Urnes d’Érable ltée" and supplier["municipality"] == "Hearst"
    assert (supplier["status"], supplier["status_fr"]) == ("in-force", "En vigueur")
    assert supplier["licence_type_en"] == "Gaming-related supplier registration"


def test_what_a_spreadsheet_would_calculate_is_text(client, register):
    rows = {row["licence_number"]: row for row in rows_of(export(client))}

    assert rows["LSL1000001"]["holder"] == "'=HYPERLINK(1) inc."
    assert all(not value.startswith(open_data.FORMULAS) for row in rows.values() for value in row.values() if value)


def test_a_part_is_of_a_kind_or_of_a_municipality_by_any_of_its_names(client, register):
    parts = [{"type": "gaming-supplier"}, {"municipality": "ville de hearst"}, {"municipality": "L’Orignal"}]

    assert [[row["licence_number"] for row in rows_of(export(client, **part))] for part in parts] == [
        ["GAM1000002"], ["GAM1000002"], [],
    ]  # fmt: skip
    assert client.get(reverse("public_data:export", args=["csv"]), {"type": "none"}).status_code == 404
    assert client.get(reverse("public_data:export", args=["xls"])).status_code == 404


def test_a_line_of_json_is_what_the_interface_answers(client, register):
    lines = [json.loads(line) for line in export(client, "jsonl").splitlines()]

    for told in lines:
        assert client.get(reverse("public_data:licence", args=[told["number"]])).json() == told
    raffle = next(told for told in lines if told["number"].startswith("RAF"))
    assert raffle["conditions"]["fr"][-1] == "Une condition." and raffle["facts"]["en"]


def test_nothing_is_sent_again_until_something_changes(client, register, officer):
    address = reverse("public_data:export", args=["csv"])
    first = client.get(address)
    whole(first)
    tag = {"If-None-Match": first["ETag"]}
    again = client.get(address, headers=tag)
    sanctions.suspend(register["LSL1000001"], by=officer, since=world.TODAY, until=None, why="?")
    after = client.get(address, headers=tag)

    assert (again.status_code, after.status_code) == (304, 200)
    assert next(row for row in rows_of(whole(after)) if row["licence_number"] == "LSL1000001")["status"] == "suspended"
    assert not first.cookies and first["Access-Control-Allow-Origin"] == "*" and "Vary" not in first


def test_few_are_served_at_once_and_the_others_are_told_when_to_come_back(client, register):
    address = reverse("public_data:export", args=["csv"])
    served = [streaming.Held(part for part in [b"slow"]) for _ in range(streaming.AT_ONCE)]
    refused = client.get(address)
    for one in served:  # whoever goes away makes room, read or not, and only once
        one.close()
        one.close()

    assert refused.status_code == 429 and refused["Retry-After"] == "60"
    assert len(rows_of(export(client))) == 3


def test_a_copy_is_kept_once_a_day_with_its_checksum(client, register, on_that_day):
    address = reverse("public_data:of_the_day", args=["csv"])
    assert client.get(address).status_code == 404

    tasks.keep_snapshots()
    tasks.keep_snapshots()

    kept = Snapshot.objects.get(form="csv")
    content = whole(client.get(address))
    assert hashlib.sha256(content).hexdigest() == kept.sha256 and len(content) == kept.size
    assert len(rows_of(gzip.decompress(content))) == kept.rows == 3
    assert client.get(address, headers={"If-None-Match": f'"{kept.sha256}"'}).status_code == 304
    page = client.get(reverse("public_search:data")).text
    assert kept.sha256 in page
    on_that_day.move_to("2026-11-30 12:00:00-05:00", tick=False)
    tasks.keep_snapshots()
    assert {str(one.day) for one in Snapshot.objects.all()} == {"2026-11-30"}


def test_the_sitemap_names_every_licence_in_both_languages(client, register):
    index = ElementTree.fromstring(client.get(reverse("public_data:sitemap")).content)
    parts = [loc.text for loc in index.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    found = set()
    for part in parts:
        entries = ElementTree.fromstring(whole(client.get(part.removeprefix("http://testserver"))))
        found |= {loc.text for loc in entries.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}

    assert {
        f"http://testserver/{way}/{number}/" for number in register for way in ("fr/recherche", "en/search")
    } <= found
    assert "http://testserver/fr/donnees-ouvertes/" in found
    robots = client.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in robots and "Disallow: /fr/recherche/?" in robots


def test_an_export_asks_the_database_the_same_few_questions_however_long_it_is(client, register):
    with connection.execute_wrapper(lambda execute, *args: asked.append(args[0]) or execute(*args)):
        asked = []
        export(client)

    patience = [one for one in asked if "statement_timeout" in one]  # a slow reader gets time, for this once
    assert len(patience) == 2 and len(asked) - len(patience) <= 2
