"""The page of one licence: what anyone reads there, and what nobody does."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from licensing import actions, papers
from licensing.models import Licence
from tests import samples
from tests.licensing import sanctions

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    return time_machine


@pytest.fixture
def officer(db):
    return samples.officer()


@pytest.fixture
def licence(officer, storage):
    """A raffle in its third day, of a term of about three months."""
    amelie = samples.person()
    application = samples.sealed(amelie, on=TODAY)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    licence = actions.approve(application, by=officer, on=TODAY, conditions=[("Une condition.", "One condition.")])
    Licence.objects.filter(pk=licence.pk).update(starts_on=TODAY - timedelta(days=3))
    licence.refresh_from_db()
    return licence


def page(client, licence, **asked):
    answer = client.get(reverse("public_search:licence", args=[licence.number]), asked)
    return answer.text.replace("\xa0", " ")


def on(day):
    return {"on_year": day.year, "on_month": day.month, "on_day": day.day}


def test_a_suspension_is_told_with_its_dates_and_without_its_reasons(client, licence, officer):
    sanctions.suspend(licence, by=officer, since=TODAY, until=None, why="Le voisin Gaston s’est plaint.")
    said = page(client, licence)

    assert "By order of the Registrar, from November 21, 2026 until it is lifted." in said
    assert "Suspended" in said and "Gaston" not in said

    actions.lift(licence, by=officer, on=TODAY, why="Gaston se tait.")
    said = page(client, licence)

    assert "It counts to the end of" in said and "Suspension lifted" in said and "Gaston" not in said


def test_a_licence_is_asked_about_a_day_and_the_address_can_be_shared(client, licence, officer):
    sanctions.suspend(licence, by=officer, since=TODAY, until=TODAY + timedelta(days=2), why="?")

    days = (-4, -3, -1, 0, 2, 3)
    answers = {day: page(client, licence, **on(TODAY + timedelta(days=day))) for day in days}

    assert [day for day, said in answers.items() if "Yes: valid on" in said] == [-3, -1, 3]
    assert [day for day, said in answers.items() if "No: not valid on" in said] == [-4, 0, 2]


def test_a_day_that_is_none_is_kept_as_it_was_typed(client, licence):
    said = page(client, licence, on_year="2026", on_month="13", on_day="<b>")

    assert 'value="13"' in said and "&lt;b&gt;" in said and "govuk-error-summary" in said
    assert "Yes:" not in said and "No:" not in said


def test_a_paper_that_was_replaced_says_so(client, licence, officer):
    assert "version 1 of November 21, 2026, is the current one" in page(client, licence, paper=1)

    actions.add_condition(licence, by=officer, on=TODAY, french="Fermé.", english="Closed.", why="Bruit.")

    assert "Replaced: the paper that you hold, version 1" in page(client, licence, paper=1)
    assert "version 2 of November 21, 2026, is the current one" in page(client, licence, paper=2)
    assert "We never made such a paper" in page(client, licence, paper=7)
    assert "the paper" not in page(client, licence, paper="1e9").lower() + page(client, licence).lower()


def test_the_code_on_a_certificate_names_its_version(licence, officer, monkeypatch):
    coded = []
    monkeypatch.setattr(papers.pdf, "qr", lambda address: coded.append(address) or "data:,")
    actions.add_condition(licence, by=officer, on=TODAY, french="Fermé.", english="Closed.", why="Bruit.")

    papers.certificate_context(licence.last_version, "en")

    assert coded == [f"http://testserver/en/search/{licence.number}/?paper=2"]


def test_a_number_typed_otherwise_leads_to_the_one_address(client, licence):
    typed = f"{licence.number[:3].lower()}-{licence.number[3:6]} {licence.number[6:]}"

    answer = client.get(reverse("public_search:licence", args=[typed]), {"paper": "1"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("public_search:licence", args=[licence.number]) + "?paper=1"


def test_a_page_may_be_kept_half_a_minute_and_is_asked_for_again_by_its_fingerprint(licence, officer):
    address = reverse("public_search:licence", args=[licence.number])
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    sanctions.suspend(licence, by=officer, since=TODAY, until=None, why="?")
    after = Client().get(address, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, max-age=30" and first["Vary"] == "Cookie"
    assert not first.cookies and "nonce" not in first["Content-Security-Policy"]
    assert (again.status_code, after.status_code) == (304, 200) and "Suspended" in after.text


def test_a_page_drawn_for_somebody_is_kept_by_nobody(client, licence, officer):
    client.force_login(officer)

    answer = client.get(reverse("public_search:licence", args=[licence.number]))

    assert answer["Cache-Control"] == "private, no-store" and "ETag" not in answer


def test_a_flood_is_told_when_to_come_back(client, licence, settings, on_that_day):
    settings.PUBLIC_RATE = 2
    address = reverse("public_search:licence", args=[licence.number])

    statuses = [client.get(address).status_code for _ in range(3)]
    refused = client.get(address)

    assert statuses == [200, 200, 429] and 0 < int(refused["Retry-After"]) <= 60
    assert "no-store" in refused["Cache-Control"]
    on_that_day.shift(int(refused["Retry-After"]))
    assert client.get(address).status_code == 200


def test_a_feed_tells_each_decision_once(client, licence, officer):
    sanctions.suspend(licence, by=officer, since=TODAY, until=None, why="Gaston")
    answer = client.get(reverse("public_search:licence_feed", args=[licence.number]))

    entries = ElementTree.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    titles = [entry.findtext("{http://www.w3.org/2005/Atom}title") for entry in entries]
    assert titles == [f"Suspended – {licence.number}", f"Issued – {licence.number}"]
    assert len({entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries}) == 2
    assert answer["Content-Type"].startswith("application/atom+xml") and "Gaston" not in answer.text
