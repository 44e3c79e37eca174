"""The thread of a file, an incident report or a question: who writes on either side, who is told, what one reads."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organization, Right, User
from icajo.calendar import deadline
from icajo.models import StoredFile
from licensing.casework import TRANSITIONS
from licensing.models import Application
from licensing.models.applications import reads_files
from licensing.permissions import prepares
from licensing.states import DECIDED, OPEN_TO_STAFF

from .models import Incident, Inquiry, Message
from .permissions import answers, handles, may_report

DAYS = 90  # after the decision about a file, during which one may still write
DECIDING = [verb for verb, rule in TRANSITIONS.items() if rule.after in DECIDED]


class Shown(NamedTuple):
    """One message as somebody reads it: `seen_at` is when the other side first did, of what their own side wrote."""

    message: Message
    files: list[tuple[StoredFile, str]]  # each with its address
    is_new: bool
    is_own: bool
    seen_at: datetime | None


class Thread:
    """All messages about one thing; of two names, the first is for the portal, the other for the desk."""

    pages: tuple[str, str]
    file_pages: tuple[str, str]
    last_day: date | None = None  # on which one may write, where there is one
    type_name = ""

    def __init__(self, about):
        self.about = about

    @property
    def messages(self):
        return self.about.thread

    def name(self) -> str:
        """What it is about, as a letter says it in the active language."""
        raise NotImplementedError

    def may_write(self, user: User, *, as_staff: bool) -> bool:
        """May this person write, for that side?"""
        raise NotImplementedError

    def officers(self) -> list[User]:
        """Who of the staff is told of what comes from outside; where there is nobody, the desk shows what waits."""
        officer = self.about.officer
        return [officer] if officer and officer.is_active and self.may_write(officer, as_staff=True) else []

    def people(self) -> list[User]:
        """Who is told of what the staff write: whoever may answer it today."""
        raise NotImplementedError

    @property
    def organization(self) -> Organization | None:
        """To whom the letter goes where nobody is left who may answer."""
        return self.about.organization

    def is_open(self, on: date) -> bool:
        """May anybody write on this day?"""
        return True

    def key(self, *, as_staff: bool):
        """By which its pages know it."""
        return self.about.pk if as_staff else self.about.ref

    def page(self, *, as_staff: bool) -> str:
        return reverse(self.pages[as_staff], args=[self.key(as_staff=as_staff)])

    def listing(self, user: User, *, as_staff: bool) -> list[Shown]:
        """Every message, the oldest first, whoever has read what."""
        rows = self.messages.select_related("author").prefetch_related("files__file", "readings")
        return [self.shown(message, user, as_staff) for message in rows]

    def shown(self, message: Message, user: User, as_staff: bool) -> Shown:
        own_side, readings = message.from_staff == as_staff, message.readings.all()
        key = self.key(as_staff=as_staff)
        return Shown(
            message=message,
            files=[
                (one.file, reverse(self.file_pages[as_staff], args=[key, one.file.key])) for one in message.files.all()
            ],
            is_new=not own_side and all(one.person_id != user.pk for one in readings),
            is_own=message.author_id == user.pk,
            seen_at=next((one.at for one in readings if one.by_staff != message.from_staff), None)
            if own_side
            else None,
        )


class OfFile(Thread):
    """From when the file was received until DAYS after the decision."""

    pages = "submissions:thread", "admin:submissions_thread"
    file_pages = "submissions:message_file", "admin:submissions_message_file"

    def name(self):
        return _("file %(ref)s") % {"ref": self.about.ref}

    @property
    def type_name(self):
        return str(self.about.title)

    def may_write(self, user, *, as_staff):
        return reads_files(user) if as_staff else prepares(user, self.about)

    def people(self):
        """The members who prepare files, and the agent who filed it."""
        held = Membership.objects.in_force().whole().with_right(Right.PREPARE)
        members = held.filter(organization=self.about.organization_id, user__is_active=True).select_related("user")
        people = {one.user_id: one.user for one in members.order_by("pk")}
        author = self.about.created_by
        if author.is_active and prepares(author, self.about):
            people.setdefault(author.pk, author)
        return list(people.values())

    @property
    def last_day(self):
        if self.about.state not in DECIDED:
            return None
        decided = self.about.events.filter(verb__in=DECIDING).last()
        return deadline(timezone.localdate(decided.at if decided else self.about.saved_at), DAYS)

    def is_open(self, on):
        return self.about.state in OPEN_TO_STAFF or ((last := self.last_day) is not None and on <= last)

    def key(self, *, as_staff):
        return self.about.ref


class OfIncident(Thread):
    pages = "submissions:incident_report", "admin:submissions_incident_change"
    file_pages = "submissions:incident_file", "admin:submissions_incident_file"

    def name(self):
        return _("incident report %(ref)s") % {"ref": self.about.ref}

    def may_write(self, user, *, as_staff):
        if as_staff:
            return handles(user) and Incident.objects.for_staff(user).filter(pk=self.about.pk).exists()
        seen = Incident.objects.of(user).filter(pk=self.about.pk).exists()
        return seen and may_report(user, self.about.organization_id)

    def people(self):
        sender = self.about.sent_by
        return [sender] if sender.is_active and self.may_write(sender, as_staff=False) else []


class OfInquiry(Thread):
    pages = "submissions:inquiry", "admin:submissions_inquiry_change"
    file_pages = "submissions:inquiry_file", "admin:submissions_inquiry_file"
    organization = None  # the question is a person’s

    def name(self):
        return _("question %(ref)s") % {"ref": self.about.ref}

    def may_write(self, user, *, as_staff):
        if as_staff:
            return answers(user) and Inquiry.objects.visible_to(user).filter(pk=self.about.pk).exists()
        return self.about.user_id == user.pk

    def people(self):
        return [self.about.user] if self.about.is_followed else []


KINDS = {"application": OfFile, "incident": OfIncident, "inquiry": OfInquiry}


def of(about) -> Thread:
    """The thread about a file, an incident report or a question."""
    return KINDS[about._meta.model_name](about)


def unread_of(user: User) -> list[Application]:
    """The files of somebody that have messages they have not read, each with their number as `unread`."""
    new = Message.objects.unread_by(user, from_staff=True)
    return counted(Application.objects.of(user), new)


def waiting_for(user: User) -> list[Application]:
    """For one of the staff: their own files, and those under review that nobody took, with messages to read."""
    theirs = Q(officer=user) | Q(officer=None, state__in=OPEN_TO_STAFF)
    return counted(Application.objects.visible_to(user).filter(theirs), Message.objects.waiting())


def counted(files, new) -> list[Application]:
    """Those of the files with such messages, each with their number as `unread`; the longest waiting first."""
    found = files.filter(thread__in=new.order_by().values("pk"))
    found = found.annotate(unread=Count("thread"), since=Min("thread__sent_at"))
    return list(found.select_related("organization").order_by("since", "pk"))
