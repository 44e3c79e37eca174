"""Where things are in Ontario, and how many metres lie between them.

Coordinates are degrees of longitude and latitude in NAD83(CSRS), as Ontario's survey gives them; those of a telephone
(WGS 84) lie about a metre and a half from them.  Metres are those of the province's own plane, Ontario MNR Lambert
(EPSG:3162).  A metre of that plane is up to 1% off a metre of the ground, by the same share in every direction: a
`Frame` measures that share at one place and divides by it.  Within a kilometre what it says is then right to a
centimetre, from Windsor to Moosonee, and no zone ends anywhere (tests/licensing/test_distances.py).
"""

import math
from dataclasses import dataclass
from functools import cache

import pyproj
import shapely
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SURVEYED, PLANE = "EPSG:4617", "EPSG:3162"  # one datum: nothing is shifted, and no grid is fetched
NEAR_ENOUGH = 10_000  # metres; the outline is drawn roughly
STEP = 0.0005  # degrees of latitude, some 55 metres
# the ellipsoid GRS 80: its longer half axis in metres, and the square of its eccentricity
AXIS, ECCENTRICITY = 6_378_137.0, 0.006_694_380_022_9
# drawn by hand through the lakes and along the rivers: it catches slips, it does not judge the border
OUTLINE = [
    (-95.16, 49.38), (-95.16, 52.84), (-88.99, 56.95), (-87.0, 56.3), (-85.0, 55.6), (-82.0, 55.4), (-81.8, 53.0),
    (-80.0, 51.4), (-79.52, 51.5), (-79.52, 47.55), (-79.3, 47.0), (-79.08, 46.72), (-78.7, 46.32), (-77.7, 46.2),
    (-77.3, 46.05), (-77.1, 45.87), (-76.77, 45.82), (-76.66, 45.59), (-76.35, 45.5), (-76.08, 45.53),
    (-75.85, 45.4), (-75.7, 45.43), (-75.29, 45.57), (-74.6, 45.63), (-74.38, 45.57), (-74.47, 45.3),
    (-74.3, 45.15), (-74.7, 45.0), (-75.3, 44.83), (-75.75, 44.5), (-76.3, 44.2), (-76.8, 43.63), (-79.2, 43.45),
    (-79.05, 43.25), (-79.03, 43.08), (-78.9, 42.95), (-78.9, 42.82), (-80.1, 42.4), (-81.3, 42.2), (-82.4, 41.67),
    (-82.7, 41.67), (-83.15, 42.0), (-83.1, 42.25), (-83.05, 42.32), (-82.92, 42.36), (-82.5, 42.5), (-82.47, 42.8),
    (-82.43, 43.0), (-82.15, 43.6), (-82.5, 45.3), (-83.6, 45.82), (-83.6, 46.1), (-83.95, 46.05), (-84.15, 46.4),
    (-84.35, 46.5), (-84.6, 46.46), (-84.9, 46.8), (-86.5, 47.5), (-88.4, 48.3), (-89.4, 47.98), (-90.8, 48.2),
    (-91.4, 48.06), (-92.0, 48.3), (-92.4, 48.22), (-92.95, 48.6), (-93.4, 48.6), (-94.6, 48.7), (-94.82, 49.3),
]  # fmt: skip


@cache
def _to_plane() -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(SURVEYED, PLANE, always_xy=True)  # each thread works in its own copy


@cache
def _province() -> shapely.Polygon:
    province = on_plane(shapely.Polygon(OUTLINE)).buffer(NEAR_ENOUGH)
    shapely.prepare(province)
    return province


def on_plane(geometry):
    """A geometry in degrees, or an array of them, in metres of the province's plane."""
    return shapely.transform(geometry, _to_plane().transform, interleaved=False)


def inside(geometry) -> bool:
    """Does a geometry in degrees lie in Ontario, or within ten kilometres of it?"""
    west, south, east, north = geometry.bounds
    if not (-100 < west <= east < -70 and 40 < south <= north < 60):
        return False  # nor is it asked of the plane, which ends somewhere
    return _province().contains(on_plane(geometry))


def is_in_ontario(longitude: float, latitude: float) -> bool:
    """The same of a point."""
    return inside(shapely.Point(longitude, latitude))


def wrong_with(longitude: float, latitude: float) -> tuple[str, Promise] | None:
    """(“latitude” or “longitude”, what is wrong with it) of a place that is not in Ontario; None of one that is."""
    if is_in_ontario(longitude, latitude):
        return None
    if is_in_ontario(-abs(latitude), abs(longitude)):
        return "latitude", _("The latitude and the longitude are swapped: in Ontario, latitude is from 41 to 57")
    if is_in_ontario(-abs(longitude), latitude):
        return "longitude", _("In Ontario the longitude is west of Greenwich: it is negative")
    return "latitude", _(
        "This place is outside Ontario: there, latitude is from 41 to 57 and longitude from −96 to −74"
    )


@dataclass(frozen=True)
class Frame:
    """The ground around a place: metres to its east and to its north."""

    x: float  # of the place, on the plane
    y: float
    east: float  # the plane's step for a metre to the north
    north: float
    scale: float  # metres of the plane for one of the ground

    @classmethod
    def around(cls, longitude: float, latitude: float) -> "Frame":
        xs, ys = _to_plane().transform([longitude] * 3, [latitude, latitude - STEP, latitude + STEP])
        dx, dy = xs[2] - xs[1], ys[2] - ys[1]
        length = math.hypot(dx, dy)
        return cls(xs[0], ys[0], dx / length, dy / length, length / _along_meridian(latitude, 2 * STEP))

    @property
    def place(self) -> shapely.Point:
        return shapely.Point(self.x, self.y)

    def local(self, geometry):
        """A geometry of the plane, in metres east and north of the place."""

        def turned(x, y):
            right, up = (x - self.x) / self.scale, (y - self.y) / self.scale
            return right * self.north - up * self.east, right * self.east + up * self.north

        return shapely.transform(geometry, turned, interleaved=False)


def _along_meridian(latitude: float, degrees: float) -> float:
    """Metres of ground that so many degrees of latitude are, at this latitude."""
    curved = 1 - ECCENTRICITY * math.sin(math.radians(latitude)) ** 2
    return AXIS * (1 - ECCENTRICITY) / curved**1.5 * math.radians(degrees)
