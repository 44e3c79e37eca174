"""People who send what no page of ours would send: nothing moves that they may not move."""

import pytest
from django.forms import model_to_dict
from django.urls import reverse

from accounts.models import Organization, User
from licensing.models import Application, Licence
from licensing.states import State
from payments.models import Order
from tests import samples
from tests.stories.pages import again, asked, page, posted, step, submitted

FORGED = {
    "state": "approved",
    "status": "approved",
    "fee": "0.00",
    "total": "1",
    "amount": "1",
    "currency": "usd",
    "organization": "1",
    "organization_id": "1",
    "created_by": "1",
    "owner": "1",
    "officer": "1",
    "type_code": "other",
    "ref": "2026-000001",
    "id": "1",
    "pk": "1",
    "received_at": "2020-01-01",
    "submitted_at": "2020-01-01",
    "version": "99",
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "on",
    "groups": "1",
    "user_permissions": "1",
    "verb": "approve",
    "_method": "DELETE",
}
WRITTEN_BY_SAVING = {"answers", "saved_at", "saved_by"}


def rows(*instances):
    """Every column of these rows, freshly read."""
    return [model_to_dict(type(one).objects.get(pk=one.pk)) for one in instances]


def columns(application):
    values = Application.objects.filter(pk=application.pk).values().get()
    return {name: value for name, value in values.items() if name.removesuffix("_id") not in WRITTEN_BY_SAVING}


# Forged buttons and hidden fields


@pytest.mark.parametrize(
    "action", ["approve", "submit", "take", "payer", "", "SUIVANT", "langue-xx", "\0", "x" * 5000]
)
def test_a_button_that_does_not_exist_only_saves(site, amelie, today, action):
    application = samples.draft(amelie, on=today)
    before = columns(application)

    answer = site.post(step(application, "premises"), {"premises_name": "Aréna", "action": action})

    assert answer["Location"] == step(application, "premises")
    assert again(application).answers["premises"]["premises_name"] == "Aréna"
    assert columns(application) == before


@pytest.mark.parametrize("code", ["", "xx", "//evil.example", "/evil.example", "../..", "fr\r\nSet-Cookie: a=b"])
def test_a_language_that_does_not_exist_leads_nowhere_else(site, amelie, today, code):
    application = samples.draft(amelie, on=today)

    for name, address in [("premises", step(application, "premises")), ("", page("documents", application))]:
        answer = site.post(address, {"action": f"langue-{code}"})
        assert answer["Location"] == address, name


@pytest.mark.parametrize("slug", ["applicant", "premises", "lottery"])
def test_hidden_fields_on_a_step_change_nothing(site, amelie, today, slug):
    application = samples.draft(amelie, on=today)
    before = columns(application), rows(amelie)

    site.post(step(application, slug), {**posted(application.answers[slug]), **FORGED, "action": "suivant"})

    assert (columns(application), rows(amelie)) == before
    assert not FORGED.keys() & again(application).answers[slug].keys()


def test_hidden_fields_on_a_row_change_nothing(site, amelie, today):
    application = samples.draft(amelie, on=today)
    before = columns(application)

    site.post(page("row", application, "prizes", "p1"), {**FORGED, "prize_description": "Vélo", "action": "fermer"})

    row = again(application).answers["prizes"][0]
    assert (row["id"], row["prize_description"]) == ("p1", "Vélo")
    assert columns(application) == before and not FORGED.keys() - {"id"} & row.keys()


def test_hidden_fields_on_the_first_page_start_an_ordinary_draft(site, amelie, today):
    other = Organization.objects.create(name="Autre", kind="non-profit")
    typed = posted(samples.raffle_answers(today)["applicant"])

    forged = FORGED | {"organization": str(other.pk), "for": str(other.pk)}
    site.post(page("first_step", None, "raffle"), {**typed, **forged, "action": "suivant"})

    application = Application.objects.get()
    assert (application.state, application.fee, application.officer) == (State.DRAFT, None, None)
    assert (application.organization, application.created_by) == (None, amelie)


def test_hidden_fields_at_the_review_change_neither_fee_nor_owner(site, amelie, today):
    application = samples.complete(amelie, on=today)

    site.post(page("review", application), {**FORGED, "declared": "on", "fee_seen": "600.00", "action": "payer"})

    sealed = again(application)
    assert (sealed.state, str(sealed.fee), sealed.received_at) == (State.AWAITING_PAYMENT, "600.00", None)
    assert sealed.organization.name == "Fondation du Perroquet bleu" and sealed.ref == application.ref
    assert not rows(amelie)[0]["is_staff"]


@pytest.mark.parametrize("name", ["withdraw", "send_documents", "documents", "sent", "summary", "review"])
def test_hidden_fields_on_the_pages_of_a_file_change_nothing(site, amelie, name):
    application = submitted(amelie)
    before = columns(application)

    site.post(page(name, application), FORGED | {"action": "approve", "reason": "x" * 2000})

    assert columns(application) == before


def test_hidden_fields_on_the_profile_change_nothing(site, amelie):
    kept = ("is_staff", "is_superuser", "is_active", "email", "password", "pk")
    before = [getattr(amelie, name) for name in kept]
    typed = {"first_name": "A", "last_name": "T", "phone": "613 555-0147", "language": "en"}
    born = {"born_on_year": "1985", "born_on_month": "3", "born_on_day": "27"}

    site.post(reverse("accounts:profile"), {**FORGED, **typed, **born, "email": "x@example.org", "password": "x"})

    amelie.refresh_from_db()
    assert amelie.first_name == "A"
    assert [getattr(amelie, name) for name in kept] == before
    assert not amelie.groups.exists() and not amelie.user_permissions.exists()


def test_hidden_fields_at_registration_make_an_ordinary_account(client, db):
    typed = {"first_name": "Luc", "last_name": "Roy", "email": "luc@example.org", "password": samples.PASSWORD}
    typed |= {"phone": "613 555-0188", "born_on": ["1990", "7", "4"], "language": "en"}

    client.post(reverse("account_signup"), {**FORGED, **posted(typed), "verified": "on", "emailaddress": "1"})

    luc = User.objects.get(email="luc@example.org")
    assert not (luc.is_staff or luc.is_superuser or luc.groups.exists())
    assert not luc.emailaddress_set.get().verified


def test_the_amount_to_pay_is_nobodys_to_choose(site, amelie, today, settings):
    application = samples.sealed(amelie, on=today)
    settings.PAYMENT_SANDBOX_URL = "http://127.0.0.1:9"  # nobody answers: the order is what we look at

    site.post(reverse("payments:checkout", args=[application.ref]), FORGED | {"amount": "0.01", "method": "wire"})

    order = Order.objects.get()
    assert (str(order.total), order.method, order.opened_by) == ("600.00", "card", amelie)


# Skipped steps


def test_an_incomplete_draft_is_neither_sealed_nor_paid(site, amelie, today):
    application = samples.draft(amelie, on=today)

    review = site.post(page("review", application), {"declared": "on", "fee_seen": "600.00", "action": "payer"})
    pay = site.post(reverse("payments:checkout", args=[application.ref]))

    assert review["Location"] == page("review", application)
    assert pay["Location"] == application.get_absolute_url()
    assert again(application).state == State.DRAFT and not Order.objects.exists()


@pytest.mark.parametrize("name", ["sent", "summary", "reply", "withdraw", "send_documents"])
def test_what_comes_later_is_not_open_to_a_draft(site, amelie, today, name):
    application = samples.draft(amelie, on=today)

    for answer in [
        site.get(page(name, application)),
        site.post(page(name, application), {"text": "x", "reason": "x"}),
    ]:
        assert answer.status_code in (302, 405)
    assert again(application).state == State.DRAFT


@pytest.mark.parametrize("name", ["discard", "documents", "review"])
def test_what_came_before_is_closed_once_sent(site, amelie, name):
    application = submitted(amelie)

    answer = site.post(page(name, application), {"action": "payer", "declared": "on"})

    assert answer["Location"] == application.get_absolute_url()
    assert again(application).state == State.SUBMITTED


@pytest.mark.parametrize("slug", ["applicant", "lottery"])
def test_a_step_of_a_sent_file_is_closed(site, amelie, slug):
    application = submitted(amelie)
    before = application.answers[slug]

    site.post(step(application, slug), {"legal_name": "Autre", "draw": "bingo", "action": "suivant"})

    assert again(application).answers[slug] == before


def test_only_the_pages_an_officer_named_are_open_again(site, amelie, officer):
    application = asked(amelie, officer, "premises")

    for slug in ("premises", "lottery"):
        site.post(step(application, slug), {"premises_name": "Aréna", "draw": "bingo", "action": "suivant"})
    site.post(page("row", application, "prizes", "p1"), {"prize_description": "Auto", "action": "fermer"})

    found = again(application).answers
    assert found["premises"]["premises_name"] == "Aréna"
    assert (found["lottery"]["draw"], found["prizes"][0]["prize_description"]) == ("stub", "Argent")


def test_steps_that_are_not_on_the_way_are_not_there(site, amelie, today):
    answers = samples.raffle_answers(today, lottery={"draw": "fifty-fifty"})
    application = samples.draft(amelie, on=today, answers=answers)
    elsewhere = [slug for slug in answers if application.journey.step(slug) is None]

    for slug in [*elsewhere, "no-such-step", "admin", "DOCUMENTS", "x" * 3000]:
        assert site.get(step(application, slug)).status_code == 404, slug
        assert site.post(step(application, slug), {"action": "suivant"}).status_code == 404, slug


def test_rows_of_a_page_that_has_none_are_not_there(site, amelie, today):
    application = samples.draft(amelie, on=today)

    assert site.get(page("row", application, "premises", "m1")).status_code == 404
    assert site.post(page("remove_row", application, "premises", "m1")).status_code == 404


def test_a_row_that_does_not_exist_is_a_new_row_and_removing_it_removes_nothing(site, amelie, today):
    application = samples.draft(amelie, on=today)

    assert site.get(page("row", application, "prizes", "unknown")).status_code == 200
    assert site.post(page("remove_row", application, "prizes", "unknown")).status_code == 302
    assert len(again(application).answers["prizes"]) == 1


# Other people's numbers


def test_a_paper_of_another_file_is_not_there(site, amelie, today):
    mine, other = samples.complete(amelie, on=today), samples.complete(amelie, on=today)
    paper = other.documents.first()

    for name in ("document", "remove_document"):
        assert site.get(page(name, mine, paper.pk)).status_code == 404
    assert site.post(page("remove_document", mine, paper.pk)).status_code == 404
    assert other.documents.filter(pk=paper.pk).exists()


def test_nobody_applies_for_somebody_elses_organization(site, today):
    other = samples.sealed(samples.person("autre@example.org"), on=today).organization
    first = page("first_step", None, "raffle")

    for chosen in (other.pk, 10**30, "9" * 5000, "²", "-1", "1 or 1=1"):
        answer = site.post(f"{first}?for={chosen}", {"legal_name": "x", "action": "suivant"})
        assert answer.status_code == 404, chosen
    assert Application.objects.count() == 1


def test_a_stranger_changes_nothing_of_anybodys_file(site, today):
    application = samples.complete(samples.person("autre@example.org"), on=today)
    before = columns(application), application.answers, application.documents.count()

    for name in ("discard", "review", "documents", "withdraw", "reply", "send_documents"):
        assert site.post(page(name, application), {"action": "payer", "declared": "on"}).status_code == 404
    assert site.post(step(application, "premises"), {"premises_name": "x"}).status_code == 404
    assert site.post(page("row", application, "prizes", "p1"), {"action": "fermer"}).status_code == 404
    assert site.post(page("remove_row", application, "prizes", "p1")).status_code == 404
    assert (columns(application), again(application).answers, application.documents.count()) == before


@pytest.mark.parametrize("ref", ["2026-999999", "%00", "../admin", "' or 1=1--", "é" * 500, "2026-100001%00"])
def test_a_file_number_that_does_not_exist_is_not_there(site, ref):
    for address in (f"/en/applications/{ref}/", f"/en/applications/{ref}/premises/", f"/en/payments/checkout/{ref}/"):
        assert site.get(address).status_code == 404, address
    assert site.get(f"/en/licences/{ref}/certificate/").status_code == 404
    assert site.get(f"/en/search/{ref}/").status_code == 404
    assert not Licence.objects.exists()


@pytest.mark.parametrize("query", ["?file=%00", "?for=%00", "?session_id=%00", "?q=%00", "?code=%00", "?page=%00"])
def test_a_query_that_no_row_can_hold_is_not_there(site, query):
    assert site.get(page("elsewhere", None, "raffle") + query).status_code == 404
