"""Complaints on the desk: who gets there, what is done with them, and what their authors read of it."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from icajo.models import Letter
from submissions.actions import complaint_desk, complaints
from submissions.models import Complaint, ComplaintEvent
from tests import samples
from tests.licensing import clocks
from tests.submissions.complained import ABOUT, TEXT, Visit, photo

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
SAID = {**ABOUT, "licence_number": "", "text": TEXT}


def received(**facts):
    known = {
        "code": "K7QD", "who": "named", "said": SAID, "contact": {"name": "Noé Zqx", "email": "zqx@example.org"},
        "user": None, "files": [], "language": "fr", "at": FRIDAY,
    }  # fmt: skip
    return complaints.complain(**known | facts)


@pytest.fixture
def team():
    return samples.staff("complaints", first_name="Rosalie", last_name="Gagné")


@pytest.fixture
def desk(team, settings):
    settings.STAFF_SECOND_FACTOR = False
    client = Client()
    client.force_login(team)
    return client


def page_of(complaint):
    return reverse("admin:submissions_complaint_change", args=[complaint.pk])


def do(desk, complaint, verb, **typed):
    facts = {f"{verb}-{name}": value for name, value in typed.items()}
    return desk.post(page_of(complaint), {"verb": verb, "once": uuid.uuid4(), **facts}, follow=True)


def test_it_is_late_once_a_business_day_has_passed(desk, team, time_machine):
    complaint = received()
    assert complaint.due_on == date(2026, 11, 23)  # the Monday

    time_machine.move_to(FRIDAY + timedelta(days=4), tick=False)
    desk.force_login(team)

    assert "EN RETARD" in desk.get("/fr/admin/submissions/complaint/?to-do=late").content.decode()
    assert complaint.is_late(date(2026, 11, 24)) and not complaint.is_late(date(2026, 11, 23))


def test_each_act_is_done_and_written_down(desk, team):
    complaint, licence = received(), clocks.licence(date(2027, 11, 30))

    do(desk, complaint, "acknowledge")
    do(desk, complaint, "triage", category="serving", severity="high")
    do(desk, complaint, "assign", to=team.pk)
    do(desk, complaint, "link", licence=licence.number, inspection="")
    do(desk, complaint, "note", text="ZQX-note")
    do(desk, complaint, "say", text="Où était-ce ?", files=photo())
    do(desk, complaint, "close", ending="acted", text="Merci.")

    complaint.refresh_from_db()
    assert (complaint.severity, complaint.officer, complaint.licence) == ("high", team, licence)
    assert complaint.acknowledged_at and complaint.closed_at and complaint.ending == "acted"
    assert complaint.files.get().name == "photo-1.jpg"
    verbs = [event.verb for event in complaint.events.exclude(verb="read")]
    assert verbs == ["acknowledge", "triage", "assign", "link", "note", "say", "close"]


def test_its_author_reads_the_outcome_and_nothing_of_the_team(desk, team):
    complaint = received(code="AAAA-BBBB", who="anonymous", contact={})
    complaint_desk.note(complaint, text="ZQX-note", by=team, at=FRIDAY)
    do(desk, complaint, "close", ending="acted", text="Merci de nous l’avoir dit.")

    page = Visit().follow("AAAA-BBBB")

    assert "Nous y avons donné suite" in page and "Merci de nous l’avoir dit." in page
    assert not [one for one in ("ZQX-note", "Rosalie", "Gagné", team.email) if one in page]
    assert not Letter.objects.exists()


def test_a_letter_says_that_there_is_a_message_and_never_what(desk):
    do(desk, received(), "say", text="ZQX-secret")

    letters = Letter.objects.filter(key__contains="message")
    assert [letter.to for letter in letters] == ["zqx@example.org"]
    assert "ZQX-secret" not in letters[0].subject + letters[0].body


def test_contact_details_open_for_a_reason_that_stays(desk, team):
    complaint = received()
    assert "zqx@example.org" not in desk.get(page_of(complaint)).content.decode()
    assert "zqx@example.org" not in do(desk, complaint, "contact", why="").content.decode()

    page = do(desk, complaint, "contact", why="Un témoin manque").content.decode()

    assert "zqx@example.org" in page
    event = ComplaintEvent.objects.get(verb="contact")
    assert (event.by, event.note) == (team, "Un témoin manque")


def test_opening_one_is_written_down_once_an_hour(desk, team):
    complaint = received()

    for _time in range(3):
        desk.get(page_of(complaint))

    assert ComplaintEvent.objects.get(verb="read").by == team


def test_what_is_wrong_on_a_form_is_said_beside_what_was_typed(desk):
    complaint = received()

    page = do(desk, complaint, "link", licence="RAF9999999", inspection="").content.decode()

    assert 'value="RAF9999999"' in page and 'class="errorlist"' in page
    assert Complaint.objects.get().licence is None


def test_an_anonymous_one_has_no_contact_to_open(desk):
    complaint = received(who="anonymous", contact={})

    assert 'value="contact"' not in desk.get(page_of(complaint)).content.decode()
