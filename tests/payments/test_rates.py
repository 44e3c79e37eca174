"""Fee rates: proposed for a day to come, approved by a second person, then never changed; and said to the payer."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone

from licensing.actions.rates import approve_rate
from licensing.errors import NotNow
from licensing.fees import explained
from licensing.models import FeeRate
from tests import samples

from .conftest import a_person

RIGHTS = ["view_feerate", "add_feerate", "change_feerate", "delete_feerate", "approve_feerate"]
LIST = "admin:licensing_feerate_changelist"


@pytest.fixture
def today(db):
    samples.fee_rates()
    return timezone.localdate()


def an_officer(name):
    officer = a_person(f"{name}@example.org", is_staff=True, language="en")
    officer.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS))
    return officer


@pytest.fixture
def first(db):
    return an_officer("first")


@pytest.fixture
def second(db):
    return an_officer("second")


def typed(day, **facts):
    facts = {
        "code": "raffle-large",
        "unit": "share",
        "amount": "0.02",
        "source": "Fee schedule 2028",
        "source_fr": "Barème 2028",
    } | facts
    return {**facts, "in_force_from": day.isoformat(), "certain": "on"}


@pytest.fixture
def proposed(today, first):
    return FeeRate.objects.create(
        code="raffle-large",
        unit="share",
        amount=Decimal("0.02"),
        in_force_from=today + timedelta(days=3),
        source="Fee schedule 2028",
        proposed_by=first,
    )


def in_force(on):
    return FeeRate.objects.in_force("raffle-large", on).amount


def test_a_rate_is_proposed_at_the_desk(client, today, first):
    client.force_login(first)

    client.post(reverse("admin:licensing_feerate_add"), typed(today + timedelta(days=1)))

    rate = FeeRate.objects.get(proposed_by=first)
    assert (rate.amount, rate.stands) == (Decimal("0.02"), False)
    assert in_force(today + timedelta(days=1)) == Decimal("0.01")


@pytest.mark.parametrize("facts", [{"amount": "-1"}, {"amount": "3"}, {"code": "no-such-code"}, {"source": ""}])
def test_what_makes_no_sense_is_not_proposed(client, today, first, facts):
    client.force_login(first)

    client.post(reverse("admin:licensing_feerate_add"), typed(today + timedelta(days=1), **facts))

    assert not FeeRate.objects.filter(proposed_by=first).exists()


@pytest.mark.parametrize("days", [0, -1])
def test_no_rate_is_proposed_for_today_or_before(client, today, first, days):
    client.force_login(first)

    answer = client.post(reverse("admin:licensing_feerate_add"), typed(today + timedelta(days=days)))

    assert "Choose a day after today." in answer.content.decode()


def test_it_counts_from_its_day_once_a_second_person_approved(client, proposed, second, today):
    client.force_login(second)

    client.post(reverse(LIST), {"action": "approve", "_selected_action": [proposed.pk]})

    assert in_force(today + timedelta(days=2)) == Decimal("0.01")
    assert in_force(today + timedelta(days=3)) == Decimal("0.02")


def test_nobody_approves_what_they_proposed(client, proposed, first, today):
    with pytest.raises(PermissionDenied):
        approve_rate(proposed, by=first, on=today)
    client.force_login(first)
    client.post(reverse(LIST), {"action": "approve", "_selected_action": [proposed.pk]})

    proposed.refresh_from_db()
    assert not proposed.stands


def test_the_database_refuses_one_person_for_both(proposed, first):
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeRate.objects.filter(pk=proposed.pk).update(approved_by=first, approved_at=timezone.now())


@pytest.mark.parametrize("days", [3, 4])
def test_it_is_too_late_to_approve_once_its_day_has_come(proposed, second, today, days):
    with pytest.raises(NotNow):
        approve_rate(proposed, by=second, on=today + timedelta(days=days))


def test_whoever_changes_a_proposal_proposes_it(client, proposed, second, today):
    client.force_login(second)

    change = reverse("admin:licensing_feerate_change", args=[proposed.pk])
    client.post(change, typed(today + timedelta(days=5), amount="0.04"))

    proposed.refresh_from_db()
    assert (proposed.amount, proposed.proposed_by) == (Decimal("0.04"), second)


def test_what_stands_is_read_only_at_the_desk_and_in_the_database(client, first, today):
    rate = FeeRate.objects.get(code="raffle-large")
    client.force_login(first)
    change = reverse("admin:licensing_feerate_change", args=[rate.pk])

    assert client.post(change, typed(today + timedelta(days=9))).status_code == 403
    assert client.post(reverse("admin:licensing_feerate_delete", args=[rate.pk]), {"post": "yes"}).status_code == 403
    for spoil in (lambda: FeeRate.objects.update(amount=0), lambda: FeeRate.objects.all().delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            spoil()


def test_a_fee_is_explained_as_it_was_computed(db):
    today = timezone.localdate()
    round = samples.sealed(samples.person(), on=today).last_round

    (line,) = explained(round.fee_lines, "fr")

    rate = FeeRate.objects.get(code="raffle-large")
    assert (line.amount, line.rate, line.since) == (Decimal("600.00"), rate.amount, rate.in_force_from)
    assert (line.is_share, line.source) == (True, rate.source if rate.certain else "")


def test_the_source_of_a_demonstration_value_is_not_shown_as_official(db):
    FeeRate.objects.create(
        code="raffle-large", unit="share", amount="0.01", in_force_from="2010-04-21", source="made up", certain=False
    )
    round = samples.sealed(samples.person(), on=timezone.localdate()).last_round

    assert explained(round.fee_lines, "en")[0].source == ""


@pytest.mark.parametrize("page", ["licensing:application", "payments:checkout"])
def test_the_payer_reads_why_this_amount(client, db, page):
    application = samples.sealed(samples.person(language="en"), on=timezone.localdate())
    client.force_login(application.created_by)

    text = client.get(reverse(page, args=[application.ref]), headers={"accept-language": "en"}).content.decode()

    rate = FeeRate.objects.get(code="raffle-large")
    assert "1%" in text
    assert str(rate.in_force_from.year) in text
