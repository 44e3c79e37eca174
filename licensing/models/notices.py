"""What the clock says to whom, once; and the calendar that an organization subscribes to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from icajo.models import Letter

from .licences import Licence


class Notice(models.Model):
    """One notice about one day of one licence: a rerun, a second clock or a restart cannot make another."""

    class Kind(models.TextChoices):
        RENEWAL_60 = "renewal-60", _("renewal: 60 days left")
        RENEWAL_7 = "renewal-7", _("renewal: 7 days left")
        EXPIRED = "expired", _("expired")
        REPORT_14 = "report-14", _("report: 14 days left")
        REPORT_3 = "report-3", _("report: 3 days left")
        REPORT_0 = "report-0", _("report: due today")
        REPORT_DUE = "report-due", _("report: late")

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="notices", verbose_name=_("licence"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    day = models.DateField(_("about the day"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+", verbose_name=_("letter"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["licence", "kind", "day"], name="one_notice_of_each_kind")]
        indexes = [models.Index(fields=["id"], condition=Q(letter=None), name="notices_to_write")]

    def __str__(self):
        return f"{self.licence_id}: {self.kind} {self.day}"


class CalendarFeed(models.Model):
    """A private address where a calendar reads the dates of an organization, until it is revoked."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="calendar_feeds", verbose_name=_("organization")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self):
        return f"{self.organization_id}: {self.made_at:%Y-%m-%d}"
