"""The records of the earlier system: what is kept, what is refused and why, and that it can be done again."""

import csv
import gc
import io
import lzma
import tracemalloc
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Address, Organization, Person, Role
from licensing.actions.register import next_licence_number
from licensing.models import Licence, Premises
from licensing.register import Loading, examine, sample
from licensing.register.columns import COLUMNS

SHIPPED = settings.BASE_DIR / "licensing" / "sample_register.csv.xz"
OWN = {"record": "organization", "organization": "55", "name": "Chorale de Hearst", "kind": "community-group",
       "city": "Hearst", "postal_code": "P0L 1N0", "phone": "705 555-0101"}  # fmt: skip
PERSON = {"record": "person", "organization": "55", "number": "7", "first_name": "Lise", "last_name": "Côté",
          "role": "officer", "since": "2019-01-01"}  # fmt: skip
HALL = {"record": "premises", "organization": "55", "number": "9", "name": "Salle Prince", "city": "Hearst"}
LICENCE = {"record": "licence", "organization": "55", "number": "812345", "licence_number": "LSL0812345",
           "type": "liquor-sales", "premises": "9", "issued_on": "2025-01-20", "starts_on": "2025-01-21",
           "expires_on": "2027-01-20"}  # fmt: skip


def text(*rows, separator=",", columns=COLUMNS):
    out = io.StringIO()
    cells = [[row.get(column, "") for column in COLUMNS] for row in rows]
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows([list(columns), *cells])
    return out.getvalue()


@pytest.fixture
def load(db, tmp_path):
    """Load a file with this content, or these rows; (what was said, what was refused)."""

    def run(*rows, content=None, language="en"):
        path = tmp_path / "register.csv"
        path.write_bytes(content if content is not None else text(*rows).encode())
        said, refused = io.StringIO(), io.StringIO()
        try:
            call_command("import_register", path, language=language, stdout=said, stderr=refused)
        except CommandError as error:
            said.write(str(error))
        return said.getvalue(), refused.getvalue().splitlines()

    return run


def counts():
    return [model.objects.count() for model in (Organization, Address, Person, Role, Premises, Licence)]


def test_an_organization_comes_with_its_people_premises_and_licences(load):
    said, refused = load(
        OWN, {**OWN, "record": "address", "kind": "physical", "street": "1, rue X"}, PERSON, HALL, LICENCE
    )

    assert refused == []
    assert "1 organizations, 1 addresses, 1 roles of people, 1 premises, 1 licences" in said
    licence = Licence.objects.get(external_number="812345")
    assert licence.organization == Organization.objects.get(external_number="55")
    assert (licence.holder, licence.municipality) == ("Chorale de Hearst", "Hearst")
    assert licence.premises.name == "Salle Prince"
    assert licence.organization.phone == "+17055550101"
    assert licence.organization.postal_code == "P0L 1N0"
    assert Role.objects.get().since == date(2019, 1, 1)


def test_loading_again_changes_nothing_but_what_the_file_says_otherwise(load):
    load(OWN, PERSON, HALL, LICENCE)
    before = counts()

    _said, refused = load({**OWN, "name": "Chorale du Nord"}, PERSON, HALL, {**LICENCE, "expires_on": "2028-01-20"})

    assert refused == []
    assert counts() == before
    assert Organization.objects.get().name == "Chorale du Nord"
    assert Licence.objects.get().expires_on == date(2028, 1, 20)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"issued_on": "2025-02-31"}, "issued_on (delivree_le): “2025-02-31” is not in the calendar"),
        ({"issued_on": "20/01/2025"}, "must be a year, a month and a day, such as 2027-03-27"),
        ({"expires_on": "2024-01-20"}, "“2024-01-20” comes before the first day"),
        ({"type": "casino"}, "type (type): “casino” is unknown"),
        ({"record": "licens"}, "record (enregistrement): “licens” is unknown"),
        ({"number": ""}, "number (numero): it is empty"),
        ({"licence_number": "LSL/0812345"}, "must be letters, digits and hyphens"),
        ({"premises": "10"}, "The premises 10 are unknown"),
        ({"organization": ""}, "The number of the organization is missing"),
        ({"name": "x" * 201}, "it has more than 200 characters"),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_its_line_and_the_others_are_kept(load, changed, why):
    said, refused = load(OWN, HALL, {**LICENCE, **changed})

    assert len(refused) == 1
    assert refused[0].startswith("Line 4: ")
    assert why in refused[0]
    assert "1 rows were refused" in said
    assert (Organization.objects.count(), Licence.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"kind": "guild"}, "kind (genre): “guild” is unknown"),
        ({"postal_code": "H2X 1Y4"}, "is not in the province ON"),
        ({"postal_code": "K1"}, "Enter a complete Canadian postal code"),
        ({"email": "chorale"}, "Enter a full e-mail address"),
        ({"phone": "555"}, "Enter a telephone number"),
    ],
)
def test_without_its_organization_no_row_is_kept(load, changed, why):
    _said, refused = load({**OWN, **changed}, PERSON, HALL, LICENCE)

    assert why in refused[0]
    assert [line.partition(":")[0] for line in refused] == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert counts() == [0] * 6


@pytest.mark.parametrize(
    ("again", "why"),
    [
        (OWN, "This repeats line 2"),
        (PERSON, "This repeats line 3"),
        ({**PERSON, "last_name": "Roy", "role": "director"}, "Number 7 was given to Lise Côté on line 3"),
        ({**LICENCE, "licence_number": "LSL0812346"}, "This repeats line 5"),
        ({**LICENCE, "number": "812346"}, "This repeats line 5"),
    ],
)
def test_a_number_given_twice_is_refused_the_second_time(load, again, why):
    _said, refused = load(OWN, PERSON, HALL, LICENCE, again)

    assert len(refused) == 1
    assert f"Line 6: {why}" in refused[0]


def test_a_person_may_have_several_roles(load):
    _said, refused = load(OWN, PERSON, {**PERSON, "role": "shareholder", "share": "12,5 %"})

    assert refused == []
    assert Role.objects.get(kind="shareholder").share == 12.5


def test_the_rows_of_an_organization_stand_together(load):
    _said, refused = load(OWN, {**OWN, "organization": "56"}, HALL)

    assert "those of 55 began on line 2" in refused[0]
    assert Premises.objects.count() == 0


def test_what_belongs_to_somebody_else_is_not_taken(load):
    load(OWN, HALL, LICENCE)
    other = {"organization": "56"}

    _said, refused = load(OWN | other, HALL | other, {**LICENCE, **other, "number": "1", "premises": ""})

    assert "Number 9 belongs to another organization" in refused[0]
    assert "Another licence has the number LSL0812345 already" in refused[1]
    assert Premises.objects.get().organization.external_number == "55"


def test_quotes_that_do_not_match_spoil_one_row_only(load):
    content = text(OWN, HALL, LICENCE).replace("Salle Prince", 'Salle "Prince').replace("Chorale", '"Chorale')

    _said, refused = load(content=content.encode())

    assert "Line 2: The quotes of the row do not match" in refused[0]


def test_a_row_with_a_cell_too_many_is_refused(load):
    content = text(OWN, HALL).replace("Salle Prince,", "Salle, Prince,")

    _said, refused = load(content=content.encode())

    assert refused == ["Line 3: The row has 25 cells, and the file has 24 columns."]


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_a_semicolon_and_the_ends_of_windows_are_read(load, prefix, separator, end):
    content = text(OWN, separator=separator).replace("\n", end)

    said, refused = load(content=prefix + content.encode())

    assert refused == []
    assert f"1 rows, separated by “{separator}”" in said


def test_the_columns_and_the_words_may_be_french(load):
    columns = [name.replace("numero", "Numéro").replace("_", " ") for name in COLUMNS.values()]
    own = {**OWN, "record": "Organisme", "kind": "organisme sans but lucratif", "language": "Français"}

    _said, refused = load(content=text(own, columns=columns).encode())

    assert refused == []
    assert Organization.objects.get().kind == "non-profit"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty"),
        (
            text(OWN, columns=[c for c in COLUMNS if c != "since"]).encode(),
            "These columns are missing: since (depuis)",
        ),
        (text(OWN, columns=["type" if c == "until" else c for c in COLUMNS]).encode(), "are missing: until (jusque)"),
        (text(OWN, columns=[*COLUMNS, "name"]).encode(), "These columns stand twice: name"),
        (text(OWN, PERSON).encode("cp1252"), "Line 3, byte 28 (F4): this is not UTF-8"),
        (text(OWN).encode("utf-16"), "The file is in UTF-16"),
        (text(OWN).encode() + b"x" * 70_000, "Line 3 is too long"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole_and_says_where(load, content, why):
    said, _refused = load(content=content)

    assert why in said
    assert counts() == [0] * 6


def test_the_reasons_are_in_french_where_asked(load):
    _said, refused = load(OWN, HALL, {**LICENCE, "issued_on": "2025-02-31"}, language="fr")

    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in refused] == [
        "Ligne 4 : issued_on (delivree_le) : « 2025-02-31 » n’existe pas au calendrier"
    ]


def test_the_portal_numbers_its_licences_after_those_that_were_loaded(load):
    load(OWN, {**LICENCE, "licence_number": "RAF2000000", "type": "raffle", "premises": ""})

    assert next_licence_number("RAF") == "RAF2000001"


def test_a_loaded_licence_is_public(client, load):
    load(OWN, HALL, {**LICENCE, "expires_on": ""})

    found = client.get(reverse("public_search:search"), {"q": "chorale hearst"}).content.decode()
    page = client.get(reverse("public_search:licence", args=["LSL0812345"])).content.decode()

    assert "LSL0812345, Liquor sales licence" in found
    assert "Salle Prince" in page
    assert "without an end" in page


def test_the_sample_is_what_its_seed_makes():
    made = io.StringIO()

    sample(made, rows=2000, seed=7)

    assert lzma.decompress(SHIPPED.read_bytes()).decode() == made.getvalue()
    assert made.getvalue().count("\n") == 2001


def test_the_columns_are_documented():
    text = (settings.BASE_DIR / "docs" / "import_register.md").read_text()

    documented = [line.split(" | ")[:2] for line in text.splitlines() if line.startswith("| ")][1:]
    assert [(name.removeprefix("| "), french) for name, french in documented] == list(COLUMNS.items())


def test_memory_stays_flat(db, tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        sample(file, rows=5000, seed=7)
    held = []

    def tell(rows):
        if rows == 2000:  # by then everything that is made once is made
            tracemalloc.start()
        if rows % 500 == 0:
            gc.collect()
            held.append(tracemalloc.get_traced_memory()[0])

    try:
        Loading(path, examine(path), refuse=pytest.fail, tell=tell).run()
    finally:
        tracemalloc.stop()

    assert len(held) == 10
    assert max(held) < 300_000  # bytes held later that were not before
