"""A form drawn: the mark-up people and their screen readers get."""

import time
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from icajo.journey import fields
from icajo.journey.drawing import Drawn
from icajo.journey.fields import only_if


class Premises(Drawn, forms.Form):
    name = fields.Words("Name of the place", help_text="The name your customers see")
    kind = fields.Choice(
        "Kind of place", choices=[("bar", "Bar"), ("other", "Other")], hints={"bar": "Drinks are the main thing"}
    )
    which = only_if("kind", fields.Words("Which kind"), equals="other")
    city = fields.Select("City", choices=[("o", "Ottawa"), ("t", "Toronto")])
    quarter = only_if("city", fields.Words("Part of the city"), equals="o")
    elsewhere = fields.Tick("The mailing address is different", required=False)
    mailing = only_if("elsewhere", fields.Words("Mailing address"))
    opens_on = fields.Day("Opening day")
    rent = fields.Money("Rent", required=False)
    about = fields.LongText("About the place", max_length=300)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class Account(Drawn, forms.Form):
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    scan = forms.FileField(label="Scan", widget=forms.FileInput(attrs={"accept": ".pdf"}))
    when = forms.SplitDateTimeField(label="When")


def drawn(**typed):
    return str(Premises(typed) if typed else Premises())


def test_a_question_has_its_label_its_hint_and_its_box():
    html = drawn()

    assert '<label class="govuk-label govuk-label--s" for="id_name">Name of the place</label>' in html
    assert '<div class="govuk-hint" id="id_name-hint">The name your customers see</div>' in html
    assert 'name="name" id="id_name" aria-describedby="id_name-hint"' in html


def test_an_error_is_said_marked_and_tied_to_its_box():
    html = drawn(name="")

    assert '<span class="govuk-visually-hidden">Error:</span> Enter an answer for “Name of the place”' in html
    assert 'aria-describedby="id_name-hint id_name-error" aria-invalid="true"' in html


def test_an_error_is_announced_in_french():
    with override("fr"):
        html = drawn(name="")

    assert '<span class="govuk-visually-hidden">Erreur\u00a0:</span>' in html


def test_radios_and_days_are_groups_with_a_legend():
    html = drawn()

    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Kind of place</legend>' in html
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Opening day</legend>' in html


def test_what_follows_from_an_answer_is_drawn_right_under_it():
    html = drawn()

    option, rest = html.split('for="id_kind_1">Other</label>')
    assert "Which kind" not in option
    assert rest.split('<div class="govuk-radios__conditional">')[1].index("Which kind") < rest.index("City")
    assert html.count('name="which"') == 1


def test_what_follows_from_a_box_is_drawn_under_the_box():
    html = drawn()

    assert (
        html.index("govuk-checkboxes__conditional") < html.index('name="mailing"') < html.index('name="opens_on_year"')
    )


def test_what_follows_from_a_drop_down_keeps_its_place():
    html = drawn()

    assert html.index('name="city"') < html.index('name="quarter"') < html.index('name="elsewhere"')


def test_optional_questions_are_marked_and_no_other():
    html = drawn()

    assert "Rent (optional)" in html
    assert html.count("(optional)") == 1


def test_a_draft_does_not_call_its_questions_optional():
    form = Premises()
    for field in form.fields.values():
        field.required = False

    assert str(form).count("(optional)") == 1


def test_what_was_typed_stands_in_the_boxes_even_when_it_is_wrong():
    html = drawn(
        name='<Chez "Lou">', kind="other", city="t", elsewhere=True, opens_on=["2027", "2", "31"], rent="1.234"
    )

    assert 'value="&lt;Chez &#34;Lou&#34;&gt;"' in html
    assert 'value="other" checked' in html
    assert '<option value="t" selected>' in html
    assert 'name="opens_on_day" id="id_opens_on_day" value="31"' in html
    assert 'id="id_elsewhere" checked' in html
    assert 'value="1.234"' in html


@pytest.mark.parametrize(("language", "shown"), [("fr", "1\u00a0055,50"), ("en", "1,055.50")])
def test_money_kept_is_shown_in_the_habit_of_the_language(language, shown):
    with override(language):
        html = str(Premises(initial={"rent": Decimal("1055.5")}))

    assert f'value="{shown}"' in html
    assert ("govuk-input__prefix" in html) is (language == "en")


def test_the_error_summary_leads_to_the_first_part_of_each_question():
    problems = Premises({"opens_on": ["2027", "", ""], "name": "x"}).problems

    assert [problem.id for problem in problems][:3] == ["id_kind", "id_which", "id_city"]
    assert (
        "id_opens_on",
        "The date “Opening day” must have a year, a month and a day, for example 2027 3 27",
    ) in problems


def test_every_problem_leads_to_something_on_the_page():
    form = Premises({"name": "x"})

    html = str(form)

    assert form.problems
    assert all(f'id="{problem.id}"' in html for problem in form.problems)


def test_a_problem_of_the_whole_page_is_in_the_summary():
    form = Premises({"name": "x"})
    form.add_error(None, "Two things do not agree")

    assert form.problems[0] == ("id_name", "Two things do not agree")
    assert "Two things do not agree" in str(form)


def test_no_id_is_used_twice():
    html = drawn(name="")

    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_no_browser_bubbles_and_no_silent_cuts():
    html = drawn()

    assert " required" not in html
    assert " maxlength" not in html
    assert 'data-maxlength="300"' in html


def test_a_password_never_comes_back():
    assert "secret" not in str(Account({"password": "secret"}))


def test_stock_fields_are_asked_for_in_plain_words_too():
    errors = Account({}).errors

    assert errors["password"] == ["Enter an answer for “Password”"]
    assert errors["scan"] == ["Choose a file for “Scan”"]


def test_widgets_of_others_draw_themselves():
    html = str(Account())

    assert 'name="when_0"' in html
    assert 'name="when_1"' in html


def test_a_file_is_chosen_by_its_own_input():
    assert 'type="file" name="scan" id="id_scan" accept=".pdf"' in str(Account())


def test_a_character_that_cannot_be_kept_is_dropped_from_what_is_posted():
    form = Premises(QueryDict("name=a%00b&kind=bar"))

    assert form.data["name"] == "ab"
    assert form.data["kind"] == "bar"


def test_one_field_may_be_drawn_alone():
    form = Premises()

    assert 'class="govuk-form-group"' in form["name"].as_field_group()
    assert str(form["name"]).strip().startswith("<input")


def test_other_forms_are_drawn_by_django_as_before():
    class Plain(forms.Form):
        name = forms.CharField()

    assert "govuk" not in str(Plain())


def test_fifteen_questions_are_drawn_in_a_few_milliseconds():
    fifteen = {f"q{i}": fields.Words(f"Question {i}", help_text="A hint") for i in range(15)}
    Page = type("Page", (Drawn, forms.Form), fifteen)
    str(Page())  # compiles the templates

    took = min(_seconds(lambda: str(Page())) for _ in range(20))

    assert took < 0.006


def _seconds(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
