"""Writing in the thread of a file, reading it, and telling the other side that there is something to read.

Nothing written here changes the file.  A letter says that there is a message, never what it says; a person gets one an
hour at most about a file, and none about what they have read meanwhile.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.actions.staff import roles_of
from accounts.models import Membership, Right, User
from icajo import mail
from icajo.models import StoredFile
from licensing import correspondence
from licensing.models import Application
from licensing.models.applications import reads_files
from licensing.permissions import prepares

from .. import threads
from ..errors import ThreadClosed
from ..models import FileMessage, MessageFile, MessageReading, MessageTelling

QUIET = timedelta(hours=1)  # between two letters to the same person about the same file


@transaction.atomic
def send_message(
    application: Application,
    *,
    by: User,
    as_staff: bool,
    text: str,
    once: str,
    at: datetime,
    files: Sequence[StoredFile] = (),
) -> FileMessage:
    """Keep a message and tell the other side that there is one.  The same page sent twice is one message.

    Raises PermissionDenied where `by` may not write for that side, ThreadClosed outside the days for it.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not may_write(by, application, as_staff=as_staff):
        raise PermissionDenied("send_message")
    if not threads.is_open(application, timezone.localdate(at)):
        raise ThreadClosed
    roles = roles_of(by) if as_staff else []
    facts = {"text": text, "from_staff": as_staff, "role_code": roles[0].code if roles else "", "sent_at": at}
    message, is_new = FileMessage.objects.get_or_create(author=by, once=once, application=application, defaults=facts)
    if is_new:
        MessageFile.objects.bulk_create(MessageFile(message=message, file=file) for file in files)
        tell_of(message)
    return message


def may_write(user: User, application: Application, *, as_staff: bool) -> bool:
    """Of the applicant’s side, who may prepare the file; of the staff, who may read it."""
    return reads_files(user) if as_staff else prepares(user, application)


def mark_read(messages: Iterable[FileMessage], *, by: User, as_staff: bool, at: datetime) -> None:
    """Note that these were on somebody’s screen; the first time stays."""
    MessageReading.objects.bulk_create(
        [MessageReading(message=one, person=by, by_staff=as_staff, at=at) for one in messages], ignore_conflicts=True
    )


def tell_of(message: FileMessage) -> None:
    """A letter to each of the other side now; to whoever had one within the hour, later, if it is still unread."""
    application = message.application
    people = officers(application) if not message.from_staff else applicants(application)
    for person in people:
        row, _new = MessageTelling.objects.get_or_create(application=application, person=person)
        if row.told_at and row.told_at > message.sent_at - QUIET:
            MessageTelling.objects.filter(pk=row.pk).update(is_owed=True)
        else:
            write(row, message.sent_at, as_staff=not message.from_staff)
    if message.from_staff and not people and application.organization_id:
        # nobody is left who may act: to the address of the organization, or on paper
        with override(application.organization.language):
            correspondence.write(
                application.organization,
                on=timezone.localdate(message.sent_at),
                key=f"messages-{application.pk}-{message.sent_at:%Y%m%d%H}",
                template="message_waits",
                context=facts_of(application, "", as_staff=False),
            )


def officers(application: Application) -> list[User]:
    """The officer of the file, if there is one who still reads files: else the desk shows what waits."""
    officer = application.officer
    return [officer] if officer and officer.is_active and reads_files(officer) else []


def applicants(application: Application) -> list[User]:
    """Whoever may act on the file today: the members who prepare files, and the agent who filed it."""
    held = Membership.objects.in_force().whole().with_right(Right.PREPARE)
    members = held.filter(organization=application.organization_id, user__is_active=True).select_related("user")
    people = {one.user_id: one.user for one in members.order_by("pk")}
    author = application.created_by
    if author.is_active and prepares(author, application):
        people.setdefault(author.pk, author)
    return list(people.values())


def write(row: MessageTelling, at: datetime, *, as_staff: bool) -> None:
    """The letter that there is something to read, in the reader’s language."""
    application, person = row.application, row.person
    with override(person.language):
        mail.write(
            key=f"messages-{application.pk}-{person.pk}-{at:%Y%m%d%H%M%S%f}",
            to=person.email,
            language=person.language,
            template="message_received" if as_staff else "message_waits",
            context=facts_of(application, person.get_full_name(), as_staff=as_staff),
        )
    MessageTelling.objects.filter(pk=row.pk).update(told_at=at, is_owed=False)


def facts_of(application: Application, name: str, *, as_staff: bool) -> dict:
    """All that a letter says, in the active language; of a message it says nothing."""
    page = "admin:submissions_thread" if as_staff else "submissions:thread"
    return {
        "person_name": name,
        "ref": application.ref,
        "type_name": str(application.title),
        "url": reverse(page, args=[application.ref]),
    }


@transaction.atomic
def tell_again(at: datetime) -> int:
    """What the clock does: letters held back for an hour, to whoever came back since the last and left some unread.

    Who has not come back since their last letter still has that one to act on.  Returns how many letters.
    """
    owed = MessageTelling.objects.filter(is_owed=True, told_at__lte=at - QUIET)
    rows = owed.select_for_update(of=("self",), skip_locked=True).select_related(
        "person", "application__organization", "application__officer", "application__created_by"
    )
    written = 0
    for row in rows.order_by("told_at")[:500]:
        as_staff = row.person in officers(row.application)
        if still_unread(row, as_staff=as_staff):
            write(row, at, as_staff=as_staff)
            written += 1
        else:
            MessageTelling.objects.filter(pk=row.pk).update(is_owed=False)
    return written


def still_unread(row: MessageTelling, *, as_staff: bool) -> bool:
    """Has this person, who may still open the file, read of it since the last letter, and not all of it?"""
    application, person = row.application, row.person
    if not as_staff and person not in applicants(application):
        return False
    came_back = MessageReading.objects.filter(person=person, message__application=application, at__gte=row.told_at)
    unread = application.thread.unread_by(person, from_staff=not as_staff).filter(sent_at__gt=row.told_at)
    return came_back.exists() and unread.exists()
