"""The notice that tells the neighbourhood of an application: its period, where it hangs, and all that became of it."""

from datetime import date

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icajo.calendar import deadline, end_of
from icajo.models import StoredFile

from ..folding import fold
from ..states import OPEN_TO_STAFF, State
from .applications import Application
from .events import Event
from .found_by_words import FoundByWords


class PublicNoticeQuerySet(FoundByWords):
    def open(self, on: date):
        """Those that anyone may answer on this day: begun, not over, their application still under review."""
        return self.filter(starts_on__lte=on, ends_on__gte=on, application__state__in=OPEN_TO_STAFF)

    def begun(self, on: date):
        """Those that the public has seen, or sees: the page of one that is over stays readable."""
        return self.filter(first_starts_on__lte=on)


class PublicNotice(models.Model):
    """One for an application, at an address that stays; what the public reads is in its columns."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="public_notice", verbose_name=_("application")
    )
    type_code = models.CharField(_("licence type"), max_length=30)
    applicant = models.CharField(_("applicant"), max_length=200)
    premises = models.CharField(_("name of the premises"), max_length=200, blank=True)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    place = models.CharField(max_length=100, editable=False, db_index=True)  # the municipality, folded
    folded = models.CharField(max_length=900, editable=False)  # what the public search reads
    facts = models.JSONField(_("what anyone may read"), default=dict)  # {"fr": [[question, answer]], "en": …}
    reasons = models.JSONField(_("why the public is told"), default=dict)  # {"fr": [text], "en": …}
    days = models.PositiveSmallIntegerField(_("days"))
    first_starts_on = models.DateField(_("first posted from"))
    starts_on = models.DateField(_("posted from"))
    ends_on = models.DateField(_("posted until"))
    posted_on = models.DateField(_("seen posted since"), null=True, blank=True)  # as the applicant confirms
    placard_fr = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("placard in French")
    )
    placard_en = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("placard in English")
    )

    objects = PublicNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        ordering = ["ends_on", "pk"]
        indexes = [
            models.Index(fields=["ends_on", "starts_on"], name="public_notices_by_last_day"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="public_notice_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on"), first_starts_on__lte=F("starts_on")),
                name="a_notice_ends_after_it_starts",
            )
        ]
        triggers = [pgtrigger.Protect(name="public_notices_stay", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.application_id}: {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self):
        return reverse("public_search:notice", args=[self.application.ref])

    @property
    def closes_at(self):
        """The last second in which something may be sent about it."""
        return end_of(self.ends_on)

    @property
    def own_facts(self):
        """The facts in the language of the page."""
        return self.facts.get("en" if get_language() == "en" else "fr", [])

    @property
    def own_reasons(self):
        return self.reasons.get("en" if get_language() == "en" else "fr", [])

    def is_open(self, on: date) -> bool:
        return self.starts_on <= on <= self.ends_on and self.application.state in OPEN_TO_STAFF

    @property
    def is_withdrawn(self) -> bool:
        return self.application.state == State.WITHDRAWN

    @property
    def needed_until(self) -> date:
        """The day to which it has to hang: its last, or later where it was posted late."""
        if self.posted_on is None or self.posted_on <= self.starts_on:
            return self.ends_on
        return max(self.ends_on, deadline(self.posted_on, self.days))

    def is_complete(self, on: date) -> bool:
        """Is the period over, and did it hang for the whole of it?"""
        return self.posted_on is not None and on > self.ends_on and self.needed_until <= self.ends_on

    def retold(self) -> None:
        """The columns that follow from others; to be saved by whoever changed those."""
        said = [self.applicant, self.premises, self.street, self.municipality, self.postal_code, self.application.ref]
        self.place, self.folded = fold(self.municipality), fold(" ".join(said))


class NoticeStep(models.Model):
    """What was decided or confirmed about a notice, with the dates as they were from then on.  Written once."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="steps", verbose_name=_("public notice"))
    event = models.OneToOneField(Event, models.PROTECT, related_name="notice_step", verbose_name=_("event"))
    days = models.PositiveSmallIntegerField(_("days"))
    starts_on = models.DateField(_("posted from"))
    ends_on = models.DateField(_("posted until"))
    posted_on = models.DateField(_("seen posted since"), null=True)

    class Meta:
        verbose_name = _("step of a public notice")
        verbose_name_plural = _("steps of public notices")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="notice_steps_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.notice_id}: {self.starts_on} – {self.ends_on}"


class PostingPhoto(models.Model):
    """A picture of the placards where they hang, and when we received it.  Written once."""

    step = models.ForeignKey(NoticeStep, models.PROTECT, related_name="photos", verbose_name=_("confirmation"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("photo of a posting")
        verbose_name_plural = _("photos of postings")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="posting_photos_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.file.name
