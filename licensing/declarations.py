"""What is declared before something is sent: whole templates in each language, as they stand today."""

from icajo.journey import transcript
from icajo.plain_text import written

from .purposes import Purpose
from .rounds import as_recorded, untouched

LANGUAGES = ("fr", "en")


def declaration(application) -> dict[str, str]:
    """{"fr": text, "en": text} of what the applicant declares; of a renewal, also which pages say nothing new."""
    said = in_both(application.procedure.declaration or application.type.page("declarations"))
    same = unchanged(application) if application.purpose == Purpose.RENEWAL else {}
    if not same.get("fr"):
        return said
    page = "licensing/declarations/unchanged"
    also = {language: written(f"{page}.{language}.txt", {"titles": same[language]}) for language in LANGUAGES}
    return {language: f"{said[language]}\n\n{also[language]}" for language in LANGUAGES}


def unchanged(application) -> dict[str, list[str]]:
    """{"fr": titles of the pages that say what the licence says, "en": …}."""
    before, after = as_recorded(application), transcript(application.journey)
    return {
        language: [
            section["title"]
            for section in after[language]
            if before and section["slug"] in untouched(before, after, language)
        ]
        for language in LANGUAGES
    }


def disclosure_declaration(code: str) -> dict[str, str]:
    """The same of what whoever discloses declares: `code` is a person or an entity."""
    return in_both(f"disclosures/declarations/{code}")


def in_both(page: str) -> dict[str, str]:
    return {language: written(f"{page}.{language}.txt", {}) for language in LANGUAGES}
