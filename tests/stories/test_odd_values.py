"""Values that nobody types in earnest: kept as typed, judged in plain words, and never a page that fails."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icajo.journey.parts import DayParts
from licensing import actions
from licensing.types import LICENCE_TYPES
from tests import samples
from tests.stories.pages import TODAY, again, page, posted, step

TYPE = next(iter(LICENCE_TYPES.values()))
PAGES = [one for one in TYPE.steps if not one.repeats]
LISTS = [one for one in TYPE.steps if one.repeats]
SLOW = 5  # seconds: a page that reads badly takes minutes
POSTED_AS = ("", "_year", "_month", "_day")
NAMES = sorted(
    {name + part for one in TYPE.steps for name in one.base_fields for part in POSTED_AS}
    | {"action", "seen", "once", "id", "state", "answers", "0", "__proto__"}
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["yes", "no", "on", "suivant", "stub", "fifty-fifty", "catch-the-ace", "-1", "1e9", "9" * 60, "NaN", "2027", "\0"]
)
POSTED = st.dictionaries(st.sampled_from(NAMES), TEXT, max_size=12)
FUZZ = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stays_readable(site, application, *addresses):
    """Every page that reads the whole draft, and these."""
    whole = [application.get_absolute_url(), page("review", application), page("documents", application)]
    for address in [*whole, *(address + "?rectify=1" for address in addresses), *addresses]:
        assert site.get(address).status_code == 200, address


@FUZZ
@given(which=st.sampled_from(PAGES), data=POSTED)
def test_whatever_is_posted_to_a_step_is_kept_and_shown(site, amelie, which, data):
    application = samples.draft(amelie, on=TODAY)

    answer = site.post(step(application, which.slug), data)

    assert answer.status_code in (200, 302)
    kept = again(application).answers[which.slug]
    for name, field in which.base_fields.items():
        if name in data and name in kept and field.widget.template_name.endswith(("text.html", "textarea.html")):
            assert kept[name] == data[name].replace("\0", "")
    stays_readable(site, application, step(application, which.slug))


@FUZZ
@given(which=st.sampled_from(LISTS), data=POSTED, row=st.from_regex(r"[-a-zA-Z0-9_]{1,40}", fullmatch=True))
def test_whatever_is_posted_to_a_row_is_kept_and_shown(site, amelie, which, data, row):
    application = samples.draft(amelie, on=TODAY)

    address = page("row", application, which.slug, row)

    answer = site.post(address, data)

    assert answer.status_code in (200, 302)
    assert [one["id"] for one in again(application).answers[which.slug]].count(row) == 1
    stays_readable(site, application, address, step(application, which.slug))


def say(site, application, slug, typed):
    """The page again, after `Next`, as the applicant reads it."""
    began = time.monotonic()
    answer = site.post(step(application, slug), {**typed, "action": "suivant"})
    assert time.monotonic() - began < SLOW
    assert answer.status_code == 200, typed
    return answer.text


@pytest.mark.parametrize("parts", [
    ("2027", "2", "31"), ("2027", "2", "29"), ("2027", "13", "1"), ("2027", "1", "-1"),
    ("²", "1", "1"), ("2027", "٣", "1"), ("9" * 5000, "1", "1"), ("NaN", "1", "1"),
])  # fmt: skip
def test_a_day_that_does_not_exist_is_said_and_kept(site, amelie, today, parts):
    application = samples.draft(amelie, on=today)

    text = say(site, application, "lottery", posted({"starts_on": list(parts)}))

    assert "must exist in the calendar" in text
    assert again(application).answers["lottery"]["starts_on"] == list(parts)


@pytest.mark.parametrize("parts", [("27", "3", "27"), ("0", "0", "0"), ("2027", "3", ""), ("", "", "27")])
def test_a_day_that_is_not_whole_is_said(site, amelie, today, parts):
    application = samples.draft(amelie, on=today)

    text = say(site, application, "lottery", posted({"starts_on": list(parts)}))

    assert "must have a year" in text


@pytest.mark.parametrize("day", [("9999", "12", "31"), ("1000", "1", "1")])
def test_a_day_at_the_end_of_the_calendar_is_judged(site, amelie, today, day):
    application = samples.draft(amelie, on=today)

    site.post(step(application, "lottery"), posted({"starts_on": list(day), "ends_on": list(day)}))

    stays_readable(site, application)


def test_a_day_in_one_box_is_read_like_any_other(site, amelie, today):
    application = samples.draft(amelie, on=today)

    for typed in ("abc", "2027-03-27-4", "2027", "--", "[1, 2, 3]"):
        site.post(step(application, "lottery"), {"starts_on": typed})
        assert again(application).answers["lottery"]["starts_on"] == typed
    stays_readable(site, application)


@pytest.mark.parametrize("amount", [
    "-5", "-0.01", "1e400", "NaN", "sNaN", "Infinity", "٣٤", "1.234", "1,2,3", "0x10", "9" * 40, "9" * 5000,
    "9" * 40 + ".99", "1000000000.00", "," * 200_000, "1 " * 100_000, "--5", "$", "5$5",
])  # fmt: skip
def test_money_that_cannot_be_is_said_and_kept(site, amelie, today, amount):
    application = samples.draft(amelie, on=today)

    text = say(site, application, "tickets-and-prizes", {"ticket_price": amount})

    assert 'href="#id_ticket_price"' in text
    assert again(application).answers["tickets-and-prizes"]["ticket_price"] == amount
    assert site.get(page("review", application)).status_code == 200


@pytest.mark.parametrize("count", ["-1", "0", "1.5", "2147483648", "9" * 20, "9" * 5000, "²", "1_000", "1e3", "٣"])
def test_a_number_that_cannot_be_is_said_and_kept(site, amelie, today, count):
    application = samples.draft(amelie, on=today)

    text = say(site, application, "tickets-and-prizes", {"tickets_printed": count})

    assert 'href="#id_tickets_printed"' in text
    assert again(application).answers["tickets-and-prizes"]["tickets_printed"] == count


@pytest.mark.parametrize("name, typed", [
    ("contact_phone", "1" + " " * 200_000 + "1"), ("contact_phone", "6" * 200_000), ("contact_email", "a" * 200_000),
    ("contact_email", "a@" + "x." * 100_000), ("mailing_postal_code", " K" * 100_000), ("legal_name", "é" * 200_000),
    ("legal_name", "(" * 200_000), ("kind", "x" * 200_000), ("physical_differs", "yes" * 60_000),
    ("legal_name", "\x01\x1b[31m\u202e\u2066"),
])  # fmt: skip
def test_a_text_of_any_length_is_read_at_once(site, amelie, today, name, typed):
    application = samples.draft(amelie, on=today)
    began = time.monotonic()

    site.post(step(application, "applicant"), {name: typed, "action": "suivant"})
    stays_readable(site, application, step(application, "applicant"))

    assert time.monotonic() - began < SLOW
    assert again(application).answers["applicant"][name] == typed


def test_a_request_beyond_all_measure_is_refused_and_changes_nothing(site, amelie, today):
    application = samples.draft(amelie, on=today)
    before = application.answers

    too_long = site.post(step(application, "applicant"), {"legal_name": "x" * (6 * 2**20)})
    too_many = site.post(step(application, "applicant"), {f"x{number}": "1" for number in range(1001)})

    assert (too_long.status_code, too_many.status_code) == (400, 400)
    assert again(application).answers == before


def test_a_form_posted_as_something_else_is_no_error(site, amelie, today):
    application = samples.draft(amelie, on=today)

    for kind in ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", "x"):
        deep = b"[" * 100_000
        answer = site.post(step(application, "premises"), deep, content_type=kind)
        assert answer.status_code in (200, 302, 400), kind
    stays_readable(site, application)


LONGEST = {"legal_name": "㎯" * 200, "mailing_city": "ß" * 100, "contact_first_name": "W" * 100}


def test_the_longest_answers_that_are_right_go_all_the_way(amelie, officer, today):
    """What a form accepts, every table down to the register can hold."""
    applicant = LONGEST | {"contact_email": f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.ca"}
    answers = samples.raffle_answers(today, applicant=applicant, premises={"premises_city": "㎯" * 100})
    application = samples.sealed(amelie, on=today, answers=answers)

    actions.submit(application, by=amelie, at=application.saved_at)
    actions.take(application, by=officer)
    licence = actions.approve(application, by=officer, on=today)

    assert licence.holder == "㎯" * 200


def test_an_address_that_no_table_can_hold_is_refused_on_its_page(site, amelie, today):
    application = samples.draft(amelie, on=today)
    email = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.ca"

    text = say(site, application, "applicant", posted(application.answers["applicant"]) | {"contact_email": email})

    assert 'href="#id_contact_email"' in text


def test_every_part_of_a_day_is_posted_by_name():
    assert {f"_{part[0]}" for part in DayParts.parts} == set(POSTED_AS) - {""}
