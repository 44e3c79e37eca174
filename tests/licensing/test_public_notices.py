"""A notice: when it is owed, how long it runs, and what closes its check."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from icajo.calendar import end_of
from icajo.models import StoredFile
from licensing import actions, noticing
from licensing.checks import PUBLIC_NOTICE
from licensing.errors import ChecksOpen, NotNow, WrongPeriod
from licensing.models import NoticeStep, PostingPhoto
from licensing.notice_rule import NoticeRule, Period, Trigger, wrong_with
from tests import samples
from tests.licensing.noticed import STARTS, at, post, set_notice, under_review
from tests.samples import alcohol

LAST = date(2026, 12, 10)  # 14 days after the first


@pytest.fixture
def file(amelie, officer, today, storage):
    return under_review(amelie, officer, on=today)


@pytest.fixture
def notice(file, officer, today):
    return set_notice(file, officer, on=today)


def close_others(file, officer):
    for check in file.checks.exclude(code=PUBLIC_NOTICE.code):
        file.checks.filter(pk=check.pk).update(closed_at=at(STARTS))


def is_open(file):
    return file.checks.filter(code=PUBLIC_NOTICE.code, closed_at=None).exists()


def test_a_file_that_owes_a_notice_says_why(file):
    assert is_open(file)
    assert noticing.reasons_of(file)["en"] == [
        "no liquor sales licence was in force at this address in the last six months",
        "an outdoor space is to be licensed",
    ]
    assert noticing.reasons_of(file)["fr"] != noticing.reasons_of(file)["en"]


def test_a_file_that_nothing_triggers_owes_none_until_an_officer_says_why(amelie, officer, today, storage):
    inside = samples.liquor_answers(today, surroundings={"licensed_lately": "yes"}, licensed_areas=[alcohol.area()])
    file = under_review(amelie, officer, on=today, answers=inside)
    assert not is_open(file)

    actions.require_notice(file, by=officer, reason="Plaintes du voisinage en 2025")

    assert is_open(file)
    set_notice(file, officer, on=today)
    assert file.events.get(verb="require_notice").note == "Plaintes du voisinage en 2025"
    assert "registrar" in file.public_notice.reasons["en"][0]


def test_an_officer_may_do_without_and_says_why(file, officer, today):
    actions.waive_notice(file, by=officer, reason="Permis expiré la semaine dernière")

    assert not is_open(file)
    with pytest.raises(NotNow):
        set_notice(file, officer, on=today)


def test_approval_waits_for_the_notice_and_for_its_posting(file, notice, amelie, officer):
    close_others(file, officer)

    with pytest.raises(ChecksOpen) as waiting:
        actions.approve(file, by=officer, on=LAST + timedelta(days=1))
    assert [check.code for check in waiting.value.checks] == ["public-notice"]

    post(file, amelie, on=STARTS, posted_on=STARTS)
    with pytest.raises(ChecksOpen):
        actions.approve(file, by=officer, on=LAST)
    assert actions.approve(file, by=officer, on=LAST + timedelta(days=1)).number


def test_no_officer_closes_it_by_hand(file, officer):
    with pytest.raises(NotNow):
        actions.close_check(file.checks.get(code=PUBLIC_NOTICE.code), by=officer, note="vu")


def test_an_applicant_sets_no_notice_and_a_stranger_confirms_none(file, amelie, officer, today):
    with pytest.raises(PermissionDenied):
        set_notice(file, amelie, on=today)
    set_notice(file, officer, on=today)
    with pytest.raises(PermissionDenied):
        post(file, samples.person("luc@example.org"), on=STARTS, posted_on=STARTS)


@pytest.mark.parametrize(
    ("starts_on", "days", "ends_on"),
    [
        (date(2026, 11, 26), 14, date(2026, 12, 10)),  # a Thursday
        (date(2026, 11, 22), 14, date(2026, 12, 7)),  # would end on a Sunday
        (date(2026, 12, 11), 14, date(2026, 12, 29)),  # Christmas, Boxing Day, a Sunday, Boxing Day observed
        (date(2027, 3, 1), 15, date(2027, 3, 16)),  # the clocks go forward inside
        (date(2026, 10, 20), 15, date(2026, 11, 4)),  # the clocks go back inside
    ],
)
def test_the_last_day_follows_from_the_first(starts_on, days, ends_on):
    period = Period.of(starts_on, days)

    assert period.ends_on == ends_on
    assert end_of(ends_on).strftime("%H:%M:%S") == "23:59:59"


@pytest.mark.parametrize(
    ("period", "field"),
    [
        (Period.of(date(2026, 11, 20), 14), "starts_on"),
        (Period.of(date(2027, 11, 26), 14), "starts_on"),
        (Period.of(STARTS, 6), "days"),
        (Period.of(STARTS, 29), "days"),
        (Period.of(STARTS, 14, date(2026, 12, 15)), "reason"),
        (Period.of(STARTS, 7, date(2026, 12, 1), "trop court"), "ends_on"),
        (Period.of(STARTS, 14, date(2026, 12, 15), "Un pont"), ""),
    ],
)
def test_dates_that_a_notice_cannot_have(file, officer, today, period, field):
    assert wrong_with(file.procedure.notice, period, today)[0] == field
    if field:
        with pytest.raises(WrongPeriod):
            actions.set_notice(file, by=officer, on=today, period=period)


def test_a_rule_of_fixed_days_leaves_no_choice():
    rule = NoticeRule(
        shortest=15, longest=15, usual=15, premises="", street="", municipality="", postal_code="", placard="",
        triggers=[Trigger("store", "a store opens", lambda a, before: not a["on_reserve"])],
    )  # fmt: skip

    assert rule.reasons({"on_reserve": True}) == [] and rule.reasons({"on_reserve": False}) == ["a store opens"]
    assert wrong_with(rule, Period.of(STARTS, 14), STARTS)[0] == "days"


def test_it_may_be_extended_during_its_last_hour_and_not_a_minute_later(file, notice, officer, amelie):
    post(file, amelie, on=STARTS, posted_on=STARTS)
    longer = LAST + timedelta(days=7)

    with pytest.raises(NotNow):
        actions.extend_notice(file, by=officer, on=LAST + timedelta(days=1), ends_on=longer, reason="Grève postale")
    actions.extend_notice(file, by=officer, on=LAST, ends_on=longer, reason="Grève postale")

    notice.refresh_from_db()
    assert notice.ends_on == longer and notice.posted_on == STARTS
    assert not actions.close_notice(notice, on=LAST + timedelta(days=1)) and is_open(file)
    assert actions.close_notice(notice, on=longer + timedelta(days=1))


def test_an_extension_goes_forward_only(file, notice, officer):
    with pytest.raises(WrongPeriod):
        actions.extend_notice(file, by=officer, on=STARTS, ends_on=LAST, reason="?")


def test_placards_put_up_late_make_the_period_too_short(file, notice, officer, amelie):
    late = STARTS + timedelta(days=3)

    post(file, amelie, on=late, posted_on=late)

    notice.refresh_from_db()
    assert noticing.stage(notice, late) == noticing.Stage.LATE
    assert not notice.is_complete(LAST + timedelta(days=1))
    actions.extend_notice(file, by=officer, on=late, ends_on=notice.needed_until, reason="Affichée tard")
    notice.refresh_from_db()
    assert notice.is_complete(notice.ends_on + timedelta(days=1))


def test_a_failed_posting_starts_a_further_period_and_opens_the_check_again(file, notice, officer, amelie):
    post(file, amelie, on=STARTS, posted_on=STARTS)
    notice.refresh_from_db()
    after = LAST + timedelta(days=1)
    assert actions.close_notice(notice, on=after)

    again = Period.of(after, 14)
    actions.repeat_notice(file, by=officer, on=after, period=again, why="Affiche arrachée")

    notice.refresh_from_db()
    assert is_open(file) and notice.posted_on is None and notice.starts_on == after
    assert notice.first_starts_on == STARTS


def test_nobody_confirms_a_posting_to_come_or_without_a_photo(file, notice, amelie):
    with pytest.raises(WrongPeriod):
        post(file, amelie, on=STARTS, posted_on=STARTS + timedelta(days=1))
    with pytest.raises(WrongPeriod):
        actions.post_notice(file, by=amelie, on=STARTS, posted_on=STARTS, photos=[])


def test_the_trail_keeps_every_period_and_is_written_once(file, notice, officer, amelie):
    post(file, amelie, on=STARTS, posted_on=STARTS)
    actions.extend_notice(file, by=officer, on=LAST, ends_on=LAST + timedelta(days=7), reason="Grève")

    steps = [(step.event.verb, step.ends_on) for step in NoticeStep.objects.all()]

    assert steps == [("set_notice", LAST), ("post_notice", LAST), ("extend_notice", LAST + timedelta(days=7))]
    for model in (NoticeStep, PostingPhoto):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        NoticeStep.objects.update(ends_on=LAST)
    assert PostingPhoto.objects.get().file in StoredFile.objects.all()


def test_a_withdrawn_application_ends_its_notice(file, notice, amelie, officer):
    actions.withdraw(file, by=amelie)

    notice.refresh_from_db()
    assert not notice.is_open(STARTS) and notice.is_withdrawn
    with pytest.raises(NotNow):
        actions.extend_notice(file, by=officer, on=STARTS, ends_on=LAST + timedelta(days=9), reason="?")


def test_a_correction_may_call_for_a_notice(amelie, officer, today, storage):
    inside = samples.liquor_answers(today, surroundings={"licensed_lately": "yes"}, licensed_areas=[alcohol.area()])
    file = under_review(amelie, officer, on=today, answers=inside)
    actions.ask(file, by=officer, text="Et la terrasse ?", steps=["licensed-areas"], due_on=today)
    file.refresh_from_db()
    file.answers = {**file.answers, "licensed-areas": samples.liquor_answers(today)["licensed-areas"]}
    file.save()

    actions.reply(file, by=amelie, on=today, text="La voici.")

    assert is_open(file)


def test_where_the_rule_leaves_nothing_to_the_registrar_nobody_asks_for_more(amelie, officer, today, storage):
    raffle = under_review(amelie, officer, on=today, type_code="raffle")

    with pytest.raises(NotNow):
        actions.require_notice(raffle, by=officer, reason="?")
