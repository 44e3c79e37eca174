"""What is open beside the state: checks to be closed before a decision, and questions to the applicant."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..definition import ANY_TYPE
from .applications import Application


class Check(models.Model):
    """What is still open before a decision: closed by an officer, with a note."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks", verbose_name=_("application"))
    code = models.CharField(_("check"), max_length=30)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [models.UniqueConstraint(fields=["application", "code"], name="one_check_of_each_kind")]
        indexes = [models.Index(fields=["application"], condition=Q(closed_at=None), name="open_checks")]

    def __str__(self):
        return str(self.label)

    @property
    def definition(self):
        return next(c for c in [*self.application.procedure.checks, *ANY_TYPE] if c.code == self.code)

    @property
    def label(self):
        return self.definition.label


class InformationRequest(models.Model):
    """A question from an officer, the steps it opens again, and the answer."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="requests", verbose_name=_("application")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    text = models.TextField(_("what is asked"))
    steps = models.JSONField(_("steps opened again"), default=list)
    due_on = models.DateField(_("answer expected by"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("information request")
        verbose_name_plural = _("information requests")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_at=None), name="one_open_request_an_application"
            )
        ]

    def __str__(self):
        return self.text[:60]
