"""Catch the Ace reports after every fourth draw, and pays with each report."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from payments import tasks
from payments.models import Payment
from tests import samples
from tests.samples import report as sample
from tests.stories.pages import TODAY, again, page
from tests.stories.reported import begun, fill, furnish, licensed, weekly

FIRST = TODAY + timedelta(days=40)
ACE = {
    "lottery": {"draw": "catch-the-ace", "ends_on": samples.day(FIRST + timedelta(weeks=11))},
    "tickets_and_prizes": {"ace_winner_share": "20", "ace_jackpot_share": "30", "ace_charity_share": "50"},
    "draws": weekly(FIRST, 12),
}

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def licence(db, time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00")
    samples.fee_rates()
    return licensed(samples.person(), samples.officer(), on=TODAY, **ACE)


def instalment(owed, *, sales):
    """What is typed about four draws of which tickets for so many dollars were sold."""
    held = owed.covers_to
    opening = sales * 3 // 10 * (owed.number - 1)
    days = [owed.covers_from + timedelta(weeks=week) for week in range(4)]
    answers = sample.report_answers(
        held + timedelta(days=1),
        held_draws=[sample.held_draw(f"h{number}", day) for number, day in enumerate(days, 1)],
        ticket_tiers=[sample.tier("t1", sold=sales // 20, unsold=0)],
        catch_the_ace_draws={
            "cards_left": str(52 - 4 * owed.number),
            "ace_paid": str(sales // 5),
            "jackpot_opening": str(opening),
            "jackpot_added": str(sales * 3 // 10),
            "ace_drawn": "yes" if owed.number == 3 else "no",
            "jackpot_paid": str(opening + sales * 3 // 10) if owed.number == 3 else "",
            "jackpot_closing": "0" if owed.number == 3 else str(opening + sales * 3 // 10),
        },
        expenses=[],
        deposits=[sample.deposit("b1", str(sales), held)],
        trust_account={"closing_balance": str(sales)},
        proceeds_used=[],
    )
    del answers["awarded-prizes"], answers["results"]
    return answers


def test_three_instalments_are_reported_and_paid(provider, client, licence, time_machine):
    person = licence.application.created_by
    assert [one.number for one in licence.obligations.all()] == [1, 2, 3]

    for owed in licence.obligations.all():
        time_machine.move_to(f"{owed.covers_to + timedelta(days=1)} 12:00:00-05:00")
        client.force_login(person)
        report = begun(client, licence, owed)
        answers = instalment(owed, sales=10_000 * owed.number)
        attested = {"attestation": answers.pop("attestation")}
        fill(client, report, answers | {"results": {}})
        furnish(report, by=person)
        fill(client, report, attested)
        fee = Decimal(50 * owed.number)  # 1% of half of the sales: above $50,000 of prizes, held alone
        checked = client.get(page("review", report))
        assert f'value="{fee:.2f}"' in checked.text
        client.post(page("review", report), {"action": "payer", "declared": "on", "fee_seen": f"{fee:.2f}"})
        provider.pay(client.post(reverse("payments:checkout", args=[report.ref]))["Location"])
        tasks.sweep_attempts()
        assert (again(report).state, again(report).fee) == ("submitted", fee)

    kinds = [one.report.answers["report"]["report_kind"] for one in licence.obligations.select_related("report")]
    assert kinds == ["instalment", "instalment", "final"]
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [50, 100, 150]
    assert not licence.obligations.to_send().exists()
