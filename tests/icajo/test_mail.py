"""Letters: written once, delivered after commit, never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from icajo import mail, queue, tasks, uploads
from icajo.models import Letter

from . import mailserver

pytestmark = pytest.mark.django_db
CONTEXT = {
    "person_name": "Anne d’Arc & fils",
    "ref": "2026-100001",
    "type_name": "Licence de tombola",
    "url": "/en/letters/",
}


@pytest.fixture
def server(settings):
    with mailserver.running() as running:
        use(settings, running.port)
        yield running


def use(settings, port):
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5}}}


@pytest.fixture(autouse=True)
def hints(monkeypatch):
    """The names of the tasks hinted at."""
    heard = []
    monkeypatch.setattr(queue, "hint", lambda task, *args: heard.append(task))
    return heard


def write(key="event-1", to="anne@example.org", language="fr", **context):
    return mail.write(key=key, to=to, language=language, template="draft_saved", context={**CONTEXT, **context})


def test_a_letter_is_one_row_a_key():
    first = write()
    second = write(to="somebody.else@example.org")

    assert first == second
    assert Letter.objects.get().to == "anne@example.org"


def test_a_letter_is_plain_text_with_a_subject_of_one_line():
    letter = write()

    assert letter.subject == "Votre brouillon est enregistré, dossier n°\xa02026-100001"
    assert letter.body.startswith("Bonjour Anne d’Arc & fils,\n\nDemande\xa0: Licence de tombola\n")


def test_a_letter_links_to_its_own_language_and_offers_the_other():
    body = write(language="fr").body

    assert "http://testserver/fr/lettres/" in body
    assert "To read about this in English: http://testserver/en/letters/" in body


def test_links_never_follow_anything_but_our_own_address(settings):
    settings.SITE_URL = "https://portal.example"

    assert mail.absolute("/fr/lettres/", "en") == "https://portal.example/en/letters/"
    assert mail.absolute("https://portal.example/en/letters/", "fr") == "https://portal.example/fr/lettres/"
    assert mail.absolute("https://pay.example/x", "fr") == "https://pay.example/x"


def test_a_name_cannot_add_a_header_or_a_second_recipient(server):
    write(ref="1\r\nBcc: victim@example.org", to="anne@example.org")

    mail.deliver()

    sent = server.letters[0]
    assert sent["To"] == "anne@example.org"
    assert sent["Bcc"] is None
    assert "Bcc: victim@example.org" not in sent["Subject"].splitlines()


def test_a_subject_is_capped():
    assert len(write(ref="9" * 1000).subject) == mail.SUBJECT_LENGTH


def test_writing_hints_to_the_worker_once_committed(django_capture_on_commit_callbacks, hints):
    with django_capture_on_commit_callbacks(execute=True):
        write()
        write()
        assert hints == []

    assert hints == ["icajo.deliver_letters"]


def test_a_batch_goes_out_over_one_connection(server):
    for number in range(5):
        write(key=f"event-{number}")

    assert mail.deliver(3) == 3
    assert mail.deliver(3) == 2
    assert mail.deliver(3) == 0

    assert len(server.letters) == 5
    assert server.connections == 2


def test_the_task_goes_on_until_nothing_is_owed(server, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for number in range(5):
        write(key=f"event-{number}")

    tasks.deliver_letters()

    assert len(server.letters) == 5


def test_a_letter_carries_its_own_message_id_its_language_and_its_files(server, storage):
    letter = mail.write(
        key="event-1",
        to="anne@example.org",
        language="fr",
        template="draft_saved",
        context=CONTEXT,
        files=[uploads.keep_bytes(b"%PDF-", name="Résumé.pdf", media_type="application/pdf")],
    )

    mail.deliver()

    sent = server.letters[0]
    assert sent["Message-ID"] == f"<{letter.message_id}@testserver>"
    assert sent["Content-Language"] == "fr-CA"
    assert [(part.get_filename(), part.get_content()) for part in sent.iter_attachments()] == [
        ("Résumé.pdf", b"%PDF-")
    ]


def test_a_refused_letter_waits_longer_each_time_and_then_fails(server):
    letter = write(to="refused@example.org")
    waits = []

    for _ in range(len(mail.BACK_OFF) + 1):
        Letter.objects.update(due_at=timezone.now())
        mail.deliver()
        letter.refresh_from_db()
        waits.append(letter.due_at - timezone.now())

    assert waits[:-1] == sorted(waits[:-1])
    assert timedelta(hours=11) < waits[-2] < timedelta(hours=13)
    assert (letter.state, letter.attempts) == (Letter.State.FAILED, len(mail.BACK_OFF) + 1)
    assert "451" in letter.error


def test_a_refused_letter_does_not_hold_the_others_back(server):
    write(key="event-1", to="refused@example.org")
    write(key="event-2", to="hang-up@example.org")
    write(key="event-3")

    assert mail.deliver() == 1

    assert Letter.objects.get(key="event-3").state == Letter.State.SENT
    assert list(Letter.objects.exclude(key="event-3").values_list("state", "attempts")) == [("queued", 1)] * 2


def test_a_reader_who_does_not_exist_is_given_up_at_once(server):
    letter = write(to="nobody@example.org")

    mail.deliver()

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.FAILED, 1)
    assert "550" in letter.error


def test_whatever_goes_wrong_with_one_letter_the_others_do_not_leave_twice(server, monkeypatch):
    for number in range(3):
        write(key=f"event-{number}", to=f"{number}@example.org")
    plain = mail.plain_mail.as_bytes

    def broken(**letter):
        if letter["to"] == "1@example.org":
            raise KeyError("a mistake of ours")
        return plain(**letter)

    monkeypatch.setattr(mail.plain_mail, "as_bytes", broken)
    mail.deliver()
    mail.deliver()

    assert sorted(sent["To"] for sent in server.letters) == ["0@example.org", "2@example.org"]


def test_what_left_before_the_server_went_away_is_written_down(server, monkeypatch):
    for number in range(3):
        write(key=f"event-{number}", to="hang-up@example.org" if number == 1 else "a@example.org")
    opened = mail.EmailBackend.open
    calls = []

    def open_twice(self):
        calls.append(1)
        if len(calls) > 3:  # with the batch, for the first letter, for the second
            raise ConnectionRefusedError
        return opened(self)

    monkeypatch.setattr(mail.EmailBackend, "open", open_twice)

    assert mail.deliver() == 1
    assert list(Letter.objects.order_by("key").values_list("state", "attempts")) == [
        ("sent", 1), ("queued", 1), ("queued", 0)
    ]  # fmt: skip


def test_many_letters_are_written_in_one_statement(django_assert_num_queries):
    letters = [
        mail.unwritten(
            key=f"k{number}", to=f"{number}@example.org", language="en", template="draft_saved", context=CONTEXT
        )
        for number in range(40)
    ]

    with django_assert_num_queries(1):
        mail.write_all(letters)
    mail.write_all(letters[:1])

    assert Letter.objects.count() == 40


def test_a_letter_goes_by_post_or_to_the_staff_where_no_address_is_known():
    known = {"key": "k", "language": "en", "template": "draft_saved", "context": CONTEXT}

    assert mail.unwritten(**known, postal_address="Anne\n1, rue X").state == Letter.State.TO_PRINT
    assert mail.unwritten(**known).state == Letter.State.NOWHERE
    assert mail.unwritten(**known, to="a@example.org", postal_address="x").state == Letter.State.QUEUED


def test_a_letter_that_lost_its_file_fails_alone(server, storage):
    stored = uploads.keep_bytes(b"x", name="x.pdf", media_type="application/pdf")
    write(key="event-1").files.add(stored)
    stored.content.storage.delete(stored.content.name)
    write(key="event-2")

    assert mail.deliver() == 1

    assert Letter.objects.get(key="event-1").attempts == 1


def test_an_address_that_cannot_exist_fails_at_once(server):
    letter = write(to="anne@@example")

    mail.deliver()

    letter.refresh_from_db()
    assert letter.state == Letter.State.FAILED


def test_a_mail_server_that_is_down_costs_no_attempt(settings):
    with mailserver.running() as closed:
        use(settings, closed.port)
    letter = write()

    assert mail.deliver() == 0

    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.QUEUED, 0)


def test_a_demonstration_sends_nothing(settings, server):
    settings.DELIVER_LETTERS = False
    letter = write()

    assert mail.deliver() == 1

    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert server.connections == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(server):
    import threading

    from django.db import connection

    for number in range(20):
        write(key=f"event-{number}")

    def work():
        mail.deliver()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len({sent["Message-ID"] for sent in server.letters}) == len(server.letters) == 20
