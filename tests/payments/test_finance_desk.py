"""The finance desk: what waits with its next step, the balance of a day to the cent, tables that compute nothing."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from payments import actions, desk, sheets
from payments.models import Discrepancy, Payment

from .conftest import a_person, start

EVIL = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1"]


@pytest.fixture
def officer(client, db):
    officer = a_person("finance@example.org", is_staff=True, language="en")
    names = ["settle_order", "view_order", "view_refund", "add_refund", "ask_refund", "view_statementline"]
    officer.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(officer)
    return client


@pytest.fixture
def paid(provider, order):
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)
    return Payment.objects.get()


def page(client):
    return client.get(reverse("admin:payments_desk")).content.decode()


def test_a_quiet_desk_says_so(officer, paid):
    assert "Nothing waits for you." in page(officer)


@pytest.mark.parametrize(("kind", "step"), [("not-filed", "Open the order"), ("amount", "Ask for a refund")])
def test_what_waits_is_shown_with_one_step(officer, paid, kind, step):
    Discrepancy.objects.create(kind=kind, order=paid.order, payment=paid)

    assert page(officer).count(f">{step}<") == 1


def test_stuck_attempts_lead_to_the_order(officer, provider, order):
    start(order)
    order.attempts.update(opened_at=timezone.now() - timedelta(days=2))

    assert reverse("admin:payments_order_change", args=[order.pk]) in page(officer)


def test_the_day_balances_to_the_cent(paid):
    today = timezone.localdate(paid.received_at)

    (day,) = desk.balance(today, today)

    assert day.provider == day.cards == day.receipts == day.applications == Decimal("90.00")
    assert day.balances


def test_a_payment_we_have_not_heard_of_does_not_balance(provider, order):
    _, url = start(order)
    provider.pay(url)
    today = timezone.localdate()

    (day,) = desk.balance(today, today)

    assert (day.provider, day.cards, day.balances) == (Decimal("90.00"), 0, False)


def test_a_provider_that_does_not_answer_is_said(officer, paid, settings):
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:1"

    assert "no answer" in page(officer)


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_a_formula(text):
    assert sheets.as_csv(["h"], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1].startswith("\"'")
    book = zipfile.ZipFile(io.BytesIO(sheets.as_xlsx(["h"], [[text]])))

    sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'<c r="A2" t="s">' in sheet


def test_an_amount_stays_a_number():
    assert sheets.harmless(Decimal("-5.00")) == "-5.00"
    book = zipfile.ZipFile(io.BytesIO(sheets.as_xlsx(["h"], [[Decimal("-5.25")]])))

    assert b"<v>-5.25</v>" in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_payments_are_taken_away(officer, paid, form):
    answer = officer.get(reverse("admin:payments_desk_export", args=[form]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    assert form == "xlsx" or "90.00" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("range", ["first=2020-01-01", "first=2027-01-02&last=2027-01-01", "first=x"])
def test_a_senseless_range_exports_nothing(officer, db, range):
    assert officer.get(f"{reverse('admin:payments_desk_export', args=['csv'])}?{range}").status_code == 404


@pytest.mark.parametrize("name", ["payments_desk", "payments_desk_export"])
def test_the_desk_is_for_finance(client, db, name):
    client.force_login(a_person("clerk@example.org", is_staff=True))

    args = ["csv"] if name.endswith("export") else []
    assert client.get(reverse(f"admin:{name}", args=args)).status_code == 403
