"""What anyone reads of public notices: the list with its filters, the page of one, the search; at a constant cost."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from licensing import actions, gazetteer
from licensing.errors import NotNow
from licensing.models import PublicNotice
from licensing.states import State
from tests import samples
from tests.licensing.noticed import at, set_notice, under_review
from tests.submissions.noticed import notices

TODAY = date(2026, 11, 21)
STARTS = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    return time_machine


@pytest.fixture
def owner(db):
    return samples.person()


@pytest.fixture
def notice(owner, storage):
    officer = samples.officer()
    return set_notice(under_review(owner, officer, on=TODAY), officer, on=TODAY)


def page(client, name="notices", *args, **asked):
    return client.get(reverse(f"public_search:{name}", args=args), asked)


def test_a_notice_is_read_by_anyone_from_its_first_day_to_long_after_its_last(client, notice, on_that_day):
    ref = notice.application.ref
    assert page(client, "notice", ref).status_code == 404

    on_that_day.move_to(at(STARTS, 0, 5), tick=False)
    text = page(client, "notice", ref).text
    for said in (notice.premises, notice.street, "Brasserie du Canal inc.", "Terrasse"):
        assert said in text
    assert "December 10, 2026 at 11:59" in text.replace("\xa0", " ") and "Closed" not in text

    on_that_day.move_to(at(notice.ends_on, 23, 59, 59), tick=False)
    assert "Closed" not in page(client, "notice", ref).text
    on_that_day.move_to(at(notice.ends_on + timedelta(days=1), 0, 0, 0), tick=False)
    assert "Closed" in page(client, "notice", ref).text


def test_a_page_of_a_notice_says_nothing_private(client, notice, on_that_day):
    on_that_day.move_to(at(STARTS), tick=False)
    text = page(client, "notice", notice.application.ref).text + page(client).text

    typed = notice.application.answers
    private = [typed["applicant"][name] for name in ("mailing_street", "contact_email", "corporation_number")]
    private += [row["associate_name"] for row in typed["associates"]]
    assert [word for word in private if word in text] == []


def test_a_file_without_a_notice_is_not_there(client, owner, storage):
    file = under_review(owner, samples.officer(), on=TODAY)

    assert page(client, "notice", file.ref).status_code == 404
    assert file.ref not in page(client).text


def test_the_list_can_be_narrowed_by_municipality_kind_and_words(client, owner):
    notices(owner, ["Ottawa", "Hearst"], starts_on=TODAY)

    assert "2 open notices" in page(client).text
    assert "1 open notice<" in page(client, municipality="Hearst").text
    assert "1 open notice<" in page(client, q="taverne hearst").text
    assert "No open notice matches" in page(client, type="liquor-sales", q="moulin").text
    assert page(client, municipality="Atlantide", type="x", page="-1").status_code == 200


def test_what_is_withdrawn_or_over_is_in_no_list(client, owner):
    told = notices(owner, ["Ottawa", "Hearst", "Kingston"], starts_on=TODAY)
    told[0].application.__class__.objects.filter(pk=told[0].application_id).update(state=State.WITHDRAWN)
    PublicNotice.objects.filter(pk=told[1].pk).update(
        first_starts_on=TODAY - timedelta(days=9),
        starts_on=TODAY - timedelta(days=9),
        ends_on=TODAY - timedelta(days=1),
    )

    listed = page(client).text

    assert "Kingston" in listed and "Hearst" not in listed and "Ottawa" not in listed
    assert "withdrawn" in page(client, "notice", "2026-500001").text


def test_the_search_of_the_register_shows_open_notices_too(client, owner):
    notices(owner, ["Ottawa"], starts_on=TODAY)

    assert "Taverne n° 0" in page(client, "search", q="taverne ottawa").text
    assert "Taverne n° 0" not in page(client, "search", q="moulin").text


def test_municipalities_are_counted_and_lead_to_their_notices(client, owner):
    notices(owner, ["Ottawa", "Hearst"], starts_on=TODAY, each=2)

    text = page(client, "notices_by_municipality").text
    table = text[text.index("<table") :]

    assert table.index("Hearst") < table.index("Ottawa")
    assert f"{reverse('public_search:notices')}?municipality=Hearst#results" in table and table.count(">2<") == 2


def test_the_map_is_a_picture_with_a_name_and_without_links(client, owner):
    notices(owner, ["Ottawa", "Hearst", "Atlantide"], starts_on=TODAY)

    text = page(client).text
    pictures = re.findall(r"<svg class=\"icajo-map.*?</svg>", text, re.S)

    assert len(pictures) == 2 and all('role="img" aria-label="Map of Ontario' in one for one in pictures)
    assert "Ottawa (1)" in pictures[0] and "Hearst (1)" in pictures[1]
    assert [one for one in pictures if "<a " in one or "style=" in one or "<script" in one] == []
    assert "because we do not know where they lie: Atlantide" in text and ">Atlantide</a>" in text


def test_what_is_told_of_a_part_is_counted_and_shown_with_its_municipality(client, owner):
    notices(owner, ["Scarborough", "TORONTO", "City of Toronto", "Hearst"], starts_on=TODAY)

    rows = re.findall(r'municipality=(\w+)#results">(\w+)</a></th>\s*<td[^>]*>(\d+)<', page(client).text)

    assert rows == [("Hearst", "Hearst", "1"), ("Toronto", "Toronto", "3")]
    assert "3 open notices" in page(client, municipality="Toronto").text


def test_a_municipality_with_two_names_has_one_address_and_each_page_its_own_name(client, owner):
    notices(owner, ["Val Caron", "Ottawa"], starts_on=TODAY)

    english = page(client, municipality="Greater Sudbury").text
    with translation.override("fr"):
        french = page(client).text

    assert "1 open notice<" in english and 'municipality=Greater%20Sudbury#results">Grand Sudbury<' in french


def test_the_days_left_are_counted_to_the_last(client, owner):
    notices(owner, ["Ottawa"], starts_on=TODAY, days=1)
    notices(owner, ["Hearst"], starts_on=TODAY - timedelta(days=15), first=600_001)

    text = page(client).text

    assert "1 day left" in text and text.count("Last day") == 1


def test_a_notice_extended_in_its_last_hour_has_its_new_last_day_at_once(client, notice, on_that_day):
    before, after = "December 10, 2026 at 11:59", "December 17, 2026 at 11:59"
    on_that_day.move_to(at(notice.ends_on, 23, 30), tick=False)
    assert before in page(client).text.replace("\xa0", " ") and "Last day" in page(client).text

    later = notice.ends_on + timedelta(days=7)
    officer = notice.application.officer
    actions.extend_notice(notice.application, by=officer, on=notice.ends_on, ends_on=later, reason="Grève postale")

    for text in (page(client).text, page(client, "notice", notice.application.ref).text):
        assert after in text.replace("\xa0", " ") and before not in text.replace("\xa0", " ")
    on_that_day.move_to(at(notice.ends_on + timedelta(days=7), 23, 59, 59), tick=False)
    assert "Closed" not in page(client, "notice", notice.application.ref).text


def test_a_notice_is_not_extended_once_its_last_second_is_over(notice, on_that_day):
    after = notice.ends_on + timedelta(days=1)
    on_that_day.move_to(at(after, 0, 0), tick=False)

    with pytest.raises(NotNow):
        actions.extend_notice(
            notice.application, by=notice.application.officer, on=after, ends_on=after + timedelta(days=7), reason="x"
        )


def cost(client, **asked):
    page(client, **asked)
    with CaptureQueriesContext(connection) as queries:
        answer = page(client, **asked)
    return len(queries), len(answer.content)


def test_a_page_costs_the_same_with_thirty_notices_and_with_five_hundred(client, owner):
    notices(owner, ["Ottawa"], starts_on=TODAY, each=30)
    few, few_bytes = cost(client)
    notices(owner, ["Ottawa"], starts_on=TODAY, each=470, first=600_001)

    many, many_bytes = cost(client)

    assert many == few <= 6
    assert abs(many_bytes - few_bytes) < 300
    assert cost(client, page="20")[0] == few


def test_the_map_of_the_list_weighs_the_same_in_forty_municipalities_and_in_four_hundred(client, owner):
    known = gazetteer.names()[::2]
    notices(owner, known[:40], starts_on=TODAY)
    some, some_bytes = cost(client)
    notices(owner, known[40:340], starts_on=TODAY, first=600_001)

    many, many_bytes = cost(client)

    assert many == some and "The 25 municipalities with the most notices" in page(client).text
    assert many_bytes - some_bytes < 300 * 80  # the choices of the form grow, and nothing else does
