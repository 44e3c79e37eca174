"""What an operator, a manager and a store type, for each request about their licences, and what a store stands on."""

from datetime import date, timedelta

from accounts.actions import create_organization
from accounts.models import Organization, User
from licensing.models import Licence

from . import alcohol
from .typing import changed, day

OPERATOR, BUYER, MANAGER = "CROL0009001", "CROL0009002", "CRML0009003"
BUYER_NAME = "Feuille du Nord inc."
FACTS = {
    "kind": "corporation",
    "email": "amelie@example.org",
    "phone": "+16135550147",
    "street": "120, rue Rideau",
    "city": "Ottawa",
    "postal_code": "K1N8Y6",
}


def licence_of(organization: Organization, number: str, type_code: str, on: date) -> Licence:
    """A licence of the register that counts on this day, and that no file of ours issued."""
    facts = {"issued_on": on, "starts_on": on, "expires_on": on + timedelta(days=729)}
    found, _made = Licence.objects.get_or_create(
        number=number,
        defaults=facts | {"type_code": type_code, "organization": organization, "holder": organization.name},
    )
    return found


def what_a_store_needs(user: User, on: date) -> None:
    """The operator licence of this person, a manager’s licence, and the operator licence of whoever takes over."""
    if Licence.objects.filter(number=OPERATOR).exists():
        return
    operator = create_organization(by=user, name="Brasserie du Canal inc.", language="fr", **FACTS)
    licence_of(operator, OPERATOR, "cannabis-operator", on)
    for name, number, type_code in (
        ("Samira Haddad", MANAGER, "cannabis-manager"),
        (BUYER_NAME, BUYER, "cannabis-operator"),
    ):
        licence_of(Organization.objects.create(name=name, language="fr", **FACTS), number, type_code, on)


def associate(name, *, producer="no", **facts) -> dict:
    return alcohol.associate(name, **facts) | {"associate_is_producer": producer}


def agreement(**more) -> dict:
    return {
        "id": "e1",
        "agreement_with": "Banque des Perroquets",
        "agreement_kind": "loan",
        "agreement_on": ["2026", "5", "4"],
        "agreement_about": "Un prêt de 200 000 $ sur cinq ans.",
    } | more


def operator_answers(on: date, **changes) -> dict:
    answers = {
        "applicant": alcohol.applicant(legal_name="Feuille du Canal inc.", operating_name="Feuille"),
        "associates": [
            associate("Chantal Roy", share="60", roles=("director", "shareholder")),
            associate("Gestion Petrov ltée", share="40", entity="yes"),
            associate("Dimitri Petrov", share="100", held_in="Gestion Petrov ltée"),
        ],
        "business": {"is_new_entity": "yes", "brand": "Feuille", "stores_planned": "Ottawa, un magasin."},
        "agreements": [agreement()],
        "questions": {
            "all_are_19": "yes",
            "cannabis_offences": "no",
            "breach": "no",
            "criminal_ties": "no",
            "refused_or_revoked": "no",
            "taxes_attested": True,
        },
    }
    return changed(answers, changes)


def manager_answers(on: date, **changes) -> dict:
    answers = {
        "applicant": {
            "kind": "individual",
            "use_my_information": False,
            "legal_name": "Samira Haddad",
            "born_on": ["1990", "3", "27"],
            "contact_email": "samira@example.org",
            "contact_phone": "613 555-0150",
            "mailing_street": "44, rue Clarence",
            "mailing_city": "Ottawa",
            "mailing_postal_code": "K1N 9K1",
        },
        "work": {"employer": "Feuille du Canal inc.", "trained": "yes", "duties": "Horaires et commandes."},
        "questions": {
            "cannabis_offences": "no",
            "other_offences": "no",
            "criminal_ties": "no",
            "refused_or_revoked": "no",
            "taxes_attested": True,
        },
    }
    return changed(answers, changes)


def manager(number=MANAGER, name="Samira Haddad", key="g1") -> dict:
    return {"id": key, "manager_name": name, "manager_number": number}


def store_answers(on: date, **changes) -> dict:
    answers = {
        "operator": {"operator_number": OPERATOR, "is_producer": "no"},
        "applicant": alcohol.applicant(operating_name=""),
        "premises": {
            "premises_name": "Feuille du marché By",
            "trade_name": "yes",
            "on_reserve": "no",
            "premises_street": "44, rue Clarence",
            "premises_unit": "2",
            "premises_city": "Ottawa",
            "premises_postal_code": "K1N 9K1",
            "latitude": "45.42870",
            "longitude": "-75.69250",
        },
        "building": {
            "far_from_schools": "yes",
            "tenure": "lease",
            "lease_from": day(on),
            "lease_until": day(on + timedelta(days=1825)),
            "landlord": "Immeubles Clarence ltée",
            "floor_area": "140",
            "in_mall": "no",
            "other_businesses": "yes",
            "other_businesses_details": "Un café, derrière un mur plein.",
            "website": "https://feuille.example",
            "opening_planned_on": day(on + timedelta(days=120)),
        },
        "managers": [manager()],
        "agreements": [],
        "questions": {"refused_or_revoked": "no", "agreements_told": "yes", "standards_read": True},
    }
    return changed(answers, changes)


def on_a_reserve(on: date, **changes) -> dict:
    """The same store on a reserve: no declaration about schools, and what the band council says."""
    place = {"on_reserve": "yes", "premises_city": "Akwesasne", "latitude": "45.0200", "longitude": "-74.7000"}
    council = {"resolution_on": day(on - timedelta(days=20)), "resolution_operator": "", "nation_allows": "yes"}
    answers = store_answers(on, premises=place, band_council=council)
    del answers["building"]["far_from_schools"]
    return changed(answers, changes)


def about_operator(on: date) -> dict[str, dict]:
    return {
        "renewal": {"validity": {"term_years": "4"}},
        "address": {"address-change": {"address_from": day(on), "address_explained": "Nouveau bureau."}},
        "people": {"people-change": {"people_from": day(on), "people_explained": "Un nouvel administrateur."}},
        "agreements": {"agreements": [agreement(), agreement(id="e2", agreement_with="Marque du Perroquet")]},
        "conditions": CONDITIONS,
        "surrender": closing(on),
    }


def about_manager(on: date) -> dict[str, dict]:
    return {
        "renewal": {"validity": {"term_years": "2"}},
        "address": {},
        "conditions": CONDITIONS,
        "surrender": {"leaving": {"closing_on": day(on), "closing_is_final": True}},
    }


def about_store(on: date) -> dict[str, dict]:
    return about_operator(on) | {
        "managers": {"managers-change": {"managers_from": day(on), "managers_explained": "Samira reste."}},
        "transfer": {
            "sale": {"sale_closes_on": day(on), "sale_holder_consents": True},
            "operator": {"operator_number": BUYER, "is_producer": "no"},
            "applicant": alcohol.applicant(legal_name=BUYER_NAME, contact_email="nord@example.org"),
            "managers": [manager()],
            "questions": {"refused_or_revoked": "no", "agreements_told": "yes", "standards_read": True},
        },
        "surrender": closing(on, closing_stock="returned"),
    }


CONDITIONS = {
    "conditions-request": {
        "condition_text": "Aucune livraison.",
        "condition_why": "Le quartier n’est plus habité.",
        "condition_origin": "consent",
    }
}


def closing(on: date, **more) -> dict:
    return {"closing": {"closing_on": day(on), "closing_why": "Le bail se termine.", "closing_is_final": True} | more}
