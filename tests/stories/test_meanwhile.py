"""What changed between looking and acting: the person is shown how things stand, and decides again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from licensing import actions
from licensing.models import FeeRate, Licence
from licensing.states import State
from payments.models import Order
from tests import samples
from tests.licensing.pressed import decided
from tests.licensing.refused import propose_refusal, refuse, senior
from tests.stories.pages import TODAY, again, asked, in_review, page, posted, step, submitted

PAY = {"declared": "on", "action": "payer"}


def dearer(on):
    FeeRate.objects.create(code="raffle-large", unit="share", amount="0.02", in_force_from=on, source="test")


def seen_fee(shown):
    return str(shown.context["fee"])


def test_a_fee_that_changed_while_the_review_was_read_is_shown_again(site, amelie, today):
    application = samples.complete(amelie, on=today)
    shown = site.get(page("review", application))
    dearer(today)

    answer = site.post(page("review", application), PAY | {"fee_seen": seen_fee(shown)}, follow=True)
    assert again(application).state == State.DRAFT and "$1,200.00" in answer.text

    site.post(page("review", application), PAY | {"fee_seen": seen_fee(answer)})
    assert str(again(application).fee) == "1200.00"


def test_a_fee_that_changed_before_the_payment_is_agreed_to_again(site, amelie, today):
    application = samples.sealed(amelie, on=today)
    dearer(today)

    answer = site.post(reverse("payments:checkout", args=[application.ref]), follow=True)

    assert again(application).state == State.DRAFT and not Order.objects.exists()
    assert "$1,200.00" in answer.text and answer.redirect_chain[0][0] == page("review", application)


@pytest.mark.parametrize("fee", ["NaN", "sNaN", "Infinity", "-600", "600.001", "1e5", "", "\0", "9" * 5000, "six"])
def test_a_fee_that_nobody_showed_seals_nothing(site, amelie, today, fee):
    application = samples.complete(amelie, on=today)

    answer = site.post(page("review", application), PAY | {"fee_seen": fee})

    assert answer["Location"] == page("review", application)
    assert again(application).state == State.DRAFT


def test_answers_changed_in_another_window_are_what_is_sealed(site, amelie, today):
    application = samples.complete(amelie, on=today)
    shown = site.get(page("review", application))
    changed = posted(application.answers["tickets-and-prizes"]) | {"total_prize_value": "70000"}
    site.post(step(application, "tickets-and-prizes"), {**changed, "action": "brouillon"})

    answer = site.post(page("review", application), PAY | {"fee_seen": seen_fee(shown)}, follow=True)

    assert again(application).state == State.DRAFT  # the list of prizes no longer adds up
    assert "?rectify=1#" in answer.text


def test_a_day_that_passed_while_the_draft_waited_is_judged_again(site, amelie, today, time_machine):
    application = samples.complete(amelie, on=today)
    shown = site.get(page("review", application))

    time_machine.shift(timedelta(days=20))  # sales were to start 40 days after the first look
    site.force_login(amelie)
    site.post(page("review", application), PAY | {"fee_seen": seen_fee(shown)})

    assert again(application).state == State.DRAFT


def test_a_person_who_left_the_organization_finds_nothing(site, amelie, today, django_user_model):
    application = samples.sealed(amelie, on=today)
    Membership.objects.update(ended_at=application.saved_at)

    assert site.get(application.get_absolute_url()).status_code == 404
    assert site.post(reverse("payments:checkout", args=[application.ref])).status_code == 404
    assert site.post(reverse("payments:back_to_draft", args=[application.ref])).status_code == 404


# Two officers


@pytest.fixture
def desks(db):
    """The browsers of two officers."""
    return [desk_of(samples.officer(f"{name}@example.org")) for name in ("un", "deux")]


def desk_of(person):
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    return browser


def senior_desks():
    """The browsers of two who may refuse what others recommend."""
    return [desk_of(senior()), desk_of(samples.staff("registrar"))]


def do(verb, application):
    return reverse("admin:licensing_do", args=[application.pk, verb])


REFUSAL, TAKEN = {"reason": "Dossier incomplet.", "round": 1}, {"csrfmiddlewaretoken": "x", "round": 1}


def test_the_second_officer_to_decide_is_told_and_decides_nothing(desks, amelie, officer):
    application = in_review(amelie, officer)
    for desk in desks:
        assert desk.get(do("approve", application)).status_code == 200

    refuse(application, officer, on=TODAY)
    answer = desks[1].post(do("approve", application), TAKEN, follow=True)

    assert again(application).state == State.REFUSED and not Licence.objects.exists()
    assert "has changed since you opened it" in answer.text and "Refused" in answer.text


@pytest.mark.parametrize("verb, data", [("approve", TAKEN), ("refuse", REFUSAL)])
def test_a_decision_sent_twice_is_one_decision(desks, amelie, officer, verb, data):
    application = in_review(amelie, officer)
    if verb == "refuse":
        propose_refusal(application, officer, on=TODAY)
        actions.waive_hearing(application, by=amelie)
        desks = senior_desks()

    for desk in [*desks, desks[0]]:
        assert decided(desk, do(verb, application), data).status_code in (200, 302)

    assert application.events.filter(verb=verb).count() == 1
    assert Licence.objects.count() == (verb == "approve")


def test_a_file_taken_twice_has_one_officer(desks, amelie):
    application = submitted(amelie)

    for desk in desks:
        desk.post(do("take", application), TAKEN)

    assert again(application).officer.email == "un@example.org"
    assert application.events.filter(verb="take").count() == 1


def test_a_file_withdrawn_meanwhile_is_not_decided(desks, amelie, officer):
    application = in_review(amelie, officer)
    actions.withdraw(application, by=amelie)

    answer = senior_desks()[0].post(do("refuse", application), REFUSAL, follow=True)

    assert again(application).state == State.WITHDRAWN and "Nothing was done" in answer.text


def test_an_applicant_whose_file_was_decided_meanwhile_is_shown_the_decision(site, amelie, officer):
    application = asked(amelie, officer, "premises")
    actions.reply(application, by=amelie, on=application.received_on, text="Voici.")
    refuse(again(application), officer, on=TODAY)

    for name, data in [
        ("reply", {"text": "Encore.", "action": "envoyer"}),
        ("withdraw", {"reason": "x"}),
        ("send_documents", {}),
    ]:
        answer = site.post(page(name, application), data)
        assert answer["Location"] == application.get_absolute_url(), name
    site.post(step(application, "premises"), {"premises_name": "Aréna"})
    assert again(application).state == State.REFUSED and application.rounds.count() == 2


@pytest.mark.parametrize("verb", ["submit", "seal", "withdraw", "reply", "no-such-verb", "__class__"])
def test_an_officer_has_the_verbs_of_the_desk_only(desks, amelie, verb):
    application = submitted(amelie)

    assert desks[0].post(do(verb, application), TAKEN).status_code == 404
    assert again(application).state == State.SUBMITTED


def test_a_page_that_does_not_exist_is_not_opened_again(desks, amelie, officer):
    application = in_review(amelie, officer)
    data = {"text": "?", "steps": ["no-such-step", "admin"], "due_on": "2026-12-31"}

    answer = desks[0].post(do("ask", application), data)

    assert answer.status_code == 200 and again(application).state == State.IN_REVIEW


def test_a_check_closes_once_with_its_first_note(desks, amelie, officer):
    application = in_review(amelie, officer)
    check = application.checks.create(code="credit-letter-original")
    address = reverse("admin:licensing_check", args=[application.pk, check.pk])

    for desk, note in zip(desks, ["vu", "encore"], strict=True):
        desk.post(address, {"note": note})

    check.refresh_from_db()
    assert (check.note, check.closed_by.email) == ("vu", "un@example.org")


def test_a_check_of_another_file_is_not_there(desks, amelie, officer):
    mine, other = in_review(amelie, officer), in_review(amelie, officer)
    check = other.checks.create(code="credit-letter-original")
    paper = other.documents.first()

    assert desks[0].post(reverse("admin:licensing_check", args=[mine.pk, check.pk]), {"note": "x"}).status_code == 404
    assert desks[0].get(reverse("admin:licensing_file", args=[mine.pk, paper.pk])).status_code == 404
    check.refresh_from_db()
    assert check.closed_at is None
