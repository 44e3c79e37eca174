"""Checks that close by themselves: opened and settled by whoever keeps what they wait for."""

from django.utils import timezone

from ..definition import Check
from ..models import Application


def open_check(application: Application, check: Check) -> None:
    """A decision waits for this from now on, also where it was settled once already."""
    application.checks.update_or_create(code=check.code, defaults={"closed_at": None, "closed_by": None})


def settle_check(application: Application, check: Check, *, note: str = "") -> bool:
    """A decision waits no longer for this; returns whether it did until now."""
    still_open = application.checks.filter(code=check.code, closed_at=None)
    return bool(still_open.update(closed_at=timezone.now(), note=note))
