"""A charity's day on the portal, through the pages."""

import pytest

from tests import samples
from tests.stories.pages import TODAY


@pytest.fixture
def today():
    return TODAY


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    """The clock starts at noon in Ontario and runs."""
    time_machine.move_to("2026-11-21 12:00:00-05:00")


@pytest.fixture
def amelie(db, storage):
    return samples.person()


@pytest.fixture
def officer(db):
    return samples.officer()


@pytest.fixture
def site(client, amelie):
    """Amélie's browser; a page that fails answers 500, as it would in life."""
    client.force_login(amelie)
    client.raise_request_exception = False
    return client
