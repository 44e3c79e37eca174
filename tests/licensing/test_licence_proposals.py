"""A licence is suspended or revoked after a notice of proposal; at once only in the public interest."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.desks import to_decide_about
from licensing.errors import NoReasons, NotNow, NotTold
from licensing.models import DecisionLetter, Licence, PublicLicence, Suspension
from licensing.standing import Standing, standing
from licensing.worklist import Asked
from tests import samples
from tests.licensing import sanctions
from tests.licensing.clocks import moment
from tests.licensing.noticed import under_review
from tests.licensing.pressed import decided, previewed

pytestmark = pytest.mark.usefixtures("storage")
DAY = timedelta(days=1)
LAST_DAY = date(2026, 12, 7)  # the fifteenth day, December 6, is a Sunday


@pytest.fixture
def licence(amelie, officer, today):
    licence = actions.approve(under_review(amelie, officer, on=today, type_code="raffle"), by=officer, on=today)
    Licence.objects.filter(pk=licence.pk).update(starts_on=today)
    return Licence.objects.get(pk=licence.pk)


@pytest.fixture
def desk(officer):
    return browser(officer)


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def page(licence, verb):
    return reverse("admin:licensing_decide", args=[licence.pk, verb])


def offered(client, licence):
    """The verbs of the buttons on the page of the licence."""
    text = client.get(reverse("admin:licensing_licence_change", args=[licence.pk])).text
    verbs = ("propose-suspension", "propose-revocation", "settle-notice", "suspend", "suspend-at-once", "revoke")
    return {verb for verb in (*verbs, "note-appeal") if page(licence, verb) in text}


def propose(licence, officer, today, act="revoke"):
    return actions.propose_about(licence, by=officer, on=today, act=act, reason="Livres introuvables.")


def revoke(licence, officer, today):
    actions.revoke(licence, by=officer, on=today, why="Livres introuvables.")


def said(licence):
    return licence.decision_letters.order_by("pk").last().texts


def test_without_a_notice_nothing_is_suspended_or_revoked(desk, licence, officer, today):
    for act in (
        lambda: actions.suspend(licence, by=officer, since=today, until=None, why="?"),
        lambda: revoke(licence, officer, today),
    ):
        with pytest.raises(NotTold):
            act()

    answer = desk.post(page(licence, "revoke"), {"on": today.isoformat(), "why": "?"}).text
    assert "A notice of proposal comes first" in answer
    assert offered(desk, licence) == {"propose-suspension", "propose-revocation", "suspend-at-once"}


def test_a_notice_is_read_in_both_languages_then_sent_and_changes_nothing_of_the_licence(desk, licence, amelie, today):
    read, all_of_it = previewed(desk, page(licence, "propose-revocation"), {"why": "Livres introuvables."})
    assert not licence.proposals.exists() and "ordre envisagé" in read.text

    desk.post(page(licence, "propose-revocation"), all_of_it)

    notice = licence.proposals.get()
    assert (notice.act, notice.review_by) == ("revoke", LAST_DAY)
    for language, words in (("fr", "7 décembre 2026"), ("en", "December 7, 2026")):
        title, text = said(licence)[language]
        assert licence.number in title and words in text.replace("\xa0", " ") and "Livres introuvables." in text
    assert standing(licence, today) == Standing.IN_FORCE
    assert offered(desk, licence) == {"settle-notice", "suspend-at-once"}
    assert "propose to revoke" in browser(amelie).get(reverse("licensing:licence", args=[licence.number])).text
    assert "propose" not in Client().get(f"/en/search/{licence.number}/").text


def test_once_nobody_may_ask_for_a_hearing_any_more_it_is_carried_out_and_the_letter_says_so(
    licence, officer, today, time_machine
):
    propose(licence, officer, today)
    time_machine.move_to(moment(LAST_DAY, time(23)))
    with pytest.raises(NotTold):
        revoke(licence, officer, LAST_DAY)

    time_machine.move_to(moment(LAST_DAY + DAY))
    asked = Asked(person=officer, on=LAST_DAY + DAY, officers=[officer])
    assert to_decide_about(asked).get().licence == licence
    with pytest.raises(NotTold):  # another than what the notice said
        actions.suspend(licence, by=officer, since=LAST_DAY + DAY, until=None, why="?")
    revoke(licence, officer, LAST_DAY + DAY)
    assert not to_decide_about(asked).exists()

    assert licence.proposals.get().acted_on == LAST_DAY + DAY
    assert "asked the Licence Appeal Tribunal (LAT) for a hearing by December" in said(licence)["en"][1]
    assert PublicLicence.objects.get(number=licence.number).ended_as == "revoked"


def test_the_holder_does_without_a_hearing_on_the_page_of_the_licence(licence, officer, amelie, today):
    propose(licence, officer, today)
    address, member = reverse("licensing:waive_hearing_about", args=[licence.number]), browser(amelie)
    assert address in member.get(reverse("licensing:licence", args=[licence.number])).text
    assert member.get(address).status_code == 200 and not licence.proposals.get().outcome

    member.post(address)
    member.post(address)  # again: nothing more

    assert licence.happenings.filter(verb="notice-waived", by=amelie).count() == 1
    revoke(licence, officer, today)
    assert "you do without a hearing" in said(licence)["en"][1]


def test_a_hearing_that_was_asked_for_keeps_it_waiting_until_the_tribunal_has_decided(
    desk, licence, officer, amelie, today, time_machine
):
    propose(licence, officer, today)
    desk.post(page(licence, "settle-notice"), {"outcome": "hearing", "note": "TAMP 15306"})

    time_machine.move_to(moment(LAST_DAY + 9 * DAY))
    with pytest.raises(NotTold):
        revoke(licence, officer, today)
    with pytest.raises(NotNow):
        actions.waive_hearing_about(licence, by=amelie, on=today)
    actions.settle_notice(licence, by=officer, on=today, outcome="heard", note="Confirmé.")
    revoke(licence, officer, LAST_DAY + 9 * DAY)

    assert "follows the one of the Licence Appeal Tribunal" in said(licence)["en"][1]


def test_a_notice_taken_back_makes_room_for_another_and_there_is_one_at_a_time(licence, officer, today):
    propose(licence, officer, today)
    with pytest.raises(NotNow):
        propose(licence, officer, today, "suspend")

    actions.settle_notice(licence, by=officer, on=today, outcome="dropped", note="?")
    propose(licence, officer, today, "suspend")

    assert list(licence.proposals.values_list("act", "outcome")) == [("revoke", "dropped"), ("suspend", "")]
    with pytest.raises(DatabaseError), transaction.atomic():
        licence.proposals.update(reasons="Autre chose.")


def test_a_notice_wants_reasons_and_somebody_who_decides(licence, officer, amelie, today):
    with pytest.raises(NoReasons):
        actions.propose_about(licence, by=officer, on=today, act="revoke", reason=" ")
    for somebody in (amelie, samples.staff("customer-service")):
        with pytest.raises(PermissionDenied):
            propose(licence, somebody, today)
    with pytest.raises(PermissionDenied):
        propose(licence, officer, today) and actions.waive_hearing_about(licence, by=officer, on=today)


def test_in_the_public_interest_it_is_suspended_at_once_with_its_ground_until_an_appeal_ends_it(
    desk, licence, officer, today
):
    decided(desk, page(licence, "suspend-at-once"), {"why": "Fraude en cours."})

    assert standing(licence, today) == Standing.SUSPENDED
    assert "Fraude en cours." in said(licence)["fr"][1] and "fifteen days at most" in said(licence)["en"][1]
    assert offered(desk, licence) == {"propose-revocation", "note-appeal"}

    desk.post(page(licence, "note-appeal"), {"received_on": (timezone.localdate() + DAY).isoformat()})
    assert Suspension.objects.get().until is None
    desk.post(page(licence, "note-appeal"), {"received_on": today.isoformat()})

    assert (Suspension.objects.get().at_once, Suspension.objects.get().until) == (True, today + 15 * DAY)
    assert standing(licence, today + 16 * DAY) == Standing.IN_FORCE
    assert PublicLicence.objects.get(number=licence.number).suspensions == [(today, today + 16 * DAY)]
    with pytest.raises(NotNow):
        actions.note_appeal(licence, by=officer, received_on=today)


def test_a_second_suspension_wants_a_notice_of_its_own(licence, officer, today):
    sanctions.suspend(licence, by=officer, since=today, until=today, why="Plaintes.")

    with pytest.raises(NotTold):
        actions.suspend(licence, by=officer, since=today + DAY, until=None, why="Encore.")

    assert DecisionLetter.objects.filter(licence=licence, key__contains="suspension-").count() == 1
