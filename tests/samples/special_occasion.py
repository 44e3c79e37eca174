"""What somebody types for a wedding, and to change or cancel the event."""

from datetime import date, timedelta

from .typing import changed, day


def event_day(on: date, opens="17 h", closes="1 h", key="") -> dict:
    return {"id": key or on.isoformat(), "event_date": day(on), "opens_at": opens, "closes_at": closes}


def special_occasion_answers(on: date, **changes) -> dict:
    answers = {
        "event-type": {"event_type": "private"},
        "applicant": {
            "kind": "individual",
            "legal_name": "Amélie Tremblay",
            "use_my_information": False,
            "responsible_name": "Amélie Tremblay",
            "responsible_is_19": "yes",
            "contact_email": "amelie@example.org",
            "contact_phone": "613 555-0147",
            "mailing_street": "120, rue Rideau",
            "mailing_city": "Ottawa",
            "mailing_postal_code": "K1N 8Y6",
        },
        "event-details": {
            "event_name": "Mariage d’Amélie et de Noah",
            "event_details": "Un souper et une soirée dansante.",
            "attendance": "120",
            "sale": "no",
            "gain": "no",
            "advertised": "no",
        },
        "event-days": [event_day(on + timedelta(days=40))],
        "place": {
            "place_name": "Salle communautaire Rideau",
            "place_street": "250, rue Somerset Est",
            "place_city": "Ottawa",
            "place_postal_code": "K1N 6V6",
            "in_residence": "no",
            "setting": "indoors",
            "capacity": "150",
        },
    }
    return changed(answers, changes)


def outdoors(on: date) -> dict:
    """The page of an event outdoors, everybody told two months ahead."""
    return {
        "outdoor_area": "500",
        "structures": "no",
        "on_commission_land": "no",
        "told": ["clerk", "police", "fire", "health"],
        "told_on": day(on),
    }


def about(on: date) -> dict[str, dict]:
    return {
        "event": {
            "event-change": {
                "event_change": "Une autre salle, au même étage.",
                "becomes_a_sale": "no",
            }
        },
        "cancellation": {"cancellation": {"cancelled_why": "Le mariage est remis."}},
    }
