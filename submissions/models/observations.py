"""What neighbours write about a public notice: as it came, and what became of it."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from icajo.calendar import business_days
from icajo.models import StoredFile
from licensing.models import Application, PublicNotice

PERSON = settings.AUTH_USER_MODEL
DAYS_TO_SHARE = 10  # business days after the end of the notice in which the applicant gets copies (facts 4.7)


class Capacity(models.TextChoices):
    """For whom somebody writes."""

    RESIDENT = "resident", _("A resident of the municipality")
    MUNICIPALITY = "municipality", _("The municipality")
    UPPER_TIER = "upper-tier", _("The upper-tier municipality, such as a county or a region")


class Outcome(models.TextChoices):
    """What became of an observation, as its author is told."""

    WEIGHED = "weighed", _("Considered and weighed in the decision")
    OUTSIDE = "outside", _("Not about what the registrar may weigh")
    TOGETHER = "together", _("Weighed with others that say the same")
    ELSEWHERE = "elsewhere", _("Not considered: it comes from another municipality")
    LATE = "late", _("Not considered: it came after the last day")
    ANONYMOUS = "anonymous", _("Not formally considered: it is anonymous")
    UNFOUNDED = "unfounded", _("Not considered: it is frivolous or vexatious")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class ObservationQuerySet(models.QuerySet):
    def on(self, application: Application):
        return self.filter(notice__application=application)

    def to_screen(self):
        return self.filter(screened_at=None, is_anonymous=False)

    def without_outcome(self):
        """Those that a decision waits for: an anonymous comment has its outcome from the start."""
        return self.filter(outcome="")

    def to_copy(self):
        return self.filter(is_shared=True, copy=None)

    def untold(self):
        return self.filter(told_at=None)


class Observation(models.Model):
    """One text of one author.  The applicant never reads this row: what they may have is copied from it."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    once = models.CharField(max_length=40, unique=True, editable=False)  # the page's own token
    code_digest = models.CharField(max_length=64, editable=False)  # of the code that its author follows it with
    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, related_name="observations", verbose_name=_("public notice")
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    language = models.CharField(_("language of correspondence"), max_length=2, choices=settings.LANGUAGES)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    capacity = models.CharField(_("written as"), max_length=12, choices=Capacity, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100, blank=True)
    is_elsewhere = models.BooleanField(_("from another municipality"), default=False)
    grounds = models.JSONField(_("grounds"), default=list)  # codes of the rule of the notice
    text = models.TextField(_("text"))
    times = models.PositiveIntegerField(_("times it was sent"), default=1)
    fingerprint = models.CharField(max_length=64, editable=False)  # of the words, without capitals and accents
    author_key = models.CharField(max_length=64, blank=True, editable=False)  # of who wrote it; "" where nobody knows
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="echoes", verbose_name=_("same text as")
    )
    is_considered = models.BooleanField(_("formally considered"), null=True, blank=True)
    why_not = models.TextField(_("why not"), blank=True)
    is_shared = models.BooleanField(_("a copy for the applicant"), default=False)
    shared_text = models.TextField(_("text of the copy"), blank=True)
    screened_at = models.DateTimeField(_("screened"), null=True, blank=True)
    screened_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("screened by")
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    outcome_note = models.TextField(_("said to its author"), blank=True)
    outcome_at = models.DateTimeField(_("outcome given"), null=True, blank=True)
    outcome_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("outcome given by")
    )
    told_at = models.DateTimeField(_("author told"), null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["-received_at", "-pk"]
        permissions = [("handle_observation", "Can read observations, screen them, copy them and give their outcome")]
        indexes = [models.Index(fields=["notice", "fingerprint"], name="observations_by_text")]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "author_key", "fingerprint"],
                condition=~Q(author_key=""),
                name="a_text_once_an_author",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=True, name="", email="", street="") | (Q(is_anonymous=False) & ~Q(name="")),
                name="an_observation_has_a_name_or_is_anonymous",
            ),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | Q(is_considered=False), name="what_is_anonymous_is_not_considered"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="observations_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="what_was_written_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("text", "name", "email", "street", "municipality", "received_at"),
            ),
        ]

    def __str__(self):
        return self.ref

    @property
    def application(self):
        return self.notice.application

    @property
    def rule(self):
        return self.application.procedure.notice

    @property
    def ground_words(self) -> list[str]:
        """The grounds in the language of the page."""
        known = dict(self.rule.grounds) if self.rule else {}
        return [str(known.get(code, code)) for code in self.grounds]


def share_by(notice: PublicNotice) -> date:
    """The day by which the applicant is to have copies."""
    return business_days(notice.ends_on, DAYS_TO_SHARE)


class Enclosure(models.Model):
    """A file that came with an observation, without what its camera or its program wrote into it."""

    observation = models.ForeignKey(
        Observation, models.PROTECT, related_name="enclosures", verbose_name=_("observation")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    is_shared = models.BooleanField(_("a copy for the applicant"), default=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)

    class Meta:
        verbose_name = _("file of an observation")
        verbose_name_plural = _("files of observations")
        ordering = ["pk"]

    def __str__(self):
        return self.file.name


class Batch(models.Model):
    """Copies that went to the applicant together: by whom, when, and until when they may answer.  Written once."""

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="batches", verbose_name=_("public notice"))
    sent_at = models.DateTimeField(_("sent"))
    sent_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    answer_by = models.DateField(_("answer expected by"))

    class Meta:
        verbose_name = _("batch of copies")
        verbose_name_plural = _("batches of copies")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="batches_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.notice_id}: {self.sent_at:%Y-%m-%d}"


class Copy(models.Model):
    """All that the applicant reads of one observation.  It has no place for an address.  Written once."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="copies", verbose_name=_("batch of copies"))
    observation = models.OneToOneField(Observation, models.PROTECT, related_name="copy", verbose_name=_("observation"))
    number = models.PositiveIntegerField(_("number"))  # among those of the file
    capacity = models.CharField(_("written as"), max_length=12, choices=Capacity, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100, blank=True)
    grounds = models.JSONField(_("grounds"), default=dict)  # {"fr": [text], "en": …}
    text = models.TextField(_("text"))
    files = models.ManyToManyField(StoredFile, verbose_name=_("files"), blank=True, related_name="+")

    class Meta:
        verbose_name = _("copy of an observation")
        verbose_name_plural = _("copies of observations")
        ordering = ["number"]
        triggers = [pgtrigger.Protect(name="copies_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.batch_id}: {self.number}"

    @property
    def own_grounds(self) -> list[str]:
        """The grounds in the language of the page."""
        return self.grounds.get("en" if get_language() == "en" else "fr", [])


class Reply(models.Model):
    """What the applicant answers, to one observation or to all of a batch.  Written once, also when it is late."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="replies", verbose_name=_("batch of copies"))
    copy = models.ForeignKey(
        Copy, models.PROTECT, null=True, related_name="replies", verbose_name=_("copy of an observation")
    )
    once = models.CharField(max_length=40, unique=True, editable=False)
    text = models.TextField(_("answer"))
    at = models.DateTimeField(_("received"))
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    is_late = models.BooleanField(_("late"))

    class Meta:
        verbose_name = _("answer to observations")
        verbose_name_plural = _("answers to observations")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="answers_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.batch_id}: {self.text[:40]}"
