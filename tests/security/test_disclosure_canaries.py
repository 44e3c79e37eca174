"""No byte of a disclosure reaches anyone but its author and a named officer."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts import actions as accounts
from icajo import mail, pdf
from icajo.models import Letter, StoredFile
from licensing import actions
from licensing.actions import disclosed
from licensing.models import Disclosure, Invitation
from tests import samples
from tests.house.doors import doors
from tests.licensing import disclosed as person
from tests.security.test_disclosure_links import everything_in_the_database

pytestmark = pytest.mark.django_db
CANARIES = person.Canary.values


@pytest.fixture(autouse=True)
def a_type_with_disclosures(monkeypatch, storage, settings, time_machine):
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    settings.STAFF_SECOND_FACTOR = False
    monkeypatch.setattr(pdf, "render", lambda html, **kwargs: html.encode())  # so that its words can be searched
    person.use(monkeypatch)


@pytest.fixture
def amelie():
    return samples.person()


@pytest.fixture
def author(amelie, caplog):
    """The browser of somebody who completed a disclosure for a file that is under review, and a draft of another."""
    today = timezone.localdate()
    draft = person.draft(amelie, on=today, rows=[person.COLETTE, person.HOLDING])
    actions.send_disclosures(draft, by=amelie, at=timezone.now())
    from licensing.fees import assess

    actions.seal(draft, by=amelie, on=today, fee_seen=assess(draft, today).total)
    actions.submit(draft, by=amelie, at=timezone.now())
    browser = Client()
    person.enter(browser)
    person.fill(browser)
    person.send(browser)
    assert Disclosure.objects.get(email="colette@example.org").completed_at
    return browser


def found_in(text):
    return [canary for canary in CANARIES if canary in text]


def addresses(invitation):
    """Every door of the portal, in both languages, filled with what belongs to the file."""
    application = invitation.application
    paper = invitation.disclosure.papers.first()
    known = {
        "ref": application.ref, "slug": "associates", "row": "c1", "type": "raffle", "sector": "charitable-gaming",
        "pk": invitation.pk, "paper": paper.pk, "document": 1, "check": application.checks.first().pk, "verb": "take",
        "object_id": invitation.pk, "app_label": "licensing", "token": "x" * 43, "number": "RAF1", "form": "csv",
        "name": "signature-of-principals", "id": 1, "content_type_id": 1, "key": "k", "uidb36": "1", "membership": 1,
        "code": 1, "uuid": "00000000-0000-0000-0000-000000000000", "line": 1, "attempt": 1, "payment": 1,
    }  # fmt: skip
    found = set()
    for door in doors():
        for pk in {known["pk"], application.pk, paper.pk}:
            kwargs = {name: {**known, "pk": pk, "object_id": pk}.get(name, 1) for name in door.kwargs}
            try:
                found.add(reverse(door.name, kwargs=kwargs))
            except NoReverseMatch:
                continue
    return sorted(found)


def read_everything(client, found):
    """{address: canaries} of every page that this browser gets."""
    leaks = {}
    client.raise_request_exception = False
    for address in found:
        cache.clear()
        answer = client.get(address)
        if told := found_in(b"".join(answer).decode(errors="replace") + str(answer.headers)):
            leaks[address] = told
    return leaks


STAFF = ["officer without a reason", "customer service", "finance"]
PERSONAS = ["nobody", "applicant", "co-owner", "stranger", *STAFF]


@pytest.fixture
def browsers(author, amelie):
    from django.contrib.auth.models import Group

    officer = samples.officer()
    people = {"applicant": amelie, "officer without a reason": officer}
    people["co-owner"] = samples.person("co-owner@example.org")
    people["stranger"] = samples.person("stranger@example.org")
    accounts.join(people["co-owner"], Invitation.objects.first().application.organization, "access-code")
    for persona, group in (("customer service", "Customer service"), ("finance", "Finance officers")):
        people[persona] = samples.person(f"{group[:4].lower()}@example.org", is_staff=True)
        people[persona].groups.add(Group.objects.get(name=group))
    found = {"nobody": Client()}
    for persona, user in people.items():
        found[persona] = Client()
        found[persona].force_login(user)
    return found


def test_no_page_of_anybody_else_holds_a_word_of_it(author, browsers):
    invitation = Invitation.objects.get(email="colette@example.org")
    everywhere = addresses(invitation)
    assert len(everywhere) > 150
    assert found_in(author.get(reverse("licensing:disclosure_receipt")).content.decode()) != []

    # visitors are sent from every page of the desk to its sign-in page: tests/house/access.csv
    leaks = {
        persona: read_everything(
            browsers[persona], [one for one in everywhere if persona in STAFF or "/admin/" not in one]
        )
        for persona in PERSONAS
    }

    assert leaks == {persona: {} for persona in PERSONAS}


def test_no_letter_holds_a_word_of_it(author):
    letters = [letter.subject + mail.opened(letter.body) for letter in Letter.objects.all()]

    assert len(letters) >= 5
    assert [found_in(text) for text in letters] == [[]] * len(letters)


def test_no_column_of_the_database_holds_a_word_of_it(author):
    kept = everything_in_the_database()

    assert "Colette Aubin" in kept  # the name on the list is the applicant's to know
    assert found_in(kept) == []


def test_no_file_in_storage_holds_a_word_of_it(author, storage):
    photo = samples.photo().read()
    files = [path for path in Path(storage).rglob("*") if path.is_file()]
    of_papers = {paper.file.content.name for paper in Disclosure.objects.get(completed_at__isnull=False).papers.all()}

    assert len(of_papers) == 2 and len(files) >= 2
    assert [found_in(path.read_bytes().decode(errors="replace") + path.name) for path in files] == [[]] * len(files)
    assert photo not in [path.read_bytes() for path in files if str(path.relative_to(storage)) in of_papers]
    assert not StoredFile.objects.filter(name__contains="canari").exists()


def test_no_line_of_a_log_holds_a_word_of_it(author, caplog, browsers):
    author.get(reverse("licensing:disclosure_receipt"))
    browsers["applicant"].get("/en/nowhere/")

    assert caplog.records  # of the last address, which is not there
    assert found_in(caplog.text) == []


def test_no_error_report_holds_a_word_of_what_was_typed(author, amelie, monkeypatch):
    """Django's own report of a failure hides what was posted to these pages."""
    from django.test import RequestFactory
    from django.views.debug import SafeExceptionReporterFilter

    from licensing.views import disclosure_pages

    request = RequestFactory().post("/en/disclosure/pages/identity/", {"former_names": person.Canary.FORMER.value})
    request.user = amelie
    request.session = {}
    disclosure_pages.step(request, slug="identity")

    assert person.Canary.FORMER not in str(SafeExceptionReporterFilter().get_post_parameters(request))


def test_the_summary_and_the_round_of_the_application_hold_nothing_of_it(author):
    from licensing import papers

    round = Invitation.objects.first().application.last_round

    assert found_in(str(round.transcript) + str(round.answers)) == []
    assert found_in(papers.summary_pdf(round, "en").decode()) == []


def test_the_author_and_the_named_officer_do_read_it(author):
    invitation = Invitation.objects.get(email="colette@example.org")
    page = author.get(reverse("licensing:disclosure_receipt")).content.decode()
    paper = author.get(reverse("licensing:disclosure_receipt_pdf")).content.decode()

    known = disclosed.read_disclosure(invitation, by=samples.officer("o@example.org"), why="x", at=timezone.now())

    assert found_in(page) == found_in(paper) == CANARIES
    assert set(found_in(str(known))) == set(CANARIES)
