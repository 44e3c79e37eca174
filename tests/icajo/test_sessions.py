"""How long a session lasts, and how seldom it is written."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse

from tests import samples

NOON = "2026-11-21 12:00:00-05:00"


@pytest.fixture
def site(client, db):
    client.force_login(samples.person())
    return client


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def menu(site):
    return site.get(reverse("licensing:menu")).status_code


def test_half_an_hour_without_a_page_is_not_too_long(clock, site):
    menu(site)

    clock.shift(timedelta(minutes=29, seconds=59))

    assert menu(site) == 200


def test_a_minute_more_is(clock, site):
    menu(site)

    clock.shift(timedelta(minutes=31, seconds=1))

    assert menu(site) == 302


def test_every_page_counts_even_one_that_writes_nothing(clock, site):
    menu(site)

    for pause in (59, 30 * 60, 59, 30 * 60):
        clock.shift(timedelta(seconds=pause))
        assert menu(site) == 200


def test_pages_opened_in_the_same_minute_write_once(clock, site):
    written = set()

    for _page in range(4):
        clock.shift(timedelta(seconds=20))
        menu(site)
        written.add(Session.objects.get().expire_date)

    assert len(written) == 2  # at 0:00, when it began, and at 1:20


def test_a_session_survives_the_loss_of_the_cache(clock, site):
    cache.clear()

    assert menu(site) == 200
