"""A small map of a place and the schools around it, as numbers that an SVG is written with: no tile, no script."""

from dataclasses import dataclass

import shapely
from django.utils.translation import gettext_lazy as _

from .distances import RULE, Near, in_words

HALF = 500  # metres from the place to each side of the map
WINDOW = shapely.box(-HALF, -HALF, HALF, HALF)
DOT = 14  # metres: how large a point is drawn
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# (line, surface) of a school, by whether it counts and is too near
COLOURS = {"too-near": ("#a12312", "#f2c8c2"), "counts": ("#0b3d33", "#cfe3dd"), "aside": ("#505a5f", "#eeeeee")}


LEGEND = {
    "too-near": _("Closer than 150 metres"),
    "counts": _("150 metres or more"),
    "aside": _("Does not count"),
}


@dataclass(frozen=True)
class Mark:
    """One school on the map and in its table.  Its numbers are text, the same in every language."""

    letter: str
    near: Near
    path: str  # of its surface; "" for a point
    x: str
    y: str

    @property
    def metres(self) -> float:
        return in_words(self.near.metres)

    @property
    def standing(self) -> str:
        if not self.near.counts:
            return "aside"
        return "too-near" if self.near.too_near else "counts"

    @property
    def label(self):
        return LEGEND[self.standing]

    @property
    def line(self) -> str:
        return COLOURS[self.standing][0]

    @property
    def surface(self) -> str:
        return COLOURS[self.standing][1]

    @property
    def dashes(self) -> str:
        """A broken line for what does not count: nothing is said by colour alone."""
        return "none" if self.near.counts else "14 8"


@dataclass(frozen=True)
class Map:
    marks: list[Mark]
    half: int = HALF
    rule: int = RULE
    dot: int = DOT

    @property
    def side(self) -> int:
        return 2 * self.half

    def __bool__(self) -> bool:
        return bool(self.marks)


def drawing(nears: list[Near]) -> Map:
    """The map of what `schools_near` found, at most twenty-six schools."""
    return Map([mark(letter, near) for letter, near in zip(LETTERS, nears, strict=False)])


def mark(letter: str, near: Near) -> Mark:
    seen = shapely.intersection(near.shape, WINDOW)
    x, y = seen.representative_point().coords[0] if not seen.is_empty else (HALF, HALF)
    return Mark(letter, near, "" if near.is_point else path(near.shape), f"{x:.1f}", f"{-y:.1f}")


def path(shape) -> str:
    """The rings of one or several polygons as SVG writes a path; north is up, so its y is turned over."""
    rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
    return " ".join("M" + " L".join(f"{x:.1f} {-y:.1f}" for x, y in ring.coords[:-1]) + " Z" for ring in rings)
