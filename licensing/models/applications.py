"""An application and what happened to it, from the first save to the decision."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Right
from icajo.journey import Journey
from icajo.models import StoredFile

from ..checks import FUNDS
from ..definition import NEW, Purpose
from ..states import DECIDED, OPEN_TO_STAFF, State
from ..types import LICENCE_TYPES
from .conflicts import apart_from_conflicts
from .queued import Queued


def open_to_agent(user, right=Right.VIEW):
    """The organizations whose files an agent of theirs sees: linked today, or not linked by anybody yet."""
    linked = Membership.objects.filter(user_id=user.pk).values("organization")
    return Q(organization__in=Organization.objects.of_agent(user, right)) | ~Q(organization__in=linked)


def reports_of(user):
    """The reports of the organizations for which this person sends them, and which may be all that they see."""
    return Q(purpose=Purpose.REPORT, organization__in=Organization.objects.of(user, Right.REPORTS))


def reads_files(user) -> bool:
    """Is this one of the staff who read what files say, their papers included?  Seeing the list is less."""
    return user.is_staff and user.has_perm("licensing.read_application")


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person may open: their organizations' files, what they filed as an agent, and the drafts that
        have no organization yet; everything for staff who read files and their papers, but what they stood aside from.
        """
        return self.without_conflicts(user) if reads_files(user) else self.of(user)

    def without_conflicts(self, user):
        """Those that this one of the staff did not declare a conflict of interest about."""
        return self.filter(apart_from_conflicts(user))

    def of(self, user):
        """What is their own: the same for everybody, staff included."""
        theirs = Q(created_by_id=user.pk)
        return self.filter(
            Q(organization__in=Organization.objects.of(user))
            | reports_of(user)
            | (theirs & Q(organization=None))
            | (theirs & Q(by_agent=True) & open_to_agent(user))
        )

    def to_pay_by(self, user):
        """What waits for its fee, and that this person may pay."""
        filed = Q(created_by_id=user.pk, by_agent=True) & open_to_agent(user, Right.SUBMIT)
        theirs = Q(organization__in=Organization.objects.of(user, Right.SUBMIT)) & ~Q(purpose=Purpose.REPORT) | filed
        return self.filter(theirs | reports_of(user), state=State.AWAITING_PAYMENT)

    def drafts(self):
        return self.filter(state__in=[State.DRAFT, State.AWAITING_PAYMENT])

    def under_review(self):
        return self.filter(state__in=OPEN_TO_STAFF)

    def decided(self):
        return self.filter(state__in=DECIDED)


class Application(Queued):
    """One file.  Its answers are what was typed, right or wrong; officers read its rounds."""

    ref = models.CharField(_("file number"), max_length=16, unique=True, editable=False)
    type_code = models.CharField(_("licence type"), max_length=30, editable=False)
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.NEW, editable=False)
    procedure_code = models.CharField(_("what is asked"), max_length=30, default=NEW, editable=False)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("organization"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("created by")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.DRAFT, db_index=True, editable=False
    )
    answers = models.JSONField(default=dict, editable=False)  # {step: {question: what was typed}}
    edition = models.CharField(_("edition"), max_length=10, blank=True, editable=False)  # frozen when sealed
    fee = models.DecimalField(
        _("fee"), max_digits=11, decimal_places=2, null=True, editable=False
    )  # frozen when sealed
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("officer")
    )
    about = models.ForeignKey(
        "Licence",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("about the licence"),
    )
    by_agent = models.BooleanField(_("filed by an agent"), default=False)
    once = models.CharField(max_length=40, editable=False)  # the first page's own token
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )
    kept_number = models.CharField(max_length=16, blank=True, editable=False)  # of the licence that it may become
    received_at = models.DateTimeField(_("received"), null=True, editable=False)  # when the payer's action completed

    objects = ApplicationQuerySet.as_manager()

    class Meta(Queued.Meta):
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["created_by", "once"], name="one_draft_a_first_page")]
        permissions = [
            ("read_application", "Can read what applications say, and their papers"),
            ("decide_application", "Can take, ask about, approve and refuse applications"),
            ("refuse_application", "Can refuse applications, as another officer recommends"),
            ("inspect_application", "Can inspect the premises of applications"),
            ("assign_application", "Can give applications to other officers"),
        ]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("licensing:application", args=[self.ref])

    @property
    def type(self):
        return LICENCE_TYPES[self.type_code]

    @property
    def procedure(self):
        """What is asked: the pages, the papers, the rules and the fee are its own."""
        return self.type.procedure(self.procedure_code)

    @property
    def title(self):
        """What it is called wherever it is listed: the licence, and what is asked about it."""
        return self.type.name if self.procedure_code == NEW else f"{self.type.name} – {self.procedure.label}"

    @property
    def speech(self):
        """How pages and letters speak of it."""
        return Purpose(self.purpose).speech

    def get_state_display(self):
        return self.speech.states.get(self.state) or State(self.state).label

    @property
    def journey(self):
        return Journey(self.procedure.steps, self.answers)

    @property
    def send_by(self):
        """The day by which it has to be sent and paid, at 11:59 p.m.; None where no day is too late."""
        return self.about.expires_on if self.about_id and self.purpose == Purpose.RENEWAL else None

    @property
    def last_round(self):
        return self.rounds.order_by("number").last()

    @property
    def received_on(self):
        """The day it was received on Ontario's clocks; None before."""
        return self.received_at and timezone.localdate(self.received_at)

    @property
    def holder(self):
        """The name of whoever applies, as far as it is known."""
        return self.organization.name if self.organization_id else self.typed(self.type.holder.name)

    @property
    def called(self):
        """As lists tell it from others of the same applicant: with its premises, where the type names them."""
        place = self.typed(self.type.notice.premises) if self.type.notice else ""
        return f"{self.holder} – {place}" if place else self.holder

    def typed(self, question):
        """What a question of any page was answered, as it was typed; "" where it was not."""
        return next((step[question] for step in self.answers.values() if question in step), "")

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_awaiting_payment(self):
        return self.state == State.AWAITING_PAYMENT

    @property
    def waits_for_funds(self):
        """It was sent with a transfer that has not arrived."""
        return any(check.code == FUNDS.code and check.closed_at is None for check in self.checks.all())

    @property
    def status(self):
        """What its applicant reads: the state, or what keeps it there."""
        waits = self.state == State.SUBMITTED and self.waits_for_funds
        return _("Waiting for the transfer") if waits else self.get_state_display()

    @property
    def kept_until(self):
        """The day an untouched draft goes: twelve months after the last save."""
        return timezone.localdate(self.saved_at) + timedelta(days=365)

    @property
    def open_request(self):
        return self.requests.filter(answered_at=None).first()


class Round(models.Model):
    """What was sealed: cleaned answers, transcript as shown, fee, documents, declaration.  Never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="rounds", verbose_name=_("application"))
    number = models.PositiveSmallIntegerField(_("number"))
    sealed_at = models.DateTimeField(_("sealed"), default=timezone.now)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sealed by")
    )
    edition = models.CharField(_("edition"), max_length=10)
    answers = models.JSONField(_("answers"))  # only those that count
    transcript = models.JSONField(_("transcript"))  # {"fr": sections, "en": sections}
    fee = models.DecimalField(_("fee"), max_digits=11, decimal_places=2)
    fee_lines = models.JSONField(_("fee lines"))  # with the rate used and its source
    documents = models.JSONField(_("documents"))  # code, name, fingerprint, size
    declaration = models.JSONField(_("declaration"))  # {"fr": text, "en": text}

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="one_round_a_number")]
        triggers = [pgtrigger.Protect(name="rounds_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.application_id} – {self.number}"

    @property
    def journey(self):
        return Journey(self.application.procedure.steps, self.answers)

    @property
    def sections(self):
        """The transcript in the language of the page."""
        return self.transcript["en" if get_language() == "en" else "fr"]


class Document(models.Model):
    """A file attached to an application under one of its type's document codes, or as an extra."""

    EXTRA = "extra"

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="documents", verbose_name=_("application")
    )
    code = models.CharField(_("document"), max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.label}: {self.file.name}"

    @property
    def label(self):
        documents = self.application.procedure.documents
        return next((d.label for d in documents if d.code == self.code), _("Other document"))
