"""A type that opens on a day of its own, with a sign for the window: the raffle, borrowed."""

from dataclasses import replace

import pytest
from django.utils import timezone

from licensing import actions
from licensing.types import LICENCE_TYPES, REGISTER_TYPES
from tests import samples


@pytest.fixture
def opening_type(monkeypatch):
    """For one test, the raffle is a type that opens later and has a seal."""
    type = replace(LICENCE_TYPES["raffle"], opens=True, seal="seals/cannabis", recourse="judicial-review")
    for known in (LICENCE_TYPES, REGISTER_TYPES):
        monkeypatch.setitem(known, "raffle", type)
    return type


@pytest.fixture
def reviewed(opening_type, amelie, officer, today, storage):
    """Its file, taken by an officer."""
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return application
