"""How the staff divide the work: who takes which sectors, and the views of the queue that each keeps."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..definition import Sector


class TeamMember(models.Model):
    """The sectors that one of the staff takes files of: a team is all who take the same."""

    officer = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="team_member",
        verbose_name=pgettext_lazy("of staff", "officer"),
    )
    sectors = ArrayField(models.CharField(max_length=30, choices=Sector), default=list, verbose_name=_("sectors"))

    class Meta:
        verbose_name = _("member of a team")
        verbose_name_plural = _("members of teams")
        ordering = ["officer__last_name", "officer__first_name"]

    def __str__(self):
        return self.officer.get_full_name()


class SavedView(models.Model):
    """A choice of files that an officer comes back to, under a name of their own."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_views",
        verbose_name=pgettext_lazy("of staff", "officer"),
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)  # what the address of the queue asks

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="one_view_of_each_name")]

    def __str__(self):
        return self.name
