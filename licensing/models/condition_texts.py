"""The library of conditions: what officers choose from when they put conditions on a licence."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..definition import Sector


class ConditionTextQuerySet(models.QuerySet):
    def choosable(self, sector):
        """Those in use in this sector that are there in both languages."""
        return self.filter(active=True, sectors__contains=[sector]).exclude(text_fr="").exclude(text_en="")


class ConditionText(models.Model):
    """One condition in both languages.  A licence keeps the words that it was given, whatever becomes of this."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    # one line each, as they are typed and printed
    text_fr = models.CharField(_("condition (French)"), max_length=1000, blank=True)
    text_en = models.CharField(_("condition (English)"), max_length=1000, blank=True)
    sectors = ArrayField(models.CharField(max_length=30, choices=Sector), default=list, verbose_name=_("sectors"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    certain = models.BooleanField(_("certain"), default=True)  # otherwise words of a demonstration, and said to be
    active = models.BooleanField(_("in use"), default=True)

    objects = ConditionTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("condition of the library")
        verbose_name_plural = _("library of conditions")
        ordering = ["code"]

    def __str__(self):
        return self.code

    @property
    def choice(self):
        """As officers choose it: words that nobody published say so."""
        return self.text if self.certain else _("%(text)s (words of a demonstration)") % {"text": self.text}

    @property
    def text(self):
        return self.text_en if get_language() == "en" else self.text_fr
