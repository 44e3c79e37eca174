"""An observation that came on paper, or was told at the counter, written down by the staff as it came."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from icajo.models import StoredFile
from licensing import actions as licensing
from licensing.checks import OBSERVATIONS
from licensing.models import PublicNotice
from licensing.states import OPEN_TO_STAFF

from ..errors import NotReady
from ..models import Observation, Outcome
from ..permissions import hears
from .observations import Said, acknowledge, enclose, lock, same, sent_again, written

NOTED = "{ref} : {note}"


@transaction.atomic
def enter(
    notice: PublicNotice, *, by: User, said: Said, received_on: date, files: Sequence[StoredFile], once: str,
    language: str, at: datetime, note: str,
) -> tuple[Observation, str]:  # fmt: skip
    """Keep what came on this day, and the code to follow it with; one that came after the last day is kept as late.

    Who entered it stands among the notes of the file, with `note`.  A page sent twice is one observation.
    Raises PermissionDenied; NotReady("day") for a day before the notice or to come, NotReady("decided").
    """
    if not hears(by):
        raise PermissionDenied("handle_observation")
    notice = lock(notice)
    if not notice.starts_on <= received_on <= timezone.localdate(at):
        raise NotReady("day")
    if notice.application.state not in OPEN_TO_STAFF:
        raise NotReady("decided")
    if sent := Observation.objects.filter(once=once).first():
        return sent, ""
    if known := same(notice, said):
        return sent_again(known, files), ""
    noon = min(timezone.make_aware(datetime.combine(received_on, time(12))), at)
    observation, code = written(notice, said=said, once=once, language=language, at=noon)
    if received_on > notice.ends_on:
        observation.is_considered, observation.outcome, observation.outcome_at = False, Outcome.LATE, at
        observation.outcome_by = by
    observation.save()
    enclose(observation, files)
    licensing.write_note(notice.application, by=by, text=NOTED.format(ref=observation.ref, note=note), at=at)
    if not observation.is_anonymous:
        licensing.open_check(notice.application, OBSERVATIONS)
        acknowledge(observation)
    return observation, code
