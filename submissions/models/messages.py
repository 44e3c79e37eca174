"""What people and the staff write to each other about a file, an incident report or a question: nothing taken back.

The thread of a complaint is apart, in complaints.py: its author may be nobody that we know, the hour alone of what
they write is kept, and the rows of an hour are written anew together.  None of that goes with rows written once.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, Func, OuterRef, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import BY_CODE
from icajo.models import StoredFile
from licensing.models import Application

from .incidents import Incident
from .inquiries import Inquiry

PERSON = settings.AUTH_USER_MODEL
LONGEST = 8000
STAY = pgtrigger.Update | pgtrigger.Delete
About = Application | Incident | Inquiry
ABOUT = "application", "incident", "inquiry"


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the files that this person may open."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def unread_by(self, user, *, from_staff: bool):
        """What the other side wrote and this person has not seen."""
        theirs = MessageReading.objects.filter(message=OuterRef("pk"), person=user)
        return self.filter(~Exists(theirs), from_staff=from_staff)

    def waiting(self):
        """What was written from outside and its officer has not seen; without an officer, nobody of the staff."""
        return self.with_waits().filter(waits=True)

    def with_waits(self):
        """Each with whether it waits, as `waits`."""
        rows = self.annotate(looked_after_by=Coalesce("application__officer", "incident__officer"))
        seen = MessageReading.objects.filter(message=OuterRef("pk"), by_staff=True)
        by_officer = Exists(seen.filter(person=OuterRef("looked_after_by")))
        by_anybody = Q(looked_after_by=None) & Exists(seen)
        return rows.annotate(
            waits=ExpressionWrapper(Q(from_staff=False) & ~by_officer & ~by_anybody, models.BooleanField())
        )

    def papers(self):
        """The files that came with them."""
        return StoredFile.objects.filter(pk__in=self.order_by().values("files__file"))


class Message(models.Model):
    """One message, to all of the other side who may open what it is about.  Never changed, never deleted."""

    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="thread", verbose_name=_("application")
    )
    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, related_name="thread", verbose_name=_("incident report")
    )
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, null=True, related_name="thread", verbose_name=_("question"))
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("written by"))
    from_staff = models.BooleanField(_("from the staff"))
    role_code = models.CharField(_("role"), max_length=30, blank=True, editable=False)  # the author’s, on that day
    text = models.TextField(_("text"), max_length=LONGEST)
    once = models.CharField(max_length=40, editable=False)  # the page’s own token: sent twice is sent once
    sent_at = models.DateTimeField(_("moment it was sent"), default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "once"], name="one_message_a_page"),
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
            models.CheckConstraint(
                condition=Exact(Func(*ABOUT, function="num_nonnulls", output_field=models.IntegerField()), 1),
                name="a_message_is_about_one_thing",
            ),
        ]
        triggers = [pgtrigger.Protect(name="messages_stay", operation=STAY)]

    def __str__(self):
        return f"{self.pk}: {self.sent_at:%Y-%m-%d}"  # a log never says what it says

    @property
    def about(self) -> About:
        return self.application or self.incident or self.inquiry

    @property
    def signature(self) -> str:
        """Who wrote it, as everybody reads it: of the staff, the role and the first name alone."""
        if not self.from_staff:
            return self.author.get_full_name() or str(_("Applicant"))
        role = BY_CODE[self.role_code].name if self.role_code in BY_CODE else _("Staff")
        return " – ".join(str(part) for part in (role, self.author.first_name) if part)


class MessageFile(models.Model):
    """A file that came with a message, as it was sent."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="files", verbose_name=_("message"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))

    class Meta:
        verbose_name = _("file of a message")
        verbose_name_plural = _("files of messages")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="message_files_stay", operation=STAY)]

    def __str__(self):
        return self.file.name


class MessageReading(models.Model):
    """That somebody of the other side had a message on their screen: the first time, for each of them."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="readings", verbose_name=_("message"))
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("read by"))
    by_staff = models.BooleanField(_("by the staff"))
    at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of a message")
        verbose_name_plural = _("readings of messages")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="one_reading_a_person")]
        triggers = [pgtrigger.Protect(name="message_readings_stay", operation=STAY)]

    def __str__(self):
        return f"{self.message_id}: {self.person_id}"


class MessageTelling(models.Model):
    """A letter to a person that a message is there: written at this moment, or owed from it on."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="tellings", verbose_name=_("message"))
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("told"))
    is_owed = models.BooleanField(_("still to be told"), default=False)

    class Meta:
        verbose_name = _("letter about messages")
        verbose_name_plural = _("letters about messages")
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="told_of_a_message_once")]
        indexes = [models.Index(fields=["at"], condition=Q(is_owed=True), name="message_letters_owed")]

    def __str__(self):
        return f"{self.message_id}: {self.person_id}"
