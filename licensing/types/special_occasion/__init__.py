"""Special occasion permit: serve liquor at one event, for its days (facts 1.3.9).  It is never renewed."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import LongText, YesNo
from licensing.definition import (
    Check,
    Document,
    Effect,
    FeeLine,
    Holder,
    LicenceType,
    Place,
    Procedure,
    Purpose,
    RegisterRule,
    Rule,
    Sector,
    Term,
    cents,
)

from ..business.changes import change
from ..business.terms import free
from .rules import RULES, dates, ends_after_midnight, is_municipal, must_be_told, whole
from .steps import STEPS, Event, Told, is_outdoors


def fee(purpose, a, rate):
    """A day costs by its class; an auction pays once (facts, fee table 24 to 27)."""
    if a.event_type == Event.AUCTION:
        return [
            FeeLine(_("Auction, for the event"), cents(rate("special-occasion-auction")), "special-occasion-auction")
        ]
    if a.event_type == Event.TAILGATE:
        return by_day(a, rate, "special-occasion-tailgate-day", _("Tailgate event, for each day"))
    if a.sale:
        return by_day(a, rate, "special-occasion-sale-day", _("Sale, for each day"))
    return by_day(a, rate, "special-occasion-no-sale-day", _("No sale, for each day"))


def by_day(a, rate, code, label) -> list[FeeLine]:
    return [FeeLine(label, cents(rate(code) * len(dates(a))), code)]


def term(a, on) -> Term:
    """The days of the event, and the morning after where the last one ends past midnight."""
    days = dates(a)
    last = max(whole(a), key=lambda row: row.event_date)
    return Term(days[0], days[-1] + timedelta(days=ends_after_midnight(last)))


def conditions(a):
    yield _("The permit is posted in a conspicuous place at the event, with the receipts of the liquor.")
    yield _("Liquor is served at the place, on the days and in the hours of this permit only.")
    if a.event_type == Event.PRIVATE:
        yield _("Only invited guests attend; the event is not advertised, and nobody makes a gain.")
    if a.event_type == Event.AUCTION:
        yield _("No liquor is served or drunk at the auction.")


def has_structures(a) -> bool:
    return is_outdoors(a) and Told.BUILDING in must_be_told(a)


class EventChange(Step):
    title = _("What changes at the event")
    event_change = LongText(_("Describe the change"), max_length=2000)
    becomes_a_sale = YesNo(_("Will liquor be sold at an event for which no sale was planned?"))


def event_not_begun(licence, on):
    return _("The event has begun: nothing can be changed on the permit.") if on >= licence.starts_on else ""


class Cancellation(Step):
    title = _("Cancelling the event")
    intro = _("The permit is given back. The fee is not refunded.")
    cancelled_why = LongText(_("Why is the event cancelled?"), max_length=1000)


DOCUMENTS = [
    Document(
        "municipal-designation",
        _("Resolution of the municipality, or letter of its delegated official"),
        when=is_municipal,
        why=_("required because the event is designated as of municipal significance"),
    ),
    Document(
        "manufacturer-authorization",
        _("Letter of authorization of the manufacturer"),
        when=lambda a: bool(a.for_manufacturer),
        why=_("required because you organize the event for a manufacturer"),
    ),
    Document(
        "foreign-government",
        _("Letter of support of the foreign government"),
        when=lambda a: bool(a.foreign_government),
        why=_("required because a foreign government takes part"),
    ),
    Document(
        "outdoor-notices",
        _("Notices sent to the municipality, the police, the fire department and public health"),
        when=is_outdoors,
        why=_("required because liquor is served outdoors"),
    ),
    Document(
        "outdoor-sketch",
        _("Sketch of the boundaries"),
        when=is_outdoors,
        why=_("required because liquor is served outdoors"),
    ),
    Document(
        "building-notice",
        _("Notice sent to the building department"),
        when=has_structures,
        why=_("required because there is a tent, a pavilion or tiered seating"),
    ),
]


def no_more_days(a, on, register):
    """What has no record, as a permit of the earlier system, has no days to compare with."""
    before = register.recorded("event_days")
    return not before or len(dates(a)) <= len(before)


CHANGE_RULES = [
    *RULES,
    Rule(
        question="becomes_a_sale",
        needs=("becomes_a_sale",),
        holds=lambda a, on: not a.becomes_a_sale,
        message=_("To sell liquor, apply for another permit: its fee is not the same."),
    ),
    RegisterRule(
        question="event_days",
        needs=("event_days",),
        holds=no_more_days,
        message=_("A day more is paid: apply for another permit for it. Days and hours that move are corrected here."),
    ),
]

special_occasion = LicenceType(
    code="special-occasion",
    sector=Sector.ALCOHOL,
    name=_("Special occasion permit"),
    summary=_("Serve liquor at an event: a wedding, a festival, a tasting, a tailgate event, an auction."),
    edition="2026-11",
    decided_within=3,  # “usually one business day”, and a weekend
    prefix="SOP",
    steps=STEPS,
    documents=DOCUMENTS,
    rules=RULES,
    fee=fee,
    checks=[Check("significance", _("The designation of the event is confirmed"), when=is_municipal)],
    holder=Holder(),
    municipality="place_city",
    place=Place(["place_name", "event_name"], "place_street", is_home=lambda a: a.in_residence),
    term=term,
    conditions=conditions,
    public_facts=(
        "event_type", "event_name", "place_name", "place_street", "place_city", "event_date", "opens_at", "closes_at",
        "setting", "capacity", "sale",
    ),
    procedures=[
        change(
            code="event",
            label=_("Change of the event"),
            summary=_("The days, hours, place, attendance or person responsible. No fee, and no day more."),
            steps=[EventChange, *STEPS],
            documents=DOCUMENTS,
            rules=CHANGE_RULES,
            fee=free,
            term=term,
            refused=event_not_begun,
        ),
        Procedure(
            code="cancellation",
            purpose=Purpose.CHANGE,
            effect=Effect.SURRENDER,
            label=_("Cancellation"),
            summary=_("The event does not take place. The fee is not refunded."),
            steps=[Cancellation],
            fee=free,
        ),
    ],
)  # fmt: skip
