"""Finance reads everything, changes nothing, and may ask the provider."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from payments.models import Order

from .conftest import a_person, start

MODELS = ["order", "payment", "receipt", "providerevent", "discrepancy", "statement", "statementline"]


@pytest.fixture
def desk(client, db):
    officer = a_person("finance@example.org", is_staff=True, language="en")
    names = [f"view_{model}" for model in [*MODELS, "orderline", "attempt"]] + ["settle_order"]
    officer.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(officer)
    return client


@pytest.mark.parametrize("model", MODELS)
def test_every_list_is_shown_and_nothing_can_be_added(provider, desk, order, model):
    assert desk.get(reverse(f"admin:payments_{model}_changelist")).status_code == 200
    assert desk.get(reverse(f"admin:payments_{model}_add")).status_code == 403


def test_the_officer_asks_the_provider(provider, desk, order):
    _, url = start(order)
    provider.pay(url)
    assert "Ask the provider now" in desk.get(reverse("admin:payments_order_change", args=[order.pk])).content.decode()

    desk.post(reverse("admin:payments_order_ask", args=[order.pk]))

    assert Order.objects.get().state == "paid"


def test_asking_takes_a_post_and_the_permission(provider, desk, order, client):
    assert desk.get(reverse("admin:payments_order_ask", args=[order.pk])).status_code == 403
    client.force_login(a_person("clerk@example.org", is_staff=True))
    assert client.post(reverse("admin:payments_order_ask", args=[order.pk])).status_code == 403
