"""What one officer recommends and another decides, and the notice that goes before a refusal."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application, Round
from .licences import Licence


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


class ProposalQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has settled or carried out; their time may be over."""
        return self.filter(outcome__in=Proposal.STANDING, acted_on=None)

    def to_carry_out(self):
        """Those about licences that may still be followed by what they propose, now or later."""
        return self.filter(acted_on=None, licence__isnull=False).exclude(outcome=Proposal.Outcome.DROPPED)

    def over(self, on):
        """Those that nobody may ask a hearing about any more."""
        return self.exclude(outcome=Proposal.Outcome.HEARING).exclude(outcome="", review_by__gte=on)


class Proposal(models.Model):
    """Notice of what is about to be decided, which whom it concerns may have heard by the tribunal: an application
    refused, or a licence suspended or revoked.
    """

    class Act(models.TextChoices):
        REFUSE = "refuse", _("Refuse the application")
        SUSPEND = "suspend", _("Suspend the licence")
        REVOKE = "revoke", _("Revoke the licence")

    class Outcome(models.TextChoices):
        WAIVED = "waived", _("Whom it concerns does without a hearing")
        HEARING = "hearing", _("A hearing was asked for")
        HEARD = "heard", _("The tribunal lets it go ahead")
        DROPPED = "dropped", _("The notice is taken back")

    STANDING = ("", Outcome.HEARING.value)  # a decision waits for these

    act = models.CharField(_("what is proposed"), max_length=7, choices=Act, default=Act.REFUSE)
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="proposals", verbose_name=_("application")
    )  # with what was last sealed: of a refusal
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+", verbose_name=_("round"))
    licence = models.ForeignKey(
        Licence, models.PROTECT, null=True, related_name="proposals", verbose_name=_("licence")
    )  # of the others
    reasons = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    review_by = models.DateField(_("last day to ask for a hearing"))
    outcome = models.CharField(_("outcome"), max_length=7, choices=Outcome, blank=True)  # blank: nobody said a word
    acted_on = models.DateField(_("carried out on"), null=True)  # of a licence: the day of the decision

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of proposal")
        verbose_name_plural = _("notices of proposal")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="a_refusal_is_proposed_with_reasons"),
            models.CheckConstraint(
                condition=Q(act="refuse", application__isnull=False, round__isnull=False, licence=None)
                | (~Q(act="refuse") & Q(application=None, round=None, licence__isnull=False)),
                name="a_proposal_is_about_what_it_decides",
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(outcome__in=("", "hearing")), name="one_proposal_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["licence"],
                condition=Q(acted_on=None) & ~Q(outcome="dropped"),
                name="one_proposal_about_a_licence",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="proposals_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="proposals_are_written_once", exclude=["outcome", "acted_on"]),
        ]

    def __str__(self):
        return f"{self.application_id or self.licence_id}: {self.review_by}"

    def holds(self, on):
        """Does a decision wait for it on this day?"""
        return self.outcome == self.Outcome.HEARING or (not self.outcome and on <= self.review_by)
