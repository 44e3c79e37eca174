"""What must be true of an event (facts 1.3.9).

Hours are counted in minutes from midnight of the day on which the night began: 2 a.m. is the 26th hour.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from icajo.words import long_date
from licensing.definition import Rule

from .steps import Event, Ground, Seller, Told, is_outdoors

HOUR = 60
FIRST, LAST, LAST_OF_THE_YEAR = 9 * HOUR, 26 * HOUR, 27 * HOUR
PRIVATE_INDOORS_DAYS, OTHERS_DAYS = 10, 30  # before the event
MANY_PEOPLE, TOLD_DAYS, TOLD_DAYS_OF_MANY = 5000, 30, 60
PERSON_OUTDOORS = Decimal("1.11")  # m²
SOON_ISSUED = (Event.PRIVATE, Event.PUBLIC)  # usually in one business day, say the newer pages


def minutes(row) -> tuple[int, int]:
    """When the service opens and closes; a closing that is not after the opening is of the next day."""
    opens = row.opens_at.hour * HOUR + row.opens_at.minute
    closes = row.closes_at.hour * HOUR + row.closes_at.minute
    return opens, closes if closes > opens else closes + 24 * HOUR


def whole(a) -> list:
    """The days that are complete."""
    return [row for row in a.event_days or [] if row.event_date and row.opens_at and row.closes_at]


def dates(a) -> list[date]:
    return sorted(row.event_date for row in a.event_days or [] if row.event_date)


def last_call(day: date) -> int:
    return LAST_OF_THE_YEAR if (day.month, day.day) == (12, 31) else LAST


def hours_are_allowed(a, on):
    return all(within_hours(row) for row in whole(a))


def within_hours(row) -> bool:
    opens, closes = minutes(row)
    return opens >= FIRST and closes <= last_call(row.event_date)


def ends_after_midnight(row) -> bool:
    return minutes(row)[1] > 24 * HOUR


def each_day_once(a, on):
    return len(dates(a)) == len(set(dates(a)))


def to_come(a, on):
    return all(day >= on for day in dates(a))


def notice_days(a) -> int:
    """How long before the event the application comes."""
    private_indoors = a.event_type == Event.PRIVATE and a.setting == "indoors"
    return PRIVATE_INDOORS_DAYS if private_indoors else OTHERS_DAYS


def in_time(a, on):
    return not dates(a) or dates(a)[0] >= on + timedelta(days=notice_days(a))


def may_come_late(a) -> bool:
    """Indoors a private or public event is only warned: the pages of the regulator disagree (facts 1.3.9, 7)."""
    return a.event_type in SOON_ISSUED and not is_outdoors(a)


def earliest(a, on):
    return {"days": notice_days(a), "day": long_date(on + timedelta(days=notice_days(a)))}


def must_be_told(a) -> set[str]:
    told = {Told.CLERK, Told.POLICE, Told.FIRE, Told.HEALTH}
    if a.structures:
        told.add(Told.BUILDING)
    if a.on_commission_land:
        told.add(Told.COMMISSION)
    return told


def everybody_was_told(a, on):
    return must_be_told(a) <= set(a.told)


def those_not_told(a, on):
    missing = must_be_told(a) - set(a.told)
    return {"who": ", ".join(str(one.label) for one in Told if one in missing)}


def told_days(a) -> int:
    return TOLD_DAYS_OF_MANY if a.attendance >= MANY_PEOPLE else TOLD_DAYS


def municipality_was_told_in_time(a, on):
    return not dates(a) or a.told_on <= dates(a)[0] - timedelta(days=told_days(a))


def telling(a, on):
    return {"days": told_days(a), "day": long_date(dates(a)[0] - timedelta(days=told_days(a)))}


def outdoor_capacity_fits(a, on):
    """One person takes 1.11 m² outdoors; a place of both kinds holds more."""
    return a.setting != "outdoors" or a.capacity * PERSON_OUTDOORS <= a.outdoor_area


def most_outdoors(a, on):
    return {"most": int(a.outdoor_area / PERSON_OUTDOORS)}


def nothing_sold_at_home(a, on):
    return not a.in_residence or not (a.sale or a.event_type in (Event.AUCTION, Event.TAILGATE))


HOURS = ("event_days",)
RULES = [
    Rule(
        question="responsible_is_19",
        needs=("responsible_is_19",),
        holds=lambda a, on: a.responsible_is_19,
        message=_("The person responsible for the event must be 19 or older."),
    ),
    Rule(
        question="gain",
        needs=("gain",),
        holds=lambda a, on: not a.gain,
        message=_("Nobody may make a gain from the liquor at this type of event: a sale only covers its cost."),
    ),
    Rule(
        question="advertised",
        needs=("advertised",),
        holds=lambda a, on: not a.advertised,
        message=_("A private event is not advertised, and only invited guests attend: choose a public event."),
    ),
    Rule(
        question="seller",
        needs=("seller",),
        holds=lambda a, on: a.seller != Seller.OTHER,
        message=_("Only a registered charity, an estate or a police officer on duty may auction liquor."),
    ),
    Rule(
        question="event_days",
        needs=HOURS,
        holds=each_day_once,
        message=_("The same day is on the list twice: give each day one line."),
    ),
    Rule(
        question="event_days",
        needs=HOURS,
        holds=to_come,
        message=_("A day of the event is already past."),
    ),
    Rule(
        question="event_days",
        needs=HOURS,
        holds=hours_are_allowed,
        message=_("Liquor is served between 9 a.m. and 2 a.m. the next day, 3 a.m. in the night of December 31."),
    ),
    Rule(
        question="setting",
        needs=("event_type", "event_days", "setting"),
        holds=lambda a, on: may_come_late(a) or in_time(a, on),
        message=_("Apply at least %(days)s days before: the event can be on %(day)s or later."),
        values=earliest,
    ),
    Rule(
        question="setting",
        needs=("event_type", "event_days", "setting"),
        holds=lambda a, on: not may_come_late(a) or in_time(a, on),
        message=_("Less than %(days)s days are left before the event: the permit may not be issued in time."),
        values=earliest,
        warning=True,
    ),
    Rule(
        question="in_residence",
        needs=("in_residence", "event_type"),
        holds=nothing_sold_at_home,
        message=_("Liquor is neither sold nor auctioned in a residence."),
    ),
    Rule(
        question="setting",
        needs=("event_type", "setting"),
        holds=lambda a, on: a.event_type != Event.TAILGATE or a.setting == "outdoors",
        message=_("A tailgate event is held outdoors, at ground level."),
    ),
    Rule(
        question="told",
        needs=("told", "structures", "on_commission_land"),
        holds=everybody_was_told,
        message=_("Tell these in writing too, before you apply: %(who)s."),
        values=those_not_told,
    ),
    Rule(
        question="told_on",
        needs=("told_on", "event_days", "attendance"),
        holds=municipality_was_told_in_time,
        message=_("The municipality is told at least %(days)s days before the event: by %(day)s."),
        values=telling,
    ),
    Rule(
        question="outdoor_area",
        needs=("outdoor_area", "capacity", "setting"),
        holds=outdoor_capacity_fits,
        message=_("This area holds %(most)s people at most: one person takes 1.11 m²."),
        values=most_outdoors,
    ),
]


def is_municipal(a) -> bool:
    return a.ground == Ground.MUNICIPAL
