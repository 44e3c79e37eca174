"""By when reports are due: rules that know days and nothing else."""

from datetime import date, timedelta

from icajo.journey import Journey
from licensing.definition import Term
from licensing.due import after_each, after_the_last, each_month
from licensing.types.raffle import raffle
from tests import samples

FIRST = date(2027, 1, 4)  # a Monday


def weekly(count):
    return [FIRST + timedelta(weeks=week) for week in range(count)]


def owed(term=None, **changes):
    """What a raffle of the sample owes: (number, covered from, to, due on)."""
    answers = Journey(raffle.steps, samples.raffle_answers(date(2026, 11, 21), **changes)).answers
    term = term or Term(answers.starts_on, answers.ends_on)
    return [(one.number, one.covers_from, one.covers_to, one.due_on) for one in raffle.obligations(answers, term)]


def draws(days):
    return [
        {"id": f"d{i}", "draw_date": samples.day(day), "draw_time": "19 h", "draw_place": "Ici", "draw_method": "Tri"}
        for i, day in enumerate(days)
    ]


def ace(days):
    return {
        "lottery": {"draw": "catch-the-ace", "starts_on": samples.day(days[0]), "ends_on": samples.day(days[-1])},
        "draws": draws(days),
    }


def test_a_report_follows_the_last_draw():
    (due,) = after_the_last([FIRST + timedelta(9), FIRST], 30, procedure="report", since=FIRST - timedelta(5))

    assert (due.covers_from, due.covers_to) == (FIRST - timedelta(5), FIRST + timedelta(9))
    assert due.due_on == date(2027, 2, 12)


def test_what_falls_on_a_sunday_or_a_holiday_is_due_the_day_after():
    (sunday,) = after_the_last([date(2027, 1, 1)], 30, procedure="report", since=FIRST - timedelta(9))
    (family_day,) = after_the_last([date(2027, 1, 16)], 30, procedure="report", since=FIRST)

    assert [sunday.due_on, family_day.due_on] == [date(2027, 2, 1), date(2027, 2, 16)]


def test_where_nothing_was_drawn_nothing_is_reported():
    assert list(after_the_last([], 30, procedure="report", since=FIRST)) == []
    assert list(after_each(4, [], 7, procedure="report")) == []


def test_every_fourth_draw_and_those_left_over_are_reported_within_a_week():
    dues = list(after_each(4, reversed(weekly(10)), 7, procedure="report"))

    assert [one.number for one in dues] == [1, 2, 3]
    assert [one.covers_to for one in dues] == [weekly(10)[place] for place in (3, 7, 9)]
    assert [one.due_on for one in dues] == [date(2027, 2, 1), date(2027, 3, 1), date(2027, 3, 15)]


def test_a_monthly_report_is_due_on_the_fifteenth_of_the_next_month():
    dues = list(each_month(date(2026, 11, 20), date(2027, 2, 3), procedure="report"))

    assert [(one.covers_from, one.covers_to) for one in dues] == [
        (date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2027, 2, 3)),
    ]
    # 15 February 2027 is Family Day
    assert [one.due_on.isoformat() for one in dues] == ["2026-12-15", "2027-01-15", "2027-02-16", "2027-03-15"]


def test_a_raffle_owes_one_report_thirty_days_after_its_last_draw():
    start, end = date(2026, 12, 31), date(2027, 3, 1)

    assert owed() == [(1, start, end, date(2027, 3, 31))]


def test_catch_the_ace_owes_one_for_every_four_draws():
    found = owed(**ace(weekly(9)))

    assert [(number, due) for number, _from, _to, due in found] == [
        (1, date(2027, 2, 1)),
        (2, date(2027, 3, 1)),
        (3, date(2027, 3, 8)),
    ]


def test_a_raffle_owes_only_what_is_drawn_while_it_runs():
    before, after = Term(FIRST, FIRST + timedelta(weeks=4)), Term(FIRST + timedelta(weeks=5), date(2027, 12, 31))

    assert [(one[1], one[2]) for one in owed(before, **ace(weekly(9)))] == [
        (weekly(9)[0], weekly(9)[3]),
        (weekly(9)[4], weekly(9)[4]),
    ]
    assert [(one[1], one[2]) for one in owed(after, **ace(weekly(9)))] == [(weekly(9)[5], weekly(9)[8])]
