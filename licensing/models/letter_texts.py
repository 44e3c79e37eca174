"""What the letters of decisions say, where the registrar has it say otherwise than the portal ships it."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL
WHOLE = ~Q(title_fr="") & ~Q(text_fr="") & ~Q(title_en="") & ~Q(text_en="")


class LetterTextQuerySet(models.QuerySet):
    def in_force(self, letter: str, on: date):
        """The version that letters of this kind are written with on this day; None: what the portal ships."""
        approved = self.filter(letter=letter, approved_by__isnull=False, in_force_from__lte=on)
        return approved.order_by("-in_force_from", "-approved_at", "-pk").first()


class LetterText(models.Model):
    """One version of one letter, in both languages, from a day on.  One person writes it, another approves it."""

    letter = models.CharField(_("letter"), max_length=40)
    title_fr = models.CharField(_("title (French)"), max_length=150, blank=True)
    text_fr = models.TextField(_("text (French)"), max_length=12000, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=150, blank=True)
    text_en = models.TextField(_("text (English)"), max_length=12000, blank=True)
    in_force_from = models.DateField(_("in force from"))
    why = models.CharField(_("why"), max_length=300)
    written_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    approved_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    objects = LetterTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        ordering = ["letter", "-in_force_from", "-pk"]
        permissions = [("approve_lettertext", "Can approve the text of a letter that somebody else wrote")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_by=F("written_by")),
                name="two_people_for_a_letter",
            ),
            models.CheckConstraint(condition=Q(approved_by=None) | WHOLE, name="a_letter_is_in_both_languages"),
        ]
        triggers = [
            pgtrigger.Protect(name="letter_texts_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="approved_letter_texts_stay",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("(OLD.approved_by_id IS NOT NULL)"),
            ),
        ]

    def __str__(self):
        return f"{self.letter}, {self.in_force_from}"

    def of(self, language: str) -> tuple[str, str]:
        """(title, text) in this language."""
        return getattr(self, f"title_{language}"), getattr(self, f"text_{language}")
