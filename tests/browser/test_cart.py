"""A cart of three is paid both ways, in both languages, without a script; and all three files move."""

import csv
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from django.utils import timezone

from licensing.models import Application
from payments import actions, tasks
from payments.models import Order
from tests import samples
from tests.browser.visitor import leave_by
from tests.payments.conftest import provider  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WORDS = {
    "fr": (
        "Panier",
        "Payer les frais et envoyer les demandes",
        "Effectuer le paiement",
        "Passer la commande",
        "Payer",
    ),
    "en": ("Cart", "Pay fees and submit applications", "Make payment", "Place the order", "Pay"),
}


@pytest.fixture
def site(settings, live_server, provider, storage):  # noqa: F811
    settings.SITE_URL = live_server.url
    settings.SECURE_CSP = project.SECURE_CSP | {"form-action": ["'self'", settings.PAYMENT_SANDBOX_URL]}
    return live_server.url


@pytest.fixture
def owner(site):
    return samples.person(language="fr")


def three(owner, prizes):
    """Three sealed raffles of one charity, each with so many dollars in prizes."""
    today = timezone.localdate()
    prize = {**samples.raffle_answers(today)["prizes"][0], "prize_value": str(prizes)}
    filed = []
    for _ in range(3):
        tickets = {"total_prize_value": str(prizes)}
        answers = samples.raffle_answers(today, tickets_and_prizes=tickets, prizes=[prize])
        filed.append(samples.sealed(owner, on=today, answers=answers))
    Application.objects.update(organization=filed[0].organization)


@pytest.fixture
def without_script(browser, client, owner, site):
    client.force_login(owner)
    name = project.SESSION_COOKIE_NAME
    context = browser.new_context(java_script_enabled=False, base_url=site, viewport={"width": 1000, "height": 1200})
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    yield context.new_page()
    context.close()


def states():
    return set(Application.objects.values_list("state", flat=True))


@pytest.mark.parametrize("language", WORDS)
def test_three_under_thirty_thousand_are_paid_by_card(without_script, owner, language):
    page, (cart, send, pay, _order, card) = without_script, WORDS[language]
    three(owner, 60_000)

    page.goto(f"/{language}/menu/")
    leave_by(page.get_by_role("link", name=f"{cart} (3)"))
    leave_by(page.get_by_role("button", name=send))
    leave_by(page.get_by_role("button", name=pay))
    leave_by(page.get_by_role("button", name=card))

    assert states() == {"submitted"}
    assert Order.objects.get().payment.receipt.number == 1


@pytest.mark.parametrize("language", WORDS)
def test_three_from_thirty_thousand_are_paid_by_transfer(without_script, owner, language):
    page, (cart, send, _pay, place, _card) = without_script, WORDS[language]
    three(owner, 1_000_000)

    page.goto(f"/{language}/menu/")
    leave_by(page.get_by_role("link", name=f"{cart} (3)"))
    leave_by(page.get_by_role("button", name=send))
    leave_by(page.get_by_role("button", name=place))

    order = Order.objects.get()
    assert (order.method, str(order.total)) == ("wire", "30000.00")
    assert order.reference in page.content()
    assert states() == {"submitted"}
    content = io.StringIO()
    row = ["1", timezone.localdate().isoformat(), "30000.00", "CAD", order.reference, "", "", "B1"]
    csv.writer(content).writerows([project.BANK_CSV_COLUMNS, row])
    actions.import_statement(io.BytesIO(content.getvalue().encode()), name="bank.csv")
    tasks.sweep_statements()
    page.reload()
    assert f"{order.payment.receipt}" in page.content()
    assert not any(application.waits_for_funds for application in Application.objects.all())


@pytest.mark.parametrize("width", [1000, 320])
@pytest.mark.parametrize("path", ["payer/", ""])
def test_the_cart_and_the_summary_have_no_fault_that_axe_can_see(browser, client, owner, site, path, width):
    three(owner, 60_000)
    client.force_login(owner)
    name = project.SESSION_COOKIE_NAME
    page = browser.new_page(base_url=site, viewport={"width": width, "height": 1200})
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    chosen = "&".join(f"ref={ref}" for ref in Application.objects.values_list("ref", flat=True)) if path else ""
    page.goto(f"/fr/paiements/panier/{path}?{chosen}")

    found = Axe().run(page, options=RULES)

    assert page.get_by_role("heading", level=1).inner_text() == ("Résumé de la commande" if path else "Panier")
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.close()
