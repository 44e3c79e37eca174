"""The pages of the liquor licences as people open them, and what the earlier system’s records fill of them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Organization, Person
from licensing import actions
from licensing.definition import Purpose
from licensing.judging import in_the_way, problems_of
from licensing.models import Licence, Premises
from licensing.record import prefilled, record_of
from licensing.tasklist import task_list
from tests import samples

ALCOHOL = ["liquor-sales", "ferment-on-premises", "special-occasion"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def imported(type_code, today):
    """A licence that only the earlier system knew, with its place and its people."""
    holder = Organization.objects.create(
        name="Taverne du Lac inc.", kind="corporation", email="lac@example.org", phone="+16135550147",
        street="1, rue du Lac", city="Hearst", postal_code="P0L1N0", language="en",
    )  # fmt: skip
    place = Premises.objects.create(
        organization=holder, name="Taverne du Lac", street="2, rue du Lac", city="Hearst", postal_code="P0L1N0"
    )
    for first, kinds in {"Ana": ["director", "shareholder"], "Bo": ["manager"], "Cy": ["agent"]}.items():
        person = Person.objects.create(first_name=first, last_name="Roy", email=f"{first.lower()}@example.org")
        for kind in kinds:
            share = "100.00" if kind == "shareholder" else None
            holder.roles.create(person=person, kind=kind, since=date(2020, 1, 1), share=share)
    return Licence.objects.create(
        number="LIQ1", external_number="1", type_code=type_code, organization=holder, premises=place,
        holder=holder.name, municipality="Hearst", issued_on=date(2025, 1, 1),
        starts_on=date(2025, 1, 1), expires_on=today + timedelta(days=41),
    )  # fmt: skip


@pytest.mark.parametrize("code", ALCOHOL)
def test_every_page_of_a_new_licence_opens_in_both_languages(code, client, amelie, today):
    application = samples.complete(amelie, on=today, type_code=code)
    client.force_login(amelie)

    for language in ("fr", "en"):
        with override(language):
            addresses = [reverse("licensing:before", args=[code]), reverse("licensing:review", args=[application.ref])]
            for step in application.journey.steps:
                addresses.append(reverse("licensing:step", args=[application.ref, step.slug]))
                rows = application.answers[step.slug] if step.repeats else []
                addresses += [reverse("licensing:row", args=[application.ref, step.slug, row["id"]]) for row in rows]
        for address in addresses:
            assert client.get(address).status_code == 200, address


def test_the_page_of_the_term_says_what_each_answer_costs(client, amelie, today):
    application = samples.draft(amelie, on=today, type_code="liquor-sales")
    client.force_login(amelie)

    page = client.get(reverse("licensing:step", args=[application.ref, "validity"])).text

    assert "1,055.00" in page and "1,355.00" in page


def test_the_page_of_the_areas_says_their_total(client, amelie, today):
    application = samples.draft(amelie, on=today, type_code="liquor-sales")
    client.force_login(amelie)

    assert (
        "<strong>120</strong>" in client.get(reverse("licensing:step", args=[application.ref, "licensed-areas"])).text
    )


def test_an_empty_list_of_managers_is_done(amelie, today):
    application = samples.draft(amelie, on=today, type_code="liquor-sales")
    del application.answers["managers"]

    [managers] = [task for task in task_list(application, today) if "managers" in task.address]

    assert managers.state == "done"


@pytest.mark.parametrize("code", ["liquor-sales", "ferment-on-premises"])
def test_a_licence_of_the_earlier_system_fills_what_is_known_of_it(code, today):
    licence = imported(code, today)

    known = record_of(licence, today)

    [ana] = known["associates"]
    assert (ana["associate_name"], ana["associate_role"], ana["associate_share"]) == (
        "Ana Roy", ["director", "shareholder"], "100",
    )  # fmt: skip
    assert ana["associate_language"] == "en"
    assert [row["manager_name"] for row in known["managers"]] == ["Bo Roy"]
    assert known["applicant"]["legal_name"] == "Taverne du Lac inc."
    assert known["premises"]["premises_name"] == "Taverne du Lac"


def test_its_renewal_asks_only_for_what_nobody_knew(today, amelie):
    licence = imported("liquor-sales", today)
    procedure = licence.type.procedure("renewal")
    samples.fee_rates()

    draft = actions.renewals.follow_up(
        licence, procedure, prefilled(licence, procedure, today), by=amelie, once="renewal"
    )

    wrong = {(problem.step, problem.question) for problem in in_the_way(problems_of(draft, today))}
    assert draft.purpose == Purpose.RENEWAL
    assert ("associates", "associate_name") not in wrong and ("applicant", "legal_name") not in wrong
    assert {("applicant", "corporation_number"), ("managers", "manager_is_19")} <= wrong


def test_a_buyer_begins_with_empty_pages_about_themselves(today, amelie):
    licence = imported("liquor-sales", today)

    pages = prefilled(licence, licence.type.procedure("transfer"), today)

    assert "Ana" not in str(pages) and "Taverne" not in str(pages)
