"""What the applicant sees of disclosures, and does about them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter, StoredFile
from licensing import actions
from licensing.actions import disclosing
from licensing.clock.disclosures import remind_disclosures
from licensing.disclosing import Status, board
from licensing.errors import NotNow, TooSoon
from licensing.models import Disclosure, Invitation
from tests import samples
from tests.licensing import disclosed as person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_type_with_disclosures(monkeypatch, storage):
    person.use(monkeypatch)


@pytest.fixture
def draft(amelie, today):
    return person.draft(amelie, on=today)


@pytest.fixture
def invitation(draft, amelie):
    return actions.send_disclosures(draft, by=amelie, at=timezone.now())[0]


@pytest.fixture
def applicant(client, amelie):
    client.force_login(amelie)
    return client


def status(draft, at=None):
    draft.refresh_from_db()
    return [place.status for place in board(draft, at=at)]


def test_each_line_says_where_it_stands(draft, amelie):
    assert status(draft) == [Status.PREPARED]

    invitation = actions.send_disclosures(draft, by=amelie, at=timezone.now())[0]
    assert status(draft) == [Status.SENT]
    disclosing.mail_code(invitation, at=timezone.now())
    assert status(draft) == [Status.OPENED]
    browser = Client()
    person.enter(browser)
    assert status(draft) == [Status.BEGUN]
    assert status(draft, at=timezone.now() + timedelta(days=30)) == [Status.EXPIRED]
    Letter.objects.filter(pk=invitation.letter_id).update(state=Letter.State.FAILED)
    assert status(draft) == [Status.BOUNCED]
    person.fill(browser)
    person.send(browser)
    assert status(draft) == [Status.DONE]


def test_the_published_way_of_the_list_in_three_pages(applicant, draft):
    listed = reverse("licensing:step", args=[draft.ref, "associates"])
    page = applicant.get(listed).content.decode()
    blocked = applicant.post(listed, {"action": "suivant"}).content.decode()
    send = reverse("licensing:send_disclosures", args=[draft.ref]) + "?list=associates"

    assert "To be sent" in page and send in page
    assert "Send the disclosure to Colette Aubin" in blocked
    looked = applicant.get(send).content.decode()
    assert "colette@example.org" in looked and not Invitation.objects.exists()
    done = applicant.post(send, follow=True).content.decode()
    assert "1 link is sent." in done and "November 21, 2026, link valid until December 21, 2026" in done
    assert applicant.post(listed, {"action": "suivant"})["Location"].endswith(
        reverse("licensing:documents", args=[draft.ref])
    )


def test_a_line_that_changed_is_sent_again_and_the_old_link_dies(draft, invitation, amelie):
    old = person.last_link()
    draft.refresh_from_db()
    actions.save_row(
        draft, person.Associates, "c1", {**person.COLETTE, "associate_email": "aubin@example.org"}, by=amelie
    )
    assert status(draft) == [Status.PREPARED]

    actions.send_disclosures(draft, by=amelie, at=timezone.now())

    assert status(draft) == [Status.SENT]
    assert disclosing.find_link(old.rstrip("/").rpartition("/")[2]) is None
    assert Invitation.objects.get().email == "aubin@example.org"


def test_an_address_corrected_on_the_board_is_corrected_on_the_list(applicant, draft, invitation):
    address = reverse("licensing:correct_disclosure", args=[draft.ref, invitation.pk])

    wrong = applicant.post(address, {"email": "aubin", "language": "en"})
    applicant.post(address, {"email": "aubin@example.org", "language": "fr"})

    assert wrong.status_code == 200
    draft.refresh_from_db()
    assert draft.answers["associates"][0]["associate_email"] == "aubin@example.org"
    assert status(draft) == [Status.SENT]
    assert Letter.objects.filter(to="aubin@example.org", language="fr").count() == 1


def test_somebody_else_takes_the_place_of_a_person(applicant, draft, invitation):
    applicant.post(
        reverse("licensing:replace_disclosure", args=[draft.ref, invitation.pk]),
        {"name": "Denis Roy", "email": "denis@example.org", "language": "fr"},
    )

    draft.refresh_from_db()
    assert [row["associate_name"] for row in draft.answers["associates"]] == ["Denis Roy"]
    assert [(one.name, one.ended_as) for one in Invitation.objects.order_by("pk")] == [
        ("Colette Aubin", "removed"),
        ("Denis Roy", ""),
    ]


def test_after_not_me_the_person_is_replaced(draft, invitation, amelie):
    disclosing.not_me(invitation, at=timezone.now())
    assert status(draft) == [Status.NOT_ME]

    actions.readdress_disclosure(
        invitation, by=amelie, at=timezone.now(), email="vraie@example.org", language="fr", name="Colette Aubin"
    )

    assert status(draft) == [Status.SENT]


def test_removing_takes_the_line_and_the_link(applicant, draft, invitation):
    address = reverse("licensing:remove_disclosing", args=[draft.ref, invitation.pk])

    asked = applicant.get(address)
    applicant.post(address)

    assert "Take Colette Aubin off the list?" in asked.content.decode()
    draft.refresh_from_db()
    assert draft.answers["associates"] == []
    assert disclosing.find_link(person.last_link().rstrip("/").rpartition("/")[2]).ended_as == "removed"


def test_nobodys_mailbox_is_filled_with_a_button(draft, invitation, amelie):
    for _letter in range(5):
        actions.resend_disclosure(invitation, by=amelie, at=timezone.now())

    with pytest.raises(TooSoon):
        actions.resend_disclosure(invitation, by=amelie, at=timezone.now())


def test_the_same_address_twice_is_pointed_out_and_allowed(applicant, draft):
    twin = {**person.COLETTE, "associate_name": "Marc Aubin", "action": "fermer"}

    page = applicant.post(
        reverse("licensing:row", args=[draft.ref, "associates", "m1"]), twin, follow=True
    ).content.decode()

    assert "stands on the list more than once" in page
    sent = actions.send_disclosures(draft, by=draft.created_by, at=timezone.now())
    assert len({one.token_hash for one in sent}) == 2


def test_ones_own_address_leads_to_ones_own_disclosure(applicant, draft, amelie):
    mine = {**person.COLETTE, "id": "me", "associate_name": "Amélie Tremblay", "associate_email": amelie.email}
    actions.save_row(draft, person.Associates, "me", mine, by=amelie)

    page = applicant.get(reverse("licensing:step", args=[draft.ref, "associates"])).content.decode()
    answer = applicant.post(reverse("licensing:own_disclosure", args=[draft.ref, "me"]), follow=True)

    assert page.count("Fill mine now") == 1
    assert "Amélie Tremblay" in answer.content.decode() and "Who reads your answers" in answer.content.decode()
    assert [one.email for one in Invitation.objects.all()] == [amelie.email]
    person.enter(applicant, amelie.email)
    assert applicant.get(reverse("licensing:disclosure_step", args=["identity"])).status_code == 200


def test_somebody_elses_line_is_not_ones_own(applicant, draft):
    assert applicant.post(reverse("licensing:own_disclosure", args=[draft.ref, "c1"])).status_code == 404


def test_the_board_of_a_strangers_file_is_not_there(client, draft, invitation):
    client.force_login(samples.person("stranger@example.org"))

    for name, args in [
        ("disclosures", [draft.ref]), ("send_disclosures", [draft.ref]),
        ("resend_disclosure", [draft.ref, invitation.pk]), ("correct_disclosure", [draft.ref, invitation.pk]),
    ]:  # fmt: skip
        assert client.get(reverse(f"licensing:{name}", args=args)).status_code == 404
        assert client.post(reverse(f"licensing:{name}", args=args)).status_code in (404, 405)


def test_an_invitation_of_another_file_is_not_found_through_ones_own(applicant, draft, invitation, today):
    other = person.draft(samples.person("b@example.org"), on=today)
    theirs = actions.send_disclosures(other, by=other.created_by, at=timezone.now())[0]

    assert applicant.post(reverse("licensing:resend_disclosure", args=[draft.ref, theirs.pk])).status_code == 404


# Using it again


@pytest.fixture
def completed(invitation):
    browser = Client()
    person.enter(browser)
    person.fill(browser)
    person.send(browser)
    return Disclosure.objects.get()


def test_a_completed_disclosure_serves_again_if_its_author_agrees(completed, amelie, today):
    other = person.draft(amelie, on=today)
    actions.send_disclosures(other, by=amelie, at=timezone.now())
    browser = Client()

    asked = person.enter(browser)["Location"]
    page = browser.get(asked).content.decode()
    assert status(other) == [Status.OPENED]
    done = browser.post(asked, {"action": "reprendre"})

    assert asked == reverse("licensing:disclosure_earlier") and completed.number in page
    assert done["Location"] == reverse("licensing:disclosure_receipt")
    assert status(other) == [Status.DONE]
    assert Disclosure.objects.count() == 1


def test_who_does_not_agree_fills_a_new_one(completed, amelie, today):
    other = person.draft(amelie, on=today)
    actions.send_disclosures(other, by=amelie, at=timezone.now())
    browser = Client()

    answer = browser.post(person.enter(browser)["Location"], {"action": "nouvelle"})

    assert answer["Location"].endswith("/identity/")
    assert status(other) == [Status.BEGUN] and Disclosure.objects.count() == 2


def test_an_old_disclosure_serves_no_more(completed, amelie, today):
    Disclosure.objects.update(completed_at=timezone.now() - timedelta(days=365))
    other = person.draft(amelie, on=today)
    actions.send_disclosures(other, by=amelie, at=timezone.now())

    assert person.enter(Client())["Location"].endswith("/identity/")


def test_what_is_completed_is_not_sent_again(completed, invitation, amelie):
    with pytest.raises(NotNow):
        actions.resend_disclosure(invitation, by=amelie, at=timezone.now())


# Time


def test_reminders_leave_seven_and_two_days_before_the_link_ends_once_each(invitation, time_machine):
    start = timezone.now()
    for day in range(0, 32):
        time_machine.move_to(start + timedelta(days=day), tick=False)
        remind_disclosures()
        remind_disclosures()

    written = [(letter.written_at - start).days for letter in person.letters("-remind-")]
    assert written == [23, 28]
    assert {letter.to for letter in person.letters("-remind-")} == {"colette@example.org"}


def test_the_link_of_a_reminder_opens_the_disclosure(invitation, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=23), tick=False)
    remind_disclosures()

    link = person.link_in(person.letters("-remind-")[0])

    assert person.enter(Client(), link=link)["Location"].endswith("/identity/")


def test_nobody_is_reminded_of_what_is_completed_or_withdrawn(completed, draft, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=25), tick=False)

    remind_disclosures()

    assert person.letters("-remind-") == []


@pytest.mark.parametrize(("began", "days"), [(False, 30), (True, 365)])
def test_what_was_abandoned_is_destroyed_in_time(invitation, storage, time_machine, began, days):
    if began:
        browser = Client()
        person.enter(browser)
        person.fill(browser)
    papers = StoredFile.objects.filter(name="sealed").count()
    ends = invitation.expires_at

    time_machine.move_to(ends + timedelta(days=days) - timedelta(seconds=1), tick=False)
    remind_disclosures()
    assert Invitation.objects.count() == 1
    time_machine.move_to(ends + timedelta(days=days), tick=False)
    remind_disclosures()

    assert papers == (2 if began else 0)
    assert not Invitation.objects.exists() and not Disclosure.objects.exists()
    assert not StoredFile.objects.filter(name="sealed").exists()
