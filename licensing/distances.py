"""How far a place is from the schools around it, in a straight line, and which of them count.

`schools_near` is the one answer: the page of the self-check, a store's application and the officer all ask it.  What
it says is advice, an officer decides.  Which schools count is the table `GROUNDS`, as the published guide has it.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from uuid import UUID

import numpy
import shapely
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import School, SchoolRegister
from .ontario import Frame, on_plane

RULE = 150  # metres: a store stands at least so far from a school
PLACE = shapely.Point(0, 0)  # in the frame around it


@dataclass(frozen=True)
class Ground:
    """Why a school counts, or does not: the first ground of the table that holds."""

    code: str
    holds: Callable[[School, date], bool]
    counts: bool
    text: Promise


GROUNDS = [
    Ground("online-only", lambda school, on: school.online_only, False, _("It teaches only online.")),
    Ground("on-reserve", lambda school, on: school.on_reserve, False, _("It is on a First Nations reserve.")),
    Ground(
        "closed",
        lambda school, on: school.closes_on is not None and on > school.closes_on,
        False,
        _("It is closed."),
    ),
    Ground(
        "not-open-yet",
        lambda school, on: school.opens_on is not None and on < school.opens_on,
        False,
        _("It is not open yet. It will count once it is."),
    ),
    Ground(
        "property-line",
        lambda school, on: school.main_occupant,
        True,
        _("It is the main or only occupant of its building: measured to the limit of its property."),
    ),
    Ground(
        "own-space",
        lambda school, on: True,
        True,
        _("Others share its building: measured to the limit of the space it uses there."),
    ),
]


@dataclass(frozen=True)
class Near:
    """A school near a place: how many metres away, to the centimetre, whether it counts, and why.

    Zero metres is inside its limit.  `shape` is in metres east and north of the place, to be drawn.
    """

    school: School
    metres: float
    counts: bool
    why: Ground
    shape: shapely.Geometry

    @property
    def is_point(self) -> bool:
        """Is no more known than a point?  Its limit is nearer than that, nobody knows by how much."""
        return self.shape.geom_type == "Point"

    @property
    def too_near(self) -> bool:
        return self.counts and self.metres < RULE


@dataclass(frozen=True)
class Register:
    """The schools as this process knows them, and where its copy comes from."""

    version: UUID | None = None
    source: str = ""
    as_of: date | None = None
    loaded_at: datetime | None = None
    schools: tuple[School, ...] = ()
    shapes: numpy.ndarray | None = None  # on the plane of the province
    tree: shapely.STRtree | None = None


_known = Register()
_reading = Lock()


def register() -> Register:
    """The register of schools as it stands: one small question, and all of it again only once it has changed."""
    row = SchoolRegister.objects.first()
    if (row.version if row else None) != _known.version:
        with _reading:
            _read_again(row)
    return _known


def _read_again(row: SchoolRegister | None) -> None:
    """The version was read first: schools that change meanwhile are read once more next time."""
    global _known
    if row is None:
        _known = Register()
    elif row.version != _known.version:
        schools = tuple(School.objects.filter(geometry__isnull=False))
        shapes = on_plane(shapely.from_wkb([bytes(school.geometry) for school in schools]))
        tree = shapely.STRtree(shapes)
        _known = Register(row.version, row.source, row.as_of, row.loaded_at, schools, shapes, tree)


def schools_near(longitude: float, latitude: float, *, on: date, within: float = RULE) -> list[Near]:
    """The schools no further than `within` metres from a place in Ontario, the nearest first.

    The place is in degrees; `on` is the day that says which are open.  All are given, also those that do not count.
    """
    known = register()
    if known.tree is None:
        return []
    frame = Frame.around(longitude, latitude)
    reach = (within + 1) * frame.scale
    found = known.tree.query(frame.place, predicate="dwithin", distance=reach)
    nears = [near(known.schools[i], frame.local(known.shapes[i]), on) for i in found]
    return sorted((one for one in nears if one.metres <= within), key=lambda one: (one.metres, one.school.number))


def near(school: School, shape, on: date) -> Near:
    """What is to be said of a school whose shape is in metres around the place."""
    why = next(ground for ground in GROUNDS if ground.holds(school, on))
    return Near(school, round(float(shapely.distance(shape, PLACE)), 2), why.counts, why, shape)


def in_words(metres: float) -> float:
    """Metres as they are shown, to the decimetre and never rounded up: 149.96 is not 150."""
    return math.floor(metres * 10) / 10
