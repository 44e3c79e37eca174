"""An inspection before a decision: from « ready » to its result, with the times proposed and all that was seen."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icajo.models import StoredFile

from .applications import Application

# what was seen belongs to the record once the inspection is over
OVER = """
    IF EXISTS (
        SELECT 1 FROM licensing_inspection inspection
        WHERE inspection.id = {row}.inspection_id AND inspection.ended_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the inspection is over';
    END IF;
    RETURN {row};
"""
OVER_OF_PHOTO = """
    IF EXISTS (
        SELECT 1 FROM licensing_finding finding
        JOIN licensing_inspection inspection ON inspection.id = finding.inspection_id
        WHERE finding.id = {row}.finding_id AND inspection.ended_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the inspection is over';
    END IF;
    RETURN {row};
"""


def kept_once_over(name, body=OVER):
    """Nothing is added, changed or taken away once the inspection is over."""
    return [
        pgtrigger.Trigger(
            name=f"{name}_stay_as_written",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=body.format(row="NEW"),
        ),
        pgtrigger.Trigger(
            name=f"{name}_stay", when=pgtrigger.Before, operation=pgtrigger.Delete, func=body.format(row="OLD")
        ),
    ]


class WrittenOnceEnded(pgtrigger.ReadOnly):
    """What is over is not told otherwise later; its papers are made after it."""

    def get_condition(self, model):
        return pgtrigger.Q(old__ended_at__isnull=False) & super().get_condition(model)


class Inspection(models.Model):
    """One time around: the applicant is ready, a time is agreed, an inspector comes, and it ends with a result."""

    class Result(models.TextChoices):
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not passed")
        CANCELLED = "cancelled", _("Cancelled")
        NO_SHOW = "no-show", _("Did not take place: nobody was there")
        WAIVED = "waived", _("Not needed")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="inspections", verbose_name=_("application")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    asked_at = models.DateTimeField(_("ready since"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    confirmed = models.JSONField(_("criteria confirmed as met"), default=list)  # their codes
    attending = models.CharField(_("who will be there"), max_length=120)
    telephone = models.CharField(_("telephone"), max_length=40)
    preferred = models.CharField(_("preferred days"), max_length=500, blank=True)
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("inspector")
    )
    starts_at = models.DateTimeField(_("agreed time"), null=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True)
    begun_at = models.DateTimeField(_("visit begun"), null=True)
    applicant_present = models.BooleanField(_("applicant present"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    result = models.CharField(_("result"), max_length=10, choices=Result, blank=True)
    note = models.TextField(_("note"), blank=True)  # the inspector's words, or why it did not take place
    report_fr = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("report in French")
    )
    report_en = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("report in English")
    )

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["inspector", "starts_at"], condition=Q(ended_at=None), name="inspections_to_come")
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_inspection_a_number"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(ended_at=None), name="one_open_inspection_an_application"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, result="") | (Q(ended_at__isnull=False) & ~Q(result="")),
                name="an_inspection_ends_with_a_result",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="inspections_stay", operation=pgtrigger.Delete),
            WrittenOnceEnded(name="ended_inspections_stay_as_written", exclude=["report_fr", "report_en"]),
        ]

    def __str__(self):
        return f"{self.application_id} – {self.number}"

    @property
    def report(self):
        """The report in the language of the page; None until it is made."""
        return self.report_en if get_language() == "en" else self.report_fr

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class ProposedTime(models.Model):
    """A date and time at which the inspector could come.  One that is answered or replaced is kept."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("another time asked for")
        REPLACED = "replaced", _("replaced")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="times", verbose_name=_("inspection"))
    starts_at = models.DateTimeField(_("date and time"))
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, default=Answer.WAITING)

    class Meta:
        verbose_name = _("proposed time")
        verbose_name_plural = _("proposed times")
        ordering = ["starts_at", "pk"]
        triggers = [
            pgtrigger.Protect(name="proposed_times_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="proposed_times_are_written_once", exclude=["answer"]),
        ]

    def __str__(self):
        return str(self.starts_at)


class Finding(models.Model):
    """What the inspector saw of one criterion, as it was asked when the visit began."""

    class Seen(models.TextChoices):
        PASS = "pass", _("Met")
        FAIL = "fail", _("Not met")
        NOT_ASSESSED = "not-assessed", _("Not assessed")

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="findings", verbose_name=_("inspection"))
    code = models.CharField(_("criterion"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.JSONField(_("as it was asked"))  # {"fr": text, "en": text}
    basis = models.JSONField(_("the rule"), default=dict)
    before = models.CharField(_("at the visit before"), max_length=12, choices=Seen, blank=True)
    seen = models.CharField(_("seen"), max_length=12, choices=Seen, blank=True)  # empty until it is looked at
    note = models.TextField(_("note"), blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["inspection", "code"], name="one_finding_a_criterion")]
        triggers = kept_once_over("findings")

    def __str__(self):
        return self.code

    @property
    def own_label(self):
        """As it is asked, in the language of the page."""
        return self.label["en" if get_language() == "en" else "fr"]

    @property
    def own_basis(self):
        return self.basis.get("en" if get_language() == "en" else "fr", "")


class FindingPhoto(models.Model):
    """A picture of what was seen, without what the telephone wrote into it, and when we received it."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="photos", verbose_name=_("finding"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("photo of a finding")
        verbose_name_plural = _("photos of findings")
        ordering = ["pk"]
        triggers = kept_once_over("finding_photos", OVER_OF_PHOTO)

    def __str__(self):
        return self.file.name
