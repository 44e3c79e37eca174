"""Do the books balance?  Each rule is one question; its answer is what is wrong, and should be nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import (
    CharField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat

from icajo.models import Letter
from licensing.checks import FUNDS
from licensing.models import Application, Check, Event
from licensing.states import DECIDED, OPEN_TO_STAFF

from . import gateway
from .actions.settlement import OURS
from .errors import Unreachable
from .models import Counter, Discrepancy, Method, OrderLine, Payment, ProviderEvent, Receipt

PATIENCE = timedelta(minutes=5)
LOOK_BACK = timedelta(days=30)
NOTHING = Decimal(0)
SENT = OPEN_TO_STAFF | DECIDED


@dataclass(frozen=True)
class Wrong:
    """One thing that should not be, under the name of the rule it breaks."""

    rule: str
    what: str

    def __str__(self):
        return f"{self.rule}: {self.what}"


def wrongs(now: datetime, *, ask_provider: bool = True) -> list[Wrong]:
    """Everything that is wrong at this moment, in the order of the rules.

    `ask_provider=False` leaves the comparison with the provider out; a provider that does not answer is itself wrong.
    """
    rules = [rule for rule in RULES if ask_provider or rule not in WITH_THE_PROVIDER]
    return [Wrong(RULES[rule], str(what)) for rule in rules for what in rule(now)]


def money_without_a_home(now) -> Iterable:
    """Money that came and has no receipt, is on nobody's desk, and was not given back whole."""
    kept = F("amount") - Coalesce(Sum("refunds__repayment__amount"), NOTHING)
    waits = Exists(Discrepancy.objects.filter(payment=OuterRef("pk"), closed_at=None))
    homeless = Payment.objects.filter(~waits, receipt=None).annotate(kept=kept)
    return homeless.exclude(kept=NOTHING)


def paid_and_not_filed(now) -> Iterable:
    """An application whose fee has a receipt, that was never sent in, and that no officer was told about."""
    told = Discrepancy.objects.filter(order=OuterRef("order"), application=OuterRef("application"))
    paid = OrderLine.objects.filter(order__payments__receipt__isnull=False)
    return paid.exclude(application__state__in=SENT).exclude(Exists(told))


def filed_without_money(now) -> Iterable:
    """An application that owed a fee and went in, with no receipt, no transfer on its way and nobody told."""
    paid = OrderLine.objects.filter(
        Q(order__payments__receipt__isnull=False) | Q(order__discrepancies__isnull=False),
        application=OuterRef("pk"),
        dropped=False,
    )
    on_its_way = Check.objects.filter(application=OuterRef("pk"), code=FUNDS.code, closed_at=None)
    return Application.objects.filter(~Exists(paid), ~Exists(on_its_way), state__in=SENT, fee__gt=0)


def filed_twice(now) -> Iterable:
    """An application that was sent in more than once, but for what an officer sent back."""
    sent, back = Count("pk", filter=Q(verb="submit")), Count("pk", filter=Q(verb="send_back"))
    times = Event.objects.values("application__ref").annotate(times=sent - back)
    return times.filter(times__gt=1).order_by().values_list("application__ref", "times")


def charged_twice(now) -> Iterable:
    """An application whose fee stands on more than one receipt, and nobody was told."""
    told = Discrepancy.objects.filter(application=OuterRef("application"))
    lines = OrderLine.objects.exclude(Exists(told)).values("application__ref")
    receipts = lines.annotate(times=Count("order__payments__receipt", distinct=True))
    return receipts.filter(times__gt=1).order_by().values_list("application__ref", "times")


def the_provider_says_otherwise(now) -> Iterable:
    """What the provider was paid and we have not recorded, and what we recorded and it was not paid."""
    since = now - LOOK_BACK
    try:
        theirs = {
            session.payment_id: session.amount
            for session in gateway.paid_since(since - timedelta(days=1))
            if session.attempt.startswith(OURS) and session.paid_at < now - PATIENCE
        }
    except Unreachable as error:
        return [f"the provider does not answer: {error}"]
    ours = dict(Payment.objects.filter(method=Method.CARD).values_list("provider_payment_id", "amount"))
    recent = Payment.objects.filter(method=Method.CARD, received_at__range=(since, now - PATIENCE))
    only_here = [id for id in recent.values_list("provider_payment_id", flat=True) if id not in theirs]
    return [
        f"{id}: {theirs[id]} at the provider, {ours.get(id)} here" for id in theirs if theirs[id] != ours.get(id)
    ] + [f"{id}: here only" for id in only_here]


def events_that_wait(now) -> Iterable:
    """What the provider told us and nobody has acted on."""
    return ProviderEvent.objects.filter(processed_at=None, received_at__lt=now - PATIENCE)


def letters_that_wait(now) -> Iterable:
    """A letter whose time has come and that has not left."""
    return Letter.objects.owed(at=now - PATIENCE).values_list("key", flat=True)


def effects_that_wait(now) -> Iterable:
    """What an event still owes and nobody has tried."""
    owed = Event.objects.exclude(pending=[]).filter(at__lt=now - PATIENCE, attempts=0)
    return owed.values_list("application__ref", "verb")


def receipts_without_a_letter(now) -> Iterable:
    """A receipt of which its payer was never told."""
    key = Concat(Value("payment-"), Cast("payment_id", CharField()), Value("-receipt"), output_field=CharField())
    return Receipt.objects.annotate(key=key).exclude(Exists(Letter.objects.filter(key=OuterRef("key"))))


def receipt_numbers_with_gaps(now) -> Iterable:
    """Receipt numbers are 1, 2, 3 ... as far as the counter has come."""
    counted = Subquery(Counter.objects.filter(name="receipt").values("value")[:1])
    found = Receipt.objects.aggregate(last=Max("number"), many=Count("pk"), counted=Max(Coalesce(counted, 0)))
    return [] if {found["last"] or 0, found["many"], found["counted"] or 0} == {found["many"]} else [found]


def moments_in_the_wrong_order(now) -> Iterable:
    """Money recorded before it came, and moments that have not come yet.  A bank gives the day only: noon is said."""
    early = ExpressionWrapper(F("received_at") - F("recorded_at"), output_field=DurationField())
    late = (
        Q(method=Method.CARD, early__gt=PATIENCE)
        | Q(early__gt=timedelta(hours=12))
        | Q(recorded_at__gt=now + PATIENCE)
    )
    return Payment.objects.annotate(early=early).filter(late)


def applications_from_the_future(now) -> Iterable:
    """An application received at a moment that has not come yet."""
    return Application.objects.filter(received_at__gt=now + PATIENCE)


def receipts_of_another_amount(now) -> Iterable:
    """A receipt whose money is not the total of its order, or not the sum of its lines, to the cent."""
    lines = OrderLine.objects.filter(order=OuterRef("payment__order")).order_by().values("order")
    receipts = Receipt.objects.annotate(owed=Subquery(lines.annotate(sum=Sum("amount")).values("sum")))
    return receipts.exclude(payment__amount=F("payment__order__total"), owed=F("payment__amount"))


def given_back_too_much(now) -> Iterable:
    """A payment of which more was given back than came."""
    back = Payment.objects.annotate(back=Sum("refunds__repayment__amount"))
    return back.filter(back__gt=F("amount"))


RULES: dict[Callable, str] = {
    money_without_a_home: "I1 money without a home",
    paid_and_not_filed: "I1 paid and not filed",
    filed_without_money: "I2 filed without money",
    filed_twice: "I3 filed twice",
    charged_twice: "I3 charged twice",
    the_provider_says_otherwise: "I4 the provider says otherwise",
    events_that_wait: "I5 events that wait",
    letters_that_wait: "I6 letters that wait",
    effects_that_wait: "I6 effects that wait",
    receipts_without_a_letter: "I6 receipts without a letter",
    receipt_numbers_with_gaps: "I9 receipt numbers with gaps",
    moments_in_the_wrong_order: "I10 moments in the wrong order",
    applications_from_the_future: "I10 applications from the future",
    receipts_of_another_amount: "I14 receipts of another amount",
    given_back_too_much: "I14 given back too much",
}
WITH_THE_PROVIDER = {the_provider_says_otherwise}
