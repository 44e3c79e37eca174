"""Exactly the notices that are due: not before, not twice, and none that is no longer true."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licensing.clock import due, letters
from licensing.models import End, Happening, Licence, Notice
from licensing.states import State

from .clocks import licence, moment, organization, owed, renewable_raffle, renewal

pytestmark = pytest.mark.django_db
LAST = date(2027, 1, 20)


@pytest.fixture(autouse=True)
def renewable(monkeypatch):
    renewable_raffle(monkeypatch)


def noted():
    return list(Notice.objects.order_by("licence", "day", "kind").values_list("kind", "day"))


def days_before(days):
    return LAST - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "kinds"),
    [(61, []), (60, ["renewal-60"]), (8, ["renewal-60"]), (7, ["renewal-7"]), (0, ["renewal-7"]), (-1, ["expired"])],
)
def test_each_day_has_its_notice(days, kinds):
    licence(LAST)

    due.note_everything(days_before(days))

    assert noted() == [(kind, LAST) for kind in kinds]


def test_rounds_every_few_hours_say_each_thing_once_on_its_day():
    licence(LAST)
    said = {}

    for days in range(70, -10, -1):
        for _hour in range(3):
            due.note_everything(days_before(days))
            tell()
        said |= {kind: days for kind, _day in noted() if kind not in said}

    assert said == {"renewal-60": 60, "renewal-7": 7, "expired": -1}
    assert Notice.objects.count() == 3
    assert Happening.objects.filter(verb="expired").count() == 1


def test_what_was_told_stays_and_nothing_is_told_twice():
    one = licence(LAST)
    due.note_everything(days_before(60))
    tell()
    due.note_everything(days_before(7))
    tell()
    due.note_everything(days_before(-1))

    assert sorted(noted()) == [("expired", LAST), ("renewal-60", LAST), ("renewal-7", LAST)]
    assert one.happenings.get().on == LAST


def tell():
    while letters.write_some(days_before(60)):
        pass


def test_of_two_notices_that_were_missed_the_later_one_is_sent():
    licence(LAST)
    due.note_everything(days_before(60))  # and then the portal stood still before a letter was written

    due.note_everything(days_before(5))

    assert noted() == [("renewal-7", LAST)]


def test_a_notice_of_sixty_days_that_was_missed_is_sent_while_it_is_true():
    licence(LAST)

    due.note_everything(days_before(33))

    assert noted() == [("renewal-60", LAST)]


def test_a_moved_last_day_makes_the_notice_of_the_new_day_due():
    one = licence(LAST)
    due.note_everything(days_before(30))
    tell()
    Licence.objects.filter(pk=one.pk).update(expires_on=LAST + timedelta(days=20))

    due.note_everything(days_before(30))

    assert noted() == [("renewal-60", LAST), ("renewal-60", LAST + timedelta(days=20))]


def test_a_day_that_moved_before_anybody_was_told_is_forgotten():
    one = licence(LAST)
    due.note_everything(days_before(30))
    Licence.objects.filter(pk=one.pk).update(expires_on=LAST + timedelta(days=365))

    due.note_everything(days_before(29))

    assert noted() == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED])
def test_a_renewal_that_was_filed_needs_no_notice(amelie, state):
    renewal(licence(LAST), amelie, state, received_at=moment(days_before(20)))

    due.note_everything(days_before(7))

    assert noted() == []


@pytest.mark.parametrize("state", [State.DRAFT, State.AWAITING_PAYMENT, State.WITHDRAWN, State.REFUSED])
def test_a_renewal_that_was_only_begun_or_came_to_nothing_does(amelie, state):
    renewal(licence(LAST), amelie, state)

    due.note_everything(days_before(7))

    assert noted() == [("renewal-7", LAST)]


@pytest.mark.parametrize("end", End)
def test_a_licence_that_ended_otherwise_is_left_alone(end):
    licence(LAST, ended_as=end, ended_on=date(2026, 6, 1))

    for day in (60, 7, -1):
        due.note_everything(days_before(day))

    assert noted() == []
    assert not Happening.objects.exists()


def test_a_suspended_licence_can_be_renewed_and_expires(amelie):
    one = licence(LAST)
    one.suspensions.create(since=date(2026, 10, 1), why="x", by=amelie)

    for day in (60, -1):
        due.note_everything(days_before(day))

    assert Happening.objects.get().on == LAST


def test_a_licence_of_a_type_that_does_not_renew_expires_without_a_notice():
    licence(LAST, type_code="bingo-event")

    for day in (60, 7, -1):
        due.note_everything(days_before(day))

    assert noted() == []
    assert Happening.objects.get().verb == "expired"


def test_a_licence_that_goes_on_has_not_expired_until_its_renewal_comes_to_nothing(amelie):
    file = renewal(licence(LAST), amelie, State.IN_REVIEW, received_at=moment(LAST))
    due.note_everything(days_before(-5))
    assert not Happening.objects.exists()

    type(file).objects.filter(pk=file.pk).update(state=State.WITHDRAWN)
    due.note_everything(days_before(-6))

    assert noted() == [("expired", LAST)]


def test_a_renewal_received_too_late_stops_nothing(amelie):
    renewal(licence(LAST), amelie, State.IN_REVIEW, received_at=moment(days_before(-1)))

    due.note_everything(days_before(-2))

    assert Happening.objects.exists()


def test_a_fee_paid_in_the_last_minute_may_be_known_only_the_next_day(amelie):
    renewal(licence(LAST), amelie, State.AWAITING_PAYMENT)

    due.note_everything(days_before(-1))
    assert not Happening.objects.exists()

    due.note_everything(days_before(-2))
    assert Happening.objects.exists()


def test_what_had_expired_before_it_came_into_the_register_is_the_earlier_systems():
    licence(LAST, created_at=moment(days_before(-1)))
    licence(LAST, created_at=moment(LAST))

    due.note_everything(days_before(-10))

    assert Happening.objects.count() == Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (15, []), (14, ["report-14"]), (4, ["report-14"]), (3, ["report-3"]), (1, ["report-3"]), (0, ["report-0"]),
        (-1, []), (-6, []), (-7, ["report-due"]), (-30, ["report-due"]), (-31, []),
    ],
)  # fmt: skip
def test_a_report_is_asked_for_before_on_and_after_its_day(days, kinds):
    owed(licence(date(2028, 1, 1)), LAST)

    due.note_everything(days_before(days))

    assert noted() == [(kind, LAST) for kind in kinds]


def test_each_of_the_four_is_said_once_however_often_the_clock_goes_round():
    owed(licence(date(2028, 1, 1)), LAST)

    for days in range(20, -20, -1):
        due.note_everything(days_before(days))
        tell()

    assert sorted(kind for kind, _day in noted()) == ["report-0", "report-14", "report-3", "report-due"]


@pytest.mark.parametrize("settled", ["sent", "lifted", "dropped", "accepted"])
def test_a_report_that_is_settled_is_not_asked_for_and_what_was_not_told_is_taken_back(settled, amelie):
    one = licence(date(2028, 1, 1))
    obligation = owed(one, LAST)
    due.note_everything(days_before(14))
    facts = {
        "sent": {"report": renewal(one, amelie, State.SUBMITTED)},
        "lifted": {"lifted_at": moment(LAST), "lifted_by": amelie, "lifted_why": "Rien n’a eu lieu."},
        "dropped": {"dropped_on": LAST},
        "accepted": {"accepted_on": LAST},
    }

    type(obligation).objects.filter(pk=obligation.pk).update(**facts[settled])
    due.note_everything(days_before(3))

    assert noted() == []


def test_a_report_whose_day_moves_is_asked_for_at_its_new_day():
    obligation = owed(licence(date(2028, 1, 1)), LAST)
    due.note_everything(days_before(14))

    type(obligation).objects.filter(pk=obligation.pk).update(due_on=LAST + timedelta(days=30))
    due.note_everything(days_before(-16))

    assert noted() == [("report-14", LAST + timedelta(days=30))]


def test_a_round_costs_as_much_for_one_licence_as_for_fifty():
    def count():
        with CaptureQueriesContext(connection) as asked:
            due.note_everything(days_before(60))
        return len(asked)

    licence(LAST)
    few, holder = count(), organization()
    for _ in range(50):
        licence(LAST, holder)

    assert count() == few
    assert Notice.objects.count() == 51
