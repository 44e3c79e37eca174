"""What the registrar orders against a licence: suspensions and monetary penalties."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .licences import Licence


class Suspension(models.Model):
    """A licence does not count from a day on, until another or until it is lifted."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="suspensions", verbose_name=_("licence"))
    since = models.DateField(_("from"))
    until = models.DateField(_("last day"), null=True, blank=True)
    at_once = models.BooleanField(_("at once, in the public interest"), default=False)  # without a notice before
    why = models.TextField(_("reasons"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("decided"), default=timezone.now)
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)  # it no longer counts from this day on
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="suspensions_end_after")
        ]

    def __str__(self):
        return f"{self.licence_id}: {self.since}"


class Penalty(models.Model):
    """A monetary penalty that the registrar ordered; unpaid, it keeps a licence from being transferred (facts 1.7)."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="penalties", verbose_name=_("licence"))
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    ordered_on = models.DateField(_("ordered on"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta:
        verbose_name = _("monetary penalty")
        verbose_name_plural = _("monetary penalties")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_penalty_is_an_amount")]

    def __str__(self):
        return f"{self.licence_id}: {self.amount}"
