"""Invented bars and restaurants.  Their licences come from the earlier system: no payment is made up."""

from datetime import date, timedelta
from typing import NamedTuple

from icajo.calendar import add_days, anniversary

from .games import parts


class Bar(NamedTuple):
    """A licence on the register, whose holder has an account."""

    account: str
    language: str
    name: str
    city: str
    postal_code: str
    days_left: int


BARS = [
    Bar("charite@example.org", "fr", "Brasserie de l’Écluse inc.", "Ottawa", "K1N 9K1", 41),
    Bar("charity@example.org", "en", "Harbour Compass Grill Ltd.", "Kingston", "K7L 1A1", 400),
]


def bars(on: date):
    """[(bar, what its licence records, its first and its last day)]"""
    for number, bar in enumerate(BARS):
        last = add_days(on, bar.days_left)
        first = add_days(anniversary(last, -2), 1)
        yield bar, answers(bar, first, number), first, last


def answers(bar: Bar, since: date, number: int) -> dict:
    return {
        "class-of-licence": {
            "licence_class": "general",
            "open_to": "public",
            "in_residence": "no",
            "manufacturer_interest": "no",
        },
        "applicant": applicant(bar, number),
        "associates": [
            associate("Camille Bouchard", "60", ["director", "shareholder"], number),
            associate("Dimitri Petrov", "40", ["shareholder"], number),
        ],
        "premises": premises(bar, since, number),
        "surroundings": {
            "licensed_lately": "yes",
            "dry_area": "no",
            "late_entertainment": "no",
            "zoning_allows": "yes",
            "letters_at_hand": [],
        },
        "managers": [manager(since, number)],
        "licensed-areas": [area("1", "indoor", "80"), area("2", "outdoor", "36")],
        "endorsements": {"endorsements": ["caterer"]},
        "questions": {},
        "validity": {"term_years": "2"},
    }


def applicant(bar: Bar, number: int) -> dict:
    return {
        "kind": "corporation",
        "corporation_number": f"100012345{number}",
        "legal_name": bar.name,
        "operating_name": "",
        "contact_first_name": "Camille" if bar.language == "fr" else "Morgan",
        "contact_last_name": "Bouchard" if bar.language == "fr" else "Clarke",
        "contact_email": bar.account,
        "contact_phone": "613 555-0147",
        "mailing_street": f"{40 + number}, rue Clarence",
        "mailing_city": bar.city,
        "mailing_postal_code": bar.postal_code,
        "physical_differs": "no",
        "business_differs": "no",
    }


def associate(name: str, share: str, roles: list[str], number: int) -> dict:
    first = name.split()[0].casefold()
    return {
        "id": f"a-{first}",
        "associate_is_entity": "no",
        "associate_name": name,
        "associate_email": f"{first}{number}@example.org",
        "associate_language": "fr",
        "associate_role": roles,
        "associate_share": share,
        "held_in": "",
    }


def manager(since: date, number: int) -> dict:
    return {
        "id": "g1",
        "manager_name": "Samira Haddad",
        "manager_email": f"samira{number}@example.org",
        "manager_language": "en",
        "manager_phone": "613 555-0150",
        "manager_since": parts(since),
        "manager_is_19": "yes",
    }


def premises(bar: Bar, since: date, number: int) -> dict:
    return {
        "premises_name": bar.name.removesuffix(" inc.").removesuffix(" Ltd."),
        "premises_type": "restaurant",
        "premises_street": f"{40 + number}, rue Clarence",
        "premises_city": bar.city,
        "premises_postal_code": bar.postal_code,
        "premises_mailing_differs": "no",
        "premises_contact": "Samira Haddad",
        "premises_phone": "613 555-0151",
        "premises_open_on": parts(since),
    }


def area(key: str, place: str, capacity: str) -> dict:
    return {
        "id": f"z{key}",
        "area_name": f"Zone {key}",
        "area_place": place,
        "area_floor": "1",
        "area_location": "",
        "area_size": "120",
        "area_capacity": capacity,
        "area_origin": "building",
    }


def half_a_draft(on: date) -> dict:
    """The first pages of a new licence: its people are on the list, and nothing was sent to them."""
    bar = Bar("charite@example.org", "fr", "Café du Perroquet inc.", "Hearst", "P0L 1N0", 0)
    whole = answers(bar, on + timedelta(days=90), 7)
    return {page: whole[page] for page in ("class-of-licence", "applicant", "associates", "premises")}


def change_of_address(on: date) -> dict:
    """What a request for another address says beside what is known; it costs nothing."""
    return {"address-change": {"address_from": parts(on), "address_explained": "Le bureau a changé d’étage."}}


def a_terrace_more(on: date, answers: dict) -> dict:
    """What a request for other areas says: a second terrace, which the neighbourhood is told of."""
    return {
        "area-request": {
            "area_changes": ["add"],
            "area_change_from": parts(on),
            "capacity_grows": "no",
            "areas_now_explained": "Une terrasse de plus, du côté de la cour.",
        },
        "licensed-areas": [*answers["licensed-areas"], area("3", "outdoor", "12")],
    }
