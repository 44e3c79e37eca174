"""Letters on paper: one file, in two languages, and what staff do with them."""

import io

import pikepdf
import pypdfium2
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.models import User
from icajo import mail, sheets
from icajo.models import Letter

pytestmark = pytest.mark.django_db
LETTERS = "admin:icajo_letter_changelist"
State = Letter.State


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff@example.org"))
    return client


def a_letter(key, language="fr", **facts):
    context = {"number": "LIC1", "type_name": "Permis", "holder": "Chorale", "days_left": 3, "code": "K7QD-9XM2"}
    letter = mail.unwritten(
        key=key, language=language, template="renewal_notice", context=context, hidden=["code"],
        postal_address=f"Chorale {key}\n12, rue Prince\nHearst ON  P0L 1N0",
    )  # fmt: skip
    for name, value in facts.items():
        setattr(letter, name, value)
    letter.save()
    return letter


def do(staff, action, *letters):
    chosen = [letter.pk for letter in letters]
    return staff.post(reverse(LETTERS), {"action": action, "_selected_action": chosen})


def pages(content):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)]


def test_each_letter_has_its_page_in_its_language(staff):
    answer = do(staff, "print_sheets", a_letter("un"), a_letter("deux", "en"))

    assert answer["Content-Type"] == "application/pdf"
    french, english = pages(answer.content)
    assert "Chorale un" in french and "Il reste 3 jours" in french
    assert "Chorale deux" in english and "3 days left" in english
    assert "Do not reply" not in english and "Please do not reply" not in english


def test_its_reader_finds_the_code_and_the_row_keeps_it_sealed():
    letter = a_letter("un")

    assert "K7QD-9XM2" in pages(sheets.printed([letter]))[0]
    assert "K7QD-9XM2" not in letter.body


def test_the_file_is_tagged_and_each_letter_says_its_language_on_all_its_pages():
    long = a_letter("deux", "en", body="word " * 3000)

    with pikepdf.open(io.BytesIO(sheets.printed([a_letter("un"), long, a_letter("trois")]))) as paper:
        with paper.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        parts = [one for one in paper.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Sect"]
        spoken = [str(one.Lang) for one in parts]
    assert (spoken[0], spoken[-1]) == ("fr-CA", "fr-CA")
    assert set(spoken[1:-1]) == {"en-CA"} and len(spoken) > 4


def test_printing_marks_nothing_until_staff_say_that_it_is_done(staff):
    letter = a_letter("un")
    do(staff, "print_sheets", letter)
    letter.refresh_from_db()
    assert letter.state == State.TO_PRINT

    do(staff, "mark_as_printed", letter)

    letter.refresh_from_db()
    assert (letter.state, letter.sent_at is not None) == (State.PRINTED, True)
    assert LogEntry.objects.filter(object_id=str(letter.pk)).count() == 2


def test_only_letters_to_be_printed_are(staff):
    sent = a_letter("un", state=State.SENT)

    assert do(staff, "print_sheets", sent).status_code == 302
    do(staff, "mark_as_printed", sent)

    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_what_failed_is_printed_instead_where_an_address_is_known(staff):
    known, unknown = a_letter("un", state=State.FAILED), a_letter("deux", state=State.FAILED, postal_address="")

    do(staff, "print_instead", known, unknown)

    assert set(Letter.objects.values_list("key", "state")) == {("un", "to-print"), ("deux", "failed")}


def test_what_reached_nobody_is_listed_until_it_is_followed_up(staff):
    failed, nowhere = a_letter("un", state=State.FAILED), a_letter("deux", state=State.NOWHERE)
    a_letter("trois")
    listed = reverse(LETTERS) + "?follow-up=yes"
    assert staff.get(listed).context["cl"].result_count == 2

    do(staff, "mark_as_followed_up", failed)

    assert [one.pk for one in staff.get(listed).context["cl"].result_list] == [nowhere.pk]


def test_who_only_reads_letters_prints_none(client):
    from django.contrib.auth.models import Permission

    reader = User.objects.create_user("reader@example.org", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_letter"))
    client.force_login(reader)
    letter = a_letter("un")

    for action in ("print_sheets", "mark_as_printed", "print_instead", "mark_as_followed_up"):
        do(client, action, letter)

    letter.refresh_from_db()
    assert (letter.state, letter.followed_up_at) == (State.TO_PRINT, None)
