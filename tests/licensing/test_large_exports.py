"""A long list leaves the portal only with a second person's word, a huge one never; every one says who took it."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from icajo import exports
from icajo.models import Export, ExportRequest
from tests import samples

from .queued import a_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_step(settings, monkeypatch):
    settings.STAFF_SECOND_FACTOR = False
    monkeypatch.setattr(exports, "ALONE", 2)
    monkeypatch.setattr(exports, "MOST", 4)


@pytest.fixture
def odile():
    return samples.officer()


@pytest.fixture
def chief():
    return samples.staff("senior-officer")


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def files(number):
    owner = samples.person("owner@example.org")
    return [a_file(owner, one) for one in range(1, number + 1)]


def table(person, **follow):
    return browser(person).get(reverse("licensing:worklist_table") + "?tab=all", **follow)


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def asked(person):
    """The person asks for a second one; what was asked."""
    desk = browser(person)
    page = desk.get(reverse("licensing:worklist_table") + "?tab=all")
    desk.post(page["Location"], {"why": "For the annual report"})
    return ExportRequest.objects.get()


def agree(person, request, word="yes"):
    page = reverse("admin:icajo_exportrequest_decide", args=[request.pk])
    return browser(person).post(page, {"agreed": word, "why": "Seen"})


def test_a_short_list_is_taken_at_once_and_says_who_took_how_many(odile):
    files(2)
    Organization.objects.filter(name="Club 1").update(name="=HYPERLINK(1)")

    rows = rows_of(table(odile))

    assert len(rows) == 4 and "'=HYPERLINK(1)" in rows[1]
    assert f"account {odile.pk}" in rows[-1][0] and "rows: 2" in rows[-1][0]
    export = Export.objects.get()
    assert (export.by, export.rows, export.asked) == (odile, 2, "tab=all")


@pytest.mark.parametrize("role", ["intake", "inspector", "customer-service", "finance", "administrator"])
def test_whoever_may_not_take_lists_away_gets_none(role):
    assert table(samples.staff(role)).status_code == 403
    assert not Export.objects.exists()


def test_a_long_list_waits_for_a_second_person(odile, chief):
    files(3)
    request = asked(odile)
    assert table(odile).status_code == 302 and not Export.objects.exists()

    agree(chief, request)
    took = table(odile)

    assert len(rows_of(took)) == 5
    request.refresh_from_db()
    assert request.taken == Export.objects.get() and request.decided_by == chief
    assert table(odile).status_code == 302  # it served once


def test_nobody_agrees_to_their_own_nor_without_the_right(odile, chief):
    files(3)
    own, request = asked(chief), None
    with pytest.raises(PermissionDenied):
        exports.decide(own, by=chief, agreed=True, why="mine")
    with pytest.raises(PermissionDenied):
        exports.decide(own, by=odile, agreed=True, why="hers")

    assert agree(odile, own).status_code == 403
    assert request is None and ExportRequest.objects.get().agreed is None


def test_a_no_is_a_no_and_a_yes_does_not_last_nor_grow(odile, chief):
    some = files(3)
    agree(chief, asked(odile), "no")
    assert table(odile).status_code == 302

    later = timezone.now() - exports.GOOD_FOR - timedelta(minutes=1)
    about = {"by": odile, "what": "worklist", "asked": "tab=all", "address": "/", "why": "?"}
    yes = {"agreed": True, "decided_by": chief}
    ExportRequest.objects.create(**about, **yes, rows=3, decided_at=later)
    assert table(odile).status_code == 302
    ExportRequest.objects.create(**about, **yes, rows=3, decided_at=timezone.now())
    a_file(some[0].created_by, 9)

    assert table(odile).status_code == 302 and not Export.objects.exists()


def test_a_huge_list_never_leaves(odile):
    files(5)

    page = table(odile, follow=True)
    browser(odile).post(page.redirect_chain[-1][0], {"why": "For the annual report"})

    assert "No more than 4 rows" in page.content.decode() or "Pas plus de 4 lignes" in page.content.decode()
    assert not ExportRequest.objects.exists()


def test_what_is_asked_cannot_be_made_up_nor_changed(odile, chief):
    files(3)
    page = reverse("admin:icajo_exportrequest_ask")
    assert browser(odile).get(f"{page}?about=x").status_code == 404
    request = asked(odile)

    refused = pytest.raises(DatabaseError, match="pgtrigger: Cannot")
    with refused, transaction.atomic():
        ExportRequest.objects.filter(pk=request.pk).update(rows=1)
    with pytest.raises(DatabaseError, match="exports_by_two"), transaction.atomic():
        ExportRequest.objects.filter(pk=request.pk).update(agreed=True, decided_by=odile)


def test_others_do_not_see_what_somebody_asked_for(odile, chief):
    files(3)
    request = asked(odile)
    page = reverse("admin:icajo_exportrequest_change", args=[request.pk])
    other = samples.staff("eligibility-officer", "other@example.org")

    assert browser(other).get(page).status_code == 302
    assert "decide/" in browser(chief).get(page).content.decode()
    assert "decide/" not in browser(odile).get(page).content.decode()
