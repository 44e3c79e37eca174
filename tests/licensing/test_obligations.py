"""The reports that a licence owes follow it: moved, suspended, transferred, reported on, lifted."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.errors import NotNow
from licensing.models import Obligation
from licensing.states import State
from tests.licensing import sanctions

from . import owing
from .owing import asked, decided, issued, pages, sent, standing_of, weekly

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 6)


@pytest.fixture(autouse=True)
def world(monkeypatch, storage):
    owing.reportable_raffle(monkeypatch)


@pytest.fixture
def ace(amelie, officer):
    """Catch the Ace, drawn on eight Wednesdays."""
    return issued(amelie, officer, weekly(FIRST, 8), "catch-the-ace")


def report(licence, by, number=1):
    return asked(licence, "report", by=by, owed=licence.obligations.get(number=number), held={"held_draws": "4"})


def test_a_licence_owes_its_reports_from_the_day_it_is_issued(ace):
    assert standing_of(ace) == {
        1: (date(2027, 1, 27), date(2027, 2, 3)),
        2: (date(2027, 2, 24), date(2027, 3, 3)),
    }
    assert ace.report_due_on == date(2027, 2, 3)


def test_what_is_not_sent_moves_with_the_draws_and_what_is_sent_stays(ace, amelie, officer):
    decided(report(ace, amelie), officer)
    later = weekly(FIRST, 4) + weekly(FIRST + timedelta(weeks=5), 6)

    changed = decided(asked(ace, "draws", by=amelie, **pages(later, "catch-the-ace")), officer)

    assert standing_of(changed) == {
        1: (date(2027, 1, 27), date(2027, 2, 3)),
        2: (date(2027, 3, 3), date(2027, 3, 10)),
        3: (date(2027, 3, 17), date(2027, 3, 24)),
    }
    assert changed.expires_on == date(2027, 3, 17)
    assert [one.is_sent for one in changed.obligations.order_by("number")] == [True, False, False]


def test_what_is_no_longer_drawn_is_marked_and_never_deleted(ace, amelie, officer, today):
    changed = decided(asked(ace, "draws", by=amelie, **pages(weekly(FIRST, 3), "catch-the-ace")), officer)

    assert standing_of(changed) == {1: (date(2027, 1, 20), date(2027, 1, 27))}
    assert changed.obligations.get(number=2).dropped_on == today
    with pytest.raises(DatabaseError), transaction.atomic():
        changed.obligations.all()._raw_delete("default")


def test_a_draw_that_comes_after_what_was_reported_is_owed_again(amelie, officer):
    licence = issued(amelie, officer, [FIRST])
    decided(report(licence, amelie), officer)

    changed = decided(asked(licence, "draws", by=amelie, **pages([FIRST, FIRST + timedelta(7)])), officer)
    again = decided(asked(changed, "draws", by=amelie, **pages([FIRST, FIRST + timedelta(9)])), officer)

    assert standing_of(again) == {1: (FIRST, date(2027, 2, 5)), 2: (date(2027, 1, 15), date(2027, 2, 16))}


def test_a_suspension_changes_nothing_of_what_is_owed(ace, officer, today):
    before = standing_of(ace)

    sanctions.suspend(ace, by=officer, since=today, until=None, why="Livres introuvables.")

    assert standing_of(ace) == before


def test_draws_held_before_a_transfer_are_the_sellers_and_the_others_the_buyers(ace, amelie, officer, time_machine):
    time_machine.move_to("2027-02-05 12:00:00-05:00", tick=False)  # five of the eight draws were held
    decided(report(ace, amelie), officer)
    buyer = ace.answers["applicant"] | {"legal_name": "Acheteuse inc.", "contact_email": "acheteuse@example.org"}

    bought = decided(asked(ace, "transfer", by=amelie, applicant=buyer), officer)

    assert standing_of(ace) == {
        1: (date(2027, 1, 27), date(2027, 2, 3)),
        2: (date(2027, 2, 3), date(2027, 2, 10)),
    }
    assert standing_of(bought) == {1: (date(2027, 2, 24), date(2027, 3, 3))}
    assert bought.obligations.get().covers_from == date(2027, 2, 10)


def test_a_report_is_accepted_late_of_a_licence_that_is_over(ace, amelie, officer, time_machine):
    time_machine.move_to("2027-06-01 12:00:00-04:00", tick=False)

    licence = decided(report(ace, amelie, number=2), officer)

    first, second = licence.obligations.order_by("number")
    assert (first.is_late(date(2027, 6, 1)), second.is_late(date(2027, 6, 1))) == (True, False)
    assert second.accepted_on == date(2027, 6, 1)
    assert (licence.versions.count(), licence.last_version.number) == (1, 1)
    assert second.report.get_state_display() != State.APPROVED.label


def test_one_report_is_begun_for_each_obligation_and_gone_on_with(ace, amelie):
    first, again, second = report(ace, amelie), report(ace, amelie), report(ace, amelie, number=2)

    assert first == again != second
    assert ace.obligations.get(number=1).report == first


def test_what_was_sent_is_not_begun_again_until_it_is_withdrawn(ace, amelie):
    draft = sent(report(ace, amelie))
    with pytest.raises(NotNow):
        report(ace, amelie)

    actions.withdraw(draft, by=amelie)

    assert ace.obligations.get(number=1).is_to_send
    assert report(ace, amelie) != draft


def test_a_report_that_does_not_add_up_goes_in_once_it_is_explained(ace, amelie, officer):
    draft = report(ace, amelie)
    draft.answers = {"held": {"held_draws": "0"}}
    draft.save()
    with pytest.raises(Exception, match="explain"):
        sent(draft)

    draft.answers |= {"why": {"explain_no_draws": "La salle était inondée."}}
    draft.save()

    assert decided(draft, officer).obligations.get(number=1).accepted_on


def test_a_late_report_waits_on_the_next_application_until_an_officer_closes_it(ace, amelie, officer, time_machine):
    time_machine.move_to("2027-02-06 12:00:00-05:00", tick=False)
    change = sent(asked(ace, "draws", by=amelie, **pages(weekly(FIRST, 8), "catch-the-ace")))
    check = change.checks.get()

    assert (check.code, check.closed_at) == ("reports", None)
    actions.close_check(check, by=officer, note="Le rapport est attendu lundi.")
    assert not change.checks.filter(closed_at=None).exists()
    assert not sent(report(ace, amelie)).checks.exists()


def test_the_registrar_lifts_a_report_with_a_reason(ace, officer, today):
    owed = ace.obligations.get(number=1)

    actions.lift_report(owed, by=officer, on=today, why="Aucun tirage n’a eu lieu.")

    assert 1 not in standing_of(ace) and ace.report_due_on == date(2027, 3, 3)
    assert ace.happenings.filter(verb="report-lifted", note="Aucun tirage n’a eu lieu.").exists()
    with pytest.raises(NotNow):
        actions.lift_report(owed, by=officer, on=today, why="Encore.")


def test_nothing_is_lifted_without_saying_who_and_why(ace):
    with pytest.raises(DatabaseError), transaction.atomic():
        Obligation.objects.filter(licence=ace).update(lifted_at=timezone.now())


def test_more_time_keeps_the_first_day_beside_and_a_change_of_the_licence_takes_none_away(ace, amelie, officer, today):
    owed, until = ace.obligations.get(number=2), date(2027, 4, 1)

    actions.postpone_report(owed, by=officer, on=today, until=until, why="Livres à la police.")

    owed.refresh_from_db()
    assert (owed.due_on, owed.first_due_on) == (until, date(2027, 3, 3))
    later = [*weekly(FIRST, 7), FIRST + timedelta(weeks=9)]
    decided(asked(ace, "draws", by=amelie, **pages(later, "catch-the-ace")), officer)
    owed.refresh_from_db()
    assert (owed.due_on, owed.first_due_on) == (until, date(2027, 3, 17))


def test_more_time_is_told_in_both_languages_and_noted_with_its_reason(ace, officer, today):
    owed, until = ace.obligations.get(number=1), date(2027, 2, 20)

    actions.postpone_report(owed, by=officer, on=today, until=until, why="Livres à la police.")

    letter = ace.decision_letters.order_by("pk").last()
    assert "3 février 2027" in plain(letter.texts["fr"][1]) and "20 février 2027" in plain(letter.texts["fr"][1])
    assert "February 3, 2027" in letter.texts["en"][1] and "Livres à la police." in letter.texts["en"][1]
    event = ace.happenings.get(verb="report-postponed")
    assert event.by == officer and "Livres à la police." in event.note
    for refused in (until, today):
        with pytest.raises(NotNow):
            actions.postpone_report(owed, by=officer, on=today, until=refused, why="Encore.")


def test_the_officer_reads_the_letter_before_more_time_is_given(client, ace, officer):
    client.force_login(officer)
    owed = ace.obligations.get(number=1)
    page = reverse("admin:licensing_decide", args=[ace.pk, "postpone-report"])

    wrong = client.post(page, {"owed": owed.pk, "until": "2027-02-03", "why": "Livres."})
    read = client.post(page, {"owed": owed.pk, "until": "2027-02-20", "why": "Livres."})
    client.post(
        page, {"owed": owed.pk, "until": "2027-02-20", "why": "Livres.", "read": read.context["preview"].digest}
    )

    owed.refresh_from_db()
    assert "after the day by which" in wrong.text and "More time for the report" in read.text
    assert owed.due_on == date(2027, 2, 20)
    licence = client.get(reverse("admin:licensing_licence_change", args=[ace.pk])).text
    assert "at first on February 3, 2027" in licence.replace("\xa0", " ")


def plain(text):
    return text.replace("\xa0", " ")
