"""Legal days: the boundaries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from icajo import calendar


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-11-02", 1, "2026-11-03"),  # the first day is excluded, the last included
        ("2026-11-02", 30, "2026-12-02"),
        ("2026-11-06", 1, "2026-11-07"),  # a Saturday counts
        ("2026-11-06", 2, "2026-11-09"),  # a Sunday runs to Monday
        ("2026-12-15", 10, "2026-12-29"),  # Christmas, Boxing Day, Sunday, Boxing Day observed
        ("2026-12-22", 10, "2027-01-02"),  # New Year's Day on a Friday
        ("2026-03-04", 30, "2026-04-04"),  # Good Friday runs to Saturday
        ("2026-03-06", 30, "2026-04-07"),  # Easter Sunday and Easter Monday
        ("2026-10-12", 30, "2026-11-12"),  # Remembrance Day
        ("2026-01-17", 30, "2026-02-17"),  # Family Day
        ("2028-01-30", 30, "2028-02-29"),  # a leap year
        ("2026-11-02", 0, "2026-11-02"),
    ],
)
def test_a_period_excludes_its_first_day_and_ends_on_a_day_that_is_neither_sunday_nor_holiday(start, days, last):
    assert calendar.deadline(day(start), days) == day(last)


@pytest.mark.parametrize("text", ["2026-01-01", "2026-05-18", "2026-07-01", "2026-09-07", "2026-10-12", "2027-12-27"])
def test_ontario_holidays(text):
    assert calendar.is_holiday(day(text))


@pytest.mark.parametrize("text", ["2026-09-30", "2026-08-03", "2026-06-24", "2026-11-22"])
def test_other_days_are_no_holidays_of_ontario(text):
    assert not calendar.is_holiday(day(text))


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [
        ("2026-11-21", 1, "2027-11-20"),
        ("2027-01-01", 2, "2028-12-31"),
        ("2027-03-01", 1, "2028-02-29"),
        ("2028-02-29", 1, "2029-02-28"),
        ("2028-02-29", 4, "2032-02-28"),
    ],
)
def test_a_licence_is_valid_to_the_day_before_its_anniversary(start, years, last):
    assert calendar.expiry(day(start), years) == day(last)


def test_a_day_ends_at_its_last_second_in_ontario_winter_and_summer():
    assert calendar.end_of(day("2026-11-21")) == datetime(2026, 11, 22, 4, 59, 59, tzinfo=UTC)
    assert calendar.end_of(day("2026-07-21")) == datetime(2026, 7, 22, 3, 59, 59, tzinfo=UTC)


def test_days_are_counted_as_days_across_the_change_of_clocks():
    before, after = day("2026-03-07"), calendar.add_days(day("2026-03-07"), 1)

    assert after == day("2026-03-08")
    assert calendar.end_of(after).astimezone(UTC) - calendar.end_of(before).astimezone(UTC) == timedelta(hours=23)
