"""What is written to and fro about an incident report or a question: one thread each, nothing taken back."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.models import StoredFile

from .incidents import Incident
from .inquiries import Inquiry
from .messages import LONGEST, STAY, Signed

PERSON = settings.AUTH_USER_MODEL


class FollowUpQuerySet(models.QuerySet):
    def unread_by(self, user, *, from_staff: bool):
        """What the other side wrote and this person has not seen."""
        theirs = FollowUpReading.objects.filter(follow_up=OuterRef("pk"), person=user)
        return self.filter(~Exists(theirs), from_staff=from_staff)

    def as_read(self):
        """The oldest first, with all that a page shows of each."""
        return self.select_related("author").prefetch_related("files__file", "readings")

    def file(self, key) -> StoredFile | None:
        """The file of this key that came with one of them."""
        return StoredFile.objects.filter(key=key, pk__in=self.order_by().values("files__file")).first()

    def waiting(self):
        """What somebody outside wrote and nobody of the staff has seen."""
        seen = FollowUpReading.objects.filter(follow_up=OuterRef("pk"), by_staff=True)
        return self.filter(~Exists(seen), from_staff=False)


class FollowUp(Signed, models.Model):
    """One message about an incident report or a question.  Never changed, never deleted."""

    incident = models.ForeignKey(
        Incident, models.PROTECT, null=True, related_name="follow_ups", verbose_name=_("incident report")
    )
    inquiry = models.ForeignKey(
        Inquiry, models.PROTECT, null=True, related_name="follow_ups", verbose_name=_("question")
    )
    author = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("written by"))
    from_staff = models.BooleanField(_("from the staff"))
    role_code = models.CharField(_("role"), max_length=30, blank=True, editable=False)  # the author’s, on that day
    text = models.TextField(_("text"), max_length=LONGEST)
    once = models.CharField(max_length=40, editable=False)  # the page’s own token: sent twice is sent once
    sent_at = models.DateTimeField(_("moment it was sent"), default=timezone.now)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up message")
        verbose_name_plural = _("follow-up messages")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "once"], name="one_follow_up_a_page"),
            models.CheckConstraint(condition=~Q(text=""), name="a_follow_up_says_something"),
            models.CheckConstraint(
                condition=Q(incident=None) ^ Q(inquiry=None), name="a_follow_up_is_about_one_thing"
            ),
        ]
        triggers = [pgtrigger.Protect(name="follow_ups_stay", operation=STAY)]

    def __str__(self):
        return f"{self.pk}: {self.sent_at:%Y-%m-%d}"  # a log never says what it says


class FollowUpFile(models.Model):
    """A file that came with a follow-up message, as it was sent."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="files", verbose_name=_("message"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))

    class Meta:
        verbose_name = _("file of a follow-up message")
        verbose_name_plural = _("files of follow-up messages")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="follow_up_files_stay", operation=STAY)]

    def __str__(self):
        return self.file.name


class FollowUpReading(models.Model):
    """That somebody of the other side had a follow-up message on their screen: the first time, for each of them."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="readings", verbose_name=_("message"))
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("read by"))
    by_staff = models.BooleanField(_("by the staff"))
    at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of a follow-up message")
        verbose_name_plural = _("readings of follow-up messages")
        constraints = [models.UniqueConstraint(fields=["follow_up", "person"], name="one_follow_up_reading_a_person")]

    def __str__(self):
        return f"{self.follow_up_id}: {self.person_id}"
