"""What people disclosed is destroyed two years after the last thing that stood on it; that they did remains."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from icajo.models import StoredFile
from licensing import actions
from licensing.models import Disclosure, Invitation, Licence
from licensing.states import State
from tests.licensing import disclosed as person
from tests.samples.cannabis import FACTS

pytestmark = pytest.mark.usefixtures("storage")
SENT = date(2026, 11, 21)


@pytest.fixture
def invitation(client, amelie, monkeypatch, time_machine, settings):
    """Somebody completed a disclosure, with a paper, on November 21, 2026."""
    settings.STAFF_SECOND_FACTOR = False
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    person.use(monkeypatch)
    draft = person.draft(amelie, on=SENT)
    actions.send_disclosures(draft, by=amelie, at=timezone.now())
    person.enter(client)
    person.fill(client)
    person.send(client)
    return Invitation.objects.get()


def granted(invitation, *, until, listed=True):
    """A licence that came of the file and runs to this day."""
    file = invitation.application
    type(file).objects.filter(pk=file.pk).update(state=State.APPROVED)
    holder = Organization.objects.create(name="Foyer", language="fr", **FACTS)
    licence = Licence.objects.create(
        number="RAF7654321", type_code="raffle", organization=holder, holder="Foyer", municipality="Ottawa",
        issued_on=SENT, starts_on=SENT, expires_on=until,
        answers={invitation.step: [{"id": invitation.row}] if listed else []},
    )  # fmt: skip
    licence.versions.create(
        number=1, decided_on=SENT, application=file, holder="-", municipality="Ottawa", starts_on=SENT,
        expires_on=until, answers={}, facts={}, conditions={},
    )  # fmt: skip


def destroyed(on):
    return actions.destroy_disclosures(on, at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))


def test_it_is_kept_while_the_file_is_open_and_for_two_years_after_it_was_withdrawn(invitation):
    file = invitation.application
    still_open = destroyed(date(2030, 1, 1))
    type(file).objects.filter(pk=file.pk).update(state=State.WITHDRAWN)

    the_day_before, on_the_day, again = (destroyed(day) for day in (date(2028, 11, 20), date(2028, 11, 21), SENT))

    assert (still_open, the_day_before, on_the_day, again) == (0, 0, 1, 0)
    assert Disclosure.objects.get().sealed == "" and Disclosure.objects.get().completed_at
    assert not Disclosure.objects.get().papers.exists()


@pytest.mark.parametrize("listed, kept", [(True, [True, True, False]), (False, [False, False, False])])
def test_a_licence_keeps_it_as_long_as_it_names_the_person_and_two_years_more(invitation, listed, kept):
    granted(invitation, until=date(2030, 11, 20), listed=listed)

    while_it_lives, after_it_ended, in_the_end = (
        destroyed(day) == 0 and bool(Disclosure.objects.get().sealed)
        for day in (date(2029, 6, 1), date(2032, 11, 19), date(2032, 11, 20))
    )

    assert [while_it_lives, after_it_ended, in_the_end] == kept


def test_an_officer_is_told_that_it_was_destroyed_and_no_file_is_left(invitation, officer, time_machine):
    file, papers = invitation.application, list(Disclosure.objects.get().papers.values_list("file", flat=True))
    type(file).objects.filter(pk=file.pk).update(state=State.REFUSED)
    destroyed(SENT + timedelta(days=800))
    desk = Client()
    desk.force_login(officer)

    answer = desk.post(reverse("admin:licensing_read_disclosure", args=[invitation.pk]), {"why": "?"}, follow=True)

    assert "was destroyed on" in answer.text
    assert papers and not StoredFile.objects.filter(pk__in=papers).exists()
