"""« Soumettez une plainte »: what somebody told us, and what became of it.

Nothing here says who complains or when to the minute: keys are drawn, never counted, what its author sends has the
hour alone, and how to reach one who gives their name stands in a table of its own.
"""

import uuid
from datetime import date, datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from icajo.calendar import business_days
from icajo.models import StoredFile
from licensing.models import Inspection, Licence

PERSON = settings.AUTH_USER_MODEL
LONGEST = 4000
DAYS_TO_ACKNOWLEDGE = 1  # business days (facts 2.10)
STAY = pgtrigger.Update | pgtrigger.Delete


class Who(models.TextChoices):
    """As whom somebody complains."""

    ANONYMOUS = "anonymous", _("Anonymous")
    NAMED = "named", _("With contact details")
    ACCOUNT = "account", _("With an account")


class About(models.TextChoices):
    """Of what (facts 2.10)."""

    HOLDER = "holder", _("Somebody who holds a licence, or should")
    SERVICE = "service", _("Our service, or how we work")
    STAFF = "staff", _("A person who works for us")
    ADVERTISEMENT = "advertisement", _("An advertisement")


class Category(models.TextChoices):
    """What it turns out to be, as the staff sort it."""

    MINORS = "minors", _("Minors")
    SERVING = "serving", _("Serving or selling, intoxication, hours")
    NUISANCE = "nuisance", _("Noise, crowding, disorder")
    UNLICENSED = "unlicensed", _("Without a licence")
    GAMING = "gaming", _("Honesty of a game or a draw")
    ADVERTISING = "advertising", _("Advertising and inducements")
    CONDUCT = "conduct", _("Conduct of a licence holder")
    SERVICE = "service", _("Service, delays, procedures")
    STAFF = "staff", _("Conduct of our staff")
    OTHER = "other", _("Something else")


class Severity(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    URGENT = "urgent", _("Urgent: somebody may be in danger")


class Ending(models.TextChoices):
    """What its author is told in the end."""

    ACTED = "acted", _("We acted on it")
    WARNED = "warned", _("We reminded whom it is about of the rules")
    UNFOUNDED = "unfounded", _("We found nothing against the rules")
    UNCLEAR = "unclear", _("We do not know enough to go on")
    PASSED_ON = "passed-on", _("It belongs to another authority")
    OUTSIDE = "outside", _("It is outside of what we may do")


class ComplaintQuerySet(models.QuerySet):
    def of(self, user):
        """Those that somebody sent with their account."""
        return self.filter(complainant__user=user.pk) if user.is_authenticated else self.none()

    def open(self):
        return self.filter(closed_at=None)

    def late(self, on: date):
        """Not acknowledged by the day for it."""
        return self.filter(acknowledged_at=None, due_on__lt=on)

    def with_waits(self):
        """Each with whether its author wrote something that none of us has read, as `waits`."""
        unread = ComplaintMessage.objects.filter(complaint=OuterRef("pk"), from_staff=False, is_read=False)
        return self.annotate(waits=Exists(unread))


class Complaint(models.Model):
    """One complaint.  What its author wrote never changes; the rest is how the staff deal with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ref = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    code_digest = models.CharField(max_length=64, unique=True, editable=False)  # of the code that its author has
    who = models.CharField(_("sent"), max_length=10, choices=Who)
    language = models.CharField(_("language of correspondence"), max_length=2, choices=settings.LANGUAGES)
    received_at = models.DateTimeField(_("received"))  # the hour alone
    is_settled = models.BooleanField(default=False, editable=False)  # written again with all of its hour
    about = models.CharField(_("about"), max_length=14, choices=About)
    licence_number = models.CharField(_("licence named"), max_length=20, blank=True)
    described = models.CharField(_("who or what"), max_length=300, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    happened = models.CharField(_("when"), max_length=200, blank=True)  # as they remember it
    text = models.TextField(_("text"), max_length=LONGEST)
    due_on = models.DateField(_("acknowledge by"))
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    category = models.CharField(_("category"), max_length=12, choices=Category, blank=True)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, blank=True)
    officer = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("assigned to")
    )
    licence = models.ForeignKey(
        Licence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("licence")
    )
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("inspection")
    )
    ending = models.CharField(_("outcome"), max_length=10, choices=Ending, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at", "pk"]
        permissions = [("handle_complaint", "Can read complaints and deal with them")]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(acknowledged_at=None), name="complaints_to_acknowledge")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(ending=""), name="closed_with_an_outcome"),
        ]
        triggers = [
            pgtrigger.Protect(name="complaints_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="what_was_told_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "ref", "code_digest", "who", "received_at", "about", "licence_number", "described", "place",
                    "happened", "text",
                ),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.ref

    @property
    def is_anonymous(self):
        return self.who == Who.ANONYMOUS

    def is_late(self, on: date) -> bool:
        return self.acknowledged_at is None and self.due_on < on


def acknowledge_by(received: date) -> date:
    """The day by which a complaint of this day is acknowledged by somebody."""
    return business_days(received, DAYS_TO_ACKNOWLEDGE)


def hour_of(at: datetime) -> datetime:
    """All that is kept of the moment at which somebody sent something."""
    return at.replace(minute=0, second=0, microsecond=0)


class Complainant(models.Model):
    """Who complains, where they say so.  Opened by the complaints staff alone, for a reason that is written down."""

    complaint = models.OneToOneField(
        Complaint, models.PROTECT, primary_key=True, related_name="complainant", verbose_name=_("complaint")
    )
    user = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)

    class Meta:
        verbose_name = _("who complains")
        verbose_name_plural = _("people who complain")
        triggers = [pgtrigger.Protect(name="complainants_stay", operation=STAY)]

    def __str__(self):
        return str(self.complaint_id)


class ComplaintMessage(models.Model):
    """One message in the thread of a complaint, by its author or by us.  Its key is that of the page it came from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="messages", verbose_name=_("complaint"))
    number = models.PositiveIntegerField(_("number"))
    from_staff = models.BooleanField(_("from the staff"))
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("written by"))
    text = models.TextField(_("text"), max_length=LONGEST)
    sent_at = models.DateTimeField(_("sent"))  # the hour alone
    is_read = models.BooleanField(_("read"), default=False)  # by the other side; not when
    is_settled = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("message about a complaint")
        verbose_name_plural = _("messages about complaints")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="complaint_messages_are_numbered"),
            models.CheckConstraint(
                condition=Q(from_staff=True, by__isnull=False) | Q(from_staff=False, by__isnull=True),
                name="only_staff_sign_messages_of_complaints",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="complaint_messages_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="complaint_messages_unchanged",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("complaint", "number", "from_staff", "by", "text", "sent_at"),
            ),
        ]

    def __str__(self):
        return f"{self.complaint_id}: {self.number}"


class ComplaintFile(models.Model):
    """A file without its hidden data and without its name.  What was sent before that is kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="files", verbose_name=_("complaint"))
    message = models.ForeignKey(
        ComplaintMessage, models.PROTECT, null=True, related_name="files", verbose_name=_("message")
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.FileField(_("content"), max_length=80)
    name = models.CharField(_("name"), max_length=40)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))  # bytes
    scan = models.CharField(_("virus scan"), max_length=12, choices=StoredFile.Scan)
    is_settled = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("file of a complaint")
        verbose_name_plural = _("files of complaints")
        ordering = ["number"]
        triggers = [pgtrigger.Protect(name="complaint_files_stay", operation=pgtrigger.Delete)]

    def __str__(self):
        return self.name


class ComplaintEvent(models.Model):
    """What one of the staff did with a complaint, or read of it, and why.  Written once."""

    class Verb(models.TextChoices):
        READ = "read", _("Read")
        ACKNOWLEDGE = "acknowledge", _("Acknowledged")
        TRIAGE = "triage", _("Sorted")
        ASSIGN = "assign", _("Assigned")
        LINK = "link", _("Linked")
        SAY = "say", _("Wrote to its author")
        NOTE = "note", _("Internal note")
        CONTACT = "contact", _("Opened the contact details")
        CLOSE = "close", _("Closed")

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="events", verbose_name=_("complaint"))
    verb = models.CharField(_("what"), max_length=12, choices=Verb)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("event of a complaint")
        verbose_name_plural = _("events of complaints")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="complaint_events_stay", operation=STAY)]

    def __str__(self):
        return f"{self.complaint_id}: {self.verb}"


class Parcel(models.Model):
    """A file of a complaint still being written, locked: only the author’s page has the key.  Gone in hours."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField(max_length=80)
    until = models.DateTimeField(db_index=True)  # the hour after which it is thrown away

    class Meta:
        verbose_name = _("locked file")
        verbose_name_plural = _("locked files")

    def __str__(self):
        return str(self.pk)
