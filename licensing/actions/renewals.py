"""From a licence to the next application, with all that is known."""

from datetime import date

from django.db import transaction

from accounts.models import Right, User
from accounts.permissions import may_act_for

from ..casework import transition
from ..definition import Purpose
from ..errors import BegunByAnother, NotNow
from ..models import Application, Licence
from ..permissions import holds
from ..renewal import offer
from ..states import State
from .drafts import next_file_number


@transaction.atomic
def start_again(licence: Licence, *, by: User, on: date, once: str) -> Application:
    """A draft that holds what is known already.  A page posted twice starts one draft, and a renewal is one at a time.

    Raises NotNow where the type, or the day, does not allow it; BegunByAnother where the renewal is under way in a
    file that this person does not see, such as the holder’s for an agent.
    """
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    offered, again = offer(licence, on), licence.type.again
    if offered is None or not offered.url:
        raise NotNow("again")
    if begun := under_way(licence):
        return seen_by(by, begun)
    if posted_before := Application.objects.filter(created_by=by, once=once).first():
        return posted_before
    application = Application.objects.create(
        ref=next_file_number(),
        type_code=licence.type_code,
        purpose=again.purpose,
        organization=licence.organization,
        renews=licence,
        by_agent=not may_act_for(by, licence.organization),
        answers=again.prefill(licence, on),
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


def under_way(licence: Licence) -> Application | None:
    """The renewal that was begun already and came to no end that calls for another."""
    over = [State.REFUSED, State.WITHDRAWN, State.LAPSED]
    return licence.renewals.filter(purpose=Purpose.RENEWAL).exclude(state__in=over).first()
