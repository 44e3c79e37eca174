"""What the applicant and the staff write to each other about a file: one thread a file, nothing taken back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import BY_CODE
from icajo.models import StoredFile
from licensing.models import Application

PERSON = settings.AUTH_USER_MODEL
LONGEST = 8000
STAY = pgtrigger.Update | pgtrigger.Delete


class Signed:
    """A row with an author: of the applicant's side, or of the staff, whose role on that day it keeps."""

    @property
    def signature(self) -> str:
        """Who wrote it, as everybody reads it: of the staff, the role and the first name alone."""
        if not self.from_staff:
            return self.author.get_full_name() or str(_("Applicant"))
        role = BY_CODE[self.role_code].name if self.role_code in BY_CODE else _("Staff")
        return " – ".join(str(part) for part in (role, self.author.first_name) if part)


class FileMessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the files that this person may open."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def unread_by(self, user, *, from_staff: bool):
        """What the other side wrote and this person has not seen."""
        theirs = MessageReading.objects.filter(message=OuterRef("pk"), person=user)
        return self.filter(~Exists(theirs), from_staff=from_staff)

    def waiting(self):
        """What applicants wrote and the officer of the file has not seen; without an officer, nobody of the staff."""
        return self.with_waits().filter(waits=True)

    def with_waits(self):
        """Each with whether it waits, as `waits`."""
        seen = MessageReading.objects.filter(message=OuterRef("pk"), by_staff=True)
        by_officer = Exists(seen.filter(person=OuterRef("application__officer")))
        by_anybody = Q(application__officer=None) & Exists(seen)
        return self.annotate(
            waits=ExpressionWrapper(Q(from_staff=False) & ~by_officer & ~by_anybody, models.BooleanField())
        )


class FileMessage(Signed, models.Model):
    """One message about a file, to all of the other side who may open the file.  Never changed, never deleted."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="thread", verbose_name=_("application"))
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("written by"))
    from_staff = models.BooleanField(_("from the staff"))
    role_code = models.CharField(_("role"), max_length=30, blank=True, editable=False)  # the author’s, on that day
    text = models.TextField(_("text"), max_length=LONGEST)
    once = models.CharField(max_length=40, editable=False)  # the page’s own token: sent twice is sent once
    sent_at = models.DateTimeField(_("moment it was sent"), default=timezone.now)

    objects = FileMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message about a file")
        verbose_name_plural = _("messages about files")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "once"], name="one_message_a_page"),
            models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something"),
        ]
        triggers = [pgtrigger.Protect(name="messages_stay", operation=STAY)]

    def __str__(self):
        return f"{self.application_id}: {self.sent_at:%Y-%m-%d}"  # a log never says what it says


class MessageFileQuerySet(models.QuerySet):
    def of(self, application: Application):
        return self.filter(message__application=application)


class MessageFile(models.Model):
    """A file that came with a message, as it was sent."""

    message = models.ForeignKey(FileMessage, models.PROTECT, related_name="files", verbose_name=_("message"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))

    objects = MessageFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a message")
        verbose_name_plural = _("files of messages")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="message_files_stay", operation=STAY)]

    def __str__(self):
        return self.file.name


class MessageReading(models.Model):
    """That somebody of the other side had a message on their screen: the first time, for each of them."""

    message = models.ForeignKey(FileMessage, models.PROTECT, related_name="readings", verbose_name=_("message"))
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
    """When a person was last told by letter that a file has messages, and whether a later one is still to be told."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="+", verbose_name=_("application"))
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("person"))
    told_at = models.DateTimeField(_("told"), null=True)
    is_owed = models.BooleanField(_("to be told again"), default=False)

    class Meta:
        verbose_name = _("letter about messages")
        verbose_name_plural = _("letters about messages")
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="told_of_a_file_in_one_row")]
        indexes = [models.Index(fields=["told_at"], condition=Q(is_owed=True), name="message_letters_owed")]

    def __str__(self):
        return f"{self.application_id}: {self.person_id}"
