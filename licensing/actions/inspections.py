"""The inspection before a decision: ready, times proposed and agreed, the visit, its result; a check waits for it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from icajo.calendar import add_days

from ..casework import lock, transition
from ..checks import INSPECTION
from ..errors import NotNow, NotReady, WrongTime
from ..inspecting import LONGEST_WAIT, criteria, newly_asked, open_inspection, to_mend, unmet, waiting
from ..models import Application, Inspection, ProposedTime
from .checks import settle_check

MOST_TIMES = 3
Answer, Result = ProposedTime.Answer, Inspection.Result


@transaction.atomic
def ready_for_inspection(
    application: Application,
    *,
    by: User,
    on: date,
    confirmed: Sequence[str],
    attending: str,
    telephone: str,
    preferred: str = "",
) -> Inspection:
    """Say that the premises are ready, every criterion confirmed.  Raises NotReady(unmet)."""
    application = lock(application, "ready_for_inspection", by=by)
    if missing := unmet(application, on):
        raise NotReady(missing)
    if {one.code for one in criteria(application)} - set(confirmed):
        raise NotReady([])
    event = transition(application, "ready_for_inspection", by=by, note=preferred)
    return application.inspections.create(
        number=application.inspections.count() + 1,
        asked_at=event.at,
        asked_by=by,
        confirmed=list(confirmed),
        attending=attending,
        telephone=telephone,
        preferred=preferred,
    )


@transaction.atomic
def propose_inspection(
    application: Application, *, by: User, now: datetime, times: Sequence[datetime]
) -> list[ProposedTime]:
    """Offer one to three times in place of those before them; an agreed one is given up.  Raises WrongTime."""
    application = lock(application, "propose_inspection", by=by)
    times = sorted(set(times))
    latest = add_days(timezone.localdate(now), LONGEST_WAIT)
    if not 1 <= len(times) <= MOST_TIMES or times[0] <= now or timezone.localdate(times[-1]) > latest:
        raise WrongTime
    transition(application, "propose_inspection", by=by)
    inspection = give_up_times(that_goes_on(application), Answer.REPLACED)
    inspection.inspector = by
    inspection.save(update_fields=["inspector"])
    return [inspection.times.create(starts_at=time, proposed_by=by) for time in times]


@transaction.atomic
def accept_inspection(application: Application, *, by: User, now: datetime, time: int) -> Inspection:
    """Agree to the proposed time of this key.  Raises WrongTime where it is past, or was replaced meanwhile."""
    application = lock(application, "accept_inspection", by=by)
    inspection = that_goes_on(application)
    chosen = next((one for one in waiting(inspection) if one.pk == time), None)
    if chosen is None or chosen.starts_at <= now:
        raise WrongTime
    transition(application, "accept_inspection", by=by)
    inspection.times.filter(answer=Answer.WAITING).exclude(pk=chosen.pk).update(answer=Answer.REPLACED)
    inspection.times.filter(pk=chosen.pk).update(answer=Answer.ACCEPTED)
    inspection.starts_at, inspection.agreed_at = chosen.starts_at, now
    inspection.save(update_fields=["starts_at", "agreed_at"])
    return inspection


@transaction.atomic
def another_inspection(application: Application, *, by: User, reason: str) -> Inspection:
    """Ask for another time, for the reason given; what was proposed or agreed is given up."""
    application = transition(application, "another_inspection", by=by, note=reason).application
    return give_up_times(that_goes_on(application), Answer.DECLINED)


@transaction.atomic
def begin_inspection(application: Application, *, by: User, on: date) -> Inspection:
    """Begin the visit: what is looked for is written down as it is asked now.  Not before the day agreed (NotNow)."""
    application = lock(application, "begin_inspection", by=by)
    inspection = that_goes_on(application)
    if on < timezone.localdate(inspection.starts_at):
        raise NotNow("begin_inspection")
    transition(application, "begin_inspection", by=by)
    inspection.begun_at, inspection.inspector = timezone.now(), by
    inspection.save(update_fields=["begun_at", "inspector"])
    for finding in newly_asked(application):
        finding.inspection = inspection
        finding.save()
    return inspection


@transaction.atomic
def finish_inspection(application: Application, *, by: User, present: bool, note: str = "") -> Inspection:
    """End the visit: passed where every criterion is met, and then a decision waits no longer for it."""
    application = transition(application, "finish_inspection", by=by, note=note).application
    inspection = that_goes_on(application)
    passed = not to_mend(inspection.findings.all())
    inspection.applicant_present = present
    end(inspection, Result.PASSED if passed else Result.FAILED, by=by, note=note)
    if passed:
        settle_check(application, INSPECTION)
    return inspection


@transaction.atomic
def cancel_inspection(application: Application, *, by: User, reason: str, no_show: bool = False) -> Inspection:
    """It does not take place, or could not be ended: what was seen so far stays.  The applicant may ask again."""
    application = transition(application, "cancel_inspection", by=by, note=reason).application
    inspection = give_up_times(that_goes_on(application), Answer.REPLACED, keep_agreed=True)
    end(inspection, Result.NO_SHOW if no_show else Result.CANCELLED, by=by, note=reason)
    return inspection


@transaction.atomic
def waive_inspection(application: Application, *, by: User, reason: str) -> None:
    """Decide that no inspection is needed here, and why; one that goes on ends with that."""
    application = transition(application, "waive_inspection", by=by, note=reason).application
    if inspection := open_inspection(application):
        give_up_times(inspection, Answer.REPLACED, keep_agreed=True)
        end(inspection, Result.WAIVED, by=by, note=reason)
    settle_check(application, INSPECTION, note=reason)


def that_goes_on(application: Application) -> Inspection:
    """The open one; there is one, since the verb was possible."""
    inspection = open_inspection(application)
    assert inspection is not None, "the table of transitions asked for it"
    return inspection


def give_up_times(inspection: Inspection, answer: str, *, keep_agreed: bool = False) -> Inspection:
    """No time is offered any more, and unless `keep_agreed`, none agreed."""
    given_up = [Answer.WAITING] if keep_agreed else [Answer.WAITING, Answer.ACCEPTED]
    inspection.times.filter(answer__in=given_up).update(answer=answer)
    if not keep_agreed:
        inspection.starts_at = inspection.agreed_at = None
        inspection.save(update_fields=["starts_at", "agreed_at"])
    return inspection


def end(inspection: Inspection, result: str, *, by: User, note: str) -> None:
    inspection.result, inspection.note = result, note
    inspection.ended_at, inspection.ended_by = timezone.now(), by
    inspection.save()
