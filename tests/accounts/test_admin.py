import pytest
from django.urls import reverse

from accounts.models import User

from .conftest import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, db):
    client.force_login(User.objects.create_superuser("chief@example.org", PASSWORD))
    return client


@pytest.mark.parametrize("model", ["user", "organization", "membership"])
def test_staff_search_in_french(desk, marie, model):
    desk.cookies["django_language"] = "fr"
    page = desk.get(reverse(f"admin:accounts_{model}_changelist"), {"q": "marie"})

    assert page.status_code == 200


def test_staff_find_a_person_by_address_or_name(desk, marie):
    for words in ("marie@example", "tremblay"):
        page = desk.get(reverse("admin:accounts_user_changelist"), {"q": words})
        assert marie.email in page.content.decode()


def test_an_account_made_by_staff_can_sign_in_at_once(desk, client):
    desk.post(
        reverse("admin:accounts_user_add"),
        {"email": "New@Example.org", "first_name": "N", "last_name": "P", "language": "fr",
         "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD},
    )  # fmt: skip
    client.logout()

    assert sign_in(client, "new@example.org").headers["Location"] == "/en/my-profile/"


def test_the_address_cannot_be_changed_even_by_staff(desk, marie):
    page = desk.get(reverse("admin:accounts_user_change", args=[marie.pk]))

    assert "email" not in page.context["adminform"].form.fields
