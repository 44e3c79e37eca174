"""What the staff open is written down, once a quarter of an hour, and may be read beside what they did."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icajo import exports
from licensing import actions, trail
from licensing.actions.trail import note_search
from licensing.models import Disclosure, FileReading, Reading
from tests import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def odile(officer):
    return officer


@pytest.fixture
def desk(odile):
    client = Client()
    client.force_login(odile)
    return client


@pytest.fixture
def file(amelie, today):
    """Sent, with a paper."""
    file = samples.sealed(amelie, on=today)
    actions.submit(file, by=amelie, at=timezone.now())
    return file


@pytest.fixture
def watcher():
    client = Client()
    client.force_login(samples.staff("administrator"))
    return client


def rows():
    return sorted(FileReading.objects.values_list("ref", "by__email", "what"))


def test_the_page_of_a_file_leaves_one_row_a_quarter_of_an_hour(desk, odile, file, time_machine):
    page = reverse("admin:licensing_application_change", args=[file.pk])
    for moment in ("12:00", "12:14", "12:15"):
        time_machine.move_to(f"2026-11-21 {moment}:00-05:00", tick=False)
        desk.force_login(odile)
        assert desk.get(page).status_code == 200

    assert rows() == [(file.ref, odile.email, "page")] * 2
    assert FileReading.objects.first().address == page


def test_papers_and_messages_leave_a_row_of_their_own(desk, odile, file):
    paper = file.documents.first()
    for name, args in (
        ("admin:licensing_file", [file.pk, paper.pk]),
        ("admin:submissions_thread", [file.ref]),
        ("licensing:document", [file.ref, paper.pk]),
    ):
        assert desk.get(reverse(name, args=args)).status_code == 200

    assert rows() == [(file.ref, odile.email, "document"), (file.ref, odile.email, "messages")]


def test_a_page_of_the_portal_counts_too_but_not_for_its_applicant(client, desk, amelie, odile, file):
    page = reverse("licensing:application", args=[file.ref])
    client.force_login(amelie)
    assert client.get(page).status_code == 200
    assert desk.get(page).status_code == 200

    assert rows() == [(file.ref, odile.email, "page")]


def test_staff_who_see_only_the_list_of_files_read_nothing(client, file):
    client.force_login(samples.staff("customer-service"))
    assert client.get(reverse("admin:licensing_application_change", args=[file.pk])).status_code == 200

    assert rows() == []


def test_what_cannot_be_written_down_is_not_shown(odile, file, monkeypatch):
    def refused(*args, **kwargs):
        raise DatabaseError("no room")

    monkeypatch.setattr("licensing.readings.note_reading", refused)
    desk = Client(raise_request_exception=False)
    desk.force_login(odile)
    answer = desk.get(reverse("admin:licensing_application_change", args=[file.pk]))

    assert answer.status_code == 500
    assert file.ref not in answer.content.decode()


def test_readings_are_never_changed(desk, file):
    desk.get(reverse("admin:licensing_application_change", args=[file.pk]))

    for change in (lambda: FileReading.objects.update(what="messages"), FileReading.objects.all().delete):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_the_trail_of_a_file_says_who_did_and_who_read_what_the_oldest_first(desk, watcher, odile, file, time_machine):
    desk.get(reverse("admin:licensing_application_change", args=[file.pk]))
    time_machine.shift(60)
    actions.take(file, by=odile)
    time_machine.shift(60)
    actions.ask(file, by=odile, text="SECRET-REASON", due_on=timezone.localdate())

    page = watcher.get(reverse("licensing:trail_of_file", args=[file.ref])).content.decode()

    told = ["Read: the file", "Take the file", "Ask for information"]
    assert sorted(told, key=page.find) == told and all(one in page for one in told)
    assert "SECRET-REASON" not in page


def test_the_trail_of_a_person_gathers_every_kind(odile, file, today):
    by = {"by": odile}
    note_search("jean", count=1, **by)
    FileReading.objects.create(ref=file.ref, what="page", quarter="2026-11-21T17:00Z", address="/", **by)
    Reading.objects.create(disclosure=a_disclosure(), why="Named in a complaint", **by)
    actions.take(file, **by)
    exports.write_down(what="numbers-open", asked="", rows=2, **by)

    found = trail.page_of(trail.of_person(odile), 1)

    assert {line.what for line in found.lines} == {
        "Searched: 1 result",
        "Read: the file",
        "Read a disclosure",
        "Take the file",
        "Took a table away: 2 rows",
        "role given Eligibility officer",
    }
    assert "Named in a complaint" in {line.why for line in found.lines}


def a_disclosure():
    return Disclosure.objects.create(number="D-1", email="x@example.org", language="fr", edition="1", sealed="")


def test_a_long_trail_is_in_pages(odile, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(trail, "PAGE", 2)
    for number in range(4):
        note_search(f"search {number}", by=odile, count=0)

    with django_assert_max_num_queries(4):
        last = trail.page_of(trail.of_person(odile), 99)

    assert (last.page, last.pages, last.count) == (3, 3, 5)
    assert [line.about for line in last.lines] == ["search 3"]


@pytest.mark.parametrize(("typed", "leads_to"), [("ref", "files/"), ("email", "people/"), ("nothing", None)])
def test_the_box_leads_to_a_file_or_a_person(watcher, odile, file, typed, leads_to):
    asked = {"ref": file.ref, "email": odile.email.upper(), "nothing": "2020-1"}[typed]
    answer = watcher.get(reverse("licensing:trail"), {"q": asked})

    assert (leads_to in answer["Location"]) if leads_to else answer.status_code == 200


def test_only_the_registrar_and_the_administrator_read_trails(client, file):
    codes = {}
    for role in ("registrar", "administrator", "senior-officer", "customer-service"):
        client.force_login(samples.staff(role))
        codes[role] = client.get(reverse("licensing:trail_of_file", args=[file.ref])).status_code

    assert codes == {"registrar": 200, "administrator": 200, "senior-officer": 403, "customer-service": 403}
