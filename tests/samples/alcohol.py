"""The pages that every liquor licence asks."""

from datetime import date, timedelta

from .typing import day


def applicant(**more) -> dict:
    return {
        "kind": "corporation",
        "corporation_number": "1000123456",
        "legal_name": "Brasserie du Canal inc.",
        "operating_name": "Le Canal",
        "use_my_information": False,
        "contact_first_name": "Amélie",
        "contact_last_name": "Tremblay",
        "contact_email": "amelie@example.org",
        "contact_phone": "613 555-0147",
        "mailing_street": "120, rue Rideau",
        "mailing_city": "Ottawa",
        "mailing_postal_code": "K1N 8Y6",
        "physical_differs": "no",
        "business_differs": "yes",
        "business_street": "44, rue Clarence",
        "business_city": "Ottawa",
        "business_postal_code": "K1N 9K1",
    } | more


def associate(name, *, share="", held_in="", entity="no", roles=("shareholder",), email="", key="") -> dict:
    key = key or name.split()[0].casefold()
    return {
        "id": f"a-{key}"[:12],
        "associate_is_entity": entity,
        "associate_name": name,
        "associate_email": email or f"{key}@example.org",
        "associate_language": "fr",
        "associate_role": list(roles),
        "associate_share": share,
        "held_in": held_in,
    }


def associates() -> list[dict]:
    """A director who owns 60%, and a holding of 40% that belongs to another person."""
    return [
        associate("Chantal Roy", share="60", roles=("director", "shareholder")),
        associate("Gestion Petrov ltée", share="40", entity="yes"),
        associate("Dimitri Petrov", share="100", held_in="Gestion Petrov ltée"),
    ]


def manager(name="Samira Haddad", on=date(2026, 11, 21), **more) -> dict:
    return {
        "id": "g1",
        "manager_name": name,
        "manager_email": "samira@example.org",
        "manager_language": "en",
        "manager_phone": "613 555-0150",
        "manager_since": day(on),
        "manager_is_19": "yes",
    } | more


def premises(on: date, **more) -> dict:
    return {
        "premises_name": "Le Canal",
        "premises_type": "restaurant",
        "premises_street": "44, rue Clarence",
        "premises_city": "Ottawa",
        "premises_postal_code": "K1N 9K1",
        "premises_mailing_differs": "no",
        "use_my_information": False,
        "premises_contact": "Samira Haddad",
        "premises_phone": "613 555-0151",
        "premises_open_on": day(on + timedelta(days=90)),
    } | more


def area(name="Salle à manger", *, place="indoor", capacity="80", key="z1", **more) -> dict:
    return {
        "id": key,
        "area_name": name,
        "area_place": place,
        "area_floor": "Rez-de-chaussée",
        "area_location": "",
        "area_size": "120",
        "area_capacity": capacity,
        "area_origin": "building",
    } | more


def questions(**more) -> dict:
    return {
        "all_are_19": "yes",
        "offences": "no",
        "earlier_sanctions": "no",
        "insolvency": "no",
        "government_debts": "no",
        "third_parties": "no",
        "trained": "yes",
        "tcv_number": "TCV1234567",
        "tcv_status": "compliant",
    } | more
