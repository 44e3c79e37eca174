"""A map of the municipalities with open notices, as numbers that an SVG is written with: no tile, no script.

Two frames, since the south is dense: the south itself, and all of Ontario with what lies outside of it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import shapely
from django.utils.translation import gettext_lazy as _

from .gazetteer import Place, municipality_of
from .ontario import on_plane

SOUTH = (-83.4, 41.5, -74.1, 46.7)  # degrees: from Windsor to Hawkesbury, and up to North Bay
WIDTH = 600  # of a frame, in its own units
MARGIN = 12
SMALLEST, LARGEST = 7, 24  # radius of a mark
LETTER, LINE = 12.6, 22  # how wide a letter of a label is at most, and how high a line
# the shore and the border, drawn by hand to about a tenth of a degree: a picture, and never a limit
LAND = [
    (-95.2, 49.4), (-95.2, 52.8), (-89.0, 56.9), (-87.6, 56.6), (-86.5, 55.9), (-85.0, 55.3), (-82.3, 55.1),
    (-82.2, 54.2), (-82.4, 53.2), (-82.2, 52.9), (-81.4, 52.2), (-80.6, 51.3), (-79.5, 51.5), (-79.5, 47.6),
    (-79.3, 47.0), (-78.7, 46.3), (-77.7, 46.2), (-77.3, 46.0), (-76.8, 45.8), (-76.7, 45.6), (-76.3, 45.5),
    (-75.7, 45.4), (-75.3, 45.6), (-74.6, 45.6), (-74.4, 45.6), (-74.5, 45.3), (-74.4, 45.1), (-74.7, 45.0),
    (-75.7, 44.6), (-76.5, 44.2), (-76.9, 44.0), (-77.2, 43.9), (-77.6, 44.0), (-78.3, 43.9), (-79.0, 43.8),
    (-79.4, 43.6), (-79.8, 43.3), (-79.1, 43.3), (-78.9, 42.9), (-79.6, 42.9), (-80.2, 42.8), (-80.1, 42.6),
    (-80.6, 42.6), (-81.2, 42.7), (-81.9, 42.3), (-82.5, 42.0), (-82.6, 41.9), (-82.7, 42.0), (-83.1, 42.0),
    (-83.1, 42.3), (-82.5, 42.3), (-82.5, 42.6), (-82.4, 43.0), (-82.0, 43.2), (-81.7, 43.5), (-81.7, 44.1),
    (-81.3, 44.6), (-81.3, 45.0), (-81.7, 45.3), (-81.3, 45.2), (-81.0, 44.9), (-80.9, 44.6), (-80.6, 44.6),
    (-80.2, 44.5), (-80.0, 44.5), (-80.1, 44.8), (-79.8, 44.8), (-80.1, 45.3), (-80.4, 45.5), (-80.7, 45.9),
    (-81.5, 46.0), (-82.3, 46.2), (-83.0, 46.2), (-83.6, 46.3), (-84.3, 46.5), (-84.6, 46.5), (-84.5, 46.9),
    (-84.9, 47.3), (-85.0, 47.7), (-84.9, 48.0), (-86.0, 48.0), (-86.4, 48.7), (-87.3, 48.8), (-88.2, 49.0),
    (-88.6, 48.6), (-89.2, 48.4), (-89.4, 48.0), (-90.8, 48.2), (-91.4, 48.1), (-92.4, 48.2), (-93.0, 48.6),
    (-93.9, 48.6), (-94.6, 48.7), (-94.7, 49.3),
]  # fmt: skip
MANITOULIN = [(-83.2, 45.8), (-82.5, 45.9), (-81.9, 46.0), (-81.6, 45.8), (-81.9, 45.5), (-82.5, 45.7)]


@dataclass(frozen=True)
class Mark:
    """One municipality.  Its numbers are text, the same in every language."""

    x: str
    y: str
    radius: str
    label: str  # "" where there is no room: the table says it
    label_x: str = ""
    label_y: str = ""
    anchor: str = "start"


@dataclass(frozen=True)
class Frame:
    title: Any
    height: int
    land: str  # as SVG writes a path
    marks: list[Mark]
    south: tuple = ()  # x, y, width and height of the other frame, where this one shows it
    width: int = WIDTH


@dataclass(frozen=True)
class Map:
    frames: list[Frame]
    unplaced: list[str]  # the municipalities that are in the table only


@dataclass(frozen=True)
class Window:
    """What a frame shows of the province's plane, and how: its y runs downwards."""

    west: float
    north: float
    scale: float
    height: int

    @classmethod
    def around(cls, shape) -> "Window":
        west, south, east, north = shape.bounds
        scale = (WIDTH - 2 * MARGIN) / (east - west)
        return cls(west, north, scale, round((north - south) * scale) + 2 * MARGIN)

    def shown(self, shape):
        return shapely.transform(
            shape,
            lambda x, y: ((x - self.west) * self.scale + MARGIN, (self.north - y) * self.scale + MARGIN),
            interleaved=False,
        )


@cache
def ground() -> tuple:
    """The land, and the south of it, on the province's plane."""
    land = on_plane(shapely.MultiPolygon([shapely.Polygon(LAND), shapely.Polygon(MANITOULIN)]))
    return land, shapely.intersection(land, on_plane(shapely.box(*SOUTH)))


@cache
def lies(place: Place) -> shapely.Point:
    return on_plane(shapely.Point(place.longitude, place.latitude))


def drawn(places) -> Map:
    """The map of these places, each with a `name` and a `number` of notices.

    The most notices come first, so that a small mark is never under a large one and a large one has its label.
    """
    lying = [(one, municipality_of(one.name)) for one in sorted(places, key=lambda one: -one.number)]
    unplaced = [one.name for one, where in lying if where is None]
    south = [(one, where) for one, where in lying if where and is_south(where)]
    rest = [(one, where) for one, where in lying if where and not is_south(where)]
    land, southern = ground()
    most = max((one.number for one in places), default=1)
    return Map([part(_("South"), southern, south, most), whole(land, southern, rest, most)], unplaced)


def is_south(place) -> bool:
    west, south, east, north = SOUTH
    return west <= place.longitude <= east and south <= place.latitude <= north


def part(title, land, lying, most: int) -> Frame:
    window = Window.around(land)
    return Frame(title, window.height, path(window.shown(land)), marks(window, lying, most))


def whole(land, southern, lying, most: int) -> Frame:
    window = Window.around(land)
    west, top, east, bottom = window.shown(southern).bounds
    box = tuple(round(number) for number in (west, top, east - west, bottom - top))
    return Frame(_("North"), window.height, path(window.shown(land)), marks(window, lying, most), box)


def marks(window: Window, lying, most: int) -> list[Mark]:
    """In the order given; a label only where it covers nothing."""
    spots, taken = [], []
    for one, where in lying:
        point = window.shown(lies(where))
        radius = SMALLEST + (LARGEST - SMALLEST) * ((one.number - 1) / max(most - 1, 1)) ** 0.5
        spots.append((one, point.x, point.y, radius))
        taken.append(shapely.box(point.x - radius, point.y - radius, point.x + radius, point.y + radius))
    return [mark(window, taken, spot) for spot in spots]


def mark(window: Window, taken: list, spot: tuple) -> Mark:
    one, x, y, radius = spot
    label, numbers = f"{one.name} ({one.number})", (f"{x:.0f}", f"{y:.0f}", f"{radius:.0f}")
    for anchor, left, base in around(x, y, radius, len(label) * LETTER):
        box = shapely.box(left, base - LINE, left + len(label) * LETTER, base + 5)
        if within(box, window) and not any(box.intersects(other) for other in taken):
            taken.append(box)
            at = {"start": left, "end": left + len(label) * LETTER, "middle": x}[anchor]
            return Mark(*numbers, label, f"{at:.0f}", f"{base:.0f}", anchor)
    return Mark(*numbers, "")


def around(x: float, y: float, radius: float, width: float):
    """Where a label may stand: to the right, to the left, above, below."""
    gap = radius + 5
    yield "start", x + gap, y + 7
    yield "end", x - gap - width, y + 7
    for base in (y - gap - 4, y + gap + LINE - 4):
        yield "middle", x - width / 2, base
        yield "end", x + radius - width, base
        yield "start", x - radius, base


def within(box, window: Window) -> bool:
    west, top, east, bottom = box.bounds
    return west >= 0 and east <= WIDTH and top >= 0 and bottom <= window.height


def path(shape) -> str:
    """The outer rings of one or several polygons as SVG writes a path."""
    rings = [part.exterior.coords[:-1] for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in rings)
