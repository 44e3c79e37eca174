"""Whom somebody may name: those of the public register, as anyone may see them."""

from licensing import public

MOST = 8


def holders(text: str, on) -> list[tuple[str, str]]:
    """(licence number, words) of the first licences that the register finds."""
    found = public.find(text=text, municipality="", type_code="", page=1, on=on)
    return [(one.number, words(one)) for one in found.entries[:MOST]]


def holder(number: str, on) -> tuple[str, str] | None:
    """(licence number, words) of one licence; None where the register has none of this number."""
    found = public.page(number, on)
    return (found.number, words(found)) if found else None


def words(entry) -> str:
    return ", ".join(str(part) for part in (entry.holder, entry.municipality, entry.type_name, entry.number) if part)
