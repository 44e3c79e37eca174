"""A forgotten draft: its owner is told after eleven months, and a month later it goes with what is in it."""

from datetime import date, time, timedelta

import pytest

from icajo.models import Letter, StoredFile
from licensing import actions, tasks
from licensing.clock import drafts
from licensing.models import Application
from licensing.states import State
from tests import samples

from .clocks import moment

SAVED = date(2026, 3, 1)
WARNED, LAST = SAVED + timedelta(days=335), SAVED + timedelta(days=365)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def clock(time_machine):
    """Lets the clock go round on a day; returns what it did."""

    def goes_round(day):
        time_machine.move_to(moment(day, time(0, 5)), tick=False)
        return drafts.remind_and_lapse(day)

    return goes_round


@pytest.fixture
def draft(amelie, today):
    made = samples.complete(amelie, on=today)
    Application.objects.update(saved_at=moment(SAVED, time(23, 59, 59)))
    made.refresh_from_db()
    return made


def verbs(draft):
    return [event.verb for event in draft.events.all() if event.verb != "start"]


def test_it_is_kept_as_long_as_the_portal_says(draft):
    assert draft.kept_until == LAST


def test_its_owner_is_told_once_a_month_before(draft, clock):
    assert clock(WARNED - timedelta(days=1)) == 0
    assert [clock(WARNED + timedelta(days=day)) for day in (0, 0, 1, 29)] == [1, 0, 0, 0]
    assert verbs(draft) == ["remind"]


def test_it_goes_after_its_last_day_and_not_before(draft, clock):
    clock(WARNED)

    assert clock(LAST) == 0
    assert clock(LAST + timedelta(days=1)) == 1

    draft.refresh_from_db()
    assert draft.state == State.LAPSED
    assert verbs(draft) == ["remind", "lapse"]


def test_what_was_typed_and_attached_goes_with_it(draft, clock, django_capture_on_commit_callbacks):
    file = draft.documents.first().file
    assert draft.answers and file.content.storage.exists(file.content.name)

    clock(WARNED)
    with django_capture_on_commit_callbacks(execute=True):
        clock(LAST + timedelta(days=1))

    draft.refresh_from_db()
    assert draft.answers == {} and not draft.documents.exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not file.content.storage.exists(file.content.name)


def test_a_save_in_between_begins_a_new_year(draft, amelie, clock):
    clock(WARNED)
    Application.objects.update(saved_at=moment(LAST))

    assert clock(LAST + timedelta(days=1)) == 0
    assert clock(LAST + timedelta(days=335)) == 1
    assert verbs(draft) == ["remind", "remind"]


def test_after_an_outage_its_owner_is_told_first_and_has_the_month(draft, clock):
    late = LAST + timedelta(days=40)

    assert clock(late) == 1
    assert verbs(draft) == ["remind"]
    assert clock(late + timedelta(days=30)) == 0
    assert clock(late + timedelta(days=31)) == 1


def test_a_draft_that_waits_for_its_fee_goes_too_but_what_was_sealed_stays(amelie, today, clock):
    sealed = samples.sealed(amelie, on=today)
    Application.objects.update(saved_at=moment(SAVED))

    clock(WARNED)
    clock(LAST + timedelta(days=1))

    sealed.refresh_from_db()
    assert sealed.state == State.LAPSED
    assert sealed.rounds.exists() and sealed.documents.exists()


def test_a_file_that_was_sent_is_left_alone(amelie, today, clock):
    sent = samples.sealed(amelie, on=today)
    actions.submit(sent, by=amelie, at=moment(today))
    Application.objects.update(saved_at=moment(SAVED))

    assert clock(LAST + timedelta(days=1)) == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letters_say_until_when(draft, clock, language):
    draft.created_by.language = language
    draft.created_by.save()
    Letter.objects.all().delete()

    for day, name in ((WARNED, "mail_draft_waits"), (LAST + timedelta(days=1), "mail_draft_lapsed")):
        clock(day)
        getattr(tasks, name)(draft.events.last().pk)

    waits, lapsed = Letter.objects.order_by("pk")
    said = {"fr": "jusqu’au 1er\xa0mars\xa02027\xa0;", "en": "until March 1, 2027;"}[language]
    assert said in waits.body
    assert {"fr": "effacé", "en": "deleted"}[language] in lapsed.subject
    assert draft.ref in waits.subject
