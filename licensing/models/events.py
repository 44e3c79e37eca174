"""What happened to an application."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application


class Event(models.Model):
    """One thing that happened to an application, and the follow-ups it still owes.  The rest is never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="events", verbose_name=_("application"))
    verb = models.CharField(_("what"), max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    note = models.TextField(_("note"), blank=True)
    pending = models.JSONField(_("still to be done"), default=list)  # names of tasks
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(verb__in=["approve", "refuse"]), name="decisions_by_day")
        ]
        triggers = [
            pgtrigger.Protect(name="events_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="events_are_written_once", exclude=["pending", "attempts"]),
        ]

    def __str__(self):
        return self.verb
