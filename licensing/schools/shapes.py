"""Where a school is, as a cell of a file says it: a point or a polygon, in WKT or in GeoJSON."""

import json
import math

import shapely
from django.utils.translation import gettext as _

from ..ontario import inside, on_plane

LARGEST = 4_000_000  # square metres: two kilometres on two
SMALLEST = 1  # square metre
KINDS = {"Point", "Polygon", "MultiPolygon"}


class NoShape(Exception):
    """The cell says no place that a school of Ontario can have; its text says why."""


def read_shape(text: str) -> tuple[shapely.Geometry, str]:
    """(the shape in degrees, what was repaired or "").  Raises NoShape."""
    shape = shapely.force_2d(parsed(text))
    if shape.is_empty or shape.geom_type not in KINDS:
        raise NoShape(_("it must be a point, a polygon or several polygons, and not empty"))
    coordinates = shapely.get_coordinates(shape)
    if not all(math.isfinite(one) for one in coordinates.flat):
        raise NoShape(_("a coordinate is not a number"))
    refuse_elsewhere(shape)
    if shape.geom_type == "Point":
        return shape, ""
    whole, repaired = repair(shape)
    refuse_sizes(whole)
    return whole, repaired


def parsed(text: str) -> shapely.Geometry:
    try:
        if text.startswith("{"):
            said = json.loads(text)
            return shapely.from_geojson(json.dumps(said["geometry"] if said.get("type") == "Feature" else said))
        return shapely.from_wkt(text.upper().removeprefix("SRID=4326;").removeprefix("SRID=4617;"))
    except (shapely.errors.GEOSException, ValueError, KeyError, TypeError, RecursionError):
        raise NoShape(_("it is neither WKT, such as POINT (-75.6972 45.4215), nor GeoJSON")) from None


def refuse_elsewhere(shape: shapely.Geometry) -> None:
    if inside(shape):
        return
    west, south, east, north = shape.bounds
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise NoShape(_("these are no degrees: give longitude and latitude"))
    if inside(shapely.transform(shape, lambda points: points[:, ::-1])):
        raise NoShape(_("longitude and latitude are swapped: longitude comes first, and is negative"))
    if inside(shapely.transform(shape, lambda points: points * [-1, 1])):
        raise NoShape(_("the longitude must be negative: Ontario is west of Greenwich"))
    raise NoShape(_("it is outside Ontario"))


def repair(shape: shapely.Geometry) -> tuple[shapely.Geometry, str]:
    """A polygon that crosses itself, in sound parts; only their surface is kept, no stray line."""
    if shape.is_valid:
        return shape, ""
    why = shapely.is_valid_reason(shape).partition("[")[0]
    whole = shapely.make_valid(shape)
    surfaces = [part for part in shapely.get_parts(shapely.get_parts(whole)) if part.geom_type == "Polygon"]
    if not surfaces:
        raise NoShape(_("the polygon has no surface (%(why)s)") % {"why": why})
    return shapely.union_all(surfaces), _("the polygon was not sound (%(why)s); it was repaired") % {"why": why}


def refuse_sizes(shape: shapely.Geometry) -> None:
    area = on_plane(shape).area
    if area < SMALLEST:
        raise NoShape(_("the polygon has no surface (%(why)s)") % {"why": f"{area:.2f} m²"})
    if area > LARGEST:
        raise NoShape(_("the polygon is too large for a school: %(area).1f square kilometres") % {"area": area / 1e6})
