"""The thread of a file in the portal and on the desk, and the numbers of unread messages that lead there."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import end_membership
from accounts.models import Right
from icajo.models import StoredFile
from licensing.states import State
from submissions.models import Message, MessageReading
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.threaded import a_file, colleague, read, write

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def noon(time_machine, settings):
    settings.STAFF_SECOND_FACTOR = False
    time_machine.move_to(at(DAY), tick=False)
    return time_machine


@pytest.fixture
def file(owner, officer):
    return a_file(owner, officer)


@pytest.fixture
def applicant(owner):
    return signed_in(owner)


@pytest.fixture
def desk(officer):
    return signed_in(officer)


def signed_in(person):
    browser = Client()
    browser.force_login(person)
    return browser


def portal(file):
    return reverse("submissions:thread", args=[file.ref])


def on_desk(file):
    return reverse("admin:submissions_thread", args=[file.ref])


def send(browser, page, **typed):
    return browser.post(page, {"text": "Bonjour.", "once": "a" * 32} | typed, follow=True)


def test_a_member_writes_and_the_officer_reads_and_answers(file, applicant, desk):
    sent = send(applicant, portal(file), text="Où en est\nma demande ?")
    assert "Your message is sent." in sent.text and "Not read yet by our staff" in sent.text

    shown = desk.get(on_desk(file)).text
    assert "Où en est<br>ma demande ?" in shown and "Amélie Tremblay" in shown and "– New" in shown
    send(desk, on_desk(file), text="Elle avance.")

    answer = applicant.get(portal(file)).text
    assert "Elle avance." in answer and "Eligibility officer – Odile" in answer and "Read by our staff on" in answer
    assert "Officier" not in answer and "agente@example.org" not in answer
    assert "Read by the person on" in desk.get(on_desk(file)).text


def test_every_message_is_on_the_page_the_oldest_first_with_a_way_to_the_newest(file, owner, applicant, officer):
    numbers = [write(file, (owner, officer)[n % 2], as_staff=bool(n % 2), text=f"Texte {n}").pk for n in range(30)]

    page = applicant.get(portal(file)).text

    assert [int(n) for n in re.findall(r'id="message-(\d+)"', page)] == numbers
    assert 'href="#newest"' in page and page.index('id="newest"') < page.index("Texte 29")
    assert f'href="#message-{numbers[1]}"' in page  # the first that is new


def test_a_message_is_new_once(file, applicant, officer):
    write(file, officer, as_staff=True)

    pages = [applicant.get(portal(file)).text for _ in range(2)]

    assert [">New<" in page for page in pages] == [True, False]


def test_looking_at_the_headers_of_a_page_reads_nothing(file, applicant, officer):
    write(file, officer, as_staff=True)

    applicant.head(portal(file))

    assert not MessageReading.objects.exists()


@pytest.mark.parametrize("side", ["portal", "desk"])
def test_what_was_typed_stays_where_a_file_is_refused(file, applicant, desk, storage, side):
    browser, page = {"portal": (applicant, portal(file)), "desk": (desk, on_desk(file))}[side]

    answer = send(
        browser, page, text="Voici le bail.", file_1=samples.photo(), file_2=SimpleUploadedFile("a.exe", b"MZ")
    )

    assert "Voici le bail." in answer.text and "Choose your files again" in answer.text
    assert not Message.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.parametrize("side", ["portal", "desk"])
def test_too_long_a_text_comes_back_whole(file, applicant, desk, side):
    browser, page = {"portal": (applicant, portal(file)), "desk": (desk, on_desk(file))}[side]

    assert "x" * 8001 in send(browser, page, text="x" * 8001).text
    assert not Message.objects.exists()
    send(browser, page, text="x" * 8000)
    assert Message.objects.count() == 1


def test_an_empty_message_is_not_sent(file, applicant):
    page = send(applicant, portal(file), text="  \n ")

    assert "Error:" in page.text and not Message.objects.exists()


def test_a_text_is_shown_as_it_was_typed_and_never_as_a_page(file, applicant, desk):
    send(applicant, portal(file), text="<script>alert(1)</script>")

    for browser, page in ((applicant, portal(file)), (desk, on_desk(file))):
        assert "&lt;script&gt;alert(1)" in browser.get(page).text


def test_a_file_sent_with_a_message_is_read_by_the_other_side(file, applicant, desk, storage):
    send(applicant, portal(file), file_1=samples.photo())
    send(desk, on_desk(file), file_3=samples.photo("red"), once="b" * 32)

    for browser, page in ((applicant, portal(file)), (desk, on_desk(file))):
        links = re.findall(rf'href="({page}[0-9a-f-]{{36}}/)"', browser.get(page).text)
        assert len(links) == 2
        for link in links:
            response = browser.get(link)
            assert response.status_code == 200 and "attachment" in response["Content-Disposition"]


def test_who_may_view_reads_and_has_no_box_to_write_in(file, officer):
    viewer = signed_in(colleague(file, "view@example.org", Right.VIEW))
    write(file, officer, as_staff=True, text="Elle avance.")

    page = viewer.get(portal(file)).text

    assert "Elle avance." in page and "<textarea" not in page and "right to prepare" in page
    assert send(viewer, portal(file)).status_code == 403


def test_for_who_lost_access_the_messages_are_gone_with_the_file(file, owner, officer, storage):
    former = colleague(file, "former@example.org", Right.VIEW, Right.PREPARE)
    browser = signed_in(former)
    send(browser, portal(file), file_1=samples.photo())
    paper = reverse("submissions:message_file", args=[file.ref, Message.objects.get().files.get().file.key])
    write(file, officer, as_staff=True)
    end_membership(former.memberships.get(), by=owner, why="left")

    assert [browser.get(page).status_code for page in (portal(file), paper)] == [404, 404]
    assert send(browser, portal(file)).status_code == 404
    assert "New messages" not in browser.get(reverse("licensing:menu")).text


def test_a_draft_says_when_messages_open(owner, applicant):
    file = a_file(owner, state=State.DRAFT, received_at=None)

    page = applicant.get(portal(file)).text

    assert "Messages open once your application is sent" in page and "<textarea" not in page


def test_a_thread_that_closed_says_so_stays_readable_and_gives_back_what_was_typed(file, owner, applicant, desk, noon):
    write(file, owner, text="Un vieux message")
    file.events.create(verb="approve", at=at(DAY))
    type(file).objects.update(state=State.APPROVED)
    assert "you may write about this file until February 22, 2027" in applicant.get(portal(file)).text.replace(
        "\xa0", " "
    )

    noon.move_to(at(DAY + timedelta(days=91)), tick=False)
    for browser, page in ((signed_in(owner), portal(file)), (signed_in(file.officer), on_desk(file))):
        shown = browser.get(page).text.replace("\xa0", " ")
        assert "Messages about this file closed on February 22, 2027" in shown and "Un vieux message" in shown
        refused = send(browser, page, text="Ce que je voulais dire")
        assert refused.status_code == 409 and "Ce que je voulais dire" in refused.text
    assert Message.objects.count() == 1


def test_unread_messages_are_on_the_menu_and_on_the_file(file, applicant, officer):
    menu, page = reverse("licensing:menu"), reverse("licensing:application", args=[file.ref])
    assert "New messages" not in applicant.get(menu).text
    for _ in range(2):
        write(file, officer, as_staff=True)

    assert "New messages" in applicant.get(menu).text and portal(file) in applicant.get(menu).text
    assert "2 new" in applicant.get(menu).text and "2 new" in applicant.get(page).text
    applicant.get(portal(file))
    assert "2 new" not in applicant.get(menu).text + applicant.get(page).text


def test_an_officer_finds_what_waits_from_every_page_of_the_desk(file, owner, desk):
    for number in range(3):
        write(file, owner, once=str(number) * 32)
    change, files = reverse("admin:licensing_application_change", args=[file.pk]), "licensing_application_changelist"

    assert "3 messages to read" in desk.get(reverse("admin:index")).text
    assert "3 messages to read" in desk.get(reverse("licensing:worklist")).text
    assert "Messages (3 to read)" in desk.get(change).text
    assert f"{file.ref} (3)" in desk.get(reverse(f"admin:{files}")).text
    listed = desk.get(reverse("admin:submissions_message_changelist")).text
    assert listed.count('field-waits">To read') == 3 and "Bonjour." not in listed
    desk.get(on_desk(file))
    assert "to read" not in desk.get(change).text and f"{file.ref} (3)" not in desk.get(reverse(f"admin:{files}")).text


def test_the_list_of_messages_hides_none_until_somebody_asks(file, owner, officer, desk):
    write(file, owner)
    read(file, officer, as_staff=True)
    page = reverse("admin:submissions_message_changelist")

    assert file.ref in desk.get(page).text
    assert file.ref not in desk.get(page, {"to-read": "mine"}).text


def test_staff_who_open_the_page_of_the_applicant_come_to_the_desk(file, desk):
    assert desk.get(portal(file)).url == on_desk(file)


@pytest.mark.parametrize("name", ["menu", "queue", "files", "messages", "thread"])
def test_no_page_asks_the_database_once_a_message_or_a_file(owner, officer, applicant, desk, name):
    files = [a_file(owner, officer, number=number) for number in range(2)]
    browser, page = {
        "menu": (applicant, reverse("licensing:menu")),
        "queue": (desk, reverse("licensing:worklist")),
        "files": (desk, reverse("admin:licensing_application_changelist")),
        "messages": (desk, reverse("admin:submissions_message_changelist")),
        "thread": (applicant, portal(files[0])),
    }[name]
    write(files[0], owner)
    write(files[0], officer, as_staff=True)
    few = questions(browser, page)

    for number in range(3, 7):
        other = files[0] if name == "thread" else a_file(owner, officer, number=number)
        write(other, owner)
        write(other, officer, as_staff=True)

    assert questions(browser, page) <= few + (5 if name == "menu" else 0)  # its cards ask of each file, elsewhere


def questions(browser, page):
    browser.get(page)  # what is kept for later is kept
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)
