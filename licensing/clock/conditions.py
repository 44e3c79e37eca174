"""Conditions that end before their licence does, as those of a temporary extension: they leave it by themselves."""

from datetime import date

from .. import actions
from ..models import Licence


def go_round(on: date) -> None:
    """Take off what is over, one licence at a time.  Safe to repeat."""
    for licence in Licence.objects.in_force(on).filter(ended_as="", conditions__until__lt=on).distinct().iterator():
        actions.end_conditions(licence, on=on)
