"""Which licences stand on which others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .licences import Licence


class Reliance(models.Model):
    """One licence stands on another: a store on its operator's licence, and on those of its managers."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="reliances", verbose_name=_("licence"))
    on = models.ForeignKey(Licence, models.PROTECT, related_name="relied_on_by", verbose_name=_("relies on"))

    class Meta:
        verbose_name = _("licence relied on")
        verbose_name_plural = _("licences relied on")
        constraints = [models.UniqueConstraint(fields=["licence", "on"], name="one_reliance_on_each")]

    def __str__(self):
        return f"{self.licence_id} – {self.on_id}"
