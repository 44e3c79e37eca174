"""The letter about a decision, kept in both languages: whoever it concerns prints either at any time."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from icajo import mail, pdf, uploads
from icajo.calendar import deadline
from icajo.models import StoredFile

from .letter_wording import LANGUAGES, WORDINGS, shipped, written
from .models import Application, DecisionLetter, LetterText, Licence

REVIEW_DAYS = 15  # after the letter, to ask the tribunal for a hearing
ENVELOPE = "decision"  # the e-mail that carries the letter: its words, and what every e-mail ends with


def road_to_review(recourse: str, on: date) -> dict:
    """What the passage of a letter about recourse needs: its name, and the last day of what has one."""
    return {"recourse": recourse, "review_by": deadline(on, REVIEW_DAYS)}


def keep(
    template: str,
    facts: Callable[[str], dict],
    *,
    key: str,
    on: date,
    application: Application | None = None,
    licence: Licence | None = None,
) -> DecisionLetter:
    """The letter of this decision, once; `facts(language)` is what it says, with that language active.

    It is written with the registrar's own text of this day, else with the one that the portal ships.  Raises
    Unwritable where that lacks a language.
    """
    if letter := DecisionLetter.objects.filter(key=key).first():
        return letter
    wording = LetterText.objects.in_force(template, on)
    letter, _new = DecisionLetter.objects.get_or_create(
        key=key,
        defaults={
            "application": application,
            "licence": licence,
            "decided_on": on,
            "wording": wording,
            "texts": {language: told(template, wording, facts, language) for language in LANGUAGES},
        },
    )
    return letter


def told(template, wording, facts, language):
    """[title, text], without what e-mail ends with."""
    with override(language):
        if template in WORDINGS:
            title, text = wording.of(language) if wording else shipped(template, language)
            return written(template, title, text, facts(language), language)
        title, text = mail.compose(template, language, facts(language))
    return [title, text.partition("\n--\n")[0].rstrip()]


def in_envelope(letter: DecisionLetter, url: str) -> dict:
    """What the e-mail about a letter is made of, whatever its language: the very words that are kept."""
    return {"texts": letter.texts, "url": url}


def printed(letter: DecisionLetter, language: str) -> bytes:
    """The letter in one language, as a PDF."""
    title, text = letter.texts[language]
    with override(language):
        context = {"language": language, "title": title, "paragraphs": text.split("\n\n")}
        context |= {"decided_on": letter.decided_on, "notice": settings.SITE_NOTICE}
        html = render_to_string("licensing/decision_letter.html", context)
    return pdf.seal(pdf.render(html, title=title, language=language))


def as_files(letter: DecisionLetter) -> list[StoredFile]:
    """Both languages, to go with an e-mail."""
    return [
        uploads.keep_bytes(printed(letter, language), name=name_of(letter, language), media_type="application/pdf")
        for language in LANGUAGES
    ]


def name_of(letter: DecisionLetter, language: str) -> str:
    about = letter.licence or letter.application
    return f"{about}-decision-{letter.pk}-{language}.pdf"
