"""The staff: what became of somebody's roles."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PERSON = settings.AUTH_USER_MODEL


class RoleChange(models.Model):
    """A role given or taken, an account closed or opened again: who, when and why.  Written once."""

    class What(models.TextChoices):
        GIVEN = "given", _("role given")
        TAKEN = "taken", _("role taken away")
        CLOSED = "closed", _("account closed")
        OPENED = "opened", _("account opened again")

    person = models.ForeignKey(PERSON, models.PROTECT, related_name="role_changes", verbose_name=_("person"))
    what = models.CharField(_("what"), max_length=6, choices=What)
    role = models.CharField(pgettext_lazy("of staff", "role"), max_length=30, blank=True)  # its code in roles.py
    by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )  # None: from the command line
    at = models.DateTimeField(_("at"), default=timezone.now)
    why = models.TextField(_("why"))

    class Meta:
        verbose_name = _("change of a role")
        verbose_name_plural = _("changes of roles")
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="role_changes_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.get_what_display()} {self.role}".strip()
