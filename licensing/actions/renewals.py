"""From a licence to the next application, with all that is known."""

from datetime import date

from django.db import transaction

from accounts.models import Right, User

from ..casework import transition
from ..definition import Procedure, Purpose
from ..errors import BegunByAnother, NotNow
from ..models import Application, Licence, Obligation
from ..permissions import acts_for, holds
from ..record import known_again, prefilled
from ..renewal import offer
from ..standing import standing
from ..states import State
from .drafts import next_file_number
from .quota import room_for_another


@transaction.atomic
def start_again(licence: Licence, *, by: User, on: date, once: str) -> Application:
    """A draft that holds what is known already.  A page posted twice starts one draft, and a renewal is one at a time.

    Raises NotNow where the type, or the day, does not allow it; BegunByAnother where the renewal is under way in a
    file that this person does not see, such as the holder’s for an agent.
    """
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    offered, again = offer(licence, on, standing(licence, on)), licence.type.again
    if offered is None or not offered.url:
        raise NotNow("again")
    procedure = licence.type.procedure(again.procedure)
    return follow_up(licence, procedure, known_again(licence, on), by=by, once=once)


@transaction.atomic
def start_procedure(
    licence: Licence, procedure: Procedure, *, by: User, on: date, once: str, owed: Obligation | None = None
) -> Application:
    """A draft of a change, a transfer or a report, which holds what is known.  One of each at a time, and one report
    for each obligation; a report may also be sent where none is `owed`.

    Raises NotNow where the licence has ended, or the procedure cannot be asked on this day.
    """
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    lives = not procedure.effect.needs_a_living_licence or standing(licence, on).lives
    if procedure.refused(licence, on) or not lives:
        raise NotNow(procedure.code)
    if owed:
        owed = Obligation.objects.select_for_update(of=("self",)).select_related("report").get(pk=owed.pk)
        if not owed.is_to_send:
            raise NotNow(procedure.code)
    draft = follow_up(licence, procedure, prefilled(licence, procedure, on, owed), by=by, once=once, owed=owed)
    if owed:
        Obligation.objects.filter(pk=owed.pk).update(report=draft)
    return draft


def follow_up(licence, procedure, known, *, by, once, owed=None) -> Application:
    """The draft that was begun already, or a new one that holds what is `known`.  Raises TooManyDrafts."""
    if begun := under_way(licence, procedure, owed):
        return seen_by(by, begun)
    if posted_before := Application.objects.filter(created_by=by, once=once).first():
        return posted_before
    room_for_another(by)
    application = Application.objects.create(
        ref=next_file_number(),
        type_code=licence.type_code,
        purpose=procedure.purpose,
        procedure_code=procedure.code,
        organization=licence.organization,
        about=licence,
        by_agent=not acts_for(by, licence, procedure),
        answers=known,
        created_by=by,
        saved_by=by,
        once=once,
    )
    transition(application, "start", by=by)
    return application


def seen_by(person: User, begun: Application) -> Application:
    if not holds(person, begun, Right.PREPARE):
        raise BegunByAnother
    return begun


def under_way(licence: Licence, procedure: Procedure, owed: Obligation | None = None) -> Application | None:
    """What was begun already of the same procedure and came to no end; a new application is never the same one.

    A renewal that was approved was of the term that ended: its licence runs on and asks for the next in its time.
    """
    over = [State.APPROVED, State.REFUSED, State.WITHDRAWN, State.LAPSED]
    same = licence.follow_ups.filter(procedure_code=procedure.code).exclude(purpose=Purpose.NEW)
    return same.filter(obligation=owed).exclude(state__in=over).first()
