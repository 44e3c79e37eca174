from datetime import date

import pytest

from tests import samples

TODAY = date(2026, 11, 21)


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def amelie(db):
    return samples.person()


@pytest.fixture
def officer(db):
    return samples.officer()


@pytest.fixture(autouse=True)
def on_that_day(time_machine):
    """Every test of the heart happens at noon of the same day in Ontario."""
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
