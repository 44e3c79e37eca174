"""The day that a decision is aimed at, and the municipality: worked out as a file comes in and comes back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from licensing import actions
from licensing.models import Application
from licensing.types import LICENCE_TYPES
from tests import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def sent(amelie, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    application.refresh_from_db()
    return application


def test_a_file_is_aimed_at_as_many_days_after_its_receipt_as_its_type_says(sent, today):
    assert LICENCE_TYPES["raffle"].decided_within == 30
    assert sent.due_on == date(2026, 12, 21)


def test_a_file_is_found_under_its_municipality(sent):
    assert sent.municipality == sent.last_round.answers["premises"]["premises_city"]
    assert sent.place == sent.municipality.lower()


def test_the_days_that_the_applicant_held_a_file_do_not_count(sent, amelie, officer, today, time_machine):
    actions.take(sent, by=officer)
    before = sent.due_on
    actions.ask(sent, by=officer, text="?", steps=["premises"], due_on=today + timedelta(days=20))
    time_machine.shift(timedelta(days=12))

    actions.reply(sent, by=amelie, on=timezone.localdate(), text="!")

    assert Application.objects.get(pk=sent.pk).due_on == before + timedelta(days=12)


def test_a_transfer_on_its_way_is_not_our_time(amelie, today, time_machine):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now(), funds_to_come=True)
    before = Application.objects.get(pk=application.pk).due_on
    time_machine.shift(timedelta(days=8))

    actions.funds_arrived(application, by=None)
    actions.funds_arrived(application, by=None)  # told twice

    assert Application.objects.get(pk=application.pk).due_on == before + timedelta(days=8)


def test_a_reply_that_moves_the_premises_moves_the_file(sent, amelie, officer, today):
    actions.take(sent, by=officer)
    actions.ask(sent, by=officer, text="?", steps=["premises"], due_on=today + timedelta(days=20))
    application = Application.objects.get(pk=sent.pk)
    application.answers["premises"]["premises_city"] = "Érin"
    application.save()

    actions.reply(application, by=amelie, on=today, text="!")

    application.refresh_from_db()
    assert (application.municipality, application.place) == ("Érin", "erin")
