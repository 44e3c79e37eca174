"""Files in the work queue, straight into the tables: how they came there is what other tests are about."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Organization
from licensing.folding import fold
from licensing.models import Application
from licensing.states import State


def a_file(owner, number=1, *, days=0, state=State.IN_REVIEW, type_code="raffle", due_in=30, place="Ottawa", **facts):
    """One open file, received `days` ago, a decision aimed at `due_in` days from today."""
    organization, _created = Organization.objects.get_or_create(name=f"Club {number}", kind="non-profit")
    return Application.objects.create(
        ref=f"2026-{number:06}", once=f"q{number}", type_code=type_code, created_by=owner, state=state,
        organization=organization, received_at=timezone.now() - timedelta(days=days), municipality=place,
        place=fold(place), due_on=timezone.localdate() + timedelta(days=due_in), **facts,
    )  # fmt: skip


def asked(file, by, *, due_in):
    """An open question to the applicant, to be answered within so many days."""
    Application.objects.filter(pk=file.pk).update(**{"state": State.INFO_REQUESTED})
    due_on = timezone.localdate() + timedelta(days=due_in)
    return file.requests.create(asked_by=by, text="?", due_on=due_on)
