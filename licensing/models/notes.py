"""What the staff write down about a file for one another."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application


class Note(models.Model):
    """One note, for whoever of the staff reads the file and for nobody else.  Never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="notes", verbose_name=_("application"))
    text = models.TextField(_("note"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="notes_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.application_id} – {self.at:%Y-%m-%d}"
