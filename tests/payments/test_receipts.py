"""The receipt on paper: everything a payer may be asked for, in both languages, always the same, with the letter."""

import pypdfium2
import pytest
from django.urls import reverse
from django.utils.translation import override

from icajo import mail
from icajo.models import Letter
from payments import actions, receipts, tasks
from payments.models import Receipt

from .conftest import a_person, start

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def receipt(provider, order):
    session, url = start(order)
    provider.pay(url)
    actions.settle(session)
    return Receipt.objects.get()


def words(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(("language", "title"), [("fr", "Reçu n° 00000001"), ("en", "Receipt 00000001")])
def test_it_says_all_that_a_bank_or_we_may_ask_for(receipt, order, language, title):
    text = words(receipts.paper(receipt, language))

    payment = receipt.payment
    facts = [payment.authorization_number, payment.confirmation_code, payment.session_id, order.reference]
    for fact in [title, *facts, "2026-100001", "Club de curling"]:
        assert fact in text, fact


def test_it_is_the_same_every_time(receipt):
    assert receipts.paper(receipt, "fr") == receipts.paper(Receipt.objects.get(), "fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_payer_saves_it_from_the_order(receipt, order, client, language):
    client.force_login(order.opened_by)
    with override(language):
        url = reverse("payments:receipt", args=[order.uuid])
        assert url in client.get(order.get_absolute_url()).content.decode()

    answer = client.get(url)

    assert answer["Content-Type"] == "application/pdf"
    assert f"{receipts.file_name(receipt, language)}" in answer["Content-Disposition"]


def test_a_stranger_does_not_find_it_and_an_unpaid_order_has_none(receipt, order, client):
    url = reverse("payments:receipt", args=[order.uuid])
    client.force_login(a_person("stranger@example.org"))

    assert client.get(url).status_code == 404


def test_an_order_to_be_paid_has_no_receipt(order, client):
    client.force_login(order.opened_by)

    assert client.get(reverse("payments:receipt", args=[order.uuid])).status_code == 404


def letter():
    return Letter.objects.get(key__endswith="-receipt")


def test_the_letter_waits_for_it_and_leaves_with_it(receipt, settings):
    settings.DELIVER_LETTERS = True
    mail.deliver()
    assert letter().state == "queued"

    tasks.attach_receipts()
    mail.deliver()

    assert letter().state == "sent"
    assert [file.name for file in letter().files.all()] == ["recu-00000001.pdf"]


def test_it_is_put_there_once(receipt):
    for _ in range(3):
        tasks.attach_receipts()

    assert letter().files.count() == 1
