"""What an approval writes on a licence and takes off it by itself: conditions with a last day, people who leave."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_organization
from icajo.journey import Journey
from licensing import actions
from licensing.actions import register
from licensing.clock import conditions as clock
from licensing.declarations import declaration
from licensing.fees import assess
from licensing.models import Application, Licence
from licensing.types.liquor_sales import liquor_sales
from tests import samples
from tests.licensing.pressed import decided
from tests.samples.liquor import liquor_answers

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    return date(2026, 11, 21)


@pytest.fixture
def bar(amelie, today):
    """A liquor sales licence in force, of somebody with an account."""
    samples.fee_rates()
    answers = liquor_answers(today)
    facts = liquor_sales.holder.facts(Journey(liquor_sales.steps, answers).answers)
    licence = Licence(
        number="LSL1234567", type_code="liquor-sales", answers=answers, issued_on=today, starts_on=today,
        expires_on=today + timedelta(days=729), organization=create_organization(by=amelie, language="fr", **facts),
    )  # fmt: skip
    register.write_columns(licence)
    licence.save()
    return licence


def under_review(bar, code, *, by, officer, today, **pages):
    procedure = bar.type.procedure(code)
    draft = actions.start_procedure(bar, procedure, by=by, on=today, once=code)
    own = samples.answers_of(bar.type, procedure, today) | {
        name.replace("_", "-"): page for name, page in pages.items()
    }
    known = {slug: page for slug, page in draft.answers.items() if slug not in own}
    draft.answers = known | {
        slug: draft.answers.get(slug, {}) | page if isinstance(page, dict) else page for slug, page in own.items()
    }
    draft.save()
    samples.furnish(draft, by=by)
    actions.seal(draft, by=by, on=today, fee_seen=assess(draft, today).total)
    actions.submit(draft, by=by, at=timezone.now())
    actions.take(draft, by=officer)
    draft.checks.filter(closed_at=None).update(closed_at=timezone.now())
    return Application.objects.get(pk=draft.pk)


def approve(client, officer, application, **facts):
    client.force_login(officer)
    address = reverse("admin:licensing_do", args=[application.pk, "approve"])
    return decided(client, address, {"round": application.last_round.number, **facts})


def texts(bar):
    return [(one.text_fr, one.until) for one in bar.conditions.all()]


def test_a_temporary_extension_is_written_on_the_licence_and_leaves_it_after_its_last_day(bar, amelie, officer, today):
    file = under_review(bar, "temporary-extension", by=amelie, officer=officer, today=today)
    last = file.last_round.journey.answers.extension_ends_on
    actions.approve(file, by=officer, on=today)

    ((text, until),) = texts(bar)
    clock.go_round(last)
    on_the_last_day = texts(bar)
    clock.go_round(last + timedelta(days=1))
    clock.go_round(last + timedelta(days=1))

    assert until == last and "personnes au plus" in text and on_the_last_day == [(text, until)]
    assert texts(bar) == [] and [len(one.conditions["fr"]) for one in bar.versions.order_by("number")] == [1, 0]
    assert bar.happenings.filter(verb="condition-ended").count() == 1


def test_a_temporary_transfer_says_who_runs_the_business_and_until_when(bar, amelie, officer, today):
    file = under_review(bar, "temporary-transfer", by=amelie, officer=officer, today=today)

    actions.approve(file, by=officer, on=today)

    answers = file.last_round.journey.answers
    ((text, until),) = texts(bar)
    assert answers.temporary_to in text and until == answers.temporary_until


def test_a_request_shows_the_conditions_and_its_approval_takes_off_the_one_that_is_ticked(
    client, bar, amelie, officer, today
):
    goes, stays = (
        bar.conditions.create(text_fr=text, text_en=text, position=place)
        for place, text in enumerate(("Fermé à 23 h.", "Un portier."), 1)
    )
    file = under_review(bar, "conditions", by=amelie, officer=officer, today=today)
    undecided = approve(client, officer, file)
    approve(client, officer, file, removed=[goes.pk])

    assert file.last_round.transcript["fr"][0]["lines"][0]["answer"] == "1. Fermé à 23 h.\n2. Un portier."
    assert undecided.status_code == 200 and "Tick the condition that is taken off" in undecided.text
    assert [one.pk for one in bar.conditions.all()] == [stays.pk]
    assert bar.last_version.conditions["fr"] == ["Un portier."]


def test_a_manager_whose_removal_is_asked_for_is_taken_off_by_the_approval(client, bar, amelie, officer, today):
    said = {"a_manager_leaves": "yes", "managers_to_remove": "Samira Haddad"}
    file = under_review(bar, "managers", by=amelie, officer=officer, today=today, managers_to_remove=said)
    (row,) = bar.answers["managers"]
    nobody = approve(client, officer, file)
    somebody_else = approve(client, officer, file, leaving=["x"])
    approve(client, officer, file, leaving=[row["id"]])

    assert nobody.status_code == somebody_else.status_code == 200
    assert Licence.objects.get(pk=bar.pk).answers["managers"] == []
    assert file.last_round.answers["managers"], "what was sent stays as it was sent"


def test_whoever_renews_declares_page_by_page_what_did_not_change(bar, amelie, today):
    Licence.objects.filter(pk=bar.pk).update(expires_on=today + timedelta(days=30))
    bar.refresh_from_db()
    draft = actions.start_again(bar, by=amelie, on=today, once="r")
    draft.answers["applicant"]["contact_phone"] = "613 555-0199"
    draft.save()

    said = declaration(draft)

    french, english = (said[language].rpartition("\n\n")[2] for language in ("fr", "en"))
    assert french.startswith("Je déclare aussi que rien n’a changé") and english.startswith("I also declare")
    assert "Divulgation des gestionnaires des locaux" in french and "Demandeur" not in french


def test_a_manager_taken_off_the_list_and_put_back_is_asked_once_more_and_once_only(bar, amelie, today):
    Licence.objects.filter(pk=bar.pk).update(expires_on=today + timedelta(days=30))
    bar.refresh_from_db()
    draft = actions.start_again(bar, by=amelie, on=today, once="r")
    actions.send_disclosures(draft, by=amelie, at=timezone.now())
    (row,) = draft.answers["managers"]
    actions.remove_disclosing(draft.invitations.get(step="managers"), by=amelie, at=timezone.now())
    draft.refresh_from_db()
    draft.answers["managers"] = [row | {"id": "again"}]
    draft.save()

    sent = actions.send_disclosures(draft, by=amelie, at=timezone.now())

    assert [one.row for one in sent] == ["again"]
    assert draft.invitations.filter(step="managers", ended_as="").count() == 1
    assert actions.send_disclosures(draft, by=amelie, at=timezone.now()) == []
