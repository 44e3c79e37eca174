"""The rows of the frame's tools: a file kept, a letter owed."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def storage_key(file, name):
    """A key that says nothing of the person or of the name they gave: names are data, never paths."""
    return f"{file.key.hex[:2]}/{file.key.hex}"


class StoredFile(models.Model):
    """One file in private storage.  Written once; who may read it is the business of whoever points to it."""

    class Scan(models.TextChoices):
        NOT_SCANNED = "not-scanned", _("not scanned")
        CLEAN = "clean", _("clean")
        INFECTED = "infected", _("infected")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    content = models.FileField(_("content"), upload_to=storage_key, max_length=80)
    name = models.CharField(_("name"), max_length=200)  # as the person gave it, made safe to show
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))  # bytes
    sha256 = models.CharField(_("fingerprint"), max_length=64, db_index=True)
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, default=Scan.NOT_SCANNED)
    kept_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(fields=["kept_at"], condition=models.Q(scan="not-scanned"), name="files_not_scanned"),
        ]

    def __str__(self):
        return self.name


class LetterQuerySet(models.QuerySet):
    def owed(self, *, at):
        """The letters to send at this moment: first owed, first sent."""
        return self.filter(state=Letter.State.QUEUED, due_at__lte=at).order_by("due_at", "pk")

    def to_follow_up(self):
        """Those that reached nobody, and that nobody of the staff has taken up yet."""
        return self.filter(state__in=[Letter.State.FAILED, Letter.State.NOWHERE], followed_up_at=None)


class Letter(models.Model):
    """A letter is a row first and an e-mail or a sheet of paper later.  Its key makes writing it twice impossible."""

    class State(models.TextChoices):
        QUEUED = "queued", _("to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        TO_PRINT = "to-print", _("to be printed")
        PRINTED = "printed", _("printed")
        NOWHERE = "nowhere", _("no address is known")

    key = models.CharField(_("key"), max_length=120, unique=True)  # what it is about, e.g. "event-12-mail_receipt"
    message_id = models.UUIDField(_("message id"), default=uuid.uuid4, editable=False)
    to = models.EmailField(_("to"), blank=True)
    postal_address = models.TextField(_("postal address"), blank=True, default="", db_default="")  # its lines
    leave_url = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    files = models.ManyToManyField(StoredFile, verbose_name=_("attached"), blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last failure"), blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    followed_up_at = models.DateTimeField(_("followed up"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="queued"), name="letters_owed"),
            models.Index(
                fields=["to"],
                condition=models.Q(state__in=["failed", "nowhere"], followed_up_at=None),
                name="letters_to_follow_up",
            ),
            models.Index(fields=["id"], condition=models.Q(state="to-print"), name="letters_to_print"),
            models.Index(fields=["to", "-written_at"], name="letters_to_somebody"),
        ]
        permissions = [("print_letter", "Can print letters, and follow up those that reached nobody")]

    def __str__(self):
        return self.subject


class Export(models.Model):
    """A table that one of the staff took away: which, what was asked of it, and how many rows.  Written once."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    what = models.CharField(_("table"), max_length=60)
    asked = models.CharField(_("filter"), max_length=300, blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["pk"]
        permissions = [
            ("export_files", "Can take lists of files away"),
            ("approve_export", "Can agree to large exports of others"),
        ]
        triggers = [pgtrigger.Protect(name="exports_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.what}: {self.by_id}"


class ExportRequest(models.Model):
    """One of the staff asks to take many rows away, and a second person agrees or not, for a reason."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    what = models.CharField(_("table"), max_length=60)
    asked = models.CharField(_("filter"), max_length=300, blank=True)
    rows = models.PositiveIntegerField(_("rows"))
    address = models.CharField(max_length=500, editable=False)  # of the page that makes it
    why = models.TextField(_("reason"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    agreed = models.BooleanField(_("agreed"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second person"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_why = models.TextField(_("reason of the second person"), blank=True)
    taken = models.OneToOneField(Export, models.PROTECT, null=True, related_name="+", verbose_name=_("export"))

    class Meta:
        verbose_name = _("large export")
        verbose_name_plural = _("large exports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("by")), name="exports_by_two"
            ),
            models.CheckConstraint(
                condition=models.Q(taken=None) | models.Q(agreed=True), name="only_what_was_agreed_is_taken"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="export_requests_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="exports_are_asked_once",
                exclude=["agreed", "decided_by", "decided_at", "decided_why", "taken"],
            ),
            pgtrigger.Protect(
                name="exports_are_decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__taken__isnull=False) | pgtrigger.Q(old__agreed=False),
            ),
        ]

    def __str__(self):
        return f"{self.what}: {self.rows}"


class Limit(models.Model):
    """A count that keeps somebody from trying too often, under a name that tells nobody.  Django's cache reads and
    writes this table; its columns are what that asks for.
    """

    cache_key = models.CharField(_("name"), max_length=255, primary_key=True)
    value = models.TextField(_("content"))
    expires = models.DateTimeField(_("forgotten"), db_index=True)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")

    def __str__(self):
        return self.cache_key
