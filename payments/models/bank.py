"""What the bank says: statements, and each of their lines with its place and its next step."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .money import Payment
from .orders import PERSON, WIRE_FROM, Order


class Statement(models.Model):
    """A file of the bank, as it was imported."""

    name = models.CharField(_("name"), max_length=200)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    imported_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("imported by")
    )
    lines_read = models.PositiveIntegerField(_("lines read"), default=0)
    lines_new = models.PositiveIntegerField(_("new lines"), default=0)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-pk"]
        permissions = [("import_statement", "Can import bank statements")]

    def __str__(self):
        return self.name


class StatementLine(models.Model):
    """One movement of the account: what the bank said, which never changes, and what became of it."""

    class Place(models.TextChoices):
        NEW = "new", _("to be matched")
        SETTLED = "settled", _("matched and settled")
        SUGGESTED = "suggested", _("match suggested")
        PROPOSED = "proposed", _("matched by hand, waits for a second person")
        PARTIAL = "partial", _("part of an order")
        OVER = "over", _("more than the order")
        DOUBLE = "double", _("the order was already paid")
        CANCELLED = "cancelled", _("the order was cancelled")
        UNMATCHED = "unmatched", _("no order found")
        RETURNED = "returned", _("taken back by the bank")
        GIVEN_BACK = "back", _("is given back")
        ASIDE = "aside", _("not about an order")

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", verbose_name=_("bank statement"))
    number = models.PositiveIntegerField(_("number"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    account = models.CharField(_("account"), max_length=60)
    booked_on = models.DateField(_("booked on"))
    amount = models.DecimalField(_("amount"), max_digits=13, decimal_places=2)  # below zero: it left the account
    currency = models.CharField(_("currency"), max_length=3)
    reference = models.CharField(_("reference"), max_length=140, blank=True)
    text = models.CharField(_("what was written"), max_length=500, blank=True)
    payer = models.CharField(_("payer"), max_length=140, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=60, blank=True)

    place = models.CharField(_("place"), max_length=9, choices=Place, default=Place.NEW, db_index=True)
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="bank_lines", verbose_name=_("order")
    )
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="bank_lines", verbose_name=_("payment")
    )
    returns = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="returned_by", verbose_name=_("takes back")
    )
    proposed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("matched by")
    )
    approved_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("second person")
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        ordering = ["-booked_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="a_bank_line_moves_money"),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="two_different_people",
            ),
            models.CheckConstraint(
                condition=Q(payment=None)
                | Q(proposed_by=None)
                | Q(approved_by__isnull=False)
                | Q(amount__lt=WIRE_FROM),
                name="two_people_for_a_large_match",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="bank_lines_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="bank_lines_are_written_once",
                exclude=["place", "order", "payment", "returns", "proposed_by", "approved_by", "note"],
            ),
        ]

    def __str__(self):
        return f"{self.booked_on} – {self.amount}"
