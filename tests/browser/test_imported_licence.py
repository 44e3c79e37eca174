"""From an access code to a draft that holds what the earlier system knew: in eight pages and three things typed.

Nobody is timed by a clock here.  Somebody who takes six seconds over a page with one thing to press, five over an
address or a password and half a minute over twenty-one characters read off a letter needs a minute and a half.
"""

import csv
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Organization
from licensing.models import Application
from licensing.record import record_of
from licensing.register.columns import COLUMNS
from licensing.types import LICENCE_TYPES
from tests.accounts import linked
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPE = "liquor-sales"
PAGES, A_PAGE = 8, 6  # seconds
TYPED = {"login": 5, "password": 5, "access_code": 30}  # seconds
OWN = {"organization": "55"}
ROWS = [
    {"record": "organization", "name": "Chorale de Hearst", "kind": "association", "city": "Hearst",
     "street": "12, rue Prince", "postal_code": "P0L 1N0", "phone": "705 555-0101", "email": "chorale@example.org"},
    {"record": "address", "kind": "physical", "street": "40, rue George", "city": "Hearst", "postal_code": "P0L 1N0"},
    {"record": "person", "number": "7", "first_name": "Lise", "last_name": "Côté", "role": "officer",
     "since": "2019-01-01", "email": "lise@example.org"},
    {"record": "premises", "number": "9", "name": "Salle Prince", "street": "40, rue George", "city": "Hearst",
     "postal_code": "P0L 1N0"},
    {"record": "licence", "number": "12", "licence_number": "OLD0812345", "type": TYPE, "premises": "9",
     "issued_on": "2025-01-20", "starts_on": "2025-01-21"},
]  # fmt: skip


@pytest.fixture
def imported(tmp_path):
    """The organization, as the earlier system knew it; its licence ends in a month."""
    path = tmp_path / "register.csv"
    ends = {"expires_on": (timezone.localdate() + timedelta(days=30)).isoformat()}
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(OWN | row | (ends if row["record"] == "licence" else {}) for row in ROWS)
    call_command("import_register", path)
    return Organization.objects.get(external_number="55")


def test_an_imported_licence_goes_from_its_code_to_a_prefilled_draft_in_under_two_minutes(reader, imported):
    person = linked.person("lise@example.org", first_name="Lise", language=reader.language)
    _code, plain = linked.code(imported)
    label = LICENCE_TYPES[TYPE].again.label

    reader.open({"fr": "/fr/connexion/", "en": "/en/sign-in/"}[reader.language])
    reader.sign_in(person.email, PASSWORD)
    reader.add_code(plain)
    assert "OLD0812345" in reader.text()
    reader.click("link", role="button")
    reader.go_to("Main menu")
    reader.follow(str(label), within="main")
    reader.press("Next")

    draft = Application.objects.get(created_by=person)
    assert draft.ref in reader.text() or draft.ref in reader.page.url
    assert draft.about.number == "OLD0812345"
    known = str(draft.answers)
    assert [fact for fact in ("Chorale de Hearst", "Lise Côté", "12, rue Prince") if fact not in known] == []
    assert "Salle Prince" in str(record_of(draft.about, timezone.localdate()))  # kept, and not asked at a renewal
    left = [name for _row, name, _message in draft.journey.problems(draft.journey.steps[0])]
    assert left == ["business_differs"]  # which the earlier system never asked
    assert reader.seen <= PAGES
    assert PAGES * A_PAGE + sum(TYPED.values()) < 100
