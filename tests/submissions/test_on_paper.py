"""Observations that came on paper: an officer writes them down, and the day on which they came decides."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from submissions import actions
from submissions.models import Observation, Outcome
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.observed import AUTHOR, LAST, STARTS, say

TODAY = LAST + timedelta(days=3)
PAPER = {name: AUTHOR[name] for name in ("capacity", "name", "municipality", "street", "postal_code", "text")}


@pytest.fixture
def desk(client, officer, time_machine, storage):
    time_machine.move_to(at(TODAY), tick=False)
    client.force_login(officer)
    return client


def entered(desk, notice, **typed):
    address = reverse("admin:submissions_enter_observation", args=[notice.application.ref])
    return desk.post(address, {"language": "fr", "received_on": str(LAST), "once": "0" * 32} | PAPER | typed)


def test_a_letter_is_entered_once_with_its_day_its_scan_and_who_entered_it(desk, notice, officer):
    first = entered(desk, notice, scan=samples.photo())
    entered(desk, notice)

    one = Observation.objects.get()
    assert first.status_code == 302 and one.received_at.date() == LAST and one.outcome == ""
    assert one.enclosures.count() == 1 and one.street == AUTHOR["street"]
    assert notice.application.notes.get().by == officer and one.ref in notice.application.notes.get().text


@pytest.mark.parametrize(("day", "outcome"), [(LAST, ""), (LAST + timedelta(days=1), Outcome.LATE)])
def test_what_came_after_the_last_day_is_kept_as_late(desk, notice, day, outcome):
    entered(desk, notice, received_on=str(day))

    one = Observation.objects.get()
    assert (one.outcome, one.is_considered) == (outcome, False if outcome else None)


@pytest.mark.parametrize(
    "typed",
    [
        {"received_on": str(STARTS - timedelta(days=1))},
        {"received_on": str(TODAY + timedelta(days=1))},
        {"name": ""},
        {"capacity": ""},
        {"text": ""},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, notice, typed):
    page = entered(desk, notice, **typed)

    assert page.status_code == 200 and 'class="errorlist' in page.text and PAPER["municipality"] in page.text
    assert not Observation.objects.exists()


def test_the_same_words_of_the_same_author_are_counted_and_nobody_else_enters_any(desk, notice):
    say(notice)
    entered(desk, notice, email=AUTHOR["email"])

    assert Observation.objects.get().times == 2
    with pytest.raises(PermissionDenied):
        actions.enter(
            notice, by=samples.person("clerk@example.org", is_staff=True), said=AUTHOR, received_on=LAST, files=[],
            once="1", language="fr", at=at(TODAY), note="",
        )  # fmt: skip
