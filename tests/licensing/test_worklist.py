"""Which files stand in which list of the work queue, and in what order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from licensing.models import Application
from licensing.permissions import deciders
from licensing.states import State
from licensing.worklist import LEFT, NONE, ORDERS, TABS, Asked, counts, row_of, window
from tests import samples
from tests.licensing.queued import a_file
from tests.licensing.queued import asked as ask

pytestmark = pytest.mark.django_db


def looked(person, **choices):
    return Asked(person=person, on=timezone.localdate(), officers=list(deciders()), **choices)


def numbers(found):
    return [int(file.ref[5:]) for file in found.files]


def listed(tab, person, order="oldest", **choices):
    return numbers(window(looked(person, **choices), tab=tab, order=order))


def test_every_list_has_its_own_files(amelie, officer):
    other = samples.staff("senior-officer")
    a_file(amelie, 1, days=9, officer=officer)
    a_file(amelie, 2, days=8, officer=other, due_in=-1)
    a_file(amelie, 3, days=7, state=State.SUBMITTED).checks.create(code="public-notice")
    ask(a_file(amelie, 4, days=6, officer=officer), officer, due_in=3)
    ask(a_file(amelie, 5, days=5, officer=other), other, due_in=-1)
    a_file(amelie, 6, days=4, state=State.SUBMITTED, due_in=-1).checks.create(code="funds")
    a_file(amelie, 7, type_code="liquor-sales", officer=officer)
    a_file(amelie, 8, state=State.APPROVED, officer=officer, due_in=-1)
    expected = {
        "mine": [1, 4, 7],
        "team": [1, 2, 3, 4, 5, 6],
        "unassigned": [3, 6],
        "applicant": [4, 5, 6],
        "check": [3],
        "late": [2, 5],
        "all": [1, 2, 3, 4, 5, 6, 7],
    }

    found = {tab: listed(tab, officer, sectors=["charitable-gaming"]) for tab in TABS}

    assert found == expected
    assert counts(looked(officer, sectors=["charitable-gaming"])) == {tab: len(of) for tab, of in expected.items()}


def test_all_the_counts_cost_one_question(amelie, officer, django_assert_num_queries):
    a_file(amelie, 1)
    asked = looked(officer, sectors=["alcohol"], kind="raffle", municipality="Ott", days=7, officer=NONE)

    with django_assert_num_queries(1):
        counts(asked)


def test_a_closed_check_keeps_nothing_waiting(amelie, officer):
    a_file(amelie, 1).checks.create(code="funds", closed_at=timezone.now())

    assert listed("applicant", officer) == listed("check", officer) == []


def test_a_file_whose_officer_decides_no_longer_is_nobodys(amelie, officer):
    gone = samples.officer("partie@example.org")
    a_file(amelie, 1, officer=gone)

    gone.is_active = False
    gone.save()

    assert listed("unassigned", officer) == [1]
    assert listed("all", officer, officer=LEFT) == [1]
    assert listed("all", officer, officer=NONE) == []


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"kind": "liquor-sales"}, [2]),
        ({"kind": "charitable-gaming"}, [1]),
        ({"municipality": "HÉARST"}, [2]),
        ({"municipality": "otta"}, [1]),
        ({"municipality": "%"}, [2, 1]),
        ({"days": 7}, [2]),
        ({"days": 8}, []),
    ],
)
def test_a_filter_lets_through_what_it_names(amelie, officer, choice, found):
    a_file(amelie, 1, days=6)
    a_file(amelie, 2, days=7, type_code="liquor-sales", place="Hearst")

    assert listed("all", officer, **choice) == found


def some(owner, officer):
    """Seven files of which several share the value of every order."""
    for number in range(1, 8):
        a_file(
            owner, number, days=number // 3, due_in=number % 2, place=("Ajax", "Érin")[number % 2],
            type_code=("raffle", "liquor-sales", "special-occasion")[number % 3],
            officer=officer if number % 2 else None,
        )  # fmt: skip


@pytest.mark.parametrize("order", ORDERS)
def test_the_list_goes_on_by_key_and_back_again_without_losing_a_file(amelie, officer, order):
    some(amelie, officer)
    asked = looked(officer)
    whole = window(asked, tab="all", order=order)

    pages, after = [], ""
    while True:
        page = window(asked, tab="all", order=order, after=after, size=3)
        pages.append(numbers(page))
        if not page.after:
            break
        after = page.after
    back = window(asked, tab="all", order=order, before=page.before, size=3)
    first = window(asked, tab="all", order=order, before=back.before, size=3)

    assert [len(page) for page in pages] == [3, 3, 1]
    assert [number for page in pages for number in page] == numbers(whole)
    assert [numbers(first), numbers(back)] == pages[:2]
    assert (first.before, whole.before, whole.after) == ("", "", "")


def test_each_order_begins_with_what_it_says(amelie, officer):
    a_file(amelie, 1, days=9, due_in=9, place="Ottawa", officer=officer, risk=3)
    a_file(amelie, 2, days=1, due_in=1, place="Ajax", type_code="liquor-sales")
    a_file(amelie, 3, days=5, due_in=5, place="Guelph", officer=samples.officer("a@example.org"))

    first = {order: listed("all", officer, order)[0] for order in ORDERS}

    assert first == {
        "oldest": 1,
        "newest": 2,
        "due": 2,
        "type": 2,
        "municipality": 2,
        "officer": first["officer"],
        "risk": 1,
    }
    assert listed("all", officer, "officer")[-1] == 2  # nobody's come last


@pytest.mark.parametrize("key", ["x", "1~", "1~x", "~", "1~2026-11-21T12:00:00", "9" * 40 + "~2026-11-21", "\0~\0"])
def test_a_key_that_is_none_begins_at_the_start(amelie, officer, key):
    a_file(amelie, 1)

    assert listed("all", officer) == [1]
    assert numbers(window(looked(officer), tab="all", order="oldest", after=key)) == [1]


def test_a_row_says_whose_turn_it_is_and_what_is_late(amelie, officer):
    a_file(amelie, 1, days=3, due_in=-1)
    ask(a_file(amelie, 2, days=2, due_in=-1), officer, due_in=2)
    a_file(amelie, 3, days=1, state=State.SUBMITTED, due_in=-1).checks.create(code="funds")
    found = window(looked(officer), tab="all", order="oldest")

    rows = [row_of(file, timezone.localdate()) for file in found.files]

    assert [(str(row.turns[0].staff_label), row.late, row.days) for row in rows] == [
        ("Us", True, 3),
        ("The applicant", False, 2),
        ("The applicant", False, 1),
    ]
    assert rows[1].answer_by == timezone.localdate() + timedelta(days=2)


def test_the_late_list_holds_the_files_that_their_rows_call_late(amelie, officer):
    for number, due_in in enumerate((-2, -1, 0, 1), 1):
        a_file(amelie, number, due_in=due_in)
        ask(a_file(amelie, number + 4, due_in=-9), officer, due_in=due_in)
        a_file(amelie, number + 8, state=State.SUBMITTED, due_in=due_in).checks.create(code="funds")
    found = window(looked(officer), tab="all", order="oldest").files

    called = sorted(int(file.ref[5:]) for file in found if row_of(file, timezone.localdate()).late)

    assert called == sorted(listed("late", officer)) == [1, 2, 5, 6]


def test_a_list_asks_as_often_for_many_files_as_for_two(amelie, officer, django_assert_max_num_queries):
    for number in range(1, 21):
        file = a_file(amelie, number, officer=officer)
        file.checks.create(code="public-notice")
        ask(file, officer, due_in=1)

    asked = looked(officer)

    with django_assert_max_num_queries(4):
        rows = [row_of(file, asked.on) for file in window(asked, tab="mine", order="due").files]

    assert len(rows) == Application.objects.count() == 20
