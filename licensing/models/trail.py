"""Who of the staff looked at what: kept beside what they did, and never changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PERSON = settings.AUTH_USER_MODEL
STAY = pgtrigger.Update | pgtrigger.Delete


class FileReading(models.Model):
    """Somebody of the staff opened what a file says: once for each quarter of an hour and kind of content.

    The file is its number and not a link: who read a draft stays known when the draft is let go of.
    """

    class What(models.TextChoices):
        PAGE = "page", _("the file")
        DOCUMENT = "document", _("a document")
        MESSAGES = "messages", _("the messages")

    ref = models.CharField(_("file number"), max_length=16)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    what = models.CharField(pgettext_lazy("that was read", "what"), max_length=8, choices=What)
    quarter = models.DateTimeField(editable=False)  # of an hour, in which it was
    at = models.DateTimeField(_("at"), default=timezone.now)
    address = models.CharField(_("address of the page"), max_length=200)

    class Meta:
        verbose_name = _("reading of a file")
        verbose_name_plural = _("readings of files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ref", "by", "what", "quarter"], name="one_reading_a_quarter_of_an_hour")
        ]
        triggers = [pgtrigger.Protect(name="file_readings_stay", operation=STAY)]
        permissions = [("read_trail", "Can read who did and who read what")]

    def __str__(self):
        return f"{self.ref}: {self.by_id}"


class LookUp(models.Model):
    """Customer service searched for somebody or something.  Written once."""

    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    text = models.CharField(_("what was searched"), max_length=100)
    count = models.PositiveSmallIntegerField(_("results"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("search of customer service")
        verbose_name_plural = _("searches of customer service")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="look_ups_stay", operation=STAY)]

    def __str__(self):
        return f"{self.by_id}: {self.at}"
