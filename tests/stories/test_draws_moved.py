"""A draw is put off: the licence ends later, and its report is owed later, unless it was sent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from icajo.calendar import deadline
from licensing import actions, fees
from licensing.errors import NotApprovable, NotNow
from licensing.judging import problems_of
from licensing.models import Licence
from tests import samples
from tests.licensing import sanctions
from tests.stories.pages import TODAY, again, page
from tests.stories.reported import fill, furnish, licensed, weekly

HELD = TODAY + timedelta(days=100)  # the draw of the sample
LATER = HELD + timedelta(days=14)
FIRST = TODAY + timedelta(days=40)
ACE = {
    "lottery": {"draw": "catch-the-ace", "ends_on": samples.day(FIRST + timedelta(weeks=7))},
    "tickets_and_prizes": {"ace_winner_share": "20", "ace_jackpot_share": "30", "ace_charity_share": "50"},
    "draws": weekly(FIRST, 8),
}


@pytest.fixture
def licence(amelie, officer):
    return licensed(amelie, officer, on=TODAY)


def owed(licence):
    """{number: (from, to, last day)} of the reports, of a licence read anew."""
    standing = Licence.objects.get(pk=licence.pk).obligations.standing()
    return {one.number: (one.covers_from, one.covers_to, one.due_on) for one in standing}


def pages(licence, draws, *, sold="no", **lottery):
    """What is typed to hold these draws, on the three pages of the request."""
    last = {"ends_on": draws[-1]["draw_date"]}
    return {
        "draw-change": {"tickets_sold": sold, "draw_moved_why": "Tempête annoncée."},
        "lottery": licence.answers["lottery"] | last | lottery,
        "draws": draws,
    }


def moved(licence, day):
    return pages(licence, [licence.answers["draws"][0] | {"draw_date": samples.day(day)}])


def asked(licence, typed, by):
    """A draft of the request with its papers."""
    procedure, today = licence.type.procedure("change-draws"), timezone.localdate()
    draft = actions.start_procedure(licence, procedure, by=by, on=today, once=f"moved-{today}")
    draft.answers = typed
    draft.save()
    furnish(draft, by=by)
    return again(draft)


def taken(draft, officer):
    today = timezone.localdate()
    actions.seal(draft, by=draft.created_by, on=today, fee_seen=fees.assess(draft, today).total)
    actions.submit(draft, by=draft.created_by, at=timezone.now())
    actions.take(draft, by=officer)
    return again(draft)


def said(draft):
    return [problem.question for problem in problems_of(draft, timezone.localdate()) if not problem.warning]


def test_a_draw_is_put_off_on_the_portal_and_its_report_with_it(site, licence, amelie, officer):
    before = owed(licence)
    with override("fr"):
        offered = reverse("licensing:change", args=[licence.number])
        assert "Date d’un tirage" in site.get(offered).text
        begun = site.post(offered, {"change": "change-draws", "once": "page-1"})
        draft = licence.follow_ups.get(procedure_code="change-draws")
        assert begun["Location"] == page("step", draft, "draw-change")
        assert draft.answers["draws"] == licence.answers["draws"]
        fill(site, draft, moved(licence, LATER))
        furnish(draft, by=amelie)
        assert str(LATER.year) in site.get(page("review", draft)).text
        sent = site.post(page("review", draft), {"action": "payer", "declared": "on", "fee_seen": "0.00"})
        assert sent["Location"] == page("sent", draft)

    actions.take(again(draft), by=officer)
    changed = actions.approve(again(draft), by=officer, on=TODAY)

    assert before == {1: (changed.starts_on, HELD, deadline(HELD, 30))}
    assert owed(changed) == {1: (changed.starts_on, LATER, deadline(LATER, 30))}
    assert (changed.expires_on, changed.last_version.number) == (LATER, 2)


def test_a_report_that_was_sent_stays_and_a_suspension_moves_nothing(licence, amelie, officer):
    licence.obligations.update(accepted_on=TODAY)
    sent = owed(licence)
    sanctions.suspend(licence, by=officer, since=TODAY, until=None, why="Livres introuvables.")
    assert owed(licence) == sent

    draft = taken(asked(licence, moved(licence, HELD - timedelta(days=7)), amelie), officer)
    changed = actions.approve(draft, by=officer, on=TODAY)

    assert changed.expires_on == HELD - timedelta(days=7)
    assert owed(changed) == sent


def test_the_draws_to_come_of_catch_the_ace_move_with_their_instalments(amelie, officer, time_machine):
    ace = licensed(amelie, officer, on=TODAY, **ACE)
    first, second = owed(ace).values()
    time_machine.move_to(f"{first[1] + timedelta(days=2)} 12:00:00-05:00")
    ace.obligations.filter(number=1).update(accepted_on=timezone.localdate())
    draws = weekly(FIRST, 11)
    del draws[4]  # the fifth week is skipped, and two more come after the eighth

    draft = taken(asked(ace, pages(ace, draws, sold="yes"), amelie), officer)
    changed = actions.approve(draft, by=officer, on=timezone.localdate())

    fifth, eighth, ninth, tenth = (FIRST + timedelta(weeks=week) for week in (5, 8, 9, 10))
    assert second[0] == FIRST + timedelta(weeks=4)
    assert owed(changed) == {
        1: first,
        2: (fifth, eighth, deadline(eighth, 7)),
        3: (ninth, tenth, deadline(tenth, 7)),
    }
    assert changed.expires_on == tenth


def test_only_dates_to_come_move_and_only_before_a_ticket_is_sold(licence, amelie):
    draft = asked(licence, moved(licence, LATER), amelie)
    right = draft.answers
    assert said(draft) == []

    for wrong, question in [
        (pages(licence, right["draws"], sold="yes"), "tickets_sold"),
        (pages(licence, right["draws"], draw="penny-auction"), "draw"),
        (pages(licence, right["draws"], starts_on=samples.day(FIRST + timedelta(1))), "starts_on"),
        (pages(licence, right["draws"], ends_on=samples.day(LATER + timedelta(1))), "draws"),
        (pages(licence, right["draws"], ends_on=samples.day(TODAY)), "ends_on"),
        (pages(licence, [right["draws"][0] | {"draw_date": samples.day(TODAY)}]), "draws"),
    ]:
        draft.answers = wrong
        assert question in said(draft), question


def test_a_draw_that_was_held_meanwhile_is_not_moved_any_more(licence, amelie, officer, time_machine):
    draft = taken(asked(licence, moved(licence, HELD - timedelta(days=7)), amelie), officer)
    time_machine.move_to(f"{HELD - timedelta(days=6)} 12:00:00-05:00")
    with pytest.raises(NotApprovable):
        actions.approve(draft, by=officer, on=timezone.localdate())

    time_machine.move_to(f"{LATER} 12:00:00-05:00")

    assert str(licence.type.procedure("change-draws").refused(licence, timezone.localdate()))
    with pytest.raises(NotNow):
        asked(licence, moved(licence, LATER), amelie)
