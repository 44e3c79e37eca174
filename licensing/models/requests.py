"""What officers ask of applicants, item by item, and how each item stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .applications import Application, Document


class InformationRequest(models.Model):
    """What an officer asks of the applicant at once: items, the steps they open again, and the reply to the whole."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="requests", verbose_name=_("application")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    text = models.TextField(_("what is asked"), blank=True)  # before the items, about all of them
    steps = models.JSONField(_("steps opened again"), default=list)
    due_on = models.DateField(_("answer expected by"))
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("information request")
        verbose_name_plural = _("information requests")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_at=None), name="one_open_request_an_application"
            )
        ]

    def __str__(self):
        return f"{self.application_id} – {self.asked_at:%Y-%m-%d}"


class ItemKind(models.TextChoices):
    QUESTION = "question", _("A question")
    CORRECTION = "correction", _("An answer to correct")
    DOCUMENT = "document", _("A document")
    DISCLOSURE = "disclosure", _("A disclosure")


class RequestItem(models.Model):
    """One thing that is asked: answered by the applicant, then accepted or returned on its own."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")

    request = models.ForeignKey(
        InformationRequest, models.PROTECT, related_name="items", verbose_name=_("information request")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind)
    step = models.CharField(_("page"), max_length=60, blank=True)  # of an answer, or of a list of people who disclose
    about = models.CharField(_("about"), max_length=60, blank=True)  # the name of a question, the code of a document
    text = models.TextField(_("what is asked"))
    answer = models.TextField(_("answer"), blank=True)  # in words, beside what was changed or attached
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    why = models.TextField(_("why it is returned"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("judged by")
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    again = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="before", verbose_name=_("asked again as")
    )

    class Meta:
        verbose_name = _("item of a request")
        verbose_name_plural = _("items of requests")
        ordering = ["pk"]

    def __str__(self):
        return self.text[:60]

    @property
    def is_settled(self):
        """Nothing more is expected of it: accepted, or asked again as another."""
        return self.outcome == self.Outcome.ACCEPTED or self.again_id is not None

    @property
    def name(self):
        """The answer, the paper or the list that it is about, in the language of the page; "" of a plain question."""
        procedure = self.request.application.procedure
        if self.kind == ItemKind.DOCUMENT:
            return str(Document(code=self.about, application=self.request.application).label)
        step = next((one for one in procedure.steps if one.slug == self.step), None)
        if step is None:
            return ""
        field = step.base_fields.get(self.about)
        return f"{step.title} – {field.label}" if field else str(step.title)
