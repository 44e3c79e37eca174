"""The letter about a decision, kept in both languages: whoever it concerns prints either at any time."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from icajo import mail, pdf, uploads
from icajo.calendar import deadline
from icajo.models import StoredFile

from .models import Application, DecisionLetter, Licence

LANGUAGES = ("fr", "en")
REVIEW_DAYS = 15  # after the letter, to ask the tribunal for a hearing


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
    """The letter of this decision, once; `facts(language)` is what its template says, with that language active."""
    letter, _new = DecisionLetter.objects.get_or_create(
        key=key,
        defaults={
            "application": application,
            "licence": licence,
            "decided_on": on,
            "texts": {language: told(template, facts, language) for language in LANGUAGES},
        },
    )
    return letter


def told(template, facts, language):
    """[title, text], without what e-mail ends with."""
    with override(language):
        title, text = mail.compose(template, language, facts(language))
    return [title, text.partition("\n--\n")[0].rstrip()]


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
