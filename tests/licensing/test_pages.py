"""The pages of a draft, with the Django client: every button saves, only Next judges."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.models import Application
from licensing.states import State
from licensing.types import LICENCE_TYPES
from tests import samples

raffle = LICENCE_TYPES["raffle"]


@pytest.fixture
def site(client, amelie):
    client.force_login(amelie)
    return client


def posted(typed):
    """What a site sends for what was typed: a date in three boxes, an unticked box not at all."""
    data = {}
    for name, value in typed.items():
        if isinstance(value, list):
            data |= dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), value, strict=True))
        elif value not in (None, False):
            data[name] = value
    return data


def step_url(application, slug):
    return reverse("licensing:step", args=[application.ref, slug])


def test_the_first_page_starts_a_draft_only_when_it_is_saved(site, today):
    url = reverse("licensing:first_step", args=["raffle"])
    page = site.get(url)
    assert page.status_code == 200 and not Application.objects.exists()

    typed = posted(samples.raffle_answers(today)["applicant"])
    answer = site.post(url, {**typed, "once": "abc", "action": "suivant"})

    application = Application.objects.get()
    assert answer["Location"] == step_url(application, "premises")


def test_every_step_goes_on_to_the_next(site, amelie, today, storage):
    application = samples.draft(amelie, on=today)
    answers = samples.raffle_answers(today)
    steps = [step for step in raffle.steps if not step.repeats]

    for step in steps:
        answer = site.post(step_url(application, step.slug), {**posted(answers[step.slug]), "action": "suivant"})
        assert answer.status_code == 302, (step.slug, answer.context["form"].errors)


def test_save_draft_judges_nothing(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = site.post(step_url(application, "premises"), {"premises_name": "", "action": "brouillon"}, follow=True)

    assert "Your draft is saved" in answer.text or "brouillon" in answer.text
    assert "govuk-error-summary" not in answer.text


def test_next_says_what_is_wrong_and_keeps_it(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = site.post(step_url(application, "tickets-and-prizes"), {"ticket_price": "cinq", "action": "suivant"})

    assert answer.status_code == 200
    assert 'value="cinq"' in answer.text
    assert 'href="#id_ticket_price"' in answer.text


def test_an_unknown_button_only_saves(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = site.post(step_url(application, "eligibility"), {"for_united_way": "yes", "action": "approve"})

    assert answer["Location"] == step_url(application, "eligibility")
    application.refresh_from_db()
    assert application.state == State.DRAFT


def test_the_language_switch_saves_and_opens_the_same_page(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = site.post(step_url(application, "premises"), {"premises_name": "Aréna", "action": "langue-fr"})

    assert answer["Location"].startswith("/fr/")
    application.refresh_from_db()
    assert application.answers["premises"]["premises_name"] == "Aréna"


def test_autosave_answers_with_what_the_page_now_starts_from(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = site.post(
        step_url(application, "premises"),
        {"premises_name": "Aréna", "action": "brouillon"},
        headers={"X-Autosave": "1"},
    )

    assert set(answer.json()) == {"saved", "seen"}


def test_use_my_information_fills_the_empty_boxes(site, amelie, today):
    application = samples.draft(amelie, on=today)

    site.post(
        step_url(application, "premises"),
        {"use_my_information": "on", "premises_contact": "", "premises_phone": "", "action": "brouillon"},
    )

    application.refresh_from_db()
    assert application.answers["premises"]["premises_contact"] == "Amélie Tremblay"


def test_a_second_editor_is_shown_both_texts(site, amelie, today):
    application = samples.draft(amelie, on=today)
    stale = {"seen": "0" * 16, "premises_name": "École", "action": "suivant"}

    answer = site.post(step_url(application, "premises"), stale)

    assert "Salle communautaire Rideau" in answer.text
    assert 'value="École"' in answer.text


def test_errors_lead_to_the_exact_field(site, amelie, today):
    application = samples.draft(
        amelie, on=today, answers=samples.raffle_answers(today, premises={"premises_name": ""})
    )

    page = site.get(reverse("licensing:review", args=[application.ref]))

    assert f"{step_url(application, 'premises')}?rectify=1#id_premises_name" in page.text


def test_after_rectify_next_comes_back_to_the_review(site, amelie, today, storage):
    application = samples.complete(amelie, on=today)
    url = step_url(application, "premises") + "?rectify=1"

    answer = site.post(url, {**posted(samples.raffle_answers(today)["premises"]), "action": "suivant"})

    assert answer["Location"] == reverse("licensing:review", args=[application.ref])


def test_after_rectify_a_row_leads_back_to_the_review_through_its_list(site, amelie, today, storage):
    application = samples.complete(amelie, on=today)
    member = samples.raffle_answers(today)["responsible-members"][0]
    row = reverse("licensing:row", args=[application.ref, "responsible-members", member["id"]]) + "?rectify=1"

    listed = site.post(row, {**member, "action": "fermer"})["Location"]
    answer = site.post(listed, {"action": "suivant"})

    assert answer["Location"] == reverse("licensing:review", args=[application.ref])


@pytest.mark.parametrize("action", ["brouillon", "langue-fr"])
def test_whatever_is_done_on_the_way_back_leads_back_to_the_review(site, amelie, today, storage, action):
    """Saving, the other language, a row that is opened and cancelled, the papers."""
    application = samples.complete(amelie, on=today)
    answers = samples.raffle_answers(today)
    members = step_url(application, "responsible-members")
    row = reverse(
        "licensing:row", args=[application.ref, "responsible-members", answers["responsible-members"][0]["id"]]
    )
    papers = reverse("licensing:documents", args=[application.ref])

    for page, typed in [
        (step_url(application, "premises"), posted(answers["premises"])),
        (members, {}),
        (row, answers["responsible-members"][0]),
        (papers, {}),
    ]:
        there = site.post(page + "?rectify=1", {**typed, "action": action})["Location"]
        assert there.endswith("?rectify=1"), page
        assert site.get(there).status_code == 200
    assert f'href="{members}?rectify=1">Cancel' in site.get(row + "?rectify=1").text
    answer = site.post(papers + "?rectify=1", {"action": "suivant"})
    assert answer["Location"] == reverse("licensing:review", args=[application.ref])


def test_who_saves_and_quits_is_signed_out_and_comes_back_to_the_same_page(site, amelie, today):
    application = samples.draft(amelie, on=today)
    url = step_url(application, "premises")
    assert 'value="quitter" data-quit hidden' in site.get(url).text

    left = site.post(url, {"premises_name": "École", "action": "quitter"})
    again = site.get(left["Location"])

    assert left["Location"].endswith(f"?next={url}")
    assert "Your draft is saved. You are signed out." in again.text
    assert not again.wsgi_request.user.is_authenticated
    application.refresh_from_db()
    assert application.answers["premises"]["premises_name"] == "École"


def test_a_row_is_added_changed_and_removed(site, amelie, today):
    application = samples.draft(amelie, on=today)
    add = reverse("licensing:add_row", args=[application.ref, "prizes"])
    row = site.get(add)["Location"]

    answer = site.post(
        row,
        {
            "prize_description": "Vélo",
            "prize_is_cash": "no",
            "prize_value": "900",
            "prize_quantity": "1",
            "action": "fermer",
        },
    )
    listed = site.get(answer["Location"])
    site.post(row + "remove/" if row.startswith("/en/") else row + "retirer/")

    assert "Vélo" in listed.text
    application.refresh_from_db()
    assert len(application.answers["prizes"]) == 1


def test_when_the_municipality_is_competent_the_page_says_so_and_keeps_the_draft(site, amelie, today):
    answers = samples.raffle_answers(today)
    application = samples.draft(amelie, on=today, answers=answers)
    typed = posted(answers["tickets-and-prizes"]) | {"total_prize_value": "50000", "tickets_printed": "100"}

    answer = site.post(step_url(application, "tickets-and-prizes"), {**typed, "action": "suivant"}, follow=True)

    assert "municipality" in answer.text
    assert application.get_absolute_url() in answer.text


def test_review_shows_the_fee_and_seals_it(site, amelie, today, storage):
    application = samples.complete(amelie, on=today)
    url = reverse("licensing:review", args=[application.ref])

    page = site.get(url)
    answer = site.post(url, {"declared": "on", "fee_seen": "600.00", "action": "payer"})

    assert "$600.00" in page.text
    application.refresh_from_db()
    assert application.state == State.AWAITING_PAYMENT
    assert answer["Location"] == reverse("payments:checkout", args=[application.ref])


def test_a_forged_fee_only_shows_the_page_again(site, amelie, today, storage):
    application = samples.complete(amelie, on=today)
    url = reverse("licensing:review", args=[application.ref])

    site.post(url, {"declared": "on", "fee_seen": "1.00", "action": "payer"})

    application.refresh_from_db()
    assert application.state == State.DRAFT


def test_the_declaration_must_be_ticked(site, amelie, today, storage):
    application = samples.complete(amelie, on=today)

    answer = site.post(reverse("licensing:review", args=[application.ref]), {"fee_seen": "600.00", "action": "payer"})

    assert "Tick the declaration to continue" in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "menu",
        "sector",
        ("type", "charitable-gaming"),
        ("before", "raffle"),
        ("screening", "raffle"),
        ("elsewhere", "raffle"),
    ],
)
def test_the_pages_before_a_draft_open(site, name):
    name, *args = [name] if isinstance(name, str) else name

    assert site.get(reverse(f"licensing:{name}", args=args)).status_code == 200


@pytest.mark.parametrize(
    "name", ["application", "documents", "review", "discard", "sent", "summary", "withdraw", "reply"]
)
def test_a_stranger_finds_nothing(client, amelie, today, name):
    application = samples.draft(amelie, on=today)
    client.force_login(samples.person("etranger@example.org"))

    assert client.get(reverse(f"licensing:{name}", args=[application.ref])).status_code == 404


def test_next_on_a_page_that_an_officer_opened_leads_to_the_reply(site, amelie, officer, today, storage):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    actions.ask(application, by=officer, text="?", steps=["premises"], due_on=today + timedelta(days=15))

    typed = posted(samples.raffle_answers(today)["premises"])
    answer = site.post(step_url(application, "premises"), {**typed, "action": "suivant"})

    assert answer["Location"] == reverse("licensing:reply", args=[application.ref])
