"""Writing to and fro about an incident report or a question.

A letter says that there is something to read, never what; nobody gets another before they have read the last.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from accounts.actions.staff import roles_of
from accounts.models import User
from icajo import mail
from icajo.models import StoredFile

from ..models import FollowUp, FollowUpFile, FollowUpReading, Incident, Inquiry
from ..permissions import may_answer, may_follow_up

About = Incident | Inquiry


@transaction.atomic
def follow_up(
    about: About, *, by: User, as_staff: bool, text: str, once: str, at: datetime, files: Sequence[StoredFile] = ()
) -> FollowUp:
    """Keep a message about this, and tell the other side that there is one.  The same page sent twice is one.

    Raises PermissionDenied where `by` may not write for that side.
    """
    if not (may_answer(by, about) if as_staff else may_follow_up(by, about)):
        raise PermissionDenied("follow_up")
    roles = roles_of(by) if as_staff else []
    facts = {"text": text, "from_staff": as_staff, "role_code": roles[0].code if roles else "", "sent_at": at}
    message, is_new = FollowUp.objects.get_or_create(
        author=by, once=once, **{about._meta.model_name: about}, defaults=facts
    )
    if is_new:
        FollowUpFile.objects.bulk_create(FollowUpFile(follow_up=message, file=file) for file in files)
        tell(message, about)
    return message


def mark_followed(messages: Iterable[FollowUp], *, by: User, as_staff: bool, at: datetime) -> None:
    """Note that these were on somebody’s screen; the first time stays."""
    FollowUpReading.objects.bulk_create(
        [FollowUpReading(follow_up=one, person=by, by_staff=as_staff, at=at) for one in messages],
        ignore_conflicts=True,
    )


def tell(message: FollowUp, about: About) -> None:
    """A letter to whoever is to read it, unless an earlier one waits for them."""
    reader = about.asked_by if message.from_staff else about.looked_after_by
    if reader is None or not reader.is_active:
        return  # the desk shows what waits
    if about.follow_ups.unread_by(reader, from_staff=message.from_staff).exclude(pk=message.pk).exists():
        return
    page = about.get_absolute_url() if message.from_staff else desk_page(about)
    mail.write(
        key=f"follow-up-{message.pk}",
        to=about.email if message.from_staff else reader.email,
        language=about.language if message.from_staff else reader.language,
        template="follow_up_received" if message.from_staff else "follow_up_waits",
        context={
            "person_name": about.name if message.from_staff else reader.get_full_name(),
            "ref": about.ref,
            "url": page,
        },
    )


def desk_page(about: About) -> str:
    return reverse(f"admin:submissions_{about._meta.model_name}_change", args=[about.pk])
