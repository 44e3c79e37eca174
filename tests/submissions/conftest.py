import dataclasses

import pytest

from licensing.types import LICENCE_TYPES
from tests import samples
from tests.submissions.observed import a_notice


@pytest.fixture
def owner(db):
    return samples.person()


@pytest.fixture
def officer(db):
    return samples.officer()


@pytest.fixture
def notice(owner):
    return a_notice(owner)


@pytest.fixture
def anonymous_taken(monkeypatch):
    """As for a store: a comment without a name is taken."""
    liquor = LICENCE_TYPES["liquor-sales"]
    rule = dataclasses.replace(liquor.notice, anonymous=True)
    monkeypatch.setitem(LICENCE_TYPES, "liquor-sales", dataclasses.replace(liquor, notice=rule))
