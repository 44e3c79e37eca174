"""The register of schools from a file: what is kept, what is repaired, what is refused and why."""

import csv
import io
import json
from datetime import date

import pytest
import shapely
from django.conf import settings
from django.core.management import CommandError, call_command

from licensing.models import School, SchoolRegister
from licensing.schools import COLUMNS, sample

SHIPPED = settings.BASE_DIR / "licensing" / "sample_schools.csv"
SQUARE = "POLYGON ((-75.698 45.421, -75.697 45.421, -75.697 45.422, -75.698 45.422, -75.698 45.421))"
BOW_TIE = "POLYGON ((-75.698 45.421, -75.697 45.422, -75.697 45.421, -75.698 45.422, -75.698 45.421))"
ROW = {"number": "1001", "name": "École de l’Érable", "kind": "public", "municipality": "Ottawa",
       "main_occupant": "yes", "geometry": SQUARE}  # fmt: skip


def text(*rows, separator=",", columns=COLUMNS):
    out = io.StringIO()
    cells = [[row.get(column, "") for column in COLUMNS] for row in rows]
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([list(columns), *cells])
    return out.getvalue()


@pytest.fixture
def load(db, tmp_path):
    """Load a file with this content, or these rows; (what was said, what was refused)."""

    def run(*rows, content=None, language="en", as_of=date(2026, 9, 30)):
        path = tmp_path / "schools.csv"
        path.write_bytes(content if content is not None else text(*rows).encode())
        said, refused = io.StringIO(), io.StringIO()
        try:
            call_command(
                "import_schools", path, source="Ministère", as_of=as_of, language=language, stdout=said, stderr=refused
            )
        except CommandError as error:
            said.write(str(error))
        return said.getvalue(), refused.getvalue().splitlines()

    return run


def test_a_school_is_kept_with_where_it_is_and_where_that_comes_from(load):
    said, refused = load({**ROW, "opens_on": "2020-09-08"})

    school, register = School.objects.get(), SchoolRegister.objects.get()
    assert refused == []
    assert "1 added" in said
    assert (school.name, school.opens_on, school.main_occupant) == ("École de l’Érable", date(2020, 9, 8), True)
    assert school.shape.equals(shapely.from_wkt(SQUARE))
    assert (register.source, register.as_of) == ("Ministère", date(2026, 9, 30))


def test_loading_again_changes_only_what_the_file_says_otherwise(load):
    load(ROW, {**ROW, "number": "1002"})
    keys = dict(School.objects.values_list("number", "pk"))

    said, _refused = load({**ROW, "name": "École du Lac"}, {**ROW, "number": "1003"}, as_of=date(2026, 10, 31))

    assert "1 added, 1 changed, 0 as they were" in said
    assert "1 others are kept" in said
    assert School.objects.get(number="1001").name == "École du Lac"
    assert dict(School.objects.exclude(number="1003").values_list("number", "pk")) == keys
    assert SchoolRegister.objects.get().as_of == date(2026, 10, 31)


def test_the_same_file_twice_changes_nothing_but_is_a_new_version(load):
    load(ROW)
    before = SchoolRegister.objects.get().version

    said, _refused = load(ROW)

    assert "0 added, 0 changed, 1 as they were" in said
    assert SchoolRegister.objects.get().version != before


@pytest.mark.parametrize(
    ("geometry", "kind"),
    [
        ("POINT (-75.6972 45.4215)", "Point"),
        ("point(-75.6972 45.4215)", "Point"),
        ("POINT Z (-75.6972 45.4215 70)", "Point"),
        ("SRID=4326;POINT (-75.6972 45.4215)", "Point"),
        (json.dumps({"type": "Point", "coordinates": [-75.6972, 45.4215]}), "Point"),
        (f'{{"type": "Feature", "geometry": {shapely.to_geojson(shapely.from_wkt(SQUARE))}}}', "Polygon"),
        (f"MULTI{SQUARE.replace('((', '(((').replace('))', ')))')}", "MultiPolygon"),
    ],
)  # fmt: skip
def test_a_place_is_a_point_or_polygons_in_either_way_of_writing(load, geometry, kind):
    _said, refused = load({**ROW, "geometry": geometry})

    assert refused == []
    assert School.objects.get().shape.geom_type == kind
    assert not School.objects.get().shape.has_z


def test_a_polygon_that_crosses_itself_is_repaired_and_that_is_said(load):
    said, refused = load({**ROW, "geometry": BOW_TIE})

    shape = School.objects.get().shape
    assert refused == []
    assert "Line 2: 1001: the polygon was not sound (Self-intersection); it was repaired." in said
    assert "1 repaired" in said
    assert shape.is_valid
    assert shape.area == pytest.approx(0.5e-6)  # both halves of the bow tie


@pytest.mark.parametrize(
    ("geometry", "why"),
    [
        ("POINT (-73.57 45.50)", "it is outside Ontario"),
        ("POINT (45.4215 -75.6972)", "longitude and latitude are swapped"),
        ("POINT (75.6972 45.4215)", "the longitude must be negative"),
        ("POINT (445000 5030000)", "these are no degrees"),
        ("POINT (1e300 45)", "these are no degrees"),
        ("POINT EMPTY", "not empty"),
        ("POINT (nan 45)", "a coordinate is not a number"),
        ("LINESTRING (-75.69 45.42, -75.68 45.42)", "it must be a point, a polygon or several polygons"),
        ("POLYGON ((-75.69 45.42, -75.68 45.42, -75.69 45.42, -75.69 45.42))", "has no surface"),
        ("POLYGON ((-75.69 45.42, -75.68 45.42, -75.68 45.43", "it is neither WKT"),
        ("POLYGON ((-75.9 45.2, -75.8 45.2, -75.8 45.3, -75.9 45.3, -75.9 45.2))", "too large for a school"),
        ('{"type": "Point"}', "it is neither WKT"),
        ('{"type": "Feature"}', "it is neither WKT"),
        ("[" * 5000, "it is neither WKT"),
        ("45.4215, -75.6972", "it is neither WKT"),
        ("", "it is empty"),
        ("100% wrong %s %(value)s", "it is neither WKT"),
    ],
)
def test_a_place_that_cannot_be_is_refused_and_the_other_rows_are_kept(load, geometry, why):
    said, refused = load({**ROW, "geometry": geometry}, {**ROW, "number": "1002"})

    assert len(refused) == 1
    assert refused[0].startswith("Line 2: geometry (geometrie): ")
    assert why in refused[0]
    assert "1 rows were refused" in said
    assert list(School.objects.values_list("number", flat=True)) == ["1002"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"number": ""}, "number (numero): it is empty"),
        ({"kind": "night"}, "kind (genre): “night” is unknown"),
        ({"main_occupant": ""}, "main_occupant (occupant_principal): “” must be yes or no"),
        ({"on_reserve": "maybe"}, "on_reserve (dans_une_reserve): “maybe” must be yes or no"),
        ({"opens_on": "2026-02-30"}, "is not in the calendar"),
        ({"opens_on": "2026-09-01", "closes_on": "2026-08-31"}, "comes before the first day"),
        ({"name": "x" * 201}, "it has more than 200 characters"),
        ({"municipality": ""}, "municipality (municipalite): it is empty"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_line_and_why(load, changed, why):
    _said, refused = load({**ROW, **changed})

    assert len(refused) == 1
    assert why in refused[0]
    assert not School.objects.exists()


def test_the_second_row_of_a_number_is_refused(load):
    _said, refused = load(ROW, {**ROW, "name": "Another"})

    assert refused == ["Line 3: Number 1001 stands on line 2 already."]
    assert School.objects.get().name == "École de l’Érable"


def test_a_school_that_only_teaches_online_needs_no_place_and_no_building(load):
    _said, refused = load({**ROW, "online_only": "oui", "geometry": "", "main_occupant": ""})

    assert refused == []
    assert School.objects.get().shape is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (text(ROW).encode("utf-16"), "UTF-16"),
        (text(ROW).encode("cp1252"), "this is not UTF-8"),
        (b"", "The file is empty"),
        (text(ROW, columns=["number"]).encode(), "These columns are missing: name (nom), kind (genre)"),
        (text(ROW, columns=[*list(COLUMNS)[:-1], "number"]).encode(), "columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(load, content, why):
    said, refused = load(content=content)

    assert why in said
    assert refused == []
    assert not School.objects.exists()


def test_the_columns_may_be_french_with_a_mark_at_the_start_and_semicolons(load):
    french = [name.replace("_", " ").upper() for name in COLUMNS.values()]
    content = text({**ROW, "kind": "École privée", "main_occupant": "non"}, separator=";", columns=french)

    _said, refused = load(content=content.encode("utf-8-sig"))

    assert refused == []
    assert (School.objects.get().kind, School.objects.get().main_occupant) == ("private", False)


def test_reasons_are_given_in_french_too(load):
    _said, refused = load({**ROW, "geometry": "POINT (-73.57 45.50)"}, language="fr")

    assert "hors de l’Ontario" in refused[0]


def test_a_failure_of_the_database_leaves_everything_as_it_was(load, monkeypatch):
    load(ROW)

    def fail(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(SchoolRegister.objects, "update_or_create", fail)
    with pytest.raises(RuntimeError):
        load({**ROW, "name": "Changed"}, {**ROW, "number": "1002"})

    assert School.objects.get().name == "École de l’Érable"


def test_the_shipped_schools_are_invented_say_so_and_can_all_be_loaded(load):
    said, refused = load(content=SHIPPED.read_bytes())

    made = io.StringIO()
    sample(made, rows=300, seed=7)
    assert refused == []
    assert "300 added" in said
    assert made.getvalue() == SHIPPED.read_text()
    assert all("inventée" in name or "Invented" in name for name in School.objects.values_list("name", flat=True))
    assert {school.shape.geom_type for school in School.objects.all() if school.shape} == {"Point", "Polygon"}
