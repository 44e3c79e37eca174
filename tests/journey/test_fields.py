"""Each kind of question: what it understands, what it refuses and in which words, and that nothing typed is lost."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from icajo.journey import fields
from icajo.journey.typed import read_money

KINDS = [
    fields.Words("Name"),
    fields.LongText("Story"),
    fields.Email("E-mail"),
    fields.Choice("Kind", choices=[("a", "A"), ("b", "B")]),
    fields.Select("City", choices=[("a", "A"), ("b", "B")]),
    fields.Ticks("Which", choices=[("a", "A"), ("b", "B")]),
    fields.Tick("I agree"),
    fields.YesNo("Sure?"),
    fields.PostalCode("Postal code"),
    fields.Phone("Telephone"),
    fields.Money("Price"),
    fields.WholeNumber("How many"),
    fields.Day("First day"),
]
POSTED = QueryDict("q=a&q_year=2027&q_month=2&q_day=31")


def refusal(field, typed):
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return caught.value.messages[0]


@pytest.mark.parametrize("field", KINDS, ids=lambda f: type(f).__name__)
@pytest.mark.parametrize("posted", [POSTED, QueryDict("")], ids=["answered", "left out"])
def test_what_was_typed_comes_back_the_same_from_where_it_is_kept(field, posted):
    typed = field.widget.value_from_datadict(posted, {}, "q")

    kept = json.loads(json.dumps({"q": typed}))

    assert field.widget.value_from_datadict(kept, {}, "q") == typed


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("field", KINDS, ids=lambda f: type(f).__name__)
def test_a_missing_answer_is_asked_for_by_the_name_of_its_question(field, language):
    with override(language):
        message = refusal(field, field.widget.value_from_datadict({}, {}, "q"))

    assert str(field.label) in message
    assert "%(" not in message


@pytest.mark.parametrize(
    ("typed", "dollars"),
    [
        ("1055", "1055.00"),
        ("30,000.50", "30000.50"),
        ("30 000,50", "30000.50"),
        ("30\u00a0000,50\u00a0$", "30000.50"),
        ("30\u202f000,5", "30000.50"),
        ("$1,234", "1234.00"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"),
        (".50", "0.50"),
        ("0", "0.00"),
    ],
)
def test_money_is_read_as_people_write_it(typed, dollars):
    assert fields.Money("Price").clean(typed) == Decimal(dollars)


@pytest.mark.parametrize("typed", ["1.234", "1,23,4", "12 34", "0,123", "1e3", "NaN", "٣", "$", "10.", "1,000,50"])
def test_money_that_can_be_read_two_ways_is_refused_with_an_example(typed):
    message = refusal(fields.Money("Price"), typed)

    assert message == "“Price”: enter an amount in dollars, such as 1234.50 or 1234,50"


def test_money_keeps_to_its_bounds():
    field = fields.Money("Price", max_value=Decimal("10.00"))

    assert refusal(field, "-1") == "“Price” must be at least 0 dollars"
    assert refusal(field, "10,01") == "“Price” must be at most 10.00 dollars"


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(["fr", "en"]))
def test_money_understands_what_it_shows(amount, language):
    with override(language):
        shown = fields.Money("Price").prepare_value(amount)

    assert read_money(shown) == amount


@pytest.mark.parametrize(("typed", "number"), [("1200", 1200), ("1 200", 1200), ("1\u00a0200", 1200), ("1,200", 1200)])
def test_a_whole_number_may_have_its_thousands_apart(typed, number):
    assert fields.WholeNumber("How many").clean(typed) == number


@pytest.mark.parametrize("typed", ["1.5", "1,5", "twelve", "1.200"])
def test_a_number_that_is_not_whole_is_refused(typed):
    assert refusal(fields.WholeNumber("How many"), typed) == "“How many”: enter a whole number, such as 120"


def test_a_whole_number_keeps_to_its_bounds():
    field = fields.WholeNumber("How many", min_value=1, max_value=50)

    assert refusal(field, "0") == "“How many” must be 1 or more"
    assert refusal(field, "51") == "“How many” must be 50 or less"


@pytest.mark.parametrize("typed", [["2027", "3", "27"], ["2027", " 03 ", "27"], "2027-03-27", date(2027, 3, 27)])
def test_a_day_is_read_from_its_parts(typed):
    assert fields.Day("First day").clean(typed) == date(2027, 3, 27)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["2027", "2", "31"], "must exist in the calendar, for example 2027 3 27"),
        (["2027", "mars", "3"], "must exist in the calendar"),
        (["2027", "", "3"], "must have a year, a month and a day"),
        (["27", "3", "3"], "must have a year of four digits"),
    ],
)
def test_a_day_that_is_wrong_says_what_to_do(typed, words):
    assert words in refusal(fields.Day("First day"), typed)


def test_a_day_says_it_in_french_too():
    with override("fr"):
        message = refusal(fields.Day("Date d’ouverture"), ["2027", "2", "31"])

    expected = "La date «\u00a0Date d’ouverture\u00a0» doit exister dans le calendrier, par exemple 2027 3 27"
    assert message == expected


@pytest.mark.parametrize("typed", ["m5v3l9", "M5V 3L9", " M5V-3L9 ", "m5v\u00a03l9"])
def test_a_postal_code_may_be_typed_in_any_way(typed):
    assert fields.PostalCode("Postal code").clean(typed) == "M5V 3L9"


def test_a_postal_code_of_elsewhere_is_refused_where_ontario_is_asked():
    field = fields.PostalCode("Postal code", ontario=True)

    assert "Ontario" in refusal(field, "H2X 1Y4")
    assert field.clean("K1N 8Y6") == "K1N 8Y6"


@pytest.mark.parametrize("typed", ["K1N 8", "D1N 8Y6", "90210", "Z1N 8Y6"])
def test_a_postal_code_that_cannot_be_is_refused(typed):
    assert refusal(fields.PostalCode("Postal code"), typed).startswith("Enter a complete Canadian postal code")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("613 555-0147", "+16135550147"),
        ("(613) 555.0147", "+16135550147"),
        ("1-613-555-0147 ext. 12", "+16135550147x12"),
        ("613 555-0147, poste 12", "+16135550147x12"),
        ("+33 1 42 68 53 00", "+33142685300"),
    ],
)
def test_a_telephone_number_is_read_with_its_extension(typed, number):
    assert fields.Phone("Telephone").clean(typed) == number


@pytest.mark.parametrize("typed", ["555-0147", "call me", "000 000-0000"])
def test_a_telephone_number_that_cannot_ring_is_refused(typed):
    assert "area code" in refusal(fields.Phone("Telephone"), typed)


@pytest.mark.parametrize(("typed", "answer"), [("yes", True), ("no", False), (True, True), (False, False)])
def test_yes_and_no_become_true_and_false(typed, answer):
    assert fields.YesNo("Sure?").clean(typed) is answer


def test_yes_or_no_not_answered_is_none():
    assert fields.YesNo("Sure?", required=False).clean("") is None


def test_a_line_break_counts_as_one_character():
    assert fields.LongText("Story", max_length=3).clean("a\r\nb") == "a\nb"


def test_a_text_too_long_says_how_long_it_is():
    assert refusal(fields.Words("Name", max_length=3), "Jeanne") == "“Name” must have 3 characters or less: it has 6"


def test_a_choice_that_was_not_offered_is_refused():
    assert refusal(KINDS[3], "z") == "Choose one of the answers offered for “Kind”"


def test_a_drop_down_starts_on_nothing():
    assert fields.Select("City", choices=[("a", "A")]).choices[0] == ("", "Choose")


@pytest.mark.parametrize(
    ("equals", "answer", "asked"),
    [
        (True, True, True),
        (True, "yes", True),
        (True, "no", False),
        (False, "no", True),
        ("other", "other", True),
        (("bar", "club"), "club", True),
        (("bar", "club"), "hotel", False),
        ("a", ["b", "a"], True),
        (True, None, False),
    ],
)
def test_a_question_is_asked_only_if_another_has_the_answer(equals, answer, asked):
    field = fields.only_if("first", fields.Words("Second"), equals=equals)

    assert field.only_if.holds(answer) is asked


def test_a_question_asked_only_sometimes_remembers_whether_it_is_needed():
    assert fields.only_if("first", fields.Words("Second")).needed
    assert not fields.only_if("first", fields.Words("Second", required=False)).needed


def test_every_kind_is_a_django_field():
    assert all(isinstance(field, forms.Field) for field in KINDS)
