"""How long a session lasts at most, and how long that of staff."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import samples


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2026-11-21 08:00:00-05:00", tick=False)
    return time_machine


@pytest.fixture
def member(client, db, clock):
    client.force_login(samples.person())
    return client


@pytest.fixture
def officer(client, db, clock):
    client.force_login(samples.officer())
    return client


def opens(client, name="licensing:menu"):
    return client.get(reverse(name)).status_code == 200


def stay(client, clock, **how_long):
    """Open a page every ten minutes for so long."""
    until = timedelta(**how_long)
    while until > timedelta():
        pause = min(until, timedelta(minutes=10))
        clock.shift(pause)
        client.get("/session/")
        until -= pause


def test_twelve_hours_of_work_are_the_most(member, clock):
    stay(member, clock, hours=11, minutes=59)
    assert opens(member)

    stay(member, clock, minutes=1)
    assert not opens(member)


def test_staff_work_for_eight_hours(officer, clock):
    stay(officer, clock, hours=7, minutes=59)
    assert opens(officer, "admin:index")

    stay(officer, clock, minutes=1)
    assert not opens(officer, "admin:index")


def test_staff_pause_for_a_quarter_of_an_hour(officer, clock):
    assert opens(officer, "admin:index")
    clock.shift(timedelta(minutes=14, seconds=59))
    assert opens(officer, "admin:index")

    clock.shift(timedelta(minutes=15))
    assert not opens(officer, "admin:index")


def test_the_page_says_when_the_session_ends_and_not_later(member, clock):
    assert member.get("/session/").json()["ends"].startswith("2026-11-21T13:30")

    stay(member, clock, hours=11, minutes=50)
    assert member.get("/session/").json()["ends"].startswith("2026-11-22T01:00")


def test_a_session_over_is_gone(member, clock):
    key = member.session.session_key
    stay(member, clock, hours=12)
    opens(member)

    assert not member.session.exists(key)
