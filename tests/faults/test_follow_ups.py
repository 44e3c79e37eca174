"""What an event owes is tried again, more seldom each time, and in the end it is shown to the staff."""

from datetime import timedelta

import pytest
from celery import current_app
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from icajo import queue
from icajo.models import Letter
from licensing import actions, papers, tasks
from tests import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
OURS = tasks.mail_receipt.name


@pytest.fixture
def event():
    """The event of a submission, which owes a confirmation."""
    application = samples.sealed(samples.person(), on=timezone.localdate())
    actions.submit(application, by=application.created_by, at=timezone.now())
    return application.events.get(verb="submit")


@pytest.fixture
def queued(monkeypatch):
    """What the sweep queues, as (task, event)."""
    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **how: sent.append((name, *args)))
    return sent


@pytest.fixture
def printer_on_fire(monkeypatch):
    monkeypatch.setattr(papers, "summary", lambda *_: 1 / 0)


def attempt(event):
    with pytest.raises(ZeroDivisionError):
        tasks.mail_receipt(event.pk)
    event.refresh_from_db()


def sweep(time_machine, event, **later):
    time_machine.move_to(event.at + timedelta(**later), tick=False)
    tasks.requeue_pending()


def test_a_follow_up_that_failed_is_still_owed_and_left_nothing(event, printer_on_fire):
    attempt(event)

    assert (event.pending, event.attempts) == ([OURS], 1)
    assert not Letter.objects.filter(key__startswith=f"event-{event.pk}-").exists()


def test_the_sweep_queues_it_again_after_a_minute(event, queued, time_machine):
    sweep(time_machine, event, seconds=59)
    assert (OURS, event.pk) not in queued

    sweep(time_machine, event, seconds=61)

    assert (OURS, event.pk) in queued


def test_each_failure_makes_the_pause_longer(event, printer_on_fire, queued, time_machine):
    for _ in range(5):
        attempt(event)
    sweep(time_machine, event, minutes=25)
    assert (OURS, event.pk) not in queued

    sweep(time_machine, event, minutes=27)

    assert (OURS, event.pk) in queued


def test_a_task_that_is_gone_stops_nobody_elses(event, queued, time_machine):
    other = event.application.events.create(verb="submit", pending=["licensing.of_an_older_release"], at=event.at)

    sweep(time_machine, event, minutes=2)

    assert {("licensing.of_an_older_release", other.pk), (OURS, event.pk)} <= set(queued)


def test_once_it_works_it_is_done_once(event):
    for _ in range(3):
        tasks.mail_receipt(event.pk)

    event.refresh_from_db()
    assert event.pending == []
    assert Letter.objects.filter(key__startswith=f"event-{event.pk}-").count() == 1


@pytest.fixture
def given_up(event, printer_on_fire):
    for _ in range(tasks.MOST_ATTEMPTS):
        attempt(event)
    return event


def test_after_the_last_attempt_it_is_left_alone(given_up, queued, time_machine):
    sweep(time_machine, given_up, days=30)

    assert (OURS, given_up.pk) not in queued


@pytest.fixture
def desk(client):
    client.force_login(samples.officer())
    return client


LIST = "admin:licensing_event_changelist"


def test_the_desk_lists_what_was_given_up(given_up, desk):
    listed = desk.get(reverse(LIST), {"owed": "given-up"}).context["cl"].queryset

    assert list(listed) == [given_up]


def test_the_desk_lists_what_is_still_owed(event, desk):
    tasks.mail_draft_saved(event.application.events.get(verb="start").pk)

    listed = desk.get(reverse(LIST), {"owed": "yes"}).context["cl"].queryset

    assert list(listed) == [event]


def test_an_officer_has_it_tried_again(given_up, desk, monkeypatch, django_capture_on_commit_callbacks):
    hints = []
    monkeypatch.setattr(queue, "hint", lambda *hint: hints.append(hint))

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse(LIST), {"action": "queue_again", "_selected_action": [given_up.pk]})

    given_up.refresh_from_db()
    assert (given_up.attempts, given_up.pending) == (0, [OURS])
    assert hints == [(OURS, given_up.pk)]


def test_whoever_may_only_read_has_nothing_tried_again(given_up, client, monkeypatch):
    reader = samples.officer()
    reader.groups.clear()
    reader.user_permissions.add(Permission.objects.get(codename="view_event"))
    client.force_login(reader)

    client.post(reverse(LIST), {"action": "queue_again", "_selected_action": [given_up.pk]})

    given_up.refresh_from_db()
    assert given_up.attempts == tasks.MOST_ATTEMPTS
