"""What is open beside the state: checks to be closed before a decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..checks import ANY_TYPE
from ..checks import Check as Definition
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
        known = [*self.application.procedure.checks, *ANY_TYPE]
        of_an_earlier_edition = Definition(self.code, self.code)
        return next((c for c in known if c.code == self.code), of_an_earlier_edition)

    @property
    def label(self):
        return self.definition.label
