from django.db import models
from django.utils.translation import gettext_lazy as _


class FeeRateQuerySet(models.QuerySet):
    def in_force(self, code, on):
        """The rate of this code on this day; FeeRate.DoesNotExist if there was none yet."""
        return self.filter(code=code, in_force_from__lte=on).latest("in_force_from")


class FeeRate(models.Model):
    """An amount or a share, from a day on.  The rule that uses it is code in the licence type."""

    class Unit(models.TextChoices):
        DOLLARS = "dollars", _("dollars")
        SHARE = "share", _("share")

    code = models.CharField(_("code"), max_length=40)
    unit = models.CharField(_("unit"), max_length=7, choices=Unit)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=4)
    in_force_from = models.DateField(_("in force from"))
    source = models.CharField(_("source"), max_length=300)
    certain = models.BooleanField(
        _("certain"), default=True
    )  # otherwise a demonstration value, shown as such to staff

    objects = FeeRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee rate")
        verbose_name_plural = _("fee rates")
        ordering = ["code", "-in_force_from"]
        constraints = [models.UniqueConstraint(fields=["code", "in_force_from"], name="one_rate_a_day")]

    def __str__(self):
        return f"{self.code} ({self.in_force_from})"
