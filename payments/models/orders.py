"""What is to be paid, and how it was tried."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from icajo.calendar import business_days
from licensing.checks import WIRE_DAYS
from licensing.models import Application, Round
from licensing.models.conflicts import apart_from_holders

PERSON = settings.AUTH_USER_MODEL
WIRE_FROM = Decimal("30000.00")  # of the order total; exactly this much goes to wire (facts 2.12)


class Method(models.TextChoices):
    CARD = "card", _("card")
    WIRE = "wire", _("wire or electronic transfer")

    @classmethod
    def of(cls, total):
        """The method follows from the total alone."""
        return cls.WIRE if total >= WIRE_FROM else cls.CARD


def reference_of(pk) -> str:
    """A creditor reference (ISO 11649): its two check digits catch a mistyped one."""
    body = f"{pk:08d}"
    return f"RF{98 - int(body + '271500') % 97:02d}{body}"  # R is 27, F is 15


class OrderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The orders of the organizations this person may act for, and those an agent opened; all for finance
        staff, but those from which they stood aside.
        """
        if user.is_staff and user.has_perm("payments.view_order"):
            return self.filter(apart_from_holders(user, file="lines__application"))
        lines = OrderLine.objects.filter(application__in=Application.objects.visible_to(user))
        return self.filter(
            Q(organization__in=Organization.objects.of(user)) | Q(opened_by_id=user.pk, pk__in=lines.values("order"))
        )


class Order(models.Model):
    """What is to be paid at once.  Its total and its lines never change; another fee is another order."""

    class State(models.TextChoices):
        OPEN = "open", _("to be paid")
        PAID = "paid", _("paid")
        ATTENTION = "attention", _("paid, an officer must look")
        CANCELLED = "cancelled", _("cancelled")

    uuid = models.UUIDField(_("public identifier"), default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="orders", verbose_name=_("organization")
    )
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    total = models.DecimalField(_("total"), max_digits=11, decimal_places=2)
    method = models.CharField(_("method"), max_length=4, choices=Method)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN, db_index=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-pk"]
        permissions = [("settle_order", "Can ask the provider about orders and match what the bank says")]
        constraints = [
            models.CheckConstraint(
                condition=Q(method=Method.CARD, total__gt=0, total__lt=WIRE_FROM)
                | Q(method=Method.WIRE, total__gte=WIRE_FROM),
                name="method_follows_from_total",
            )
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("payments:order", args=[self.uuid])

    @property
    def reference(self):
        return reference_of(self.pk)

    @property
    def pay_by(self):
        """The day by which the transfer has to be there: ten business days after the order."""
        return business_days(timezone.localdate(self.opened_at), WIRE_DAYS)

    @property
    def is_by_wire(self):
        return self.method == Method.WIRE

    @property
    def open_attempt(self):
        return self.attempts.filter(closed_at=None).first()

    @property
    def held(self):
        """What came for it in parts, and waits for the rest."""
        return self.bank_lines.filter(place="partial").aggregate(sum=Sum("amount"))["sum"] or Decimal(0)

    @property
    def missing(self):
        return self.total - self.held

    @property
    def payment(self):
        """The payment that has a receipt, or None."""
        return self.payments.filter(receipt__isnull=False).select_related("receipt").first()


class OrderLine(models.Model):
    """One application as it was sealed, and its fee.  A dropped line belongs to a cancelled order."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", verbose_name=_("order"))
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="order_lines", verbose_name=_("application")
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("round"))
    amount = models.DecimalField(_("amount"), max_digits=11, decimal_places=2)
    dropped = models.BooleanField(_("dropped"), default=False)

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "application"], name="one_line_an_application"),
            models.UniqueConstraint(fields=["round"], condition=Q(dropped=False), name="one_order_a_round"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_line_costs_something"),
        ]

    def __str__(self):
        return f"{self.order_id} – {self.application_id}"

    @property
    def fee_lines(self):
        """Why this amount: the lines that were kept when the application was sealed."""
        return self.round.fee_lines


class Attempt(models.Model):
    """One hosted payment page.  An order has at most one that is open."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked for, no answer yet")
        OPEN = "open", _("open")
        DECLINED = "declined", _("card declined, may try again")
        PENDING = "pending", _("waiting for the bank")
        PAID = "paid", _("paid")
        FAILED = "failed", _("refused by the bank")
        EXPIRED = "expired", _("expired")

    order = models.ForeignKey(Order, models.PROTECT, related_name="attempts", verbose_name=_("order"))
    number = models.PositiveSmallIntegerField(_("number"))
    opened_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    idempotency_key = models.CharField(_("idempotency key"), max_length=80, unique=True)
    session_id = models.CharField(_("payment session"), max_length=100, unique=True, null=True, blank=True)
    url = models.URLField(_("hosted page"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("provider last asked"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment attempt")
        verbose_name_plural = _("payment attempts")
        ordering = ["order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_attempt_a_number"),
            models.UniqueConstraint(fields=["order"], condition=Q(closed_at=None), name="one_open_attempt_an_order"),
        ]

    def __str__(self):
        return self.idempotency_key
