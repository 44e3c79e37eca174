"""A licence that changes while its report is written: what it says is brought up to date, what was typed stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from licensing import actions
from licensing.models import Application
from licensing.types.raffle.report import report as procedure
from tests import samples

from .clocks import moment
from .owing import draws, pages, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
FIRST = date(2027, 1, 6)
HELD = {"tickets_in_drum": "500", "numbers_drawn": "1", "held_early_bird": "no", "was_postponed": "no"}


@pytest.fixture
def licence(amelie, officer):
    """Catch the Ace, drawn on eight Wednesdays."""
    answers = samples.raffle_answers(timezone.localdate()) | pages(weekly(FIRST, 8), "catch-the-ace")
    answers["tickets-and-prizes"] |= {"ace_winner_share": "20", "ace_jackpot_share": "30", "ace_charity_share": "50"}
    answers["draws"] = draws(weekly(FIRST, 8))
    return decided(samples.complete(amelie, on=timezone.localdate(), answers=answers), amelie, officer)


@pytest.fixture
def draft(licence, amelie):
    """The second instalment, with its period and one draw of four written on."""
    owed = licence.obligations.get(number=2)
    draft = actions.start_procedure(
        licence, licence.type.procedure("report"), by=amelie, on=timezone.localdate(), once="0" * 16, owed=owed
    )
    period = {"period_from": ["2027", "2", "1"], "period_to": draft.answers["report"]["period_to"]}
    actions.save_step(draft, procedure.steps[0], period | {"prepared_by": "Chantal Roy"}, by=amelie)
    draft.refresh_from_db()
    first = draft.answers["held-draws"][0]
    actions.save_row(draft, procedure.steps[1], first["id"], {**first, **HELD}, by=amelie)
    draft.refresh_from_db()
    return draft


def decided(application, owner, officer):
    actions.seal(application, by=owner, on=timezone.localdate(), fee_seen=0)
    actions.submit(application, by=owner, at=timezone.now())
    actions.take(application, by=officer)
    return actions.approve(application, by=officer, on=timezone.localdate())


def move_the_last_draw(licence, by, officer, later):
    asked = actions.start_procedure(
        licence, licence.type.procedure("change-draws"), by=by, on=timezone.localdate(), once="1" * 16
    )
    days = [*weekly(FIRST, 7), later]
    asked.answers |= {"draw-change": {"tickets_sold": "yes", "draw_moved_why": "Tempête de neige."}}
    asked.answers["lottery"] |= {"ends_on": samples.day(later)}
    asked.answers["draws"] = draws(days)
    asked.save()
    return decided(samples.furnish(asked, by=by), by, officer)


def test_what_the_licence_says_is_new_and_what_was_typed_is_kept(licence, draft, amelie, officer, time_machine):
    time_machine.move_to(moment(date(2027, 2, 2)), tick=False)
    later = FIRST + timedelta(weeks=8)

    move_the_last_draw(licence, amelie, officer, later)

    draft.refresh_from_db()
    said, held = draft.answers["report"], draft.answers["held-draws"]
    assert said["licensed_draws"][-1] == later.isoformat()
    assert said["period_from"] == ["2027", "2", "1"] and said["period_to"] == samples.day(later)
    assert said["prepared_by"] == "Chantal Roy"
    assert held[0]["tickets_in_drum"] == "500" and held[-1]["held_date"] == samples.day(later)
    assert len(held) == 4 and draft.events.filter(verb="refresh").count() == 1


def test_the_draft_says_that_its_licence_changed(client, licence, draft, amelie, officer, time_machine):
    client.force_login(amelie)
    told = "La licence a été modifiée le 2 février 2027"
    with override("fr"):
        places = [draft.get_absolute_url(), reverse("licensing:step", args=[draft.ref, "report"])]
    assert not any(told in client.get(place).text.replace("\xa0", " ") for place in places)
    time_machine.move_to(moment(date(2027, 2, 2)), tick=False)
    client.force_login(amelie)

    move_the_last_draw(licence, amelie, officer, FIRST + timedelta(weeks=8))

    assert all(told in client.get(place).text.replace("\xa0", " ") for place in places)


def test_a_line_that_was_filled_in_is_to_complete_and_another_follows_it(client, draft, amelie):
    client.force_login(amelie)
    with override("fr"):
        drawn = reverse("licensing:step", args=[draft.ref, "held-draws"])
        deposit = reverse("licensing:row", args=[draft.ref, "deposits", "b1"])
    typed = {"deposit_amount": "10", "deposit_slip": "7", "action": "ajouter"}
    typed |= {f"deposited_on_{part}": value for part, value in (("year", "2027"), ("month", "2"), ("day", "1"))}

    page, wrong = client.get(drawn).text, client.post(deposit, typed | {"deposit_amount": "dix"})
    saved = client.post(deposit, typed)

    assert page.count("À compléter") == 3 and "À rectifier" not in page and "judge=1" not in page
    assert wrong.status_code == 200 and "dix" in wrong.text
    assert saved.status_code == 302 and client.get(saved.url, follow=True).status_code == 200
    draft.refresh_from_db()
    assert [one["deposit_slip"] for one in draft.answers["deposits"]] == ["7"]


def test_an_instalment_begins_with_what_the_one_before_ended_with(licence, amelie):
    def begun(number):
        owed, once = licence.obligations.get(number=number), str(number) * 16
        return actions.start_procedure(
            licence, licence.type.procedure("report"), by=amelie, on=timezone.localdate(), once=once, owed=owed
        )

    first = begun(1)
    ended = {"trust-account": {"bank_name": "Caisse", "closing_balance": "8000"}}
    ended |= {"catch-the-ace-draws": {"jackpot_closing": "3000"}}
    Application.objects.filter(pk=first.pk).update(answers=first.answers | ended, state="submitted")

    second = begun(2).answers

    assert "trust-account" not in first.answers
    assert second["trust-account"]["opening_balance"] == "8000" and second["trust-account"]["bank_name"] == "Caisse"
    assert second["catch-the-ace-draws"] == {"jackpot_opening": "3000"}


def test_a_condition_that_is_added_touches_no_draft(licence, draft, officer):
    before = draft.answers
    words = {"french": "Une condition.", "english": "A condition.", "why": "Prudence."}

    actions.add_condition(licence, by=officer, on=timezone.localdate(), **words)

    draft.refresh_from_db()
    assert draft.answers == before and not draft.events.filter(verb="refresh").exists()
