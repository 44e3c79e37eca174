"""Drafts that nobody touches: their owner is told in time, and then they are let go of, with what is in them."""

from datetime import date
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from icajo.calendar import add_days
from icajo.models import StoredFile

from ..casework import lock, transition
from ..errors import NotNow
from ..models import Application
from ..tasks import WARNED_DAYS


@transaction.atomic
def remind(application: Application, *, on: date) -> None:
    """Tell its owner that the draft is about to be deleted, once for each time that it is left alone.

    Raises NotNow where it was saved, sent or reminded of meanwhile.
    """
    application = lock(application, "remind", by=None)
    if add_days(application.kept_until, -WARNED_DAYS) > on or reminded(application):
        raise NotNow("remind")
    transition(application, "remind", by=None)


@transaction.atomic
def lapse(application: Application, *, on: date) -> None:
    """Let go of a draft that was kept long enough, with what was typed and attached; its number is never used again.

    What was once sealed stays: rounds are never changed.  Raises NotNow where it was saved or sent meanwhile, or where
    its owner has not had the time of the reminder yet.
    """
    application = lock(application, "lapse", by=None)
    warned = reminded(application)
    if on <= application.kept_until or warned is None or deleted_on(application, warned) > on:
        raise NotNow("lapse")
    transition(application, "lapse", by=None)
    if not application.rounds.exists():
        forget(application)


def reminded(application):
    """The reminder since the last save; None where there is none."""
    return application.events.filter(verb="remind", at__gte=application.saved_at).last()


def deleted_on(application: Application, reminder) -> date:
    """The day on which a draft that its owner was reminded of goes: never sooner than the letter said."""
    told = add_days(timezone.localdate(reminder.at), WARNED_DAYS)
    return add_days(max(application.kept_until, told), 1)


def forget(application):
    """What was typed, and the files that nothing else holds."""
    Application.objects.filter(pk=application.pk).update(answers={})
    files = list(StoredFile.objects.filter(pk__in=application.documents.values("file")))
    application.documents.all().delete()
    for file in files:
        try:
            with transaction.atomic():
                file.delete()
        except ProtectedError:
            continue
        assert file.content.name, "it was kept under a name"
        transaction.on_commit(partial(file.content.storage.delete, file.content.name), robust=True)
