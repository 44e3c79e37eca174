"""A fee is waived: its payment page is closed first, and what was paid all the same goes back."""

from django.conf import settings
from django.db import transaction

from accounts.models import User
from icajo import mail
from licensing import actions as licensing
from licensing.actions.waivers import GRANT, approve_waiver
from licensing.models import Waiver
from licensing.states import OPEN_TO_STAFF, State

from ..errors import StillUnknown
from ..models import Attempt, Method, Payment
from .orders import cancel, close_pages, lock_applications, lock_open_orders, open_orders
from .refunds import ask_for_waived
from .transfers import give_up

# the bank decides; if it says yes, the money goes back
OUT_OF_OUR_HANDS = {Attempt.State.PENDING, Attempt.State.FAILED}


def approve_waiver_and_refund(waiver: Waiver, *, by: User) -> Waiver:
    """Approve a waiver: nothing can be paid for it any more, and what was paid is asked back.

    Raises Unreachable, StillUnknown(order) where a payment page could not be closed: then nothing has changed.
    """
    if by.has_perm(GRANT) and waiver.is_open and waiver.granted_by_id not in (None, by.pk):
        close_pages(open_orders([waiver.application]))
    return _approve(waiver, by=by)


@transaction.atomic
def _approve(waiver, *, by):
    orders = lock_open_orders([waiver.application])
    application = lock_applications([waiver.application]).get()
    waiver = approve_waiver(waiver, by=by)
    for order in orders:
        _stop_waiting(order)
    if application.state in OPEN_TO_STAFF:
        licensing.funds_arrived(application, by=by)  # there are none to wait for
    lines = application.order_lines.filter(dropped=False)
    for payment in Payment.objects.filter(order__in=lines.values("order"), receipt__isnull=False):
        ask_for_waived(payment)
    write_about_waiver(waiver, waiver.asked_by, "waiver_approved")
    return waiver


def _stop_waiting(order):
    """Nobody shall pay this order any more; but a transfer that also pays for others comes as it was ordered."""
    if order.is_by_wire:
        others = order.lines.exclude(application__state=State.WITHDRAWN)
        if not others.exclude(application__in=Waiver.objects.approved().values("application")).exists():
            give_up(order)
        return
    attempt = order.open_attempt
    if attempt and attempt.state in OUT_OF_OUR_HANDS:
        return
    if attempt and attempt.session_id:  # opened since the others were closed
        raise StillUnknown(order)
    cancel(order)


def write_about_waiver(waiver: Waiver, person: User, template: str) -> None:
    """The letter that says what became of a request for a waiver."""
    application = waiver.application
    mail.write(
        key=f"waiver-{waiver.pk}-{template}",
        to=person.email,
        language=person.language,
        template=template,
        context={
            "person_name": person.get_full_name(),
            "application": application,
            "waiver": waiver,
            "paid": application.refunds.exists(),
            "sent": application.state in OPEN_TO_STAFF,
            "order": open_orders([application]).filter(method=Method.WIRE).first(),
            "url": settings.SITE_URL + application.get_absolute_url(),
        },
    )
