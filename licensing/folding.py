"""Names as people type them when they search: no capitals, accents or punctuation."""

import re
import unicodedata


def fold(text: str) -> str:
    """`text` in lower case, no accents, punctuation turned to spaces: « Brasserie l’Écluse » -> brasserie l ecluse."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
