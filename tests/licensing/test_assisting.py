"""Customer service fills in a draft with somebody: the file says so, and only the person declares, sends and pays."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing import actions, fees, tasks
from licensing.models import Application, Event, FileReading
from licensing.timeline import timeline
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")
BY_TELEPHONE = {"channel": "telephone", "why": "Date of birth; cannot see the screen."}


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def salma(db):
    return samples.staff("customer-service", "salma@example.org", first_name="Salma")


@pytest.fixture
def desk(salma):
    client = Client()
    client.force_login(salma)
    return client


def begun(desk, person, **answers):
    page = reverse("licensing:assist", args=[person.pk])
    once = re.search(r'name="once" value="(\w+)"', desk.get(page).content.decode())[1]
    return desk.post(page, {"what": "type-raffle", "once": once, **BY_TELEPHONE, **answers}, follow=True)


def test_a_draft_begun_with_somebody_is_theirs_and_they_are_told(desk, amelie, django_capture_on_commit_callbacks):
    answer = begun(desk, amelie)
    event = Event.objects.get(verb="assist")
    tasks.mail_assisted(event.pk)

    application = Application.objects.get()
    assert application.created_by == amelie and answer.status_code == 200
    letter = Letter.objects.get(subject__contains=application.ref)
    assert letter.to == amelie.email and "Relisez-la" in letter.body
    assert application.notes.get().text == BY_TELEPHONE["why"]
    hers = Client()
    hers.force_login(amelie)
    assert BY_TELEPHONE["why"] not in hers.get(application.get_absolute_url()).content.decode()


def test_nothing_is_begun_without_a_reason_and_what_was_chosen_stays(desk, amelie):
    page = begun(desk, amelie, why="").content.decode()

    assert not Application.objects.exists()
    assert "error-summary" in page and re.search(r'value="type-raffle"\s+selected', page)


def test_whoever_helps_fills_in_pages_and_every_page_they_read_is_written_down(desk, salma, amelie, today):
    application = samples.draft(amelie, on=today)
    step = reverse("licensing:step", args=[application.ref, "tickets-and-prizes"])
    assert desk.get(step).status_code == 404

    begun(desk, amelie, what=f"draft-{application.ref}")
    page = desk.get(step)
    desk.post(step, {"ticket_price": "7", "action": "brouillon"})

    application.refresh_from_db()
    assert page.status_code == 200 and amelie.get_full_name() in page.content.decode()
    assert application.saved_by == salma and application.answers["tickets-and-prizes"]["ticket_price"] == "7"
    assert FileReading.objects.filter(by=salma, ref=application.ref).exists()


def test_two_hours_later_the_draft_is_shut_again(desk, salma, amelie, today, monkeypatch):
    application = samples.draft(amelie, on=today)
    begun(desk, amelie, what=f"draft-{application.ref}")
    later = timezone.now() + timedelta(hours=2, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    desk.force_login(salma)  # the session is over too

    assert desk.get(reverse("licensing:review", args=[application.ref])).status_code == 404


def test_whoever_helped_never_declares_sends_or_deletes(desk, salma, amelie, today):
    application = samples.complete(amelie, on=today)
    begun(desk, amelie, what=f"draft-{application.ref}")
    review = reverse("licensing:review", args=[application.ref])

    shown = desk.get(review).content.decode()
    sent = desk.post(review, {"declared": "on", "action": "payer", "fee_seen": "0"})
    gone = desk.post(reverse("licensing:discard", args=[application.ref]))

    assert 'name="declared"' not in shown
    assert (sent.status_code, gone.status_code) == (403, 403)
    application.refresh_from_db()
    assert application.is_draft


def test_nor_for_an_organization_of_their_own(salma, amelie, today):
    application = samples.complete(amelie, on=today)
    actions.assist(application, by=salma, **BY_TELEPHONE)
    Application.objects.filter(pk=application.pk).update(created_by=salma)  # as if it were theirs

    with pytest.raises(PermissionDenied):
        actions.seal(application, by=salma, on=today, fee_seen=fees.assess(application, today).total)


def test_the_transcript_and_the_timeline_say_who_helped(salma, amelie, today):
    application = samples.complete(amelie, on=today)
    actions.assist(application, by=salma, **BY_TELEPHONE)

    round = actions.seal(application, by=amelie, on=today, fee_seen=fees.assess(application, today).total)

    french, english = (round.transcript[language][-1]["lines"][0] for language in ("fr", "en"))
    assert french["question"] == "Saisi avec l’aide de" and "Salma" in french["answer"]
    assert "Salma, customer service, by telephone" in english["answer"]
    assert "Salma" in timeline(Application.objects.get(), today)[0].note


def test_others_of_the_staff_help_nobody(amelie, today):
    officer, application = samples.officer(), samples.draft(amelie, on=today)

    with pytest.raises(PermissionDenied):
        actions.assist(application, by=officer, **BY_TELEPHONE)

    assert not Event.objects.filter(verb="assist").exists()
