"""What came.  Payments and receipts are written once and never changed."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licensing.models import Application

from .orders import PERSON, Method, Order


class Payment(models.Model):
    """Money that came.  Recorded whatever happens, once, and never changed."""

    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("order")
    )
    method = models.CharField(_("method"), max_length=4, choices=Method)
    provider_payment_id = models.CharField(_("payment at the provider or bank"), max_length=100, unique=True)
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    session_id = models.CharField(_("payment session id"), max_length=100, blank=True)
    authorization_number = models.CharField(_("authorization number"), max_length=60, blank=True)
    confirmation_code = models.CharField(_("confirmation code"), max_length=100, blank=True)
    received_at = models.DateTimeField(_("received"))  # when the payer paid, not when we heard of it
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        PERSON,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-pk"]
        triggers = [pgtrigger.Protect(name="payments_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.provider_payment_id


class Counter(models.Model):
    """The last receipt number.  Its row is locked until the receipt is committed, so there is never a gap."""

    name = models.CharField(_("name"), max_length=20, primary_key=True)
    value = models.PositiveBigIntegerField(_("value"), default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self):
        return f"{self.name}: {self.value}"


class Receipt(models.Model):
    """What the payer keeps.  One a payment, numbered without a gap."""

    payment = models.OneToOneField(Payment, models.PROTECT, related_name="receipt", verbose_name=_("payment"))
    number = models.PositiveBigIntegerField(_("number"), unique=True)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-number"]
        triggers = [pgtrigger.Protect(name="receipts_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.number:08d}"


class ProviderEvent(models.Model):
    """What the provider told us, stored before anything is done about it."""

    event_id = models.CharField(_("event"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=100)
    session_id = models.CharField(_("payment session id"), max_length=100, blank=True)
    payload = models.JSONField(_("content"))
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last failure"), blank=True)

    class Meta:
        verbose_name = _("provider event")
        verbose_name_plural = _("provider events")
        ordering = ["-pk"]

    def __str__(self):
        return self.event_id


class Discrepancy(models.Model):
    """Money that did not fit, or did not come: shown to an officer until somebody has dealt with it."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", _("not the amount of the order")
        CURRENCY = "currency", _("not in Canadian dollars")
        DUPLICATE = "duplicate", _("the order was already paid")
        CANCELLED = "cancelled", _("the order was cancelled")
        OVER = "over", _("more than the order")
        LATE = "late", _("the transfer has not arrived in time")
        RETURNED = "returned", _("the bank took the money back")
        NOT_FILED = "not-filed", _("paid, but the application could not go in")
        UNKNOWN = "unknown", _("no such order")
        METHOD = "method", _("a transfer for an order that is paid by card")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="discrepancies", verbose_name=_("order")
    )
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="discrepancies", verbose_name=_("payment")
    )
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="discrepancies", verbose_name=_("application")
    )
    note = models.TextField(_("note"), blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta:
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "payment", "kind", "application"],
                nulls_distinct=False,
                name="one_discrepancy_of_each_kind",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.payment or self.order}"
