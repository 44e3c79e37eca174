"""What somebody has opened of all that was sent to them, where the thing itself keeps no reading."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExchangeReading(models.Model):
    """One thing that a person opened from their list: a letter, a request, a decision, an answer."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=12)
    item = models.PositiveBigIntegerField(_("number of the row"), default=0)
    at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("reading of an exchange")
        verbose_name_plural = _("readings of exchanges")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "item"], name="one_reading_of_an_exchange")]

    def __str__(self):
        return f"{self.person_id}: {self.kind}-{self.item}"
