"""What finance looks at: the exceptions, each with what to do about it, and the balance of each day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import gateway
from .actions.settlement import OURS
from .errors import Unreachable
from .models import Attempt, Discrepancy, Method, OrderLine, Payment, Refund, Repayment, StatementLine

STUCK = timedelta(hours=24)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Kind:
    """A list of things that wait for somebody, and the one next step of each: a page of the admin, by name."""

    title: Promise
    step: Promise
    rows: list
    page: str
    by_order: bool = False


def exceptions(now: datetime) -> list[Kind]:
    """Everything that waits for finance, most urgent first; lists that are empty are left out."""
    open_ones = Discrepancy.objects.filter(closed_at=None).select_related("order", "payment", "application")
    stuck = Attempt.objects.filter(closed_at=None, opened_at__lt=now - STUCK).select_related("order")
    unmatched = StatementLine.objects.filter(place__in=["suggested", "proposed", "unmatched", "over"])
    refunds = Refund.objects.select_related("payment")
    kinds = [
        Kind(_("Paid, not filed"), _("Open the order"), list(open_ones.filter(kind="not-filed")), "order", True),
        Kind(_("Money that does not fit"), _("Ask for a refund"), list(open_ones.exclude(kind="not-filed")), "refund"),
        Kind(_("Attempts that are stuck"), _("Ask the provider"), list(stuck), "order", True),
        Kind(_("Bank lines without an order"), _("Match"), list(unmatched), "statementline"),
        Kind(_("Refunds to decide"), _("Decide"), list(refunds.to_decide()), "refunds"),
        Kind(_("Refunds to send by transfer"), _("Record the transfer"), by_transfer(refunds), "sent"),
    ]
    return [kind for kind in kinds if kind.rows]


def by_transfer(refunds):
    return [refund for refund in refunds.to_send() if not refund.goes_through_provider]


@dataclass(frozen=True)
class Day:
    """One day's money, to the cent, as each of five books has it."""

    day: date
    provider: Decimal | None  # None: it did not answer
    cards: Decimal
    bank: Decimal
    transfers: Decimal
    receipts: Decimal
    applications: Decimal
    returned: Decimal

    @property
    def balances(self):
        return self.provider == self.cards and self.bank == self.transfers and self.receipts == self.applications


def balance(first: date, last: date) -> list[Day]:
    """Each day of the range, newest first."""
    days = [last - timedelta(days=n) for n in range((last - first).days + 1)]
    theirs = at_provider(first)
    return [balance_of(day, theirs) for day in days]


def balance_of(day, theirs):
    came = Payment.objects.filter(received_at__gte=midnight(day), received_at__lt=midnight(day + timedelta(days=1)))
    receipted = came.filter(receipt__isnull=False)
    booked = StatementLine.objects.filter(booked_on=day, payment__isnull=False, amount__gt=0)
    return Day(
        day=day,
        provider=None if theirs is None else theirs.get(day, NOTHING),
        cards=total(came.filter(method=Method.CARD)),
        bank=total(booked),
        transfers=total(came.filter(method=Method.WIRE)),
        receipts=total(receipted),
        applications=total(OrderLine.objects.filter(order__in=receipted.values("order"))),
        returned=total(Repayment.objects.filter(sent_on=day)),
    )


def total(rows) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or NOTHING


def at_provider(first):
    """{day: dollars} as the provider has them, or None while it does not answer."""
    found: dict[date, Decimal] = {}
    try:
        for session in gateway.paid_since(midnight(first) - timedelta(days=1)):  # a page lives for a day
            if session.attempt.startswith(OURS):
                day = timezone.localdate(session.paid_at)
                found[day] = found.get(day, NOTHING) + session.amount
    except Unreachable:
        return None
    return found


def midnight(day):
    return datetime.combine(day, time(), timezone.get_default_timezone())
