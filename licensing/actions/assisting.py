"""Customer service helps a person to fill in an application: what they begin or go on with is the person's own."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Organization, User
from accounts.permissions import may_act_for

from ..casework import transition
from ..definition import LicenceType
from ..models import Application, Note
from ..permissions import may_assist
from .drafts import next_file_number
from .quota import room_for_another


@transaction.atomic
def assist(application: Application, *, by: User, channel: str, why: str) -> Application:
    """Let `by` write on this draft for two hours; its author has a letter that says so.

    `channel` is one of assisting.CHANNELS; `why`, with the identity check, is a note that no applicant sees.
    Raises PermissionDenied, also about a draft of one's own, and NotNow.
    """
    if application.created_by_id == by.pk:
        raise PermissionDenied("assist")
    transition(application, "assist", by=by, note=channel)
    Note.objects.create(application=application, by=by, text=why)
    return application


@transaction.atomic
def start_with(
    person: User,
    licence_type: LicenceType,
    *,
    organization: Organization | None,
    by: User,
    channel: str,
    why: str,
    once: str,
) -> Application:
    """A new draft of this person, begun with somebody's help.  The same page posted twice begins one.

    Raises PermissionDenied, also for an organization that the person does not act for, and TooManyDrafts.
    """
    if not may_assist(by, None) or person.is_staff or not person.is_active:
        raise PermissionDenied("assist")
    if organization and not may_act_for(person, organization):
        raise PermissionDenied("organization")
    begun = Application.objects.filter(created_by=person, once=once).first()
    if begun:
        return begun
    room_for_another(person)
    answers = {licence_type.holder_page: licence_type.holder.typed(organization)} if organization else {}
    application = Application.objects.create(
        created_by=person,
        once=once,
        type_code=licence_type.code,
        organization=organization,
        answers=answers,
        saved_by=by,
        ref=next_file_number(),
    )
    return assist(application, by=by, channel=channel, why=why)
