"""Names as people type them when they search: no capitals, accents or punctuation."""

import re
import unicodedata

JOINED = re.compile(r"[^\W_]+(?:['’\-.&][^\W_]+)+")  # « l’Écluse », « St-Jean », « A.B.C. »
# one word for what is written in two ways; the same is done to what is searched
SHORT = {
    "saint": "st", "sainte": "ste", "mount": "mt", "street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd",
    "boul": "blvd", "road": "rd", "drive": "dr", "chemin": "ch", "highway": "hwy", "route": "rte", "court": "crt",
    "crescent": "cres", "lane": "ln", "square": "sq", "north": "n", "south": "s", "west": "w", "east": "e",
    "nord": "n", "sud": "s", "est": "e", "ouest": "o", "limited": "ltd", "ltee": "ltd", "limitee": "ltd",
    "incorporated": "inc", "incorporee": "inc", "company": "co", "compagnie": "co",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of `text`, folded; what an apostrophe, a hyphen or a point holds together also as one word."""
    return list(dict.fromkeys(SHORT.get(word, word) for word in plain_words(text)))


def plain_words(text: str) -> list[str]:
    """The same, before long words are shortened."""
    whole = [fold(found[0]).replace(" ", "") for found in JOINED.finditer(text)]
    return [*fold(text).split(), *whole]


def all_words(text: str) -> list[str]:
    """The words of `text`, short and long: what is mistyped is compared with the long ones."""
    return list(dict.fromkeys([*words_of(text), *plain_words(text)]))


def compact(number: str) -> str:
    """A number as it is compared: no spaces, dashes or capitals."""
    return fold(number).replace(" ", "")


def fold(text: str) -> str:
    """`text` in lower case, no accents, punctuation turned to spaces: « Brasserie l’Écluse » -> brasserie l ecluse."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
