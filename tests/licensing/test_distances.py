"""How far a place is from schools: in metres of the ground, and which of them count."""

import random
from datetime import date

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licensing import distances
from licensing.distances import GROUNDS, in_words, schools_near
from licensing.models import School
from licensing.ontario import Frame, is_in_ontario, on_plane
from tests.licensing.schools import OTTAWA, a_school, away, lot

DAY = date(2026, 11, 21)
WINDSOR, KENORA, MOOSONEE, SEVERN, NORTH = (
    (-83.0260, 42.3040), (-94.4890, 49.7670), (-80.6550, 51.2730), (-87.6300, 56.0000), (-79.5100, 51.3000),
)  # fmt: skip
# where the zones of the other Ontario grids end: six and three degrees wide
ZONE_EDGES = [(-90.0, 48.5), (-84.0, 46.6), (-78.0, 44.3), (-81.0, 43.1), (-75.0, 45.1)]


def frame_metres(place, point):
    local = Frame.around(*place).local(on_plane(shapely.Point(point)))
    return shapely.distance(local, shapely.Point(0, 0))


@pytest.mark.parametrize("place", [OTTAWA, WINDSOR, KENORA, MOOSONEE, SEVERN, NORTH, *ZONE_EDGES])
@pytest.mark.parametrize("bearing", [0, 45, 133, 270])
def test_a_metre_is_a_metre_of_the_ground_wherever_in_ontario(place, bearing):
    measured = {metres: frame_metres(place, away(place, metres, bearing)) for metres in (150, 1000)}

    assert measured[150] == pytest.approx(150, abs=0.001)
    assert measured[1000] == pytest.approx(1000, abs=0.02)


def test_nowhere_is_it_a_centimetre_off():
    chance = random.Random(3)
    places = [(chance.uniform(-95, -74.4), chance.uniform(41.7, 56.8)) for _ in range(300)]

    off = [abs(frame_metres(place, away(place, 150, chance.uniform(0, 360))) - 150) for place in places]

    assert max(off) < 0.001


def test_the_plane_alone_would_be_off_by_much_more():
    x, y = (on_plane(shapely.Point(point)) for point in (SEVERN, away(SEVERN, 150)))

    assert abs(shapely.distance(x, y) - 150) > 0.5


def test_north_is_up_and_east_is_right():
    ahead, right = (
        Frame.around(*OTTAWA).local(on_plane(shapely.Point(away(OTTAWA, 100, bearing)))) for bearing in (0, 90)
    )

    assert (ahead.x, ahead.y) == pytest.approx((0, 100), abs=0.01)
    assert (right.x, right.y) == pytest.approx((100, 0), abs=0.01)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("metres", "too_near"), [(149.9, True), (149.99, True), (150.0, False), (150.01, False), (0.0, True)]
)
def test_exactly_150_metres_is_far_enough(metres, too_near):
    a_school(shapely.Point(away(OTTAWA, metres)))

    near = schools_near(*OTTAWA, on=DAY, within=160)[0]

    assert near.metres == pytest.approx(metres, abs=0.005)
    assert near.too_near is too_near


@pytest.mark.django_db
def test_a_lot_is_measured_to_its_nearest_side_and_not_to_its_middle():
    a_school(lot(OTTAWA, 80, 260))

    near = schools_near(*OTTAWA, on=DAY)[0]

    assert near.metres == pytest.approx(80, abs=0.01)
    assert not near.is_point


@pytest.mark.django_db
def test_inside_the_lot_is_zero_metres():
    a_school(lot(OTTAWA, -40, 40))

    assert [near.metres for near in schools_near(*OTTAWA, on=DAY)] == [0.0]


@pytest.mark.django_db
def test_a_court_in_the_middle_of_a_school_is_not_the_school():
    ring = shapely.difference(lot(OTTAWA, -90, 90, -90, 90), lot(OTTAWA, -50, 50, -50, 50))
    a_school(ring)

    assert schools_near(*OTTAWA, on=DAY)[0].metres == pytest.approx(50, abs=0.01)


@pytest.mark.django_db
def test_all_within_reach_are_given_the_nearest_first():
    for number, metres in enumerate([140, 20, 151, 90], 1):
        a_school(shapely.Point(away(OTTAWA, metres, 30 * number)), number=str(number))

    assert [near.school.number for near in schools_near(*OTTAWA, on=DAY)] == ["2", "4", "1"]
    assert len(schools_near(*OTTAWA, on=DAY, within=151.5)) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "counts", "code"),
    [
        ({}, True, "property-line"),
        ({"kind": "private"}, True, "property-line"),
        ({"kind": "federal"}, True, "property-line"),
        ({"main_occupant": False}, True, "own-space"),
        ({"on_reserve": True}, False, "on-reserve"),
        ({"kind": "federal", "on_reserve": True}, False, "on-reserve"),
        ({"online_only": True}, False, "online-only"),
        ({"closes_on": date(2026, 11, 20)}, False, "closed"),
        ({"closes_on": DAY}, True, "property-line"),
        ({"opens_on": date(2026, 11, 22)}, False, "not-open-yet"),
        ({"opens_on": DAY}, True, "property-line"),
    ],
)
def test_which_schools_count_and_why(facts, counts, code):
    a_school(shapely.Point(away(OTTAWA, 60)), **facts)

    near = schools_near(*OTTAWA, on=DAY)[0]

    assert (near.counts, near.why.code, near.too_near) == (counts, code, counts)


def test_some_ground_always_holds():
    assert GROUNDS[-1].holds(School(), DAY)
    assert len({ground.code for ground in GROUNDS}) == len(GROUNDS)


@pytest.mark.django_db
def test_a_school_that_only_teaches_online_may_have_no_place():
    a_school(None, online_only=True)

    assert schools_near(*OTTAWA, on=DAY) == []


@pytest.mark.django_db
def test_without_a_register_there_is_nothing_to_say():
    assert schools_near(*OTTAWA, on=DAY) == []
    assert distances.register().as_of is None


@pytest.mark.django_db
def test_the_index_is_made_once_and_again_when_a_school_changes():
    school = a_school(shapely.Point(away(OTTAWA, 60)))
    schools_near(*OTTAWA, on=DAY)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        schools_near(*OTTAWA, on=DAY)
    School.objects.filter(pk=school.pk).update(main_occupant=False)

    assert len(asked) == 1
    assert schools_near(*OTTAWA, on=DAY)[0].why.code == "own-space"
    school.delete()
    assert schools_near(*OTTAWA, on=DAY) == []


@pytest.mark.parametrize(("metres", "shown"), [(149.96, 149.9), (150.0, 150.0), (0.0, 0.0), (12.34, 12.3)])
def test_metres_are_never_shown_rounded_up(metres, shown):
    assert in_words(metres) == shown


@pytest.mark.parametrize("place", [OTTAWA, WINDSOR, KENORA, MOOSONEE, SEVERN, (-82.66, 41.77), (-74.6, 45.61)])
def test_what_is_in_ontario(place):
    assert is_in_ontario(*place)


@pytest.mark.parametrize(
    "place",
    [
        (-73.57, 45.50), (-97.14, 49.90), (-87.63, 41.88), (-92.10, 46.79), (-79.02, 48.24), (45.42, -75.70),
        (75.70, 45.42), (0, 0), (-75.0, 91), (1e300, -1e300), (-85.0, 40.5),
    ],
)  # fmt: skip
def test_what_is_not(place):
    assert not is_in_ontario(*place)
