"""What a restaurant types for a liquor sales licence, and for each request about it."""

from datetime import date, timedelta

from . import alcohol
from .typing import changed, day


def liquor_answers(on: date, **changes) -> dict:
    answers = {
        "class-of-licence": {
            "licence_class": "general",
            "open_to": "public",
            "in_residence": "no",
            "manufacturer_interest": "no",
        },
        "applicant": alcohol.applicant(),
        "associates": alcohol.associates(),
        "premises": alcohol.premises(on),
        "surroundings": {
            "licensed_lately": "no",
            "dry_area": "no",
            "late_entertainment": "no",
            "zoning_allows": "yes",
            "letters_at_hand": ["fire-letter"],
        },
        "managers": [alcohol.manager()],
        "licensed-areas": [
            alcohol.area(),
            alcohol.area("Terrasse", place="outdoor", capacity="40", key="z2", area_origin="fire"),
        ],
        "endorsements": {"endorsements": ["caterer"]},
        "questions": alcohol.questions(),
        "validity": {"term_years": "2"},
    }
    return changed(answers, changes)


def about(on: date) -> dict[str, dict]:
    """{request: the pages that only it has, or that begin empty}"""
    soon = day(on + timedelta(days=30))
    return {
        "renewal": {
            "managers-to-remove": {"a_manager_leaves": "yes", "managers_to_remove": "Samira Haddad, depuis mai"},
            "since-last-time": {"ownership_changed": "no", "areas_are_the_same": "yes"},
        },
        "transfer": {
            "sale": {
                "sale_whole": "whole",
                "sale_closes_on": soon,
                "sale_holder_consents": True,
                "sale_runs_meanwhile": "no",
            },
            "applicant": alcohol.applicant(
                legal_name="Taverne du Lac inc.", corporation_number="1000999999", contact_email="lac@example.org"
            ),
            "associates": [alcohol.associate("Mei Chen", share="100", roles=("director", "shareholder"))],
            "questions": alcohol.questions(tcv_number="TCV7654321"),
        },
        "address": {"address-change": {"address_from": soon, "address_explained": "Nouveau bureau."}},
        "name": {"name-change": {"name_kind": "legal", "name_from": soon}},
        "legal-entity": {
            "entity-change": {
                "entity_was": "Une société de personnes",
                "entity_from": soon,
                "entity_same_owners": "yes",
            }
        },
        "shares": {"share-transfer": {"shares_on": soon, "shares_explained": "10 % de Chantal à Dimitri."}},
        "structure": {"structure-change": {"structure_on": soon, "structure_explained": "Un nouvel administrateur."}},
        "managers": {"managers-to-remove": {"a_manager_leaves": "no"}},
        "location": {"move": {"move_on": soon, "move_stops": "yes"}},
        "areas": {
            "area-request": {
                "area_changes": ["capacity"],
                "area_change_from": soon,
                "capacity_grows": "no",
                "areas_now_explained": "Quatre tables de plus.",
            }
        },
        "temporary-extension": {
            "extension": {
                "extension_event": "Bal de la Saint-Sylvestre",
                "extension_starts_on": day(date(on.year, 12, 31)),
                "extension_ends_on": day(date(on.year, 12, 31)),
                "extension_hours": "18 h à 2 h",
                "extension_area": "Le hall, fermé par un cordon.",
                "extension_capacity": "60",
                "extension_outdoors": "no",
            }
        },
        "endorsements": {
            "endorsements": {"endorsements": ["caterer", "golf"]},
            "endorsement-details": {
                "endorsement_from": soon,
                "endorsement_explained": "Neuf trous à côté.",
                "golf_is_new": "yes",
            },
        },
        "temporary-transfer": {
            "temporary-transfer": {"temporary_to": "Mei Chen", "temporary_from": day(on), "temporary_until": soon}
        },
        "conditions": {
            "conditions-request": {
                "condition_change": "remove",
                "condition_text": "Aucune musique après 23 h.",
                "condition_why": "Le quartier n’est plus habité.",
                "condition_by_tribunal": "no",
            }
        },
        "surrender": {
            "surrender": {
                "surrender_on": day(on),
                "surrender_why": "closed",
                "surrender_stock": "",
                "surrender_is_final": True,
            }
        },
    }
