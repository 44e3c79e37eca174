"""Notices of proposal whose time is over: a decision waits for them no longer."""

from datetime import date

from .. import actions
from ..checks import PROPOSAL
from ..models import Application


def go_round(on: date) -> None:
    """Close the checks of those that nobody asked a hearing for in time.  Safe to repeat."""
    waiting = Application.objects.under_review().filter(checks__code=PROPOSAL.code, checks__closed_at=None)
    for application in waiting.filter(proposals__outcome="", proposals__review_by__lt=on).iterator():
        actions.close_proposal(application, on=on)
