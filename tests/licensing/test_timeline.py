"""The stages of a file, the checks beside its review, and who holds it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.checks import ANY_TYPE, DISCLOSURES, FEE_DIFFERENCE, FUNDS, INSPECTION, OBSERVATIONS, PUBLIC_NOTICE
from licensing.errors import ChecksOpen
from licensing.models import Application
from licensing.states import State
from licensing.timeline import holders, side_by_side, timeline
from licensing.turns import Turn
from tests.licensing.noticed import STARTS, post, set_notice, under_review


@pytest.fixture
def file(amelie, officer, today, storage):
    """A raffle under review: no check of its own."""
    return under_review(amelie, officer, on=today, type_code="raffle")


def turn(application, on):
    (work,) = side_by_side(fresh(application), on)
    return work.turn


def fresh(application):
    return Application.objects.get(pk=application.pk)


@pytest.mark.parametrize("verb", ["take", "refuse"])
def test_an_evening_in_ontario_is_not_the_next_day(amelie, verb):
    application = Application.objects.create(ref="R", once="1", type_code="raffle", created_by=amelie)
    evening = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)  # 9:30 p.m. on November 21 in Toronto
    application.state = State.IN_REVIEW if verb == "take" else State.REFUSED
    application.events.create(verb=verb, by=amelie, at=evening)

    notes = [stage.note for stage in timeline(application, date(2026, 11, 22))]

    assert any("November 21" in note for note in notes), notes


@pytest.mark.parametrize("check", ANY_TYPE, ids=lambda check: check.code)
def test_no_decision_while_a_check_is_open_and_it_says_which(file, officer, today, check):
    actions.open_check(file, check)

    with pytest.raises(ChecksOpen) as waiting:
        actions.approve(file, by=officer, on=today)
    assert [str(one) for one in waiting.value.checks] == [check.label]

    actions.settle_check(file, check)
    assert actions.approve(file, by=officer, on=today).number


@pytest.mark.parametrize(
    ("check", "whose"),
    [
        (FEE_DIFFERENCE, Turn.US),
        (FUNDS, Turn.YOU),
        (DISCLOSURES, Turn.DISCLOSING),
        (PUBLIC_NOTICE, Turn.US),
        (OBSERVATIONS, Turn.US),
        (INSPECTION, Turn.YOU),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_each_check_says_who_holds_it_until_it_is_closed(file, today, check, whose):
    actions.open_check(file, check)
    assert turn(file, today) == whose and holders(fresh(file), today) == [whose]

    actions.settle_check(file, check)

    assert turn(file, today) is None and holders(fresh(file), today) == [Turn.US]


def test_a_notice_goes_from_us_to_the_applicant_to_the_public_and_back(amelie, officer, today, storage):
    file = under_review(amelie, officer, on=today)
    file.checks.exclude(code=PUBLIC_NOTICE.code).delete()
    found = [turn(file, today)]

    set_notice(file, officer, on=today)
    found.append(turn(file, today))
    post(file, amelie, on=STARTS, posted_on=STARTS)
    found += [turn(file, STARTS), turn(file, file.public_notice.ends_on + timedelta(days=1))]

    assert found == [Turn.US, Turn.YOU, Turn.PUBLIC, Turn.US]


def test_what_is_side_by_side_is_held_by_several_at_once(file, today):
    actions.open_check(file, DISCLOSURES)
    actions.open_check(file, FUNDS)
    actions.open_check(file, OBSERVATIONS)

    assert holders(fresh(file), today) == [Turn.YOU, Turn.US, Turn.DISCLOSING]


def test_an_inspection_goes_from_the_applicant_to_an_inspector_and_back(file, amelie, officer, today):
    actions.open_check(file, INSPECTION)
    inspection = file.inspections.create(number=1, asked_by=amelie, attending="A", telephone="1")
    found = [turn(file, today)]

    time = inspection.times.create(starts_at=timezone.now() + timedelta(days=3), proposed_by=officer)
    found.append(turn(file, today))
    type(inspection).objects.update(starts_at=time.starts_at)
    found.append(turn(file, today))
    assert "November 24, 2026" in side_by_side(fresh(file), today)[0].dates
    type(inspection).objects.update(ended_at=timezone.now(), ended_by=officer, result="failed")
    found.append(turn(file, today))

    assert found == [Turn.INSPECTOR, Turn.YOU, Turn.INSPECTOR, Turn.YOU]


def test_nobody_holds_what_is_over(file, amelie, today):
    actions.open_check(file, INSPECTION)

    actions.withdraw(file, by=amelie)

    assert turn(file, today) is None and holders(fresh(file), today) == []


def test_a_question_to_the_applicant_is_their_turn_whatever_else_is_open(file, officer, today):
    actions.open_check(file, OBSERVATIONS)

    actions.ask(file, by=officer, text="Le bail ?", steps=[], due_on=today + timedelta(days=15))

    assert holders(fresh(file), today) == [Turn.YOU]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Who holds the file now", "You", "Inspection", "Tell us when the premises are ready"]),
        ("fr", ["Qui a le dossier en main", "Vous", "Inspection", "Dites-nous quand les lieux"]),
    ],
)
def test_the_applicant_reads_it_in_their_language(client, file, amelie, language, words):
    actions.open_check(file, INSPECTION)
    client.force_login(amelie)

    page = client.get(f"/{language}/{'demandes' if language == 'fr' else 'applications'}/{file.ref}/").text

    assert [word for word in words if word not in page] == []


def test_staff_read_of_the_applicant_in_the_third_person(client, file, officer):
    actions.open_check(file, INSPECTION)
    client.force_login(officer)

    page = client.get(reverse("admin:licensing_application_change", args=[file.pk])).text

    assert "The applicant" in page and "Closes by itself" in page
    assert reverse("admin:licensing_check", args=[file.pk, file.checks.get().pk]) not in page


def test_the_menu_shows_what_is_needed_beside_the_review(client, file, amelie, today):
    actions.open_check(file, INSPECTION)
    client.force_login(amelie)

    assert "Tell us when the premises are ready" in client.get(reverse("licensing:menu")).text
