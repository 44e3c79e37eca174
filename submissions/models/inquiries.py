"""« Posez-nous une question »: what somebody asks, and our answer."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from accounts.models import Organization


class Subject(models.TextChoices):
    """What a question is about; some come from a page that cannot do the thing itself (facts 2.2, 2.3)."""

    GENERAL = "general", _("A general question")
    ACCESS = "access", _("Access to the records of an organization")
    REMOVE_PERSON = "remove-person", _("Remove a person’s access")
    ADDRESS = "address-change", _("Change an address")
    CLOSURE = "closure", _("Close my account")


SENT = "inquiry_sent"  # in the session: whose reference the next page shows


class InquiryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Their own; all of them for staff who answer."""
        if user.is_staff and user.has_perm("submissions.view_inquiry"):
            return self
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

    def __str__(self):
        return self.ref
