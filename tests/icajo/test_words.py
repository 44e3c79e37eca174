"""Money, dates, numbers and sizes in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import formats
from django.utils.translation import override

from icajo import words

FIVE_PAST_FOUR = datetime(2026, 11, 21, 21, 5, tzinfo=UTC)  # in Toronto


def in_both(word, value):
    shown = {}
    for language in ("fr", "en"):
        with override(language):
            shown[language] = word(value)
    return shown["fr"].replace("\u00a0", " "), shown["en"].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("word", "value", "french", "english"),
    [
        (words.money, Decimal("1055"), "1 055,00 $", "$1,055.00"),
        (words.money, Decimal("0.5"), "0,50 $", "$0.50"),
        (words.long_date, date(2027, 1, 1), "1er janvier 2027", "January 1, 2027"),
        (words.long_date, date(2027, 8, 21), "21 août 2027", "August 21, 2027"),
        (words.long_date, datetime(2027, 1, 1, 3, tzinfo=UTC), "31 décembre 2026", "December 31, 2026"),
        (words.time_of_day, FIVE_PAST_FOUR, "16 h 05", "4:05 p.m."),
        (words.time_of_day, datetime(2026, 11, 21, 5, 0, tzinfo=UTC), "0 h 00", "12:00 a.m."),
        (words.date_time, FIVE_PAST_FOUR, "21 novembre 2026 à 16 h 05", "November 21, 2026 at 4:05 p.m."),
        (words.phone, "+14165550100", "416 555-0100", "416-555-0100"),
        (words.phone, "+14165550100x12", "416 555-0100, poste 12", "416-555-0100 ext. 12"),
        (words.phone, "1-800-555-0199", "1 800 555-0199", "1-800-555-0199"),
        (words.phone, "+33142685300", "+33 1 42 68 53 00", "+33 1 42 68 53 00"),
        (words.phone, "ask for Lou", "ask for Lou", "ask for Lou"),
        (words.file_size, 84_000, "84 Ko", "84 KB"),
        (words.file_size, 12, "1 Ko", "1 KB"),
        (words.file_size, 1_340_000, "1,3 Mo", "1.3 MB"),
    ],
)
def test_each_is_written_as_its_language_does(word, value, french, english):
    assert in_both(word, value) == (french, english)


@pytest.mark.parametrize("word", [words.money, words.long_date, words.time_of_day, words.date_time, words.phone])
def test_nothing_is_written_for_nothing(word):
    assert word(None) == ""


def test_a_line_never_breaks_inside_an_amount():
    with override("fr"):
        assert " " not in words.money(Decimal("30000.00"))


def test_templates_reach_them_as_filters():
    text = Template("{% load icajo %}{{ fee|money }}, {{ day|long_date }}").render(
        Context({"fee": Decimal("120"), "day": date(2027, 3, 27)})
    )

    assert text == "$120.00, March 27, 2027"


@pytest.mark.parametrize(("language", "shown"), [("fr", "30\u00a0000,5"), ("en", "30,000.5")])
def test_django_prints_numbers_as_canada_does(language, shown):
    with override(language):
        assert formats.number_format(Decimal("30000.5"), use_l10n=True, force_grouping=True) == shown


@pytest.mark.parametrize(("language", "shown"), [("fr", "1 janvier 2027"), ("en", "January 1, 2027")])
def test_django_prints_dates_as_canada_does(language, shown):
    with override(language):
        assert formats.date_format(date(2027, 1, 1)) == shown
