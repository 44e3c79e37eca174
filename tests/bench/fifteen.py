"""A page of 15 questions: the raffle's longest page of short answers has 14."""

from contextlib import contextmanager
from dataclasses import replace

from icajo.journey.fields import Words
from licensing.types import LICENCE_TYPES
from licensing.types.raffle.steps import Applicant

FIELDS = 15


class Fifteen(Applicant):
    mailing_unit = Words("Unité", max_length=20, required=False)


Fifteen.slug = Applicant.slug
assert len(Fifteen.base_fields) == FIELDS


@contextmanager
def asked():
    """The raffle asks them, until the end of the block."""
    raffle = LICENCE_TYPES["raffle"]
    LICENCE_TYPES["raffle"] = replace(raffle, steps=[Fifteen, *raffle.steps[1:]])
    try:
        yield Fifteen
    finally:
        LICENCE_TYPES["raffle"] = raffle
