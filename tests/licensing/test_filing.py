import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Organization
from icajo import uploads
from icajo.models import Letter
from licensing import actions, tasks
from licensing.errors import FeeChanged, Incomplete, NotNow
from licensing.fees import assess
from licensing.models import Application, FeeRate
from licensing.states import State
from licensing.types import LICENCE_TYPES
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")
STEP = {step.slug: step for step in LICENCE_TYPES["raffle"].steps}


def test_sealing_freezes_a_round_in_both_languages(amelie, today):
    application = samples.sealed(amelie, on=today)

    round = application.last_round

    assert application.state == State.AWAITING_PAYMENT and round.number == 1
    assert round.transcript["fr"][0]["title"] != round.transcript["en"][0]["title"]
    assert len(round.documents) == 3 and len(round.documents[0]["sha256"]) == 64
    assert round.declaration["fr"].startswith("Je déclare") and round.declaration["en"].startswith("I declare")
    assert round.fee_lines[0]["rate"] == "0.0100"


def test_sealing_keeps_the_physical_address_of_a_new_applicant(amelie, today):
    physical = {
        "physical_differs": "yes",
        "physical_street": "40, rue George",
        "physical_city": "Ottawa",
        "physical_postal_code": "K1N6V6",
    }
    samples.sealed(amelie, on=today, answers=samples.raffle_answers(today, applicant=physical))

    address = Organization.objects.get().addresses.get()

    assert (address.kind, address.street, address.postal_code) == ("physical", "40, rue George", "K1N 6V6")


def test_sealing_makes_the_organization_and_its_first_member(amelie, today):
    samples.sealed(amelie, on=today)

    organization = Organization.objects.get()

    assert organization.name == "Fondation du Perroquet bleu" and organization.kind == "non-profit"
    assert Membership.objects.get().user == amelie


def test_an_incomplete_application_is_not_sealed(amelie, today):
    application = samples.draft(amelie, on=today)

    with pytest.raises(Incomplete) as incomplete:
        actions.seal(application, by=amelie, on=today, fee_seen=Decimal("600.00"))

    assert {problem.question for problem in incomplete.value.problems} == {"rules", "ticket", "signatures"}
    assert not Organization.objects.exists()


def test_a_fee_that_is_not_the_one_shown_is_not_sealed(amelie, today):
    application = samples.complete(amelie, on=today)

    with pytest.raises(FeeChanged) as changed:
        actions.seal(application, by=amelie, on=today, fee_seen=Decimal("1.00"))

    assert changed.value.fee == Decimal("600.00")


def test_a_rate_that_changes_after_sealing_is_noticed_before_payment(amelie, today):
    application = samples.sealed(amelie, on=today)
    FeeRate.objects.create(code="raffle-large", unit="share", amount="0.02", in_force_from=today, source="test")

    with pytest.raises(FeeChanged) as changed:
        actions.reassess(application, by=amelie, on=today)

    assert changed.value.fee == Decimal("1200.00")


def test_answers_that_are_no_longer_asked_are_kept_aside_and_never_sealed(amelie, today):
    answers = samples.raffle_answers(today, lottery={"electronic": "no", "supplier": "Ancien fournisseur"})
    application = samples.sealed(amelie, on=today, answers=answers)

    assert application.answers["lottery"]["supplier"] == "Ancien fournisseur"
    assert "supplier" not in application.last_round.answers["lottery"]
    assert "Ancien fournisseur" not in str(application.last_round.transcript)


def test_unsealing_lets_the_applicant_correct_and_seal_again(amelie, today):
    application = samples.sealed(amelie, on=today)

    actions.unseal(application, by=amelie)
    application.refresh_from_db()
    actions.seal(application, by=amelie, on=today, fee_seen=Decimal("600.00"))

    assert [round.number for round in application.rounds.all()] == [1, 2]


def test_submitting_keeps_the_time_of_the_payer(amelie, today):
    application = samples.sealed(amelie, on=today)
    paid_at = timezone.now() - timedelta(days=3)

    actions.submit(application, by=amelie, at=paid_at)
    application.refresh_from_db()

    assert application.state == State.SUBMITTED
    assert application.received_at == paid_at


def test_the_confirmation_letter_is_written_once_with_the_summary(amelie, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    event = application.events.get(verb="submit")

    for _ in range(3):
        tasks.mail_receipt(event.pk)

    letter = Letter.objects.get(key__startswith=f"event-{event.pk}-")
    assert application.ref in letter.subject
    assert letter.files.get().name.endswith(".pdf")
    event.refresh_from_db()
    assert event.pending == []


def test_a_follow_up_is_owed_until_it_is_done(amelie, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    event = application.events.get(verb="submit")

    assert event.pending == ["licensing.mail_receipt"]
    tasks.mail_receipt.apply(args=[event.pk])

    event.refresh_from_db()
    assert event.pending == []


def in_review(amelie, officer, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


def test_an_officer_opens_one_page_and_the_reply_is_a_new_round(amelie, officer, today):
    application = in_review(amelie, officer, today)
    actions.ask(application, by=officer, text="Quel fournisseur ?", steps=["premises"], due_on=today + timedelta(15))
    application.refresh_from_db()

    actions.save_step(application, STEP["premises"], {"premises_name": "Aréna"}, by=amelie)
    with pytest.raises(NotNow):
        actions.save_step(application, STEP["lottery"], {"draw": "stub"}, by=amelie)
    actions.reply(application, by=amelie, on=today, text="Voilà.")

    application.refresh_from_db()
    assert application.state == State.IN_REVIEW
    assert application.rounds.count() == 2
    assert application.last_round.answers["premises"]["premises_name"] == "Aréna"


def test_a_reply_that_changes_the_fee_leaves_a_check_to_the_officer(amelie, officer, today):
    application = in_review(amelie, officer, today)
    steps = ["tickets-and-prizes", "prizes"]
    actions.ask(application, by=officer, text="Vérifiez les prix.", steps=steps, due_on=today + timedelta(15))
    prizes = application.answers["prizes"][0] | {"prize_value": "70000"}

    actions.save_step(application, STEP["tickets-and-prizes"], {"total_prize_value": "70000"}, by=amelie)
    actions.save_row(application, STEP["prizes"], "p1", prizes, by=amelie)
    actions.reply(application, by=amelie, on=today, text="Corrigé.")

    assert {check.code for check in application.checks.all()} == {"answers", "fee-difference"}


def test_documents_can_be_added_to_a_file_under_review(amelie, officer, today):
    application = in_review(amelie, officer, today)

    actions.send_document(application, "extra", uploads.keep(samples.photo("red")), by=amelie)

    assert application.documents.count() == 4


def test_an_applicant_may_withdraw_until_the_decision(amelie, officer, today):
    application = in_review(amelie, officer, today)

    actions.withdraw(application, by=amelie, reason="Projet annulé")

    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    with pytest.raises(NotNow):
        actions.approve(application, by=officer, on=today)


def test_an_applicant_cannot_decide(amelie, officer, today):
    application = in_review(amelie, officer, today)

    with pytest.raises(PermissionDenied):
        actions.approve(application, by=amelie, on=today)


@pytest.mark.django_db(transaction=True)
def test_five_presses_at_once_seal_one_round(amelie, today):
    application = samples.complete(amelie, on=today)
    fee = assess(application, today).total
    outcomes = []

    def press():
        try:
            actions.seal(application, by=amelie, on=today, fee_seen=fee)
            outcomes.append("sealed")
        except NotNow:
            outcomes.append("not now")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["not now"] * 4 + ["sealed"]
    assert application.rounds.count() == 1 and Organization.objects.count() == 1
