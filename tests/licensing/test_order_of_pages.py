"""The pages of an application follow each other as the published guides say: for liquor, papers before the term."""

import pytest

from icajo.words import money
from licensing import fees
from licensing.judging import in_order, problems_of
from licensing.tasklist import task_list
from tests import samples

pytestmark = pytest.mark.django_db


def press(client, url, action, **typed):
    return client.post(url, {"action": action, **typed}).url


def test_papers_of_a_liquor_licence_come_before_its_term_and_those_of_a_raffle_last(amelie, today):
    liquor = samples.draft(amelie, on=today, type_code="liquor-sales")
    raffle = samples.draft(amelie, on=today)

    assert in_order(liquor.journey)[-4:] == ["questions", "documents", "validity", "review"]
    assert in_order(raffle.journey)[-3:] == ["questions", "documents", "review"]
    tasks = [task.address.rsplit("/", 2)[-2] for task in task_list(liquor, today)]
    assert tasks == in_order(liquor.journey)


def test_next_and_back_lead_through_the_papers_to_the_term_and_the_review(client, amelie, today):
    draft = samples.complete(amelie, on=today, type_code="liquor-sales")
    at = f"/fr/demandes/{draft.ref}"
    client.force_login(amelie)

    assert press(client, f"{at}/questions/", "suivant", **draft.answers["questions"]) == f"{at}/documents/"
    assert press(client, f"{at}/documents/", "suivant") == f"{at}/validity/"
    assert press(client, f"{at}/validity/", "suivant", term_years="4").startswith(f"{at}/")
    assert press(client, f"{at}/validity/", "retour", term_years="4") == f"{at}/documents/"
    assert press(client, f"{at}/documents/", "retour") == f"{at}/questions/"


def test_each_term_says_what_it_costs(client, amelie, today):
    draft = samples.draft(amelie, on=today, type_code="liquor-sales")
    term = next(step for step in draft.journey.steps if step.slug == "validity")
    client.force_login(amelie)

    page = client.get(f"/fr/demandes/{draft.ref}/validity/").content.decode()

    asked = fees.prices(draft, term, "term_years", today)
    assert list(asked) == ["2", "4"] and asked["2"] != asked["4"]
    assert money(fees.assess(draft, today).total) == asked["2"]
    assert all(price in page for price in asked.values())


def test_a_list_lets_on_once_everybody_was_written_to_though_a_renewal_waits_for_them(client, amelie, today):
    draft = samples.complete(amelie, on=today, type_code="liquor-sales")
    draft.procedure_code = "renewal"
    draft.save()
    draft.invitations.update(disclosure=None)
    client.force_login(amelie)

    at = f"/fr/demandes/{draft.ref}/associates/"

    assert "has not completed the disclosure yet" in " ".join(one.message for one in problems_of(draft, today))
    assert press(client, at, "suivant") == f"/fr/demandes/{draft.ref}/managers/"
    draft.invitations.all().delete()
    assert client.post(at, {"action": "suivant"}).status_code == 200
