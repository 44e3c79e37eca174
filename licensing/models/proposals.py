"""What one officer recommends and another decides, and the notice that goes before a refusal."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application, Round


class Recommendation(models.Model):
    """How an officer would decide on a round, for another to decide.  Written once; a later one stands before it."""

    class Outcome(models.TextChoices):
        APPROVE = "approve", _("Approve")
        REFUSE = "refuse", _("Refuse")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="recommendations", verbose_name=_("application")
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("round"))
    outcome = models.CharField(_("recommended"), max_length=7, choices=Outcome)
    reasons = models.TextField(_("reasons"), blank=True)
    conditions = models.JSONField(_("conditions"), default=list)  # [[French, English]]
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="approve") | ~Q(reasons=""), name="a_refusal_is_recommended_with_reasons"
            )
        ]
        triggers = [pgtrigger.Protect(name="recommendations_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.application_id}: {self.outcome}"


class Proposal(models.Model):
    """Notice that an application is about to be refused, which the applicant may have heard by the tribunal."""

    class Outcome(models.TextChoices):
        WAIVED = "waived", _("The applicant does without a hearing")
        HEARING = "hearing", _("The applicant asked for a hearing")
        HEARD = "heard", _("The tribunal lets the refusal go ahead")
        DROPPED = "dropped", _("The notice is taken back")

    STANDING = ("", Outcome.HEARING.value)  # a decision waits for these

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="proposals", verbose_name=_("application")
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("round"))
    reasons = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    review_by = models.DateField(_("last day to ask for a hearing"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, blank=True)  # blank: nobody said a word

    class Meta:
        verbose_name = _("notice of proposal")
        verbose_name_plural = _("notices of proposal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="a_refusal_is_proposed_with_reasons"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(outcome__in=("", "hearing")), name="one_proposal_at_a_time"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="proposals_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="proposals_are_written_once", exclude=["outcome"]),
        ]

    def __str__(self):
        return f"{self.application_id}: {self.review_by}"

    def holds(self, on):
        """Does a decision wait for it on this day?"""
        return self.outcome == self.Outcome.HEARING or (not self.outcome and on <= self.review_by)
