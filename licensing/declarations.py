"""What is declared before something is sent: whole templates in each language, as they stand today."""

from django.template.loader import render_to_string


def declaration(application) -> dict[str, str]:
    """{"fr": text, "en": text} of what the applicant declares."""
    return in_both(application.procedure.declaration or application.type.page("declarations"))


def disclosure_declaration(code: str) -> dict[str, str]:
    """The same of what whoever discloses declares: `code` is a person or an entity."""
    return in_both(f"disclosures/declarations/{code}")


def in_both(page: str) -> dict[str, str]:
    return {language: render_to_string(f"{page}.{language}.txt").strip() for language in ("fr", "en")}
