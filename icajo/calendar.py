"""Legal days in Ontario.  Pure functions: the day is always passed in."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
from dateutil.easter import easter
from django.conf import settings

_PUBLIC = holidays.country_holidays("CA", subdiv="ON")
_SATURDAY, _SUNDAY = 5, 6


def add_days(day: date, days: int) -> date:
    """The day that many local days later; never hours, which the change of clocks would shift."""
    return day + timedelta(days=days)


def is_holiday(day: date) -> bool:
    """Whether this is a holiday of the Legislation Act, 2006, s. 88, other than an ordinary Sunday."""
    # the Act also counts Easter Monday and Remembrance Day, which are not public holidays of the employment law
    return day in _PUBLIC or (day.month, day.day) == (11, 11) or day == add_days(easter(day.year), 1)


def deadline(start: date, days: int) -> date:
    """The last day of a period of that many days after `start`.

    The first day is excluded and the last included; a period that ends on a Sunday or a holiday runs to the next day
    that is neither (Legislation Act, 2006, s. 89: to be confirmed with counsel, hence in one function).
    """
    day = add_days(start, days)
    while day.weekday() == _SUNDAY or is_holiday(day):
        day = add_days(day, 1)
    return day


def business_days(start: date, days: int) -> date:
    """The last of that many business days after `start`: neither a Saturday, nor a Sunday, nor a holiday."""
    day = start
    while days:
        day = add_days(day, 1)
        days -= day.weekday() < _SATURDAY and not is_holiday(day)
    return day


def end_of(day: date) -> datetime:
    """The last second of this day in Ontario: a deadline is printed with it."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(settings.TIME_ZONE))


def anniversary(day: date, years: int) -> date:
    """The same day, years later; 29 February becomes 1 March, so that no term is a day short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def expiry(start: date, years: int) -> date:
    """The last day of a term: the day before its anniversary.  The licence is valid to the end of it."""
    return add_days(anniversary(start, years), -1)
