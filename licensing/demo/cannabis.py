"""An invented operator with a licence, a manager, and stores that are asked for: one drafted, one on a reserve."""

from datetime import date
from typing import NamedTuple

from icajo.calendar import add_days, anniversary

from .games import parts


class Operator(NamedTuple):
    """Somebody with an account whose company holds an operator licence."""

    account: str
    language: str
    name: str
    city: str
    postal_code: str


OPERATORS = [
    Operator("charite@example.org", "fr", "Feuille boréale inc.", "Ottawa", "K1N 9K1"),
    Operator("charity@example.org", "en", "Harbour Leaf Ltd.", "Kingston", "K7L 1A1"),
]
MANAGER = "Samira Haddad"


def term(on: date) -> tuple[date, date]:
    """The first and the last day of their licences."""
    first = add_days(on, -200)
    return first, add_days(anniversary(first, 2), -1)


def operator_answers(operator: Operator) -> dict:
    return {
        "applicant": applicant(operator),
        "associates": [
            {
                "id": "a1",
                "associate_is_entity": "no",
                "associate_name": "Camille Bouchard",
                "associate_email": operator.account,
                "associate_language": operator.language,
                "associate_role": ["director", "shareholder"],
                "associate_share": "100",
                "held_in": "",
                "associate_is_producer": "no",
            }
        ],
        "business": {"is_new_entity": "no", "brand": operator.name.rpartition(" ")[0]},
        "agreements": [],
        "questions": {},
    }


def applicant(operator: Operator) -> dict:
    return {
        "kind": "corporation",
        "corporation_number": "1000123459",
        "legal_name": operator.name,
        "operating_name": "",
        "contact_first_name": "Camille" if operator.language == "fr" else "Morgan",
        "contact_last_name": "Bouchard" if operator.language == "fr" else "Clarke",
        "contact_email": operator.account,
        "contact_phone": "613 555-0147",
        "mailing_street": "12, rue Clarence",
        "mailing_city": operator.city,
        "mailing_postal_code": operator.postal_code,
        "physical_differs": "no",
        "business_differs": "no",
    }


def manager_answers() -> dict:
    return {
        "applicant": {
            "kind": "individual",
            "legal_name": MANAGER,
            "born_on": ["1990", "3", "27"],
            "contact_email": "samira@example.org",
            "contact_phone": "613 555-0150",
            "mailing_street": "44, rue Clarence",
            "mailing_city": "Ottawa",
            "mailing_postal_code": "K1N 9K1",
        },
        "work": {"employer": OPERATORS[0].name, "trained": "yes"},
        "questions": {},
    }


def a_store(operator: Operator, number: str, manager: str, on: date) -> dict:
    """What a store of this operator says, in the middle of its city."""
    middle = {"Ottawa": ("45.42500", "-75.68350"), "Kingston": ("44.23120", "-76.48600")}[operator.city]
    return {
        "operator": {"operator_number": number, "is_producer": "no"},
        "applicant": applicant(operator),
        "premises": {
            "premises_name": f"{operator.name.rpartition(' ')[0]} – {operator.city}",
            "trade_name": "yes",
            "on_reserve": "no",
            "premises_street": "44, rue Clarence",
            "premises_unit": "",
            "premises_city": operator.city,
            "premises_postal_code": operator.postal_code,
            "latitude": middle[0],
            "longitude": middle[1],
        },
        "building": {
            "far_from_schools": "yes",
            "tenure": "lease",
            "lease_from": parts(on),
            "lease_until": parts(anniversary(on, 5)),
            "landlord": "Immeubles Clarence ltée",
            "floor_area": "140",
            "in_mall": "no",
            "other_businesses": "no",
            "website": "",
            "opening_planned_on": parts(add_days(on, 120)),
        },
        "managers": [{"id": "g1", "manager_name": MANAGER, "manager_number": manager}],
        "agreements": [],
        "questions": {"refused_or_revoked": "no", "agreements_told": "yes", "standards_read": True},
    }


def on_a_reserve(answers: dict, on: date) -> dict:
    """The same store on a reserve: no fee, no public notice."""
    place = {
        "premises_name": "Harbour Leaf – Tyendinaga",
        "on_reserve": "yes",
        "premises_city": "Tyendinaga Mohawk Territory",
        "premises_postal_code": "K0K 1X0",
        "latitude": "44.18900",
        "longitude": "-77.13000",
    }
    building = {name: said for name, said in answers["building"].items() if name != "far_from_schools"}
    council = {"resolution_on": parts(add_days(on, -30)), "resolution_operator": "", "nation_allows": "yes"}
    premises = answers["premises"] | place
    return answers | {"premises": premises, "building": building, "band-council": council}
