"""Two accounts of one person become one: what was asked, who agreed, and what was moved.  Nothing of it is changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class MergeQuerySet(models.QuerySet):
    def waiting(self):
        """Those that are neither done nor stopped."""
        return self.filter(ended_at=None)

    def of(self, person):
        """Those about an account of this person."""
        return self.filter(Q(kept=person) | Q(closed=person))


class Merge(models.Model):
    """Staff were asked to put what one account holds into another of the same person, and to close the first."""

    kept = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("account that stays"))
    closed = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("account to close"))
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)  # done or stopped: the last step says which

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merger of two accounts")
        verbose_name_plural = _("mergers of accounts")
        ordering = ["-pk"]
        permissions = [("merge_accounts", "Can merge two accounts of a person")]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("closed")), name="two_accounts_are_merged"),
            models.UniqueConstraint(fields=["kept"], condition=Q(ended_at=None), name="one_merger_into_an_account"),
            models.UniqueConstraint(fields=["closed"], condition=Q(ended_at=None), name="one_merger_of_an_account"),
        ]
        triggers = [
            pgtrigger.Protect(name="mergers_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="mergers_end_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
            pgtrigger.ReadOnly(name="mergers_are_asked_once", exclude=["ended_at"]),
        ]

    def __str__(self):
        return f"{self.closed.email} → {self.kept.email}"


class MergeStep(models.Model):
    """One thing that somebody did about a merger.  Written once."""

    class What(models.TextChoices):
        ASKED = "asked", _("merger of two accounts asked for")
        KEPT = "kept", _("merger confirmed from the account that stays")
        CLOSED = "closed", _("merger confirmed from the account to close")
        VOUCHED = "vouched", _("merger confirmed by a second person of the staff")
        STOPPED = "stopped", _("merger stopped")
        DONE = "done", _("accounts merged")

    merge = models.ForeignKey(Merge, models.PROTECT, related_name="steps", verbose_name=_("merger of two accounts"))
    what = models.CharField(_("what"), max_length=7, choices=What)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    why = models.TextField(_("why"), blank=True)
    moved = models.JSONField(_("what was moved"), default=dict)  # {what the rows are: their keys}

    class Meta:
        verbose_name = _("step of a merger")
        verbose_name_plural = _("steps of mergers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["merge", "what"], name="each_step_of_a_merger_once")]
        triggers = [pgtrigger.Protect(name="merge_steps_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.merge_id}: {self.what}"
