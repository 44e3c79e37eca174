"""What finance looks at: the exceptions, each with what to do about it, and the balance of each day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import CharField, Exists, OuterRef, Sum, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from icajo.models import Letter

from . import gateway
from .actions.settlement import OURS
from .apart import apart_from_exceptions, apart_from_orders
from .errors import Unreachable
from .models import Attempt, Discrepancy, Method, Order, OrderLine, Payment, Refund, Repayment, StatementLine

STUCK = timedelta(hours=24)
NOTHING = Decimal(0)
Place = StatementLine.Place
Wrong = Discrepancy.Kind
WAITING = {Place.NEW, Place.SUGGESTED, Place.PROPOSED, Place.PARTIAL, Place.OVER, Place.UNMATCHED}


@dataclass(frozen=True)
class Kind:
    """A list of things that wait for somebody, and the one next step of each: a page of the desk, by its name here."""

    title: Promise
    step: Promise
    rows: list
    page: str


def exceptions(now: datetime, person: User) -> list[Kind]:
    """Everything that waits for finance, most urgent first, each in one list; lists that are empty are left out.

    What this person stood aside from waits for a colleague.
    """
    about = ("order__organization", "payment__order__organization", "application")
    by_order, by_payment = (apart_from_orders(person, order) for order in ("order__", "payment__order__"))
    open_ones = Discrepancy.objects.filter(apart_from_exceptions(person), closed_at=None).select_related(*about)
    misfits = open_ones.exclude(kind__in=[Wrong.NOT_FILED, Wrong.RETURNED, Wrong.LATE]).exclude(Exists(asked_back()))
    taken_back = open_ones.filter(kind=Wrong.RETURNED)
    stuck = Attempt.objects.filter(by_order, closed_at=None, opened_at__lt=now - STUCK)
    stuck = stuck.select_related("order__organization")
    lines = StatementLine.objects.filter(by_order).select_related("order__organization")
    for_card = lines.filter(place=Place.UNMATCHED, order__method=Method.CARD)
    unmatched = lines.filter(place__in=[Place.SUGGESTED, Place.UNMATCHED, Place.OVER]).exclude(pk__in=for_card)
    refunds = Refund.objects.filter(by_payment).select_related("payment__order__organization", "application")
    partial = in_part(timezone.localdate(now), person)
    kinds = [
        Kind(_("Paid, not filed"), _("Say what was done"), list(open_ones.filter(kind=Wrong.NOT_FILED)), "done"),
        Kind(_("Taken back by the bank"), _("The money is there again"), list(taken_back), "done"),
        Kind(_("Money that does not fit"), _("Ask for a refund"), list(misfits), "refund"),
        Kind(_("Transfers that are late"), _("Close the order"), list(open_ones.filter(kind=Wrong.LATE)), "close"),
        Kind(_("Transfers that came in part"), _("Remind the payer"), partial, "remind"),
        Kind(_("Attempts that are stuck"), _("Ask the provider"), list(stuck), "order"),
        Kind(_("Transfers for orders that are paid by card"), _("Give the money back"), list(for_card), "back"),
        Kind(_("Bank lines without an order"), _("Match"), list(unmatched), "line"),
        Kind(_("Matches to approve"), _("Compare and approve"), list(lines.filter(place=Place.PROPOSED)), "line"),
        Kind(_("Refunds to decide"), _("Decide"), list(refunds.to_decide()), "refunds"),
        Kind(_("Refunds to send by transfer"), _("Record the transfer"), by_transfer(refunds), "sent"),
    ]
    return [kind for kind in kinds if kind.rows]


def asked_back():
    """The refunds of a discrepancy's payment that nobody declined: they stand in lists of their own."""
    return Refund.objects.filter(payment=OuterRef("payment")).exclude(approved=False)


def in_part(on: date, person: User):
    """Orders of which a part came, whose day has not passed, and whose payer was not reminded."""
    key = Concat(Value("order-"), Cast("pk", CharField()), Value("-wire_partial"), output_field=CharField())
    parts = StatementLine.objects.filter(order=OuterRef("pk"), place=Place.PARTIAL)
    waiting = Order.objects.filter(Exists(parts), apart_from_orders(person), state=Order.State.OPEN).annotate(key=key)
    waiting = waiting.exclude(Exists(Letter.objects.filter(key=OuterRef("key"))))
    return [order for order in waiting.select_related("organization").order_by("pk") if order.pay_by >= on]


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
    waiting: Decimal  # came to the account that day, and is no payment yet
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
    # a part counts on the day its rest came, as its payment does
    booked = StatementLine.objects.filter(payment__in=came, amount__gt=0)
    return Day(
        day=day,
        provider=None if theirs is None else theirs.get(day, NOTHING),
        cards=total(came.filter(method=Method.CARD)),
        bank=total(booked),
        transfers=total(came.filter(method=Method.WIRE)),
        waiting=total(StatementLine.objects.filter(booked_on=day, amount__gt=0, payment=None, place__in=WAITING)),
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
