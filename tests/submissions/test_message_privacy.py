"""What a message says comes to the two sides of its file, and to nobody else by any way."""

import logging

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.roles import BY_CODE
from icajo.models import Letter
from licensing.models import Event
from submissions import actions
from submissions.models import Message
from tests import samples
from tests.submissions.threaded import a_file, read, write

CANARY = "zqx-canary-7f3a"
READERS = {"intake", "eligibility-officer", "senior-officer", "registrar"}


@pytest.fixture(autouse=True)
def no_second_step(settings):
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def file(owner, officer):
    return a_file(owner, officer)


@pytest.fixture
def said(file, owner, officer, caplog):
    """One message of each side, with all that follows from them."""
    caplog.set_level(logging.DEBUG)
    messages = [write(file, owner, text=CANARY), write(file, officer, as_staff=True, text=CANARY)]
    read(file, owner)
    read(file, officer, as_staff=True)
    actions.tell_again(messages[-1].sent_at)
    return messages


def pages(file, message):
    """Every page on which a message might show."""
    ref = [file.ref]
    return [
        reverse("submissions:thread", args=ref),
        reverse("licensing:application", args=ref),
        reverse("licensing:menu"),
        reverse("admin:index"),
        reverse("admin:submissions_thread", args=ref),
        reverse("admin:submissions_message_changelist"),
        reverse("admin:submissions_message_change", args=[message.pk]),
        reverse("admin:licensing_application_changelist"),
        reverse("admin:licensing_application_change", args=[file.pk]),
        reverse("admin:icajo_letter_changelist"),
    ]


def shown_to(client, person, addresses):
    client.force_login(person)
    found = set()
    for address in [*addresses, *(address.replace("/en/", "/fr/") for address in addresses)]:
        response = client.get(address, follow=True)
        if CANARY in response.getvalue().decode(errors="replace"):
            found.add(response.request["PATH_INFO"])
    return found


def test_both_sides_read_it_in_the_thread_and_nowhere_else(client, said, file, owner, officer):
    addresses = pages(file, said[0])

    thread = reverse("submissions:thread", args=[file.ref])
    assert {path.replace("/fr/dossiers/", "/en/files/") for path in shown_to(client, owner, addresses)} == {thread}
    on_desk = {path.split("/", 2)[2] for path in shown_to(client, officer, addresses)}
    assert on_desk == {f"admin/submissions/message/file/{file.ref}/"}


def test_no_search_finds_a_message_by_what_it_says(client, said, file, officer):
    client.force_login(officer)
    page = reverse("admin:submissions_message_changelist")

    assert file.ref in client.get(page, {"q": file.ref}).text
    assert f"file/{file.ref}/" not in client.get(page, {"q": CANARY}).text


def test_a_role_that_reads_no_file_reads_no_message(client, said, file):
    for role in sorted(set(BY_CODE) - READERS):
        staff = samples.staff(role, f"other-{role}@example.org")
        assert shown_to(client, staff, pages(file, said[0])) == set(), role
        assert client.get(reverse("admin:submissions_thread", args=[file.ref])).status_code == 403, role
        assert client.get(reverse("admin:submissions_message_changelist")).status_code == 403, role
        assert client.get(reverse("submissions:thread", args=[file.ref])).status_code == 404, role


def test_another_applicant_reads_nothing_of_it(client, said, file):
    other = samples.person("other@example.org")
    a_file(other, number=2)

    assert shown_to(client, other, pages(file, said[0])) == set()
    assert not Message.objects.visible_to(other).exists()


def test_no_letter_says_what_a_message_says(said):
    letters = Letter.objects.filter(key__startswith="messages-")

    assert letters.count() == 2
    assert all(CANARY not in letter.subject + letter.body and not letter.files.exists() for letter in letters)


def test_no_log_and_no_trail_says_it(client, said, file, owner, caplog):
    client.force_login(owner)
    client.post(reverse("submissions:thread", args=[file.ref]), {"text": CANARY, "once": "c" * 32})
    client.post(reverse("submissions:thread", args=[file.ref]), {"text": CANARY * 2000})  # too long

    assert Message.objects.count() == 3
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert CANARY not in "".join(ours) + "".join(str(one) for one in Message.objects.all())
    assert not Event.objects.filter(note__contains=CANARY).exists()
    assert not LogEntry.objects.filter(change_message__contains=CANARY).exists()


def test_a_failure_reports_no_text(said, file, owner, client, monkeypatch, settings):
    settings.DEBUG = False
    client.force_login(owner)
    client.raise_request_exception = False

    def fails(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(actions, "send_message", fails)
    response = client.post(reverse("submissions:thread", args=[file.ref]), {"text": CANARY})

    assert response.status_code == 500 and CANARY not in response.text
    assert response.wsgi_request.sensitive_post_parameters == ("text",)
