"""Who is told of new public notices by e-mail: an address, what it wants to hear of, and what it was told."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.models import Letter
from licensing.models import PublicNotice


def new_key():
    return secrets.token_urlsafe(16)


class Subscriber(models.Model):
    """An address without an account.  Leaving deletes it, with all that it asked for."""

    email = models.EmailField(_("e-mail address"), unique=True)  # in lower case
    language = models.CharField(_("language of correspondence"), max_length=2, choices=settings.LANGUAGES)
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)  # of the link to leave
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    told_on = models.DateField(_("last told"), null=True, editable=False)  # one message a day

    class Meta:
        verbose_name = _("subscriber of public notices")
        verbose_name_plural = _("subscribers of public notices")

    def __str__(self):
        return self.email


class Alert(models.Model):
    """One wish of a subscriber: notices of one municipality or of all, of one kind or of all."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="alerts", verbose_name=_("subscriber of public notices")
    )
    municipality = models.CharField(_("municipality or First Nation"), max_length=100, blank=True)
    place = models.CharField(max_length=100, blank=True, editable=False)  # the municipality, folded; "" for all
    type_code = models.CharField(_("licence type"), max_length=30, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "place", "type_code"], name="one_alert_of_each_kind")
        ]
        indexes = [
            models.Index(
                fields=["place", "type_code"],
                condition=models.Q(confirmed_at__isnull=False),
                name="alerts_by_place",
            )
        ]

    def __str__(self):
        return f"{self.subscriber_id}: {self.municipality or '*'}, {self.type_code or '*'}"


class Telling(models.Model):
    """A period of a notice that one subscriber hears of: a rerun, a second clock or a restart makes no other."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="tellings", verbose_name=_("subscriber of public notices")
    )
    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="+", verbose_name=_("public notice"))
    starts_on = models.DateField(_("posted from"))  # a further period is told again, an extension is not
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+", verbose_name=_("letter"))

    class Meta:
        verbose_name = _("notice told")
        verbose_name_plural = _("notices told")
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "notice", "starts_on"], name="told_once_of_each_period")
        ]
        indexes = [
            models.Index(fields=["subscriber"], condition=models.Q(letter=None), name="tellings_to_write"),
        ]

    def __str__(self):
        return f"{self.subscriber_id}: {self.notice_id}"
