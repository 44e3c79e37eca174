"""Members are told that letters come back, and where to have the address corrected."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts import actions as accounts
from icajo.models import Letter
from licensing.unreachable import unreachable
from tests import samples

from .clocks import organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder(amelie):
    made = organization(street="12, rue Prince", city="Hearst")
    accounts.join(amelie, made, "access-code")
    return made


def came_back(to):
    return Letter.objects.create(key=to, to=to, language="fr", subject="s", body="b", state=Letter.State.FAILED)


def test_every_member_reads_it_in_the_menu_and_on_its_page(client, holder, amelie):
    came_back(holder.email)
    client.force_login(amelie)

    with override("en"):
        pages = [reverse("licensing:menu"), reverse("accounts:organization", args=[holder.pk])]
    for page in pages:
        said = client.get(page).text
        assert "Chorale de Hearst: our letters to chorale@example.org come back." in said
        assert f"?subject=address-change&amp;organization={holder.pk}" in said


def test_nobody_else_does(holder):
    came_back(holder.email)

    assert unreachable(samples.person("stranger@example.org")) == []


def test_a_person_whose_own_letters_come_back_reads_it_too(amelie):
    came_back(amelie.email)

    assert [one.address for one in unreachable(amelie)] == [amelie.email]


@pytest.mark.parametrize("what", ["corrected", "sent again", "followed up"])
def test_it_goes_once_something_was_done(holder, amelie, what):
    letter = came_back(holder.email)
    if what == "corrected":
        holder.email = "nouvelle@example.org"
        holder.save()
    elif what == "sent again":
        Letter.objects.filter(pk=letter.pk).update(state=Letter.State.QUEUED)
    else:
        Letter.objects.filter(pk=letter.pk).update(followed_up_at=timezone.now())

    assert unreachable(amelie) == []


def test_an_organization_without_any_address_is_told_so(holder, amelie):
    type(holder).objects.update(email="", street="")

    assert [one.address for one in unreachable(amelie)] == [""]


def test_it_costs_as_much_for_many_organizations(holder, amelie, django_assert_num_queries):
    for number in range(5):
        accounts.join(amelie, organization(email=f"{number}@example.org"), "access-code")
        came_back(f"{number}@example.org")

    with django_assert_num_queries(2):
        assert len(unreachable(amelie)) == 5
