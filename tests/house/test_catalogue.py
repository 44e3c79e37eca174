"""The French catalogue: complete, faithful and typeset as French is."""

import re

import polib
import pytest
from django.conf import settings

CATALOGUE = polib.pofile(settings.BASE_DIR / "locale" / "fr" / "LC_MESSAGES" / "django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%\{\w+\}|\{\w*\}|%[sd]")
# the same word in both languages
SAME = {
    "%(number)s licence",
    "photos",
    "question %(ref)s",
    "notes (%(counter)s)",
    "%(number)s. %(kind)s",
    "%(number)s photo",
    "actions",
    "association",
    "client",
    "code",
    "condition",
    "conditions",
    "confirmation",
    "contact",
    "date",
    "dates",
    "description",
    "distance",
    "distance/",
    "document",
    "documents",
    "important",
    "inspection",
    "inspections",
    "inspections/",
    "inspections/<str:ref>/",
    "jockey",
    "latitude",
    "licence",
    "licences",
    "longitude",
    "menu",
    "message",
    "messages",
    "note",
    "notes",
    "observation",
    "observations",
    "ontario",
    "original",
    "page",
    "sessions/",
    "photo",
    "position",
    "province",
    "question",
    "questions",
    "source",
    "suspension",
    "suspensions",
    "total",
    "type",
    "types",
    "version",
}


def forms(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def said(entry):
    return [text for text in forms(entry) if text]


def faulty(pattern):
    return [text for entry in CATALOGUE for text in said(entry) if re.search(pattern, text)]


def test_every_message_is_in_french():
    assert [entry.msgid for entry in CATALOGUE if not entry.translated()] == []


def test_no_translation_is_a_guess():
    assert [entry.msgid for entry in CATALOGUE if entry.fuzzy] == []


def test_no_message_is_dead():
    assert CATALOGUE.obsolete_entries() == []


def test_a_translation_has_the_places_of_its_message():
    def places(text):
        return sorted(set(PLACEHOLDER.findall(text)))

    wrong = [
        entry.msgid
        for entry in CATALOGUE
        for text in said(entry)
        if places(text) != places(entry.msgid) and places(text) != places(entry.msgid_plural or entry.msgid)
    ]

    assert wrong == []


def test_nothing_is_left_in_english():
    left = {text for entry in CATALOGUE for text in said(entry) if text == entry.msgid}

    assert {text for text in left if re.search("[A-Za-z]{2}", text) and text.lower() not in SAME} == set()


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r'"', "straight quotes: « » in French"),
        (r"\w'\w", "a straight apostrophe: ’ in French"),
        (r" [:;?!»$](?! [@%#])|\d %", "an ordinary space before a mark: no-break in French"),
        (r"[\w»)%\]’][:;!?](?!\S)", "no space before a mark: no-break in French"),
        (r"« ", "an ordinary space after «: no-break in French"),
        (r"“|”", "English quotes"),
        ("\u202f", "a narrow no-break space, which our font lacks"),
        (r"\.\.\.", "three dots: …"),
    ],
)
def test_french_is_typeset_as_french(pattern, why):
    assert faulty(pattern) == [], why


@pytest.mark.parametrize("name", ["Suivant", "Sauvegarder brouillon", "Retour", "Rectifier"])
def test_the_published_labels_are_kept(name):
    assert name in {entry.msgstr for entry in CATALOGUE}
