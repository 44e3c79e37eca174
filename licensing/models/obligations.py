"""What a licence owes because it was issued: its reports, each by a day."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..due import Due
from ..states import OPEN_TO_STAFF, State
from .applications import Application
from .licences import Licence

SENT = [*OPEN_TO_STAFF, State.APPROVED]


class ObligationQuerySet(models.QuerySet):
    def standing(self):
        """Those that were neither lifted nor overtaken by a change of the licence."""
        return self.filter(lifted_at=None, dropped_on=None)

    def to_send(self):
        """Those for which no report came."""
        return self.standing().filter(accepted_on=None).exclude(report__state__in=SENT)

    def late(self, on):
        return self.to_send().filter(due_on__lt=on)


class Obligation(models.Model):
    """One report that is owed.  Its days follow the licence until it is sent; it is never deleted."""

    licence = models.ForeignKey(Licence, models.PROTECT, related_name="obligations", verbose_name=_("licence"))
    procedure_code = models.CharField(_("what is owed"), max_length=30)
    number = models.PositiveSmallIntegerField(_("number"))
    covers_from = models.DateField(_("covers from"))
    covers_to = models.DateField(_("covers to"))
    due_on = models.DateField(_("due on"))
    first_due_on = models.DateField(_("due at first on"), null=True)  # before the registrar gave more time
    report = models.OneToOneField(
        Application, models.PROTECT, null=True, related_name="obligation", verbose_name=_("report")
    )  # the last that was begun for it
    accepted_on = models.DateField(_("accepted on"), null=True)
    dropped_on = models.DateField(_("no longer owed since"), null=True)  # the licence changed
    lifted_at = models.DateTimeField(_("lifted"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_why = models.TextField(_("why it was lifted"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("report owed")
        verbose_name_plural = _("reports owed")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(accepted_on=None, dropped_on=None, lifted_at=None),
                name="obligations_by_day",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["licence", "procedure_code", "number"], name="one_obligation_a_number"),
            models.CheckConstraint(condition=Q(covers_to__gte=F("covers_from")), name="obligations_cover_days"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_why="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_why=""),
                name="obligations_are_lifted_with_a_reason",
            ),
        ]
        triggers = [pgtrigger.Protect(name="obligations_stay", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.licence_id}: {self.procedure_code} {self.number}"

    @property
    def procedure(self):
        """What it is sent with; None while its type has no such procedure."""
        found = (one for one in self.licence.type.procedures if one.code == self.procedure_code)
        return next(found, None)

    @property
    def is_sent(self):
        return self.accepted_on is not None or (self.report is not None and self.report.state in SENT)

    @property
    def is_standing(self):
        return self.lifted_at is None and self.dropped_on is None

    @property
    def is_to_send(self):
        return self.is_standing and not self.is_sent

    def is_late(self, on):
        return self.is_to_send and self.due_on < on

    def covers(self, due: Due) -> bool:
        """Was this sent about everything that `due` asks for?"""
        return self.is_sent and self.covers_to >= due.covers_to
