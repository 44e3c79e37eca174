"""The finance desk: what waits with its next step, the balance of a day to the cent, tables that compute nothing."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from icajo import tables
from icajo.models import Export
from payments import actions, desk
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


@pytest.mark.parametrize(("kind", "step"), [("not-filed", "Say what was done"), ("amount", "Ask for a refund")])
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
    assert tables.as_csv(["h"], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1].startswith("\"'")
    book = zipfile.ZipFile(io.BytesIO(tables.as_xlsx(["h"], [[text]])))

    sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'<c r="A2" t="s">' in sheet


def test_an_amount_stays_a_number():
    assert tables.harmless(Decimal("-5.00")) == "-5.00"
    book = zipfile.ZipFile(io.BytesIO(tables.as_xlsx(["h"], [[Decimal("-5.25")]])))

    assert b"<v>-5.25</v>" in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_payments_are_taken_away(officer, paid, form):
    answer = officer.get(reverse("admin:payments_desk_export", args=[form]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    assert form == "xlsx" or "90.00" in answer.content.decode("utf-8-sig")


def test_a_table_that_is_taken_away_says_by_whom_and_leaves_a_row(officer, paid):
    today = timezone.localdate()
    asked = {"first": today, "last": today}
    lines = officer.get(reverse("admin:payments_desk_export", args=["csv"]), asked).content.decode().splitlines()

    export = Export.objects.get()
    assert (export.what, export.asked, export.rows) == ("payments-csv", f"{today} – {today}", 1)
    assert lines[-1].startswith(f'"Export {export.pk} of ')
    assert f"(account {export.by_id})" in lines[-1]


@pytest.mark.parametrize("range", ["first=2020-01-01", "first=2027-01-02&last=2027-01-01", "first=x"])
def test_a_senseless_range_exports_nothing(officer, db, range):
    assert officer.get(f"{reverse('admin:payments_desk_export', args=['csv'])}?{range}").status_code == 404


@pytest.mark.parametrize("name", ["payments_desk", "payments_desk_export"])
def test_the_desk_is_for_finance(client, db, name):
    client.force_login(a_person("clerk@example.org", is_staff=True))

    args = ["csv"] if name.endswith("export") else []
    assert client.get(reverse(f"admin:{name}", args=args)).status_code == 403


def test_the_desk_is_found_from_the_first_page_of_the_admin_and_from_the_menu(officer):
    address = f'href="{reverse("admin:payments_desk")}"'

    for page in ("admin:index", "admin:payments_statement_changelist"):
        assert address in officer.get(reverse(page)).content.decode()
    with override("fr"):
        menu = officer.get(reverse("licensing:menu")).content.decode()
        assert f'href="{reverse("admin:payments_desk")}"' in menu


def test_staff_without_a_part_in_money_see_no_link_to_it(client, db):
    client.force_login(a_person("clerk@example.org", is_staff=True))

    for name in ("admin:index", "licensing:menu"):
        assert reverse("admin:payments_desk") not in client.get(reverse(name)).content.decode()


def test_each_exception_stands_in_one_list(officer, paid, provider):
    for kind in Discrepancy.Kind:
        Discrepancy.objects.create(kind=kind, order=paid.order, payment=None if kind == "late" else paid)

    rows = [row.pk for kind in desk.exceptions(timezone.now(), User()) for row in kind.rows]

    assert sorted(rows) == sorted(one.pk for one in Discrepancy.objects.all())


@pytest.mark.parametrize("kind", ["not-filed", "returned"])
def test_what_no_refund_ends_is_dealt_with_in_words(officer, paid, kind):
    open_one = Discrepancy.objects.create(kind=kind, order=paid.order, payment=paid)
    address = reverse("admin:payments_discrepancy_done", args=[open_one.pk])
    assert address in page(officer)

    officer.post(address, {"note": ""})
    open_one.refresh_from_db()
    assert open_one.closed_at is None
    officer.post(address, {"note": "Telephoned"})

    open_one.refresh_from_db()
    assert (open_one.note, open_one.closed_by.email) == ("Telephoned", "finance@example.org")
    assert "Nothing waits for you." in page(officer)


def test_what_ends_in_a_refund_is_not_talked_away(officer, paid):
    open_one = Discrepancy.objects.create(kind="duplicate", order=paid.order, payment=paid)

    officer.post(reverse("admin:payments_discrepancy_done", args=[open_one.pk]), {"note": "x"})

    open_one.refresh_from_db()
    assert open_one.closed_at is None


def test_money_that_is_there_again_lets_the_review_go_on(officer, paid):
    application = paid.order.lines.get().application
    check = application.checks.create(code="funds")
    open_one = Discrepancy.objects.create(kind="returned", order=paid.order, payment=paid)

    officer.post(reverse("admin:payments_discrepancy_done", args=[open_one.pk]), {"note": "Came again"})

    check.refresh_from_db()
    assert check.closed_at


def test_a_row_says_how_much_and_whose(officer, paid):
    Discrepancy.objects.create(kind="duplicate", order=paid.order, payment=paid)

    text = page(officer)

    assert f"the order was already paid – $90.00 – order {paid.order.reference} of $90.00 – Club de curling" in text


def test_an_officer_reads_the_fee_in_dollars(client, paid):
    client.force_login(a_person("boss@example.org", is_staff=True, is_superuser=True, language="en"))
    application = paid.order.lines.get().application

    text = client.get(reverse("admin:licensing_application_change", args=[application.pk])).content.decode()

    assert "$90.00" in text
