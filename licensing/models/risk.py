"""How much attention a holder needs, in the words of risk-based licensing (facts 1.9); for the staff only."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization


class RiskLevel(models.IntegerChoices):
    """Level III is the highest; it steers inspections, and decides nothing by itself."""

    NONE = 0, _("No designation")
    ONE = 1, _("Level I")
    TWO = 2, _("Level II")
    THREE = 3, _("Level III")


class RiskAssessmentQuerySet(models.QuerySet):
    def level_of(self, organization_id: int | None) -> RiskLevel:
        """What was last said of this holder; no designation where nothing was."""
        last = self.filter(organization_id=organization_id).order_by("pk").last()
        return RiskLevel(last.level) if last else RiskLevel.NONE


class RiskAssessment(models.Model):
    """One word about one holder: the last one counts, those before it are its history.  Never changed."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="risk_assessments", verbose_name=_("organization")
    )
    level = models.PositiveSmallIntegerField(_("risk level"), choices=RiskLevel)
    why = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk assessment")
        verbose_name_plural = _("risk assessments")
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Protect(name="risk_assessments_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.organization_id}: {self.level}"
