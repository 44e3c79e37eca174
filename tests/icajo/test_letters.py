"""The words of the letters, and the page that shows them in a demonstration."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings as conf
from django.urls import reverse

from icajo import mail, uploads

FOLDER = conf.BASE_DIR / "templates" / "letters"
ABOUT_FILES = {
    "draft_saved": {},
    "application_received": {"received_at": datetime(2026, 11, 21, 21, 5, tzinfo=UTC)},
    "information_requested": {"text": "La liste des lots.\n\nEt leur valeur.", "due_on": date(2026, 12, 1)},
    "reply_received": {},
    "application_withdrawn": {},
    "report_begun": {},
    "report_begun_waits": {"last_day": date(2026, 12, 1)},
    "report_begun_lapsed": {},
    "report_received": {"received_at": datetime(2026, 11, 21, 21, 5, tzinfo=UTC)},
    "report_returned": {"text": "Le reçu du prix.", "due_on": date(2026, 12, 1)},
    "report_corrected": {},
    "report_withdrawn": {},
    "report_accepted": {"licence_number": "RAF1000001"},
}
COMMON = {"person_name": "Anne", "ref": "2026-100001", "type_name": "Licence", "url": "/fr/lettres/"}
WITH_DATES = {
    "fr": {"application_received": "21 novembre 2026 à 16 h 05", "information_requested": "1er décembre 2026"},
    "en": {"application_received": "November 21, 2026 at 4:05 p.m.", "information_requested": "December 1, 2026"},
}  # fmt: skip


def composed(name, language, **context):
    return mail.compose(name, language, {**COMMON, **ABOUT_FILES[name], **context})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ABOUT_FILES)
def test_a_letter_names_its_topic_and_file_and_has_one_link(name, language):
    subject, body = composed(name, language)

    assert "2026-100001" in subject
    assert body.count("http://testserver/" + {"fr": "fr/lettres/", "en": "en/letters/"}[language]) == 1
    assert body.startswith({"fr": "Bonjour Anne,", "en": "Hello Anne,"}[language])
    assert "\n\n\n" not in body
    assert body.splitlines()[-1].startswith(
        {"fr": "To read about this in English:", "en": "Pour lire la suite"}[language]
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", ["application_received", "information_requested"])
def test_a_letter_writes_its_dates_in_its_own_language(name, language):
    _, body = composed(name, language)

    assert WITH_DATES[language][name] in body.replace("\xa0", " ")


def test_the_officer_s_words_are_given_whole_and_unchanged():
    _, body = composed("information_requested", "fr", text="L’état <5 000 $> & la suite\n\n- un\n- deux")

    assert "L’état <5 000 $> & la suite\n\n- un\n- deux" in body


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_not_known_leaves_no_hole(language):
    _, body = composed("information_requested", language, due_on=None, person_name="")

    assert "None" not in body
    assert body.splitlines()[0] in {"Bonjour,", "Hello,"}


def test_every_letter_exists_in_both_languages():
    french, english = ({file.name.split(".")[0] for file in FOLDER.glob(f"*.{code}.txt")} for code in ("fr", "en"))

    assert french == english >= set(ABOUT_FILES)


@pytest.fixture
def written(db, storage):
    stored = uploads.keep_bytes(b"%PDF-", name="Résumé.pdf", media_type="application/pdf")
    context = {**COMMON, "person_name": "<b>Anne</b>"}
    return mail.write(
        key="event-1", to="anne@example.org", language="fr", template="draft_saved", context=context, files=[stored]
    )


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True


@pytest.mark.usefixtures("demonstration")
def test_a_demonstration_shows_its_letters_to_anybody(client, written):
    page = client.get(reverse("letters"))

    assert page.status_code == 200
    assert written.subject in page.content.decode()


@pytest.mark.usefixtures("demonstration")
def test_a_letter_is_shown_as_text_with_links_that_work(client, written):
    page = client.get(reverse("letter", args=[written.pk])).content.decode()

    assert "&lt;b&gt;Anne&lt;/b&gt;" in page
    assert 'href="http://testserver/fr/lettres/"' in page


@pytest.mark.usefixtures("demonstration")
def test_a_file_of_a_letter_is_handed_over_and_no_other(client, written):
    attached = written.files.get()
    other = uploads.keep_bytes(b"%PDF-", name="other.pdf", media_type="application/pdf")

    assert client.get(reverse("letter_file", args=[written.pk, attached.key])).getvalue() == b"%PDF-"
    assert client.get(reverse("letter_file", args=[written.pk, other.key])).status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_the_list_takes_the_same_queries_however_long(client, written, django_assert_max_num_queries):
    for number in range(30):
        mail.write(
            key=f"event-x-{number}", to="a@example.org", language="en", template="reply_received", context=COMMON
        )

    with django_assert_max_num_queries(3):
        page = client.get(reverse("letters") + "?page=2").content.decode()

    assert "Page 2 of 2" in page


def test_outside_a_demonstration_there_is_no_such_page(client, written):
    for name, args in [
        ("letters", []),
        ("letter", [written.pk]),
        ("letter_file", [written.pk, written.files.get().key]),
    ]:
        assert client.get(reverse(name, args=args)).status_code == 404
