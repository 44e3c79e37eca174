"""Money that goes back: asked for by one officer, approved by another, sent once, and written down for good."""

import logging
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from accounts.models import User
from icajo import queue
from licensing import actions as licensing
from licensing.models import Application, Waiver
from licensing.states import OPEN_TO_STAFF

from .. import gateway
from ..errors import NoSuchSession, NotRefundable, NotThis, Unreachable
from ..models import Discrepancy, OrderLine, Payment, Refund, Repayment
from .letters import write_to_payer

log = logging.getLogger(__name__)
ASK = "payments.ask_refund"
NOTHING = Decimal(0)


def refundable(payment: Payment) -> Decimal:
    """What may go back of a payment: all of one without a receipt; else what was paid for waived fees.

    Less what was asked for already, unless it was declined.
    """
    asked = payment.refunds.exclude(approved=False).aggregate(sum=Sum("amount"))["sum"] or NOTHING
    if not hasattr(payment, "receipt"):
        return payment.amount - asked
    waived = Waiver.objects.approved().values("application")
    lines = OrderLine.objects.filter(order=payment.order_id, application__in=waived)
    return (lines.aggregate(sum=Sum("amount"))["sum"] or NOTHING) - asked


@transaction.atomic
def ask_refund(
    payment: Payment, *, by: User, amount: Decimal, ground: str, note: str = "", application: Application | None = None
) -> Refund:
    """Ask for money to go back.  Raises NotRefundable(left) when `amount` is more than may go back."""
    if not by.has_perm(ASK):
        raise PermissionDenied("refund")
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    left = refundable(payment)
    if not NOTHING < amount <= left:
        raise NotRefundable(left)
    return payment.refunds.create(amount=amount, ground=ground, note=note, application=application, asked_by=by)


@transaction.atomic
def decide_refund(refund: Refund, *, by: User, approve: bool) -> Refund:
    """Say yes or no to what somebody else asked for.  What was decided once stays so."""
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund.pk)
    if not by.has_perm(ASK) or refund.asked_by_id == by.pk:
        raise PermissionDenied("decide")
    if refund.approved is None:
        refund.approved, refund.decided_by, refund.decided_at = approve, by, timezone.now()
        refund.save(update_fields=["approved", "decided_by", "decided_at"])
        queue.after_commit("payments.send_refunds")
    return refund


@transaction.atomic
def deal_with(discrepancy: Discrepancy, *, by: User, note: str) -> None:
    """An officer has seen to something that no refund ends.  Where the bank took money back, it is there again.

    Raises NotThis for what is closed, or ends in a refund or with its order.
    """
    if not by.has_perm("payments.settle_order"):
        raise PermissionDenied("deal with")
    discrepancy = Discrepancy.objects.select_for_update(of=("self",)).get(pk=discrepancy.pk)
    kind = Discrepancy.Kind
    if discrepancy.closed_at or discrepancy.kind not in (kind.NOT_FILED, kind.RETURNED):
        raise NotThis(discrepancy)
    discrepancy.note = f"{discrepancy.note}\n{note}".strip()
    discrepancy.closed_at, discrepancy.closed_by = timezone.now(), by
    discrepancy.save(update_fields=["note", "closed_at", "closed_by"])
    if discrepancy.kind == kind.RETURNED:
        for line in discrepancy.order.lines.filter(dropped=False, application__state__in=OPEN_TO_STAFF):
            licensing.funds_arrived(line.application, by=by)


def send_refunds() -> None:
    """Send what is approved and goes through the provider; whatever is not known to be sent is asked for again."""
    for refund in Refund.objects.to_send().filter(failure="").select_related("payment"):
        if not refund.goes_through_provider:
            continue
        try:
            reference = gateway.refund(refund.payment.provider_payment_id, refund.amount, key=refund.idempotency_key)
        except NoSuchSession as error:  # it will not: an officer sends a transfer
            Refund.objects.filter(pk=refund.pk, repayment=None).update(failure=str(error) or "refused")
        except Unreachable as error:
            log.warning("Refund %s waits: %s", refund.pk, error)
        else:
            _sent(refund, reference=reference, on=timezone.localdate())


def record_repayment(refund: Refund, *, by: User, reference: str, on: date) -> None:
    """Write down the transfer that an officer sent at the bank.  NotRefundable where the provider does it."""
    if not by.has_perm(ASK):
        raise PermissionDenied("refund")
    if not refund.approved or refund.goes_through_provider:
        raise NotRefundable(NOTHING)
    _sent(refund, reference=reference, on=on, by=by)


@transaction.atomic
def _sent(refund, *, reference, on, by=None):
    facts = {"amount": refund.amount, "reference": reference, "sent_on": on, "recorded_by": by}
    repayment, new = Repayment.objects.get_or_create(refund=refund, defaults=facts)
    if not new:
        return
    payment = Payment.objects.select_related("order__opened_by").get(pk=refund.payment_id)
    if sum(r.amount for r in Repayment.objects.filter(refund__payment=payment)) == payment.amount:
        waiting = payment.discrepancies.filter(~Q(kind="not-filed"), closed_at=None)
        waiting.update(closed_at=timezone.now(), closed_by=refund.decided_by)
    if payment.order:
        write_to_payer(
            payment.order,
            "refund_sent",
            key=f"refund-{refund.pk}-sent",
            refund=refund,
            repayment=repayment,
            by_card=refund.goes_through_provider,
        )


def ask_for_waived(payment: Payment) -> None:
    """Ask back what this payment brought for fees that were waived, in the name of whoever granted it; once each.

    Whoever calls holds the order.
    """
    lines = OrderLine.objects.filter(order=payment.order_id, dropped=False)
    waivers = Waiver.objects.approved().filter(application__in=lines.values("application"))
    waivers = list(waivers.exclude(application__refunds__payment=payment).select_related("application"))
    if not waivers:
        return
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    amounts = dict(lines.values_list("application", "amount"))
    for waiver in waivers:
        if (amount := amounts[waiver.application_id]) <= refundable(payment):
            payment.refunds.create(
                amount=amount,
                ground=Refund.Ground.WAIVER,
                application=waiver.application,
                asked_by=waiver.granted_by,
            )
