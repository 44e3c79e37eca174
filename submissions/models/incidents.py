"""« Rapport d'incident »: what a licence holder tells us went wrong, and how far we have come with it."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import Organization, Right
from icajo.models import StoredFile
from licensing.models import Inspection, Licence
from licensing.models.conflicts import apart_from_organizations

PERSON = settings.AUTH_USER_MODEL


class Category(models.TextChoices):
    """What an incident report is about (facts 3.5)."""

    NON_COMPLIANCE = "non-compliance", _("A rule or a condition of the licence was not followed")
    ERS_FAILURE = "ers-failure", _("The electronic system failed")
    RSU_LOST = "rsu-lost", _("A sales device was lost, stolen or offline, with sales not yet sent")
    DRAW_POSTPONED = "draw-postponed", _("A draw was postponed or cancelled")
    WRONG_RESULT = "wrong-result", _("A wrong result was published")
    EMERGENCY = "emergency", _("Power failure or emergency")
    SUSPICIOUS = "suspicious", _("Suspicious activity")
    CASH_SHORTAGE = "cash-shortage", _("Cash is missing")
    PLAYER_COMPLAINT = "player-complaint", _("A player or a customer complained")
    FORBIDDEN_SALE = "forbidden-sale", _("Sale to a minor, or outside Ontario")
    TECH_CHANGE = "tech-change", _("A planned change to the technology")
    OTHER = "other", _("Something else")


class Severity(models.TextChoices):
    LOW = "low", pgettext_lazy("severity", "Low")
    MEDIUM = "medium", pgettext_lazy("severity", "Medium")
    HIGH = "high", pgettext_lazy("severity", "High")
    CRITICAL = "critical", pgettext_lazy("severity", "Critical")


class Status(models.TextChoices):
    """How far the staff have come with a report."""

    RECEIVED = "received", pgettext_lazy("incident report", "Received")
    UNDER_REVIEW = "under-review", pgettext_lazy("incident report", "Under review")
    ACTION_REQUIRED = "action-required", pgettext_lazy("incident report", "Action required")
    CLOSED = "closed", pgettext_lazy("incident report", "Closed")


MOVES = {  # from where to where; a report is read before it is closed, and a closed one may be taken up again
    Status.RECEIVED: [Status.UNDER_REVIEW],
    Status.UNDER_REVIEW: [Status.ACTION_REQUIRED, Status.CLOSED],
    Status.ACTION_REQUIRED: [Status.UNDER_REVIEW, Status.CLOSED],
    Status.CLOSED: [Status.UNDER_REVIEW],
}


class Supplier(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("Not yet")
    NONE = "none", _("No supplier is concerned")


class IncidentQuerySet(models.QuerySet):
    def of(self, user):
        """Those of the organizations this person sees; who may only send reports sees their own."""
        seen = Organization.objects.of(user)
        reporting = Organization.objects.of(user, Right.REPORTS)
        return self.filter(
            Q(organization__in=seen.values("pk")) | Q(organization__in=reporting.values("pk"), sent_by_id=user.pk)
        )

    def for_staff(self, user):
        """All of them, but for those of organizations that this one of the staff stands aside from."""
        return self.filter(apart_from_organizations(user))


class Incident(models.Model):
    """One report: what was sent stays as it came; severity, officer and status are the staff's."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    once = models.CharField(max_length=40, unique=True, editable=False)  # of its draft: sent twice is sent once
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="incidents", verbose_name=_("licence"))
    organization = models.ForeignKey(  # whoever held the licence on that day: a transfer hands over no report
        Organization, models.PROTECT, related_name="incidents", verbose_name=_("organization")
    )
    sent_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    language = models.CharField(_("language of correspondence"), max_length=2, choices=settings.LANGUAGES)
    category = models.CharField(_("category"), max_length=16, choices=Category)
    occurred_on = models.DateField(_("day it happened"))
    occurred_time = models.TimeField(_("time it happened"), null=True)
    discovered_on = models.DateField(_("day it was discovered"))
    discovered_time = models.TimeField(_("time it was discovered"), null=True)
    place = models.CharField(_("place"), max_length=200)
    draw = models.CharField(_("draw affected"), max_length=200, blank=True)
    text = models.TextField(_("what happened"))
    people = models.PositiveIntegerField(_("people affected"), null=True)
    tickets = models.PositiveIntegerField(_("tickets affected"), null=True)
    amount = models.DecimalField(_("amount affected"), max_digits=12, decimal_places=2, null=True)
    action = models.TextField(_("what was done at once"))
    is_suspended = models.BooleanField(_("sales or draw suspended"))
    police_number = models.CharField(_("police report number"), max_length=60, blank=True)
    supplier_told = models.CharField(_("supplier told"), max_length=4, choices=Supplier)
    system = models.CharField(_("system and version"), max_length=200, blank=True)
    correction = models.TextField(_("what will keep it from happening again"), blank=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    phone = PhoneNumberField(_("telephone"))
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("files"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity, blank=True)
    officer = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("of staff", "officer")
    )
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.RECEIVED)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, related_name="incidents", verbose_name=_("inspection")
    )
    outcome = models.TextField(_("what became of it"), blank=True)  # its sender reads this

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident report")
        verbose_name_plural = _("incident reports")
        ordering = ["-received_at", "-pk"]
        permissions = [("handle_incident", "Can assess incident reports, write about them and close them")]
        indexes = [models.Index(fields=["organization", "received_at"], name="incidents_by_organization")]
        triggers = [
            pgtrigger.Protect(name="incidents_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="incidents_stay_as_sent", exclude=["severity", "officer", "status", "inspection", "outcome"]
            ),
        ]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("submissions:incident_report", args=[self.ref])

    def papers(self):
        """The files of the report and of the messages about it."""
        return StoredFile.objects.filter(
            Q(pk__in=self.files.values("pk")) | Q(pk__in=self.thread.papers().values("pk"))
        )

    @property
    def moves(self):
        """Where the staff may move it from here."""
        return MOVES[Status(self.status)]

    @property
    def is_open(self):
        return self.status != Status.CLOSED


class IncidentStep(models.Model):
    """What one of the staff did with a report, and their notes.  Written once, and read by the staff alone."""

    class What(models.TextChoices):
        OFFICER = "officer", pgettext_lazy("of staff", "Officer")
        SEVERITY = "severity", _("Severity")
        STATUS = "status", _("Status")
        INSPECTION = "inspection", _("Inspection")
        NOTE = "note", _("Note")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="steps", verbose_name=_("incident report"))
    what = models.CharField(_("what"), max_length=10, choices=What)
    value = models.CharField(_("value"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("step of an incident report")
        verbose_name_plural = _("steps of incident reports")
        ordering = ["pk"]
        triggers = [
            pgtrigger.Protect(name="incident_steps_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.incident_id}: {self.what}"

    @property
    def shown(self) -> str:
        """Its value in words."""
        return str(dict([*Status.choices, *Severity.choices]).get(self.value, self.value))


class IncidentDraft(models.Model):
    """A report that is not sent: all that was typed, right or wrong, and the files.  Its author's alone."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(PERSON, models.CASCADE, related_name="incident_drafts", verbose_name=_("person"))
    typed = models.JSONField(_("what was typed"), default=dict)
    files = models.ManyToManyField(StoredFile, related_name="+", verbose_name=_("files"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of an incident report")
        verbose_name_plural = _("drafts of incident reports")
        ordering = ["-saved_at", "-pk"]

    def __str__(self):
        return str(self.key)
