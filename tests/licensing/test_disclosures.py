"""People are asked to disclose by a link, fill the pages of the wizard, and send."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icajo import mail
from icajo.models import Letter
from licensing import actions
from licensing.actions.disclosing import content
from licensing.checks import DISCLOSURES
from licensing.disclosing import Status, board
from licensing.errors import ChecksOpen, Incomplete, NotNow
from licensing.fees import assess
from licensing.judging import problems_of
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
def sent(draft, amelie):
    actions.send_disclosures(draft, by=amelie, at=timezone.now())
    return Invitation.objects.get()


def messages_of(application, today):
    return [problem.message for problem in problems_of(application, today)]


def test_a_new_application_waits_until_everybody_was_sent_a_link(draft, amelie, today):
    assert messages_of(draft, today) == ["Send the disclosure to Colette Aubin"]
    with pytest.raises(Incomplete):
        actions.seal(draft, by=amelie, on=today, fee_seen=assess(draft, today).total)

    actions.send_disclosures(draft, by=amelie, at=timezone.now())

    assert messages_of(draft, today) == []


def test_a_link_goes_to_each_person_in_their_language_and_a_copy_to_whoever_sent_it(amelie, today):
    draft = person.draft(amelie, on=today, rows=[person.COLETTE, person.HOLDING])

    actions.send_disclosures(draft, by=amelie, at=timezone.now())

    to = {letter.to: letter for letter in Letter.objects.filter(key__startswith="disclosure")}
    assert to["nord@example.org"].subject.startswith("Demande de divulgation à remplir")
    assert to["colette@example.org"].subject.startswith("Disclosure to complete")
    assert "/fr/divulgation/lien/" in person.link_in(to["nord@example.org"])
    assert "/en/disclosure/link/" in person.link_in(to["colette@example.org"])
    copy = mail.opened(to[amelie.email].body)
    assert "Colette Aubin" in copy and "/lien/" not in copy and "/link/" not in copy


def test_sending_twice_writes_nobody_twice(draft, sent, amelie):
    before = Letter.objects.count()

    assert actions.send_disclosures(draft, by=amelie, at=timezone.now()) == []

    assert Letter.objects.count() == before and Invitation.objects.count() == 1


def test_the_whole_way_of_an_invited_person(client, draft, sent, amelie, today):
    answer = person.enter(client)
    assert answer["Location"] == reverse("licensing:disclosure_step", args=["identity"])
    person.fill(client)

    done = person.send(client)

    assert done["Location"] == reverse("licensing:disclosure_receipt")
    page = client.get(done["Location"]).content.decode()
    disclosure = Disclosure.objects.get()
    assert disclosure.number in page and person.Canary.OFFENCE in page
    assert [place.status for place in board(draft)] == [Status.DONE]
    assert content(disclosure)["transcript"]["fr"][0]["lines"][0]["answer"] == "Colette"
    receipt = mail.opened(person.letters("-receipt-")[0].body)
    assert disclosure.number in receipt
    assert not [canary for canary in person.Canary.values if canary in receipt]
    assert [letter.to for letter in person.letters("-all-")] == [amelie.email]


def test_an_entity_has_a_shorter_way_of_its_own(client, amelie, today):
    draft = person.draft(amelie, on=today, rows=[person.HOLDING])
    actions.send_disclosures(draft, by=amelie, at=timezone.now())

    first = person.enter(client, "nord@example.org")["Location"]

    page = client.get(first).content.decode()
    assert first.endswith("/the-entity/") and "Où est-elle enregistrée" in page


def test_somebody_who_speaks_for_an_entity_completes_its_disclosure(client, amelie, today):
    draft = person.draft(amelie, on=today, rows=[person.HOLDING])
    actions.send_disclosures(draft, by=amelie, at=timezone.now())
    person.enter(client, "nord@example.org")
    typed = {
        "the-entity": {
            "entity_name": "Placements Nord inc.", "entity_kind": "corporation", "jurisdiction": "Ontario",
            "registration_number": "1234567", "head_office": "1, rue Principale, Sudbury", "speaker": "Nadia Nord",
            "speaker_title": "Présidente", "speaker_phone": "705 555-0100",
        } | person.parts("formed_on", today - timedelta(days=3000)),
        "entity-record": dict.fromkeys(
            ["entity_convicted", "entity_refused", "entity_insolvent", "entity_owes_tax", "entity_supplies"], "no"
        ),
        "entity-consent": {"may_speak": "on", "entity_verification": "on"},
    }  # fmt: skip
    for slug, answers in typed.items():
        client.post(reverse("licensing:disclosure_step", args=[slug]), answers | {"action": "suivant"})
    owner = {"owner_name": "Nadia Nord", "owner_is_entity": "no", "owner_share": "100", "action": "fermer"}
    client.post(reverse("licensing:disclosure_row", args=["owners", "o1"]), owner)
    paper = {"action": "televerser", "code": "registration", "file": samples.photo()}
    client.post(reverse("licensing:disclosure_documents"), paper)

    person.send(client)

    assert [place.status for place in board(draft)] == [Status.DONE]
    assert content(Disclosure.objects.get())["declaration"]["en"].startswith("I may speak for the entity")


def test_what_is_missing_is_said_with_the_way_to_it_and_nothing_is_sent(client, sent):
    person.enter(client)

    page = client.get(reverse("licensing:disclosure_review")).content.decode()
    refused = person.send(client)

    assert f"{reverse('licensing:disclosure_step', args=['identity'])}?rectify=1#id_given_names" in page
    assert "Attach this document: Identity document" in page
    assert refused.status_code == 200
    assert Disclosure.objects.get().completed_at is None


def test_a_gap_in_the_addresses_is_seen(client, sent, today):
    person.enter(client)
    short = person.address(today) | person.parts("lived_from", today - timedelta(days=200))

    client.post(reverse("licensing:disclosure_row", args=["addresses", "a1"]), short | {"action": "fermer"})
    page = client.post(reverse("licensing:disclosure_step", args=["addresses"]), {"action": "suivant"})

    assert "leave out a part of the last five years" in page.content.decode()


def test_a_draft_is_saved_and_goes_on_in_another_browser_with_a_new_code(client, sent):
    person.enter(client)
    typed = {"given_names": "Colette", "family_name": "", "action": "brouillon"}
    client.post(reverse("licensing:disclosure_step", args=["identity"]), typed)
    resume = person.link_in(person.letters("-continue-")[0])
    other = Client()

    other.get(resume)
    assert other.get(reverse("licensing:disclosure_step", args=["identity"])).status_code == 302
    person.enter(other, link=resume)

    assert 'value="Colette"' in other.get(reverse("licensing:disclosure_step", args=["identity"])).content.decode()


def test_the_language_switch_keeps_everything(client, sent):
    person.enter(client)

    answer = client.post(
        reverse("licensing:disclosure_step", args=["identity"]), {"given_names": "Colette", "action": "langue-fr"}
    )

    assert answer["Location"].startswith("/fr/divulgation/")
    page = client.get(answer["Location"]).content.decode()
    assert 'value="Colette"' in page


def test_two_browsers_of_the_same_person_overwrite_nothing_unseen(client, sent):
    person.enter(client)
    other = Client()
    other.get(person.last_link())
    other.post(reverse("licensing:disclosure"), {"action": "commencer"})
    other.post(reverse("licensing:disclosure_code"), {"code": person.last_code()})
    identity = reverse("licensing:disclosure_step", args=["identity"])
    started = client.get(identity).context["seen"]

    other.post(identity, {"given_names": "Colette A.", "action": "brouillon"})
    late = client.post(identity, {"given_names": "Colette B.", "seen": started, "action": "brouillon"})

    assert "Somebody changed this page while you were writing" in late.content.decode()
    assert content(Disclosure.objects.get())["answers"]["identity"]["given_names"] == "Colette A."


# After the file went in


@pytest.fixture
def submitted(draft, sent, amelie, today):
    actions.seal(draft, by=amelie, on=today, fee_seen=assess(draft, today).total)
    actions.submit(draft, by=amelie, at=timezone.now())
    draft.refresh_from_db()
    return draft


def test_a_decision_waits_for_the_last_disclosure_which_closes_the_check(client, submitted, officer, today):
    check = submitted.checks.get(code=DISCLOSURES.code)
    actions.take(submitted, by=officer)
    with pytest.raises(ChecksOpen):
        actions.approve(submitted, by=officer, on=today)
    with pytest.raises(NotNow):
        actions.close_check(check, by=officer, note="by hand")

    person.enter(client)
    person.fill(client)
    person.send(client)

    check.refresh_from_db()
    assert check.closed_at and check.closed_by is None
    assert actions.approve(submitted, by=officer, on=today).number


def test_a_file_without_anybody_to_disclose_has_no_such_check(amelie, today):
    draft = person.draft(amelie, on=today, rows=[])
    actions.seal(draft, by=amelie, on=today, fee_seen=assess(draft, today).total)

    actions.submit(draft, by=amelie, at=timezone.now())

    assert not draft.checks.filter(code=DISCLOSURES.code).exists()


def test_nobody_discloses_for_a_file_that_was_withdrawn(client, submitted, amelie):
    person.enter(client)
    person.fill(client)
    actions.withdraw(submitted, by=amelie)

    answer = person.send(client)

    assert answer["Location"] == reverse("licensing:disclosure")
    assert "This link opens nothing" in client.get(answer["Location"]).content.decode()
    assert Disclosure.objects.get().completed_at is None


def test_an_address_corrected_during_the_review_does_not_change_what_was_sent_in(submitted, amelie):
    invitation = Invitation.objects.get()

    actions.readdress_disclosure(
        invitation, by=amelie, at=timezone.now(), email="colette.aubin@example.org", language="fr"
    )

    submitted.refresh_from_db()
    assert submitted.answers["associates"][0]["associate_email"] == "colette@example.org"
    assert [(one.status, one.invitation.email) for one in board(submitted)] == [
        (Status.SENT, "colette.aubin@example.org")
    ]


def test_a_renewal_waits_until_everybody_has_completed(client, monkeypatch, draft, sent, today):
    from dataclasses import replace as changed

    from licensing.definition import LicenceType

    waiting = changed(person.TYPE.new, disclosed=True)
    monkeypatch.setattr(LicenceType, "new", waiting)
    assert messages_of(draft, today) == ["Colette Aubin has not completed the disclosure yet"]

    person.enter(client)
    person.fill(client)
    person.send(client)

    assert messages_of(draft, today) == []


def test_a_stranger_can_send_nothing(draft):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.send_disclosures(draft, by=samples.person("x@example.org"), at=timezone.now())


def test_the_page_saves_by_itself_and_says_so_when_the_session_is_over(client, sent):
    person.enter(client)
    identity = reverse("licensing:disclosure_step", args=["identity"])

    saved = client.post(identity, {"given_names": "Colette", "action": "brouillon"}, headers={"X-Autosave": "1"})
    stranger = Client().post(identity, {"given_names": "X", "action": "brouillon"}, headers={"X-Autosave": "1"})

    assert set(saved.json()) == {"saved", "seen"}
    assert person.letters("-continue-") == []
    assert stranger.status_code == 302  # which the script of the page takes for a failure, and says so
    assert content(Disclosure.objects.get())["answers"]["identity"]["given_names"] == "Colette"


def test_a_person_added_by_a_reply_is_asked_too_and_opens_the_check_again(client, submitted, amelie, officer, today):
    person.enter(client)
    person.fill(client)
    person.send(client)
    actions.take(submitted, by=officer)
    actions.ask(submitted, by=officer, text="Who else?", steps=["associates"], due_on=today)
    submitted.refresh_from_db()
    actions.save_row(submitted, person.Associates, "h1", person.HOLDING, by=amelie)

    with pytest.raises(Incomplete):
        actions.reply(submitted, by=amelie, on=today, text="One more.")
    actions.send_disclosures(submitted, by=amelie, at=timezone.now())
    actions.reply(submitted, by=amelie, on=today, text="One more.")

    submitted.refresh_from_db()
    assert submitted.checks.get(code=DISCLOSURES.code).closed_at is None
    assert [place.status for place in board(submitted)] == [Status.DONE, Status.SENT]
