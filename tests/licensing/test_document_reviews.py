"""Each document of a file is accepted, or refused for a reason that its applicant reads; the last word counts."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from icajo import uploads
from licensing import actions
from licensing.document_reviews import not_replaced
from licensing.errors import NotNow
from licensing.models import Application, DocumentReview
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")
BLURRED = "Le modèle du billet est illisible."


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def file(amelie, officer, today):
    application = samples.sealed(amelie, on=today)
    actions.submit(application, by=amelie, at=timezone.now())
    actions.take(application, by=officer)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def ticket(file):
    return file.documents.get(code="ticket")


@pytest.fixture
def desk(officer):
    desk = Client()
    desk.force_login(officer)
    return desk


def page(document, name="paper"):
    return reverse(f"admin:licensing_{name}", args=[document.application_id, document.pk])


def refuse(document, by):
    return actions.review_document(document, by=by, outcome="refused", why=BLURRED, at=timezone.now())


def test_the_applicant_reads_why_a_document_is_refused_wherever_it_is_listed(desk, client, file, ticket, amelie):
    desk.post(page(ticket), {"outcome": "refused", "why": BLURRED})

    client.force_login(amelie)
    for name in ("application", "send_documents"):
        shown = client.get(reverse(f"licensing:{name}", args=[file.ref])).content.decode()
        assert BLURRED in shown and shown.count("Not accepted") == 1, name
    assert BLURRED in desk.get(reverse("admin:licensing_application_change", args=[file.pk])).content.decode()


def test_a_refusal_without_a_reason_is_none(desk, ticket, officer):
    shown = desk.post(page(ticket), {"outcome": "refused", "why": " "}).content.decode()

    assert "Say why" in shown and not DocumentReview.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.review_document(ticket, by=officer, outcome="refused", at=timezone.now())


def test_the_last_word_counts_and_none_is_taken_back(desk, ticket, officer):
    review = refuse(ticket, officer)
    desk.post(page(ticket), {"outcome": "accepted", "why": "forgotten here"})

    assert [(one.outcome, one.why) for one in ticket.reviews.all()] == [("accepted", ""), ("refused", BLURRED)]
    assert not_replaced(ticket.application) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        review.delete()


def test_approving_warns_of_what_is_refused_until_something_better_comes(desk, file, ticket, officer, amelie):
    approve = reverse("admin:licensing_do", args=[file.pk, "approve"])
    refuse(ticket, officer)
    refuse(ticket, officer)
    assert ticket.reviews.count() == 1
    assert "Not accepted, and not replaced" in desk.get(approve).content.decode()

    better = actions.send_document(file, "ticket", uploads.keep(samples.photo("navy")), by=amelie)
    assert "Not accepted, and not replaced" not in desk.get(approve).content.decode()

    refuse(better, officer)
    assert not_replaced(file) == [ticket, better]


def test_a_warning_does_not_stop_the_approval(file, ticket, officer, today):
    refuse(ticket, officer)

    assert actions.approve(file, by=officer, on=today).number
    with pytest.raises(NotNow):
        actions.review_document(ticket, by=officer, outcome="accepted", at=timezone.now())


def test_only_who_decides_reviews_and_only_who_reads_looks(file, ticket):
    intake, inspector = (Client(), samples.staff("intake")), (Client(), samples.staff("inspector"))
    for browser, person in (intake, inspector):
        browser.force_login(person)

    assert [browser.get(page(ticket)).status_code for browser, _person in (intake, inspector)] == [200, 403]
    assert intake[0].post(page(ticket), {"outcome": "accepted"}).status_code == 403
    assert inspector[0].get(page(ticket, "picture")).status_code == 403
    with pytest.raises(PermissionDenied):
        refuse(ticket, intake[1])


def test_a_picture_is_drawn_anew_beside_the_text_and_runs_nothing(desk, file, ticket):
    shown = desk.get(page(ticket)).content.decode()
    picture = desk.get(page(ticket, "picture"))

    assert page(ticket, "picture") in shown and file.last_round.sections[0]["title"] in shown
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"
    assert picture["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert picture["X-Content-Type-Options"] == "nosniff"


def test_what_is_no_picture_is_only_saved(desk, file, amelie):
    stored = uploads.keep_bytes(b"<script>alert(1)</script>", name="a.png", media_type="image/png")
    broken = actions.send_document(file, "ticket", stored, by=amelie)
    sheet = uploads.keep_bytes(b"a,b", name="a.csv", media_type="text/csv")
    table = actions.send_document(file, "ticket", sheet, by=amelie)

    assert [desk.get(page(one, "picture")).status_code for one in (broken, table)] == [404, 404]
    assert page(table, "picture") not in desk.get(page(table)).content.decode()


def test_a_document_of_another_file_is_not_found_here(desk, file, ticket, amelie, today):
    other = samples.complete(amelie, on=today).documents.first()

    assert desk.get(reverse("admin:licensing_paper", args=[file.pk, other.pk])).status_code == 404
