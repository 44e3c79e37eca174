"""« Posez-nous une question »: what somebody asks, and our answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import Organization
from licensing.models import Application, Licence
from licensing.models.conflicts import apart_from_conflicts, apart_from_organizations


class Subject(models.TextChoices):
    """What a question is about; some come from a page that cannot do the thing itself (facts 2.2, 2.3)."""

    GENERAL = "general", _("A general question")
    ACCOUNT = "account", _("My account, or signing in")
    ACCESS = "access", _("Access to the records of an organization")
    REMOVE_PERSON = "remove-person", _("Remove a person’s access")
    CLOSURE = "closure", _("Close my account")
    APPLICATION = "application", _("An application, or how long it takes")
    LICENCE = "licence", _("A licence that was issued")
    ADDRESS = "address-change", _("Change an address")
    REPORTS = "reports", _("Reports to send us")
    FORMAT = "format", _("A document in an accessible format")


class Desk(models.TextChoices):
    """Who of the staff answers."""

    SERVICE = "service", _("Customer service")
    OFFICERS = "officers", _("Eligibility officers")


# who may do what the question is about: access and accounts are customer service’s, files and licences the officers’
DESKS = {
    Subject.GENERAL: Desk.SERVICE,
    Subject.ACCOUNT: Desk.SERVICE,
    Subject.ACCESS: Desk.SERVICE,
    Subject.REMOVE_PERSON: Desk.SERVICE,
    Subject.CLOSURE: Desk.SERVICE,
    Subject.APPLICATION: Desk.OFFICERS,
    Subject.LICENCE: Desk.OFFICERS,
    Subject.ADDRESS: Desk.SERVICE,
    Subject.REPORTS: Desk.OFFICERS,
    Subject.FORMAT: Desk.SERVICE,
}
EVERY, OFFICERS = "submissions.change_inquiry", "submissions.answer_officers_inquiry"


SENT = "inquiry_sent"  # in the session: whose reference the next page shows


class InquiryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of them for staff who see questions, those of their desk for officers; their own for anybody else.

        None of the staff sees those about what they stood aside from.
        """
        if user.is_staff and (user.has_perm("submissions.view_inquiry") or user.has_perm(OFFICERS)):
            desk = Q() if user.has_perm("submissions.view_inquiry") else Q(desk=Desk.OFFICERS) | Q(user_id=user.pk)
            return self.filter(desk, apart_from_organizations(user), apart_from_conflicts(user, "application__"))
        return self.of_account(user)

    def of_account(self, user):
        """What this person asked while signed in."""
        return self.filter(user_id=user.pk)

    def of(self, visitor):
        """The one this visitor has just sent, by the reference that their session keeps."""
        return self.filter(ref=visitor.session.get(SENT, ""))

    def unanswered(self):
        return self.filter(answered_at=None)


class Inquiry(models.Model):
    """« Posez-nous une question », with or without an account: a reply needs an address (facts 2.10)."""

    ref = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    once = models.CharField(
        max_length=40, unique=True, editable=False
    )  # the page's own token: sent twice is sent once
    subject = models.CharField(_("subject"), max_length=16, choices=Subject, default=Subject.GENERAL)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )
    number = models.CharField(_("file or licence number, as typed"), max_length=40, blank=True)
    # which file or licence it is; linked only where the person may see it
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("application")
    )
    licence = models.ForeignKey(
        Licence, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("licence")
    )
    desk = models.CharField(_("desk"), max_length=8, choices=Desk, default=Desk.SERVICE)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    phone = PhoneNumberField(_("telephone"))
    language = models.CharField(_("language of correspondence"), max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("question"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-received_at"]
        permissions = [("answer_officers_inquiry", "Can answer the questions that go to eligibility officers")]

    def __str__(self):
        return self.ref

    def get_absolute_url(self):
        return reverse("submissions:inquiry", args=[self.ref])

    @property
    def is_followed(self):
        """Does whoever asked find the answer in the portal?"""
        return self.user is not None and self.user.is_active

    @property
    def officer(self):
        """Whoever answered, else the officer of the file that it is about."""
        if self.answered_by_id:
            return self.answered_by
        return self.application.officer if self.application_id and self.desk == Desk.OFFICERS else None
