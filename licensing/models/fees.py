"""What a fee is computed with, and who was let off it.  Two people stand behind each rate and each waiver."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..definition import Purpose
from .applications import Application

PERSON = settings.AUTH_USER_MODEL
TODAY = "(now() AT TIME ZONE 'America/Toronto')::date"
STANDS = "(OLD.proposed_by_id IS NULL OR OLD.approved_by_id IS NOT NULL)"


class FeeRateQuerySet(models.QuerySet):
    def standing(self):
        """The rates that count: those shipped with the portal, and those a second person approved."""
        return self.filter(Q(proposed_by=None) | Q(approved_by__isnull=False))

    def in_force(self, code, on):
        """The rate of this code on this day; FeeRate.DoesNotExist if there was none yet."""
        return self.standing().filter(code=code, in_force_from__lte=on).latest("in_force_from")


class FeeRate(models.Model):
    """An amount or a share, from a day on.  The rule that uses it is code in the licence type."""

    class Unit(models.TextChoices):
        DOLLARS = "dollars", _("dollars")
        SHARE = "share", _("share")

    code = models.CharField(_("code"), max_length=40)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)  # blank: whatever the purpose
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)  # of the term it pays for
    unit = models.CharField(_("unit"), max_length=7, choices=Unit)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=4)
    in_force_from = models.DateField(_("in force from"))
    source = models.CharField(_("source"), max_length=300)
    source_fr = models.CharField(_("source, in French"), max_length=300, blank=True)
    certain = models.BooleanField(
        _("certain"), default=True
    )  # otherwise a demonstration value, shown as such to staff
    proposed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )  # nobody: it ships with the portal
    approved_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    objects = FeeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee rate")
        verbose_name_plural = _("fee rates")
        ordering = ["code", "-in_force_from"]
        permissions = [("approve_feerate", "Can approve a fee rate that somebody else proposed")]
        constraints = [
            models.UniqueConstraint(fields=["code", "in_force_from"], name="one_rate_a_day"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_rate_is_not_negative"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, proposed_by__isnull=False)
                & ~Q(approved_by=F("proposed_by")),
                name="two_people_for_a_rate",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="standing_rates_stay", operation=pgtrigger.Update, condition=pgtrigger.Condition(STANDS)
            ),
            pgtrigger.Protect(
                name="rates_in_force_are_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition(f"({STANDS} AND OLD.in_force_from <= {TODAY})"),
            ),
        ]

    def __str__(self):
        return f"{self.code} ({self.in_force_from})"

    @property
    def stands(self):
        return self.proposed_by_id is None or self.approved_by_id is not None


class WaiverQuerySet(models.QuerySet):
    def open(self):
        return self.filter(approved_by=None, declined_by=None)

    def approved(self):
        return self.filter(approved_by__isnull=False)


class Waiver(models.Model):
    """Somebody asks not to pay a fee: one officer grants it with a ground, another approves, or one says no."""

    class Ground(models.TextChoices):
        RESERVE = "reserve", _("the place is on a First Nations reserve")
        LAW = "law", _("a law or an order in council says that no fee is owed")
        ERROR = "error", _("the fee was asked for by mistake")
        OTHER = "other", _("another ground")

    application = models.ForeignKey(Application, models.PROTECT, related_name="waivers", verbose_name=_("application"))
    ground = models.CharField(_("ground"), max_length=7, choices=Ground)
    text = models.TextField(_("explanation"), blank=True)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    granted_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted"), null=True, blank=True)
    why = models.TextField(_("ground of the decision"), blank=True)
    approved_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    declined_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("declined by")
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-pk"]
        permissions = [("grant_waiver", "Can grant waivers, and approve those that somebody else granted")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(declined_by=None), name="one_waiver_an_application"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(granted_by__isnull=False, declined_by=None) & ~Q(why="") & ~Q(approved_by=F("granted_by")),
                name="two_people_for_a_waiver",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="waivers_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decided_waivers_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("(OLD.approved_by_id IS NOT NULL OR OLD.declined_by_id IS NOT NULL)"),
            ),
        ]

    def __str__(self):
        return f"{self.application} – {self.get_ground_display()}"

    @property
    def is_open(self):
        return self.approved_by_id is None and self.declined_by_id is None
