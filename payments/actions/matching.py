"""From a movement of the account to its order: by itself where reference and amount agree, else by people."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from licensing import actions as licensing

from ..errors import NotThis, PaidByCard, SamePerson
from ..models import WIRE_FROM, Discrepancy, Order, Refund, StatementLine
from .refunds import ask_refund
from .settlement import to_give_back, transfer_received

Place = StatementLine.Place
FOR_A_PERSON = {Place.SUGGESTED, Place.UNMATCHED, Place.OVER}


@transaction.atomic
def match_line(line: StatementLine) -> StatementLine:
    """Settle a line whose reference is right, if its amount is; else put it where a person looks.

    Once, whoever calls and however often.
    """
    order = Order.objects.select_for_update(of=("self",)).get(pk=line.order_id)
    line = _locked(line)
    if line.place != Place.NEW:
        return line
    if line.amount < 0:
        return _take_back(line)
    if line.currency != "CAD":
        return _put(line, Place.UNMATCHED)
    if order.payment is None and order.state != Order.State.CANCELLED and order.held + line.amount > order.total:
        return _put(line, Place.OVER)  # whether the rest goes back is not for a machine to say
    return _apply(line, order)


@transaction.atomic
def propose_match(line: StatementLine, order: Order, *, by: User) -> StatementLine:
    """Match a line by hand.  It settles at once where less than $30,000 is at stake; else a second person approves.

    Raises NotThis for a line that is matched, that left the account, or is not in Canadian dollars; PaidByCard for an
    order under $30,000: what came for it anyway is given back.
    """
    _check(by)
    order = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    line = _locked(line)
    if line.place not in FOR_A_PERSON or line.amount < 0 or line.currency != "CAD":
        raise NotThis(line.get_place_display())
    if not order.is_by_wire:
        raise PaidByCard(order)
    line.order, line.proposed_by = order, by
    if max(line.amount, order.held + line.amount) >= WIRE_FROM:
        return _put(line, Place.PROPOSED)
    return _apply(line, order)


@transaction.atomic
def approve_match(line: StatementLine, *, by: User) -> StatementLine:
    """The second person's word.  Raises SamePerson; NotThis where nothing was proposed."""
    _check(by)
    order = Order.objects.select_for_update(of=("self",)).get(pk=line.order_id)
    line = _locked(line)
    if line.place != Place.PROPOSED or line.order_id != order.pk:
        raise NotThis(line.get_place_display())
    if line.proposed_by_id == by.pk:
        raise SamePerson(line)
    if not order.is_by_wire:
        raise PaidByCard(order)
    line.approved_by = by
    return _apply(line, order)


@transaction.atomic
def reject_match(line: StatementLine, *, by: User) -> StatementLine:
    """It is another order's, or nobody's: the line waits again."""
    _check(by)
    line = _locked(line)
    if line.place not in (Place.PROPOSED, Place.SUGGESTED):
        raise NotThis(line.get_place_display())
    line.order = line.proposed_by = None
    return _put(line, Place.UNMATCHED)


@transaction.atomic
def give_back(line: StatementLine, *, by: User, note: str) -> StatementLine:
    """The money pays no order: it is recorded and asked back, for a second person to approve."""
    _check(by)
    line = _locked(line)
    if line.place not in FOR_A_PERSON or line.amount < 0:
        raise NotThis(line.get_place_display())
    line.note, line.payment = note, to_give_back(line, _why_back(line.order), by=by)
    ask_refund(line.payment, by=by, amount=line.amount, ground=Refund.Ground.MISFIT, note=note)
    return _put(line, Place.GIVEN_BACK)


def _why_back(order):
    if order is None:
        return Discrepancy.Kind.UNKNOWN
    return Discrepancy.Kind.AMOUNT if order.is_by_wire else Discrepancy.Kind.METHOD


@transaction.atomic
def set_aside(line: StatementLine, *, by: User, note: str) -> StatementLine:
    """The movement is not about an order; why stands beside it."""
    _check(by)
    line = _locked(line)
    if line.place not in FOR_A_PERSON:
        raise NotThis(line.get_place_display())
    line.order, line.proposed_by, line.note = None, by, note
    return _put(line, Place.ASIDE)


def _check(by):
    if not by.has_perm("payments.settle_order"):
        raise PermissionDenied("match")


def _locked(line):
    return StatementLine.objects.select_for_update(of=("self",)).get(pk=line.pk)


def _put(line, place):
    line.place = place
    line.save(update_fields=["place", "order", "payment", "returns", "proposed_by", "approved_by", "note"])
    return line


def _apply(line, order):
    """The order, locked, gets this money: it is settled, completed, or waits for the rest."""
    if order.payment or order.state == Order.State.CANCELLED:
        line.payment = transfer_received(order, line, amount=line.amount)
        return _put(line, Place.DOUBLE if order.payment else Place.CANCELLED)
    so_far = order.held + line.amount
    if so_far < order.total:
        return _put(line, Place.PARTIAL)
    line.payment = transfer_received(order, line, amount=order.total, excess=so_far - order.total)
    order.bank_lines.filter(place=Place.PARTIAL).update(place=Place.SETTLED, payment=line.payment)
    return _put(line, Place.SETTLED)


def _take_back(line):
    """The bank takes back what it brought: nothing of that order can be decided until the money is there again."""
    came = StatementLine.objects.filter(order=line.order, amount=-line.amount, returned_by=None)
    credit = came.exclude(place__in=[Place.NEW, Place.ASIDE]).order_by("-booked_on", "-pk").first()
    if credit is None:
        return _put(line, Place.UNMATCHED)
    line.returns = credit
    if credit.payment:
        credit.payment.discrepancies.get_or_create(
            kind=Discrepancy.Kind.RETURNED, application=None, defaults={"order": line.order}
        )
    if credit.place == Place.SETTLED:
        for ordered in line.order.lines.filter(dropped=False).select_related("application").order_by("application_id"):
            licensing.funds_returned(ordered.application)
    else:
        _put(credit, Place.RETURNED)
    return _put(line, Place.RETURNED)
