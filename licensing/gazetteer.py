"""The places of Ontario that we know by name: how else they are written, what they are part of, and about where.

places.csv is a list of our own.  Names and places come from the postal codes of GeoNames (CC BY 4.0, as of 2022), each
where the middle of its codes lies; accents, what is part of which municipality, and some twenty places (to a tenth of
a degree) were written by hand.  It is no official list: it proposes, and a name that it lacks is no mistake.
"""

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from .folding import fold

TABLE = Path(__file__).with_name("places.csv")
KINDS = (
    "city|town|township|municipality|county|village|united townships|ville|canton|cantons unis|municipalite|cite|comte"
)
BEFORE = re.compile(rf"^(?:the |la |le )?(?:{KINDS}) (?:of|de|d|du|des) (?:the |la |le )?")
AFTER = re.compile(rf" (?:{KINDS}|twp)(?: of)?$")
NEAR = 4  # names proposed for one that is not known


@dataclass(frozen=True)
class Place:
    """A municipality, a First Nation or a place in one; about where it lies, in degrees."""

    name: str
    french: str
    part_of: str
    longitude: float
    latitude: float

    @property
    def label(self) -> str:
        """Its name in the language of the page."""
        return self.name if get_language() == "en" else self.french or self.name


def known(text: str) -> Place | None:
    """The place that is written so, whatever its accents, capitals, hyphens and kind: « Ville d’Ottawa » is Ottawa."""
    key, table = written(text), _by_key()
    for tried in (key, AFTER.sub("", key), BEFORE.sub("", key)):
        if tried in table:
            return table[tried]
    return None


def municipality_of(text: str) -> Place | None:
    """The municipality that a place is, or is part of; None where we do not know it."""
    place = known(text)
    return known(place.part_of) if place and place.part_of else place


def wider(text: str) -> set[str]:
    """The folded names under which somebody may wish to hear of what happens at `text`, itself first of all."""
    places = [place for place in (known(text), municipality_of(text)) if place]
    return {fold(text)} | {fold(name) for place in places for name in (place.name, place.french) if name}


def alike(text: str) -> list[str]:
    """The names that come nearest to one that is not known."""
    table = _by_key()
    found = [table[key].label for key in get_close_matches(BEFORE.sub("", written(text)), table, NEAR, 0.7)]
    return list(dict.fromkeys(found))


def names() -> list[str]:
    """Every municipality and First Nation that we know, in alphabetical order, in the language of the page."""
    return sorted({place.label for place in _by_key().values() if not place.part_of}, key=fold)


def written(text: str) -> str:
    """A name as the table is asked: « Saint » is short, an apostrophe joins, and the rest is folded."""
    plain = fold(re.sub("['’]", "", re.sub(r"\bd['’]", "de ", text)))
    return re.sub(r"\bmount\b", "mt", re.sub(r"\bsaint(e?)\b", r"st\1", plain))


@cache
def _by_key() -> dict[str, Place]:
    with TABLE.open(encoding="utf-8", newline="") as rows:
        places = [
            Place(row["name"], row["french"], row["part_of"], float(row["longitude"]), float(row["latitude"]))
            for row in csv.DictReader(rows)
        ]
    table = {written(name): place for place in places for name in (place.french, place.name) if name}
    for key, place in list(table.items()):
        table.setdefault(AFTER.sub("", key), place)  # « Norfolk » for Norfolk County, where nothing else has the name
    return table
