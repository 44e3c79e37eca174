"""People disclose to the regulator alone: whoever applies sees whether, never what."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.models import Letter, StoredFile

from ..states import DECIDED, State
from .applications import Application

PERSON = settings.AUTH_USER_MODEL
VALID_FOR = timedelta(days=365)  # a completed disclosure serves again for another file


class Disclosure(models.Model):
    """What one person, or somebody for an entity, disclosed.  All that it says is sealed: a copy of the table tells
    nothing.  Read by its author, and by an officer who gives a reason.
    """

    number = models.CharField(_("number"), max_length=16, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))  # proved by the code that was sent to it
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_entity = models.BooleanField(_("of an entity"), default=False)
    edition = models.CharField(_("edition"), max_length=10)
    sealed = models.TextField(editable=False)  # {"answers": what was typed, "transcript", "declaration"}, encrypted
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        permissions = [("read_disclosure", "Can read what people disclosed, with a reason")]

    def __str__(self):
        return self.number

    @property
    def valid_until(self):
        return self.completed_at + VALID_FOR

    @property
    def is_destroyed(self) -> bool:
        """Was what it said destroyed, once nothing stood on it any more?  `saved_at` says when."""
        return self.completed_at is not None and not self.sealed


class DisclosedPaper(models.Model):
    """A file that somebody attached to a disclosure."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="papers", verbose_name=_("disclosure"))
    code = models.CharField(_("document"), max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    class Meta:
        verbose_name = _("paper of a disclosure")
        verbose_name_plural = _("papers of disclosures")
        ordering = ["pk"]

    def __str__(self):
        return self.code


class Reading(models.Model):
    """An officer read a disclosure, and why.  Written once."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="readings", verbose_name=_("disclosure"))
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    why = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("reading of a disclosure")
        verbose_name_plural = _("readings of disclosures")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="readings_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.disclosure_id}: {self.by_id}"


class InvitationQuerySet(models.QuerySet):
    def lasting(self):
        """Those that did not end before they were answered; without what is sealed, which no list shows."""
        return self.filter(ended_as="").defer("sealed_token", "disclosure__sealed", "letter__body")

    def usable(self, at):
        """Those whose link still opens something at this moment."""
        open_files = self.exclude(application__state__in=[*DECIDED, State.LAPSED])
        return open_files.filter(ended_as="", expires_at__gt=at).filter(
            Q(disclosure=None) | Q(disclosure__completed_at=None)
        )


class Invitation(models.Model):
    """One person or entity of an application, asked to disclose by a link sent to their own address."""

    class End(models.TextChoices):
        NOT_ME = "not-me", _("not the right person")
        REMOVED = "removed", _("removed")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="invitations", verbose_name=_("application")
    )
    step = models.CharField(_("page"), max_length=40)  # whose list the person is on
    row = models.CharField(_("row"), max_length=40)
    listed_as = models.CharField(max_length=64, editable=False, default="")  # a digest of the line it was sent for
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_entity = models.BooleanField(_("of an entity"), default=False)
    token_hash = models.CharField(
        max_length=64, unique=True, editable=False
    )  # of the link that works; a new one ends it
    sealed_token = models.TextField(editable=False, default="")  # for the letters that repeat the link
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+", verbose_name=_("letter"))
    sent_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("link valid until"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    asked_again_at = models.DateTimeField(_("asked for a new link"), null=True, blank=True)
    ended_as = models.CharField(_("how it ended"), max_length=7, choices=End, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, null=True, related_name="invitations", verbose_name=_("disclosure")
    )  # begun; several where a person agreed that an earlier one serves again

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation to disclose")
        verbose_name_plural = _("invitations to disclose")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "step", "row"], condition=Q(ended_as=""), name="one_invitation_a_person"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def for_whom(self) -> str:
        """The business whose file it is, as far as it is known; what is asked for, where it is not."""
        return str(self.application.holder or self.application.title)

    @property
    def completed_at(self):
        return self.disclosure and self.disclosure.completed_at

    def is_usable(self, at) -> bool:
        """Does its link still open something?"""
        closed = self.ended_as or self.completed_at or self.application.state in {*DECIDED, State.LAPSED}
        return not closed and self.expires_at > at and self.is_listed

    @property
    def is_listed(self) -> bool:
        """Is the person still on the list that the link was sent from?"""
        return any(row.get("id") == self.row for row in self.application.answers.get(self.step) or [])


class MailedCode(models.Model):
    """Six digits sent to the invited address: whoever types them reads its mail.  Kept as a digest."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=128)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.invitation_id}: {self.sent_at}"
