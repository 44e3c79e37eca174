"""What the public may follow of an application while it is decided, and of what came of it."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from .applications import Application
from .found_by_words import FoundByWords


class Followed(models.Model):
    """Where the premises of one file are, as it was last sealed, or as the licence that came of it records it."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="followed", verbose_name=_("application")
    )
    type_code = models.CharField(_("licence type"), max_length=30, db_index=True)
    premises = models.CharField(_("name of the premises"), max_length=200, blank=True)
    street = models.CharField(_("number and street"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality or First Nation"), max_length=100)
    postal_code = models.CharField(_("postal code"), max_length=7, blank=True)
    folded = models.CharField(max_length=900, editable=False)  # what the public search reads

    objects = FoundByWords.as_manager()

    class Meta:
        verbose_name = _("application followed by the public")
        verbose_name_plural = _("applications followed by the public")
        ordering = ["folded", "pk"]
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="followed_words")]

    def __str__(self):
        return f"{self.application_id}: {self.premises}"
