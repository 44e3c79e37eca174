"""Invented raffles.  All are Catch the Ace, whose fee comes later: no payment is made up."""

from datetime import date, timedelta

PLACES = [
    ("Fondation de l’Écluse", "Ottawa", "K1N 8Y6", "approved"),
    ("Northern Lights Community Choir", "Sudbury", "P3E 5P9", "approved"),
    ("Les Amis de l’hôpital de Hearst", "Hearst", "P0L 1N0", "approved"),
    ("Maison des jeunes de Casselman", "Casselman", "K0A 1M0", "in-review"),
    ("Club de soccer Les Étincelles", "Kapuskasing", "P5N 1B1", "draft"),
    ("Troupe des Quatre-Vents", "Timmins", "P4N 1A1", "submitted"),
]


def raffles(on: date):
    """[(answers, how far the file is taken)]"""
    for number, (name, city, postal_code, stage) in enumerate(PLACES):
        yield answers(on + timedelta(days=40 + number), name, city, postal_code, number), stage


def parts(day: date) -> list[str]:
    return [str(day.year), str(day.month), str(day.day)]


def answers(start: date, name: str, city: str, postal_code: str, number: int) -> dict:
    end = start + timedelta(days=180)
    return {
        "applicant": applicant(name, city, postal_code, number),
        "premises": premises(city, postal_code),
        "eligibility": {"for_united_way": "no", "eligibility_number": f"CGE10000{number}"},
        "responsible-members": [member(i, who) for i, who in enumerate(("Chantal Roy", "Dimitri Petrov"), 1)],
        "lottery": LOTTERY | {"starts_on": parts(start), "ends_on": parts(end)},
        "tickets-and-prizes": TICKETS,
        "draws": [DRAW | {"draw_date": parts(end), "draw_place": f"Centre communautaire – {city}"}],
        "questions": QUESTIONS,
    }


LOTTERY = {
    "draw": "catch-the-ace",
    "electronic": "yes",
    "supplier": "Tirages du Nord, 55501",
    "in_conjunction": "no",
}
TICKETS = {
    "ticket_price": "5",
    "total_prize_value": "45 000",
    "ace_winner_share": "20",
    "ace_jackpot_share": "30",
    "ace_charity_share": "50",
}
DRAW = {"id": "d1", "draw_time": "19 h 30", "draw_method": "Logiciel du fournisseur"}
QUESTIONS = {
    "use_of_proceeds": "Activités pour les jeunes de la région, 60 000 $.",
    "announced": "media",
    "sold_elsewhere": "no",
    "card_sales": "no",
    "subscriptions": "no",
    "other_language": "no",
    "earlier_reports": "no",
}


def applicant(name: str, city: str, postal_code: str, number: int) -> dict:
    return {
        "kind": "non-profit",
        "legal_name": name,
        "contact_first_name": "Camille",
        "contact_last_name": "Bouchard",
        "contact_email": "charite@example.org",
        "contact_phone": "613 555-0147",
        "mailing_street": f"{100 + number}, rue Principale",
        "mailing_city": city,
        "mailing_postal_code": postal_code,
        "physical_differs": "no",
    }


def premises(city: str, postal_code: str) -> dict:
    return {
        "premises_type": "hall",
        "premises_name": f"Centre communautaire – {city}",
        "premises_street": "12, avenue du Parc",
        "premises_city": city,
        "premises_postal_code": postal_code,
        "where": "municipality",
        "premises_contact": "Camille Bouchard",
        "premises_phone": "613 555-0147",
    }


def member(number: int, name: str) -> dict:
    return {
        "id": f"m{number}",
        "member_name": name,
        "member_title": "Administration",
        "member_email": f"membre{number}@example.org",
        "member_phone": "613 555-0148",
        "member_is_adult": "yes",
    }
