"""The copies of the register that are kept of every day.  Nothing here is private, and nothing else is kept here."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Snapshot(models.Model):
    """The register of one day, in one form, in storage."""

    day = models.DateField(_("day"))
    form = models.CharField(_("form"), max_length=5)
    name = models.CharField(_("name in storage"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))  # bytes, compressed
    rows = models.PositiveIntegerField(_("licences"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("copy of the register")
        verbose_name_plural = _("copies of the register")
        ordering = ["-day", "form"]
        constraints = [models.UniqueConstraint(fields=["day", "form"], name="one_copy_a_day_and_form")]

    def __str__(self):
        return self.name

    @classmethod
    def newest(cls):
        """{form: the last copy}"""
        return {one.form: one for one in cls.objects.order_by("form", "-day").distinct("form")}
