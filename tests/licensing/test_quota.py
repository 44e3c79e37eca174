"""Nobody begins drafts by the hundred; what is honest work does not count."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from licensing import actions
from licensing.actions import quota
from licensing.errors import TooManyDrafts
from licensing.models import Application
from licensing.types import LICENCE_TYPES
from tests import samples

raffle = LICENCE_TYPES["raffle"]


def begin(person, once):
    return actions.start(raffle, by=person, step=raffle.steps[0], typed={"legal_name": "Un"}, once=once)


@pytest.fixture(autouse=True)
def three(monkeypatch):
    """Three in ten minutes, five in a day."""
    monkeypatch.setattr(quota, "MOST", [(timedelta(minutes=10), 3), (timedelta(days=1), 5)])


def test_the_fourth_in_ten_minutes_waits_until_the_first_is_ten_minutes_old(amelie, time_machine):
    first = begin(amelie, "0").created_at
    for number in (1, 2):
        time_machine.shift(timedelta(minutes=1))
        begin(amelie, f"{number}")

    with pytest.raises(TooManyDrafts) as wait:
        begin(amelie, "3")

    assert wait.value.until == first + timedelta(minutes=10)
    time_machine.move_to(wait.value.until + timedelta(seconds=1), tick=False)
    assert begin(amelie, "3")


def test_a_day_has_its_own_limit(amelie, time_machine):
    for number in range(5):
        begin(amelie, f"{number}")
        time_machine.shift(timedelta(minutes=11))

    with pytest.raises(TooManyDrafts):
        begin(amelie, "5")


def test_to_discard_them_makes_no_room_but_to_send_them_does(amelie, today):
    for number in range(2):
        actions.discard(begin(amelie, f"{number}"), by=amelie)
    samples.sealed(amelie, on=today)
    begin(amelie, "2")

    with pytest.raises(TooManyDrafts):
        begin(amelie, "3")


def test_a_page_posted_twice_is_no_second_draft_and_others_begin_theirs(amelie):
    for number in range(3):
        begin(amelie, f"{number}")

    assert begin(amelie, "2") == Application.objects.get(once="2")
    assert begin(samples.person("autre@example.org"), "0")


def test_the_page_says_until_when(client, amelie):
    client.force_login(amelie)
    first = reverse("licensing:first_step", args=["raffle"])
    answers = [client.post(first, {"once": f"{number:016}", "action": "suivant"}) for number in range(5)]

    assert [answer.status_code == 429 for answer in answers] == [False, False, False, True, True]
    assert "You can begin another one on November 21, 2026" in answers[3].text
    assert answers[3]["Retry-After"] == "600"
    assert Application.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_no_more_than_three(time_machine):
    time_machine.move_to(timezone.now(), tick=True)
    person = samples.person()

    def one(number):
        try:
            return begin(person, f"{number}").pk
        except TooManyDrafts:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        begun = list(crowd.map(one, range(20)))

    assert len([pk for pk in begun if pk]) == Application.objects.count() == 3
