"""What goes back.  Fees are not refundable; what was paid too much, twice, or before a late waiver, is."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licensing.models import Application

from .money import Payment
from .orders import PERSON, Method


class RefundQuerySet(models.QuerySet):
    def to_decide(self):
        return self.filter(approved=None)

    def to_send(self):
        """Approved, and the money is still here."""
        return self.filter(approved=True, repayment=None)


class Refund(models.Model):
    """One officer asks for money to go back, another says yes or no.  What was asked never changes."""

    class Ground(models.TextChoices):
        OVER = "over", _("paid too much")
        DUPLICATE = "duplicate", _("paid twice")
        MISFIT = "misfit", _("the money pays no order")
        WAIVER = "waiver", _("a waiver was granted after the payment")

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="refunds", verbose_name=_("application")
    )  # whose fee was waived
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    ground = models.CharField(_("ground"), max_length=9, choices=Ground)
    note = models.TextField(_("note"), blank=True)
    asked_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    approved = models.BooleanField(_("approved"), null=True, blank=True)  # None: nobody has decided
    decided_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    failure = models.TextField(_("why the provider refused"), blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-pk"]
        permissions = [("ask_refund", "Can ask for refunds, and approve those that somebody else asked for")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_refund_gives_something"),
            models.CheckConstraint(
                condition=Q(approved=None, decided_by=None, decided_at=None)
                | Q(approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decided_by=F("asked_by")),
                name="two_people_for_a_refund",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="refunds_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="refunds_are_asked_once", exclude=["approved", "decided_by", "decided_at", "failure"]
            ),
            pgtrigger.Protect(
                name="refunds_are_decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "(OLD.approved IS NOT NULL AND (OLD.approved, OLD.decided_by_id, OLD.decided_at)"
                    " IS DISTINCT FROM (NEW.approved, NEW.decided_by_id, NEW.decided_at))"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.payment} – {self.amount}"

    @property
    def idempotency_key(self):
        return f"re:{self.payment.provider_payment_id}:{self.pk}"

    @property
    def goes_through_provider(self):
        return self.payment.method == Method.CARD and not self.failure

    @property
    def is_sent(self):
        return hasattr(self, "repayment")


class Repayment(models.Model):
    """Money that went back.  Written once, and never changed."""

    refund = models.OneToOneField(Refund, models.PROTECT, related_name="repayment", verbose_name=_("refund"))
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    reference = models.CharField(_("refund at the provider or bank"), max_length=100, unique=True)
    sent_on = models.DateField(_("sent"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="repayments_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.reference
