"""Days are days of Ontario: at both changes of clocks, on 29 February, at the end of a year, in the last second."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.conf import settings

from accounts import actions as accounts
from icajo.celery import app
from licensing import actions, clock, public
from licensing.actions.renewals import start_again
from licensing.clock import due
from licensing.errors import NotNow
from licensing.fees import assess
from licensing.models import Application, Happening, Notice
from licensing.renewal import offer
from licensing.standing import Standing, standing
from tests import samples

from .clocks import TORONTO, licence, moment, renewable_raffle

pytestmark = pytest.mark.django_db
SPRING, AUTUMN = date(2027, 3, 14), date(2027, 11, 7)  # 23 hours long, and 25
MIDNIGHT, LAST_SECOND = time(0), time(23, 59, 59)
VANCOUVER = ZoneInfo("America/Vancouver")


@pytest.fixture(autouse=True)
def renewable(monkeypatch):
    renewable_raffle(monkeypatch)


def first_seen(time_machine, start, days, rows):
    """When, on Ontario's clocks, hourly rounds first find that there are such rows."""
    now, end = moment(start, MIDNIGHT).astimezone(UTC), moment(start + timedelta(days), MIDNIGHT).astimezone(UTC)
    while now < end:
        time_machine.move_to(now + timedelta(minutes=5), tick=False)
        clock.go_round()
        if rows.exists():
            return (now + timedelta(minutes=5)).astimezone(TORONTO)
        now += timedelta(hours=1)
    return None


@pytest.mark.parametrize("day", [SPRING, AUTUMN, date(2028, 2, 29), date(2027, 12, 31)])
def test_a_licence_expires_at_midnight_in_ontario(time_machine, day):
    licence(day)

    seen = first_seen(time_machine, day, 3, Happening.objects.filter(verb="expired"))

    assert seen == moment(day + timedelta(days=1), time(0, 5))
    assert Happening.objects.get().on == day


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize(("days", "kind"), [(60, "renewal-60"), (7, "renewal-7")])
def test_a_notice_is_of_its_day_on_either_side_of_a_change_of_clocks(time_machine, change, days, kind):
    last = change + timedelta(days=days)
    licence(last)

    seen = first_seen(time_machine, change - timedelta(days=1), 3, Notice.objects.filter(kind=kind, day=last))

    assert seen == moment(change, time(0, 5))


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_an_expiry_sixty_days_after_a_change_is_counted_in_days_and_not_in_hours(change):
    one = licence(change + timedelta(days=30))
    opens = change - timedelta(days=30)

    assert not offer(one, opens - timedelta(days=1), Standing.IN_FORCE).url
    assert offer(one, opens, Standing.IN_FORCE).url


@pytest.mark.parametrize("change", [SPRING, AUTUMN, date(2027, 6, 1)])
def test_the_timetable_has_a_round_soon_after_each_midnight_and_each_hour(change):
    entry = settings.CELERY_BEAT_SCHEDULE["say what is due"]["schedule"]
    now = moment(change - timedelta(days=1), time(22, 5))
    rounds = []
    for _ in range(30):
        timetable = crontab(minute="5", app=app, nowfun=lambda now=now: now)
        assert timetable.minute == entry.minute and timetable.hour == entry.hour
        now = (now.astimezone(UTC) + timetable.remaining_estimate(now)).astimezone(TORONTO)
        rounds.append(now)

    midnights = [one for one in rounds if (one.hour, one.minute) == (0, 5)]
    assert [one.date() for one in midnights] == [change, change + timedelta(days=1)]
    apart = [after.astimezone(UTC) - before.astimezone(UTC) for before, after in pairwise(rounds)]
    assert max(apart) <= timedelta(hours=2)


@pytest.mark.parametrize("last", [date(2027, 12, 31), date(2028, 2, 29), SPRING, AUTUMN, date(2027, 7, 1)])
def test_a_licence_counts_to_the_last_second_of_its_last_day(time_machine, last):
    one = licence(last)
    said = []
    for at in (moment(last, LAST_SECOND), moment(last, LAST_SECOND) + timedelta(seconds=1)):
        time_machine.move_to(at, tick=False)
        today = at.date()
        clock.go_round()
        said.append((standing(one, today), public.page(one.number, today).standing, Happening.objects.exists()))

    assert said == [(Standing.IN_FORCE, "in-force", False), (Standing.EXPIRED, "expired", True)]


def test_notices_of_a_term_that_ends_on_29_february():
    licence(date(2028, 2, 29))
    days = [date(2027, 12, 30) + timedelta(days=number) for number in range(65)]
    said = {}
    for day in days:
        due.note_everything(day)
        said |= {kind: day for kind in Notice.objects.values_list("kind", flat=True) if kind not in said}

    assert said == {"renewal-60": date(2027, 12, 31), "renewal-7": date(2028, 2, 22), "expired": date(2028, 3, 1)}


def test_a_notice_of_the_next_year_is_made_in_this_one():
    licence(date(2028, 1, 5))

    due.note_everything(date(2027, 12, 31))

    assert Notice.objects.get().kind == "renewal-7"


@pytest.fixture
def expiring(amelie):
    """A licence of Amélie's organization, whose last day is the last of the year."""
    one = licence(date(2027, 12, 31))
    accounts.join(amelie, one.organization, "access-code")
    return one


def test_a_renewal_can_be_started_from_the_first_second_of_the_sixtieth_day(expiring, amelie, time_machine):
    first = moment(date(2027, 11, 1), MIDNIGHT)
    assert first.astimezone(UTC) == datetime(2027, 11, 1, 4, tzinfo=UTC), "summer time still"

    for at in (first - timedelta(seconds=1), first):
        time_machine.move_to(at, tick=False)
        try:
            start_again(expiring, by=amelie, on=clock.timezone.localdate(), once="a")
        except NotNow:
            assert at < first

    assert Application.objects.get().about == expiring


@pytest.mark.parametrize(
    ("sent", "standing_after"),
    [
        (datetime(2028, 1, 1, 4, 59, 59, tzinfo=UTC), Standing.CONTINUED),
        (datetime(2028, 1, 1, 5, 0, 0, tzinfo=UTC), Standing.EXPIRED),
        (datetime(2027, 12, 31, 20, 59, 59, tzinfo=VANCOUVER), Standing.CONTINUED),
        (datetime(2027, 12, 31, 21, 0, 0, tzinfo=VANCOUVER), Standing.EXPIRED),  # still the same day there
    ],
)
@pytest.mark.usefixtures("storage")
def test_a_renewal_begun_on_the_sixtieth_day_is_in_time_to_the_last_second_wherever_it_is_sent_from(
    expiring, amelie, time_machine, sent, standing_after
):
    time_machine.move_to(moment(date(2027, 11, 1)), tick=False)
    draft = samples.complete(amelie, on=date(2027, 11, 1))
    Application.objects.filter(pk=draft.pk).update(purpose="renewal", procedure_code="renewal", about=expiring)
    draft.refresh_from_db()
    actions.seal(draft, by=amelie, on=date(2027, 11, 1), fee_seen=assess(draft, date(2027, 11, 1)).total)

    time_machine.move_to(sent, tick=False)
    actions.submit(Application.objects.get(pk=draft.pk), by=amelie, at=sent)
    time_machine.move_to(moment(date(2028, 1, 1), time(0, 5)), tick=False)
    clock.go_round()

    assert standing(expiring, date(2028, 1, 1)) == standing_after
    assert Happening.objects.exists() == (standing_after == Standing.EXPIRED)
