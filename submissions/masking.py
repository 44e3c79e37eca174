"""What is proposed to be hidden in a text before somebody else reads it; whoever screens it has the last word."""

import re
from collections.abc import Iterable

HIDDEN = "[…]"
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}(?![\w-])")
POSTAL_CODE = re.compile(r"\b[A-Za-z]\d[A-Za-z][ -]?\d[A-Za-z]\d\b")


def masked(text: str, known: Iterable[str]) -> str:
    """`text` without addresses, telephones and postal codes, and without what we know of its author in `known`."""
    for pattern in (EMAIL, PHONE, POSTAL_CODE):
        text = pattern.sub(HIDDEN, text)
    for fact in sorted(filter(None, map(str.strip, known)), key=len, reverse=True):
        loosely = r"[\s,]+".join(map(re.escape, re.split(r"[\s,]+", fact)))
        text = re.sub(rf"(?<!\w){loosely}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return text
