"""What was decided, as the letter about it says it in both languages."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .applications import Application
from .letter_texts import LetterText
from .licences import Licence


class DecisionLetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The letters about the files and the licences that this person may open."""
        files, licences = Application.objects.visible_to(user), Licence.objects.visible_to(user)
        return self.filter(Q(application__in=files) | Q(licence__in=licences))


class DecisionLetter(models.Model):
    """The letter about one decision, whole in each language: its PDF is made of this whenever it is asked for."""

    application = models.ForeignKey(
        Application, models.PROTECT, null=True, related_name="decision_letters", verbose_name=_("application")
    )
    licence = models.ForeignKey(
        Licence, models.PROTECT, null=True, related_name="decision_letters", verbose_name=_("licence")
    )
    key = models.CharField(max_length=80, unique=True)  # one decision has one letter, however often it is written
    decided_on = models.DateField(_("decided on"))
    wording = models.ForeignKey(
        LetterText, models.PROTECT, null=True, related_name="+", verbose_name=_("text of a letter")
    )  # none: as the portal ships it
    texts = models.JSONField(_("text"))  # {"fr": [title, text], "en": [title, text]}

    objects = DecisionLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision letter")
        verbose_name_plural = _("decision letters")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False) | Q(licence__isnull=False),
                name="a_decision_is_about_something",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="decision_letters_stay", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """In the language of the page."""
        return self.texts["en" if get_language() == "en" else "fr"][0]
