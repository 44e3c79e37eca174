"""A draft may be long, but not endless: every page of the file reads the whole of it."""

import time

import pytest

from licensing.actions import drafts
from tests import samples
from tests.stories.pages import again, page, step

SLOW = 5  # seconds, on the slowest machine; a full list takes a fifth of one


@pytest.fixture
def full(amelie, today):
    application = samples.draft(amelie, on=today)
    row = application.answers["prizes"][0]
    most = next(one for one in application.type.steps if one.slug == "prizes").at_most
    application.answers["prizes"] = [row | {"id": f"x{number}"} for number in range(most)]
    application.save()
    return application


def test_a_full_list_is_said_before_another_row_is_typed(site, full):
    answer = site.get(page("add_row", full, "prizes"), follow=True)

    assert answer.redirect_chain[-1][0] == step(full, "prizes")
    assert "This list is full: it holds 500 lines" in answer.text


def test_a_row_beyond_the_last_is_refused_and_the_others_stay(site, full):
    beyond = site.post(page("row", full, "prizes", "beyond"), {"prize_description": "x", "action": "brouillon"})
    changed = site.post(page("row", full, "prizes", "x7"), {"prize_description": "Vélo", "action": "brouillon"})

    kept = again(full).answers["prizes"]
    assert (beyond.status_code, changed.status_code) == (400, 302)
    assert len(kept) == 500 and kept[7]["prize_description"] == "Vélo"


def test_a_full_list_is_read_in_time(site, full):
    for address in (full.get_absolute_url(), page("review", full), step(full, "prizes"), step(full, "premises")):
        began = time.monotonic()
        assert site.get(address).status_code == 200
        assert time.monotonic() - began < SLOW, address


def test_a_draft_of_endless_words_is_refused_and_stays_as_it_was(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = site.post(step(application, "premises"), {"premises_name": "x" * drafts.MOST_CHARACTERS})

    assert answer.status_code == 400
    assert again(application).answers == application.answers


def test_a_page_that_the_application_does_not_have_takes_no_rows(site, amelie, today):
    application = samples.draft(amelie, on=today)

    assert site.get(page("add_row", application, "premises")).status_code == 404
    assert site.get(page("add_row", application, "no-such-page")).status_code == 404
