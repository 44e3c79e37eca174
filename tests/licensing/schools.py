"""Schools for tests: where they are is told in metres from a place."""

import math

import pyproj
import shapely

from licensing.models import School

GEOD = pyproj.Geod(ellps="GRS80")
OTTAWA = (-75.6972, 45.4215)


def away(place, metres, bearing=90.0):
    """The point so many metres from a place along the ellipsoid: nothing of ours takes part."""
    longitude, latitude, _back = GEOD.fwd(*place, bearing, metres)
    return longitude, latitude


def lot(place, west, east, south=-30, north=30):
    """A rectangular lot whose sides are so many metres east and north of a place."""
    corners = [(west, south), (east, south), (east, north), (west, north)]
    return shapely.Polygon([away(place, math.hypot(x, y), math.degrees(math.atan2(x, y))) for x, y in corners])


def a_school(shape=None, number="1", **facts):
    known = {"name": "École A", "kind": "public", "municipality": "Ottawa", "main_occupant": True}
    geometry = None if shape is None else shapely.to_wkb(shape)
    return School.objects.create(number=number, geometry=geometry, **known | facts)
