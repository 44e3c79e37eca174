"""Notes on a file: the staff who read files write them for one another; nobody else ever reads a word of them."""

import re
from html import unescape

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from icajo.models import Letter
from licensing import actions, tasks
from licensing.actions.risk import assess_risk
from licensing.models import Application, Note
from tests import samples

pytestmark = pytest.mark.usefixtures("storage")
CANARY = "CANARI-4711"
LINK = re.compile(r'href="(/[^"#]*)')


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
def desk(officer):
    desk = Client()
    desk.force_login(officer)
    return desk


def address(file):
    return reverse("admin:licensing_notes", args=[file.pk])


def words(response):
    """What an answer says, that of a PDF included."""
    content = b"".join(response)
    if response.headers["Content-Type"] != "application/pdf":
        return content.decode(errors="replace")
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))


def everything(client, about, *starts):
    """{address: words} of every page about these numbers that can be reached by links."""
    found, left = {}, list(starts)
    while left:
        url = left.pop()
        if url in found or (url not in starts and not any(number in url for number in about)):
            continue
        response = client.get(url)
        found[url] = words(response) if response.status_code == 200 else ""
        left += map(unescape, LINK.findall(found[url])) if "html" in response.headers.get("Content-Type", "") else []
        assert len(found) < 300, "links without an end"
    return found


def test_a_note_is_read_by_colleagues_on_its_own_page(desk, file, officer):
    desk.post(address(file), {"text": CANARY})

    colleague = Client()
    colleague.force_login(samples.staff("intake"))
    page = colleague.get(address(file)).content.decode()
    assert CANARY in page and officer.get_full_name() in page
    assert "Notes (1)" in colleague.get(reverse("admin:licensing_application_change", args=[file.pk])).content.decode()


def test_two_clicks_write_one_note_and_an_empty_one_is_none(desk, file):
    desk.post(address(file), {"text": CANARY})
    desk.post(address(file), {"text": CANARY})
    empty = desk.post(address(file), {"text": "  "})

    assert Note.objects.count() == 1
    assert "errorlist" in empty.content.decode()


@pytest.mark.parametrize("role", ["inspector", "finance", "complaints", "customer-service", "administrator"])
def test_staff_who_do_not_read_files_read_and_write_no_note(file, officer, role):
    actions.write_note(file, by=officer, text=CANARY, at=timezone.now())
    other, person = Client(), samples.staff(role)
    other.force_login(person)

    assert other.get(address(file)).status_code == 403
    shown = other.get(reverse("admin:licensing_application_change", args=[file.pk])).content.decode()
    assert CANARY not in shown and "Notes" not in shown
    with pytest.raises(PermissionDenied):
        actions.write_note(file, by=person, text="?", at=timezone.now())


def test_a_note_cannot_be_changed_or_taken_back(file, officer):
    note = actions.write_note(file, by=officer, text=CANARY, at=timezone.now())

    for change in (lambda: Note.objects.update(text="?"), note.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_no_page_letter_or_paper_of_the_applicant_or_the_public_has_a_word_of_a_note(
    client, file, amelie, officer, today
):
    actions.write_note(file, by=officer, text=CANARY, at=timezone.now())
    assess_risk(file.organization, by=officer, level=3, why=CANARY)
    licence = actions.approve(file, by=officer, on=today)
    tasks.issue_certificate(file.events.get(verb="approve").pk)
    client.force_login(amelie)

    about = [file.ref, licence.number]
    own = everything(client, about, reverse("licensing:menu"), reverse("licensing:summary", args=[file.ref]))
    public = everything(Client(), about, reverse("public_search:licence", args=[licence.number]))

    for pages in (own, public):
        assert sum(licence.number in text for text in pages.values()) > 3
    assert Letter.objects.exists()
    assert [url for url, text in (own | public).items() if CANARY in text or "Level III" in text] == []
    assert [letter.subject for letter in Letter.objects.all() if CANARY in letter.subject + letter.body] == []
