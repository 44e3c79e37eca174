"""What officers make of each document of a file."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Document


class DocumentReview(models.Model):
    """A document accepted, or refused for a reason that the applicant reads.  The last one counts; none is changed."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not accepted")

    document = models.ForeignKey(Document, models.PROTECT, related_name="reviews", verbose_name=_("document"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    why = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("review of a document")
        verbose_name_plural = _("reviews of documents")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="refused", why=""), name="no_document_refused_without_a_reason"
            )
        ]
        triggers = [pgtrigger.Protect(name="document_reviews_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.document_id} – {self.outcome}"
