"""Legal words of a type, as whole templates in each language."""

from django.template.loader import render_to_string


def declaration(type) -> dict[str, str]:
    """{"fr": text, "en": text} of what the applicant declares, as it stands today."""
    return {
        language: render_to_string(f"{type.page('declarations')}.{language}.txt").strip() for language in ("fr", "en")
    }


def disclosure_declaration(code: str) -> dict[str, str]:
    """{"fr": text, "en": text} of what whoever discloses declares: `code` is a person or an entity."""
    return {
        language: render_to_string(f"disclosures/declarations/{code}.{language}.txt").strip()
        for language in ("fr", "en")
    }
