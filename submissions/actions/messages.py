"""Writing in a thread, reading it, and telling the other side that there is something to read.

Nothing written here changes what it is about.  A letter says that there is a message, never what it says; a person
gets one an hour at most about a thread, and none about what they have read meanwhile.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.actions.staff import roles_of
from accounts.models import User
from icajo import mail
from icajo.models import StoredFile
from licensing import correspondence

from .. import threads
from ..errors import ThreadClosed
from ..models import Message, MessageFile, MessageReading, MessageTelling
from ..models.messages import About

QUIET = timedelta(hours=1)  # between two letters to the same person about the same thread


@transaction.atomic
def send_message(
    about: About, *, by: User, as_staff: bool, text: str, once: str, at: datetime, files: Sequence[StoredFile] = ()
) -> Message:
    """Keep a message and tell the other side that there is one.  The same page sent twice is one message.

    Raises PermissionDenied where `by` may not write for that side, ThreadClosed outside the days for it.
    """
    about = type(about).objects.select_for_update(of=("self",)).get(pk=about.pk)
    thread = threads.of(about)
    if not thread.may_write(by, as_staff=as_staff):
        raise PermissionDenied("send_message")
    if not thread.is_open(timezone.localdate(at)):
        raise ThreadClosed
    roles = roles_of(by) if as_staff else []
    facts = {"text": text, "from_staff": as_staff, "role_code": roles[0].code if roles else "", "sent_at": at}
    message, is_new = thread.messages.get_or_create(author=by, once=once, defaults=facts)
    if is_new:
        MessageFile.objects.bulk_create(MessageFile(message=message, file=file) for file in files)
        tell_of(message, thread)
    return message


def mark_read(messages: Iterable[Message], *, by: User, as_staff: bool, at: datetime) -> None:
    """Note that these were on somebody’s screen; the first time stays."""
    MessageReading.objects.bulk_create(
        [MessageReading(message=one, person=by, by_staff=as_staff, at=at) for one in messages], ignore_conflicts=True
    )


def tell_of(message: Message, thread: threads.Thread) -> None:
    """A letter to each of the other side now; to whoever had one within the hour, later, if it is still unread."""
    people = readers(message, thread)
    for person in people:
        before = MessageTelling.objects.filter(message__in=thread.messages.all(), person=person)
        last = before.order_by("at").last()
        if last is None or last.at <= message.sent_at - QUIET:
            write(message.tellings.create(person=person, at=message.sent_at), thread)
        elif not last.is_owed:
            message.tellings.create(person=person, at=last.at + QUIET, is_owed=True)
    if message.from_staff and not people and thread.organization:
        # nobody is left who may act: to the address of the organization, or on paper
        correspondence.write(
            thread.organization,
            on=timezone.localdate(message.sent_at),
            key=f"messages-{thread.about._meta.model_name}-{thread.about.pk}-{message.sent_at:%Y%m%d%H}",
            template="message_waits",
            context=facts_of(thread, thread.organization.language, as_staff=False),
        )


def readers(message: Message, thread: threads.Thread) -> list[User]:
    """Who is told of it."""
    return thread.people() if message.from_staff else thread.officers()


def write(telling: MessageTelling, thread: threads.Thread) -> None:
    """The letter that there is something to read, in the reader’s language."""
    person, as_staff = telling.person, not telling.message.from_staff
    mail.write(
        key=f"messages-{telling.message_id}-{person.pk}",
        to=person.email,
        language=person.language,
        template="message_received" if as_staff else "message_waits",
        context=facts_of(thread, person.language, as_staff=as_staff) | {"person_name": person.get_full_name()},
    )


def facts_of(thread: threads.Thread, language: str, *, as_staff: bool) -> dict:
    """All that a letter says; of a message it says nothing."""
    with override(language):
        return {"about": thread.name(), "type_name": thread.type_name, "url": thread.page(as_staff=as_staff)}


@transaction.atomic
def tell_again(at: datetime) -> int:
    """What the clock does: letters held back for an hour, to whoever came back since the last and left some unread.

    Who has not come back since their last letter still has that one to act on.  Returns how many letters.
    """
    owed = MessageTelling.objects.filter(is_owed=True, at__lte=at).select_related("person", "message")
    written = 0
    for telling in owed.select_for_update(of=("self",), skip_locked=True).order_by("at")[:500]:
        thread = threads.of(telling.message.about)
        if still_unread(telling, thread):
            MessageTelling.objects.filter(pk=telling.pk).update(at=at, is_owed=False)
            write(telling, thread)
            written += 1
        else:
            telling.delete()
    return written


def still_unread(telling: MessageTelling, thread: threads.Thread) -> bool:
    """Has this person, who may still answer, read of it since the last letter, and not all of it?"""
    person, last = telling.person, telling.at - QUIET
    if person not in readers(telling.message, thread):
        return False
    came_back = MessageReading.objects.filter(message__in=thread.messages.all(), person=person, at__gte=last)
    unread = thread.messages.unread_by(person, from_staff=telling.message.from_staff).filter(sent_at__gt=last)
    return came_back.exists() and unread.exists()
