"""« Panier »: no table of its own.  A line is a sealed application that waits for its fee."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from accounts.models import Organization
from icajo.words import money
from licensing.fees import Rates, assess
from licensing.judging import in_the_way, problems_in
from licensing.models import Application

from .models import Attempt, Method, Order, OrderLine


@dataclass(frozen=True)
class Line:
    """An application, its sealed fee, and what keeps it from being paid now."""

    application: Application
    amount: Decimal
    stops: list[str]
    order: Order | None = None  # where its payment is being looked at

    @property
    def fits(self):
        return not self.stops and self.order is None


@dataclass(frozen=True)
class Section:
    """What one organization pays at once: an order belongs to one of them, so that its members see it."""

    organization: Organization
    lines: list[Line]

    @property
    def total(self):
        return sum((line.amount for line in self.lines if line.fits), Decimal(0))

    @property
    def by_wire(self):
        return Method.of(self.total) == Method.WIRE


def sections(user, on: date) -> list[Section]:
    """The cart of this person, each line judged with the rules and the rates of this day."""
    waiting = Application.objects.to_pay_by(user).select_related("organization", "about")
    waiting = waiting.prefetch_related("documents", "waivers")
    waiting = list(waiting.order_by("organization__name", "organization_id", "ref"))
    held, rates = orders_looked_at(waiting), Rates(on)
    found = []
    for organization, applications in groupby(waiting, key=lambda application: application.organization):
        lines = [Line(a, a.fee, stops(a, on, rates), held.get(a.pk)) for a in applications]
        found.append(Section(organization, lines))
    return found


def stops(application: Application, on: date, rates: Rates) -> list[str]:
    """Why it could not be filed any more, in words: a date has come too close, a rate has changed."""
    said = [problem.message for problem in in_the_way(problems_in(application, on))]
    fee = assess(application, on, rates=rates).total
    if fee != application.fee:
        text = _("The fee has changed. It was %(old)s, it is now %(new)s.")
        said.append(text % {"old": money(application.fee), "new": money(fee)})
    return said


def orders_looked_at(applications) -> dict[int, Order]:
    """{application: order} where money came that did not fit, or the bank has not given its answer."""
    lines = OrderLine.objects.filter(application__in=applications, dropped=False).select_related("order")
    thinking = Attempt.objects.filter(
        closed_at=None, state__in=[Attempt.State.PENDING, Attempt.State.FAILED], order__lines__in=lines
    )
    unsure = set(thinking.values_list("order_id", flat=True))
    return {
        line.application_id: line.order
        for line in lines
        if line.order.state != Order.State.OPEN or line.order_id in unsure
    }


def size(user) -> int:
    """How many applications wait in the cart of this person."""
    return Application.objects.to_pay_by(user).count()


def in_navigation(request):
    """Context processor: `cart_size`, asked of the database only where a page prints it; nobody pays from the desk."""
    return {"cart_size": lambda: 0 if request.user.is_staff else size(request.user)}
