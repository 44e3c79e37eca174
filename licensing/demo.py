"""Invented raffles for a demonstration.  All are Catch the Ace, whose fee comes later: no payment is made up."""

from datetime import date, timedelta

PLACES = [
    ("Fondation de l’Écluse", "Ottawa", "K1N 8Y6", "approved"),
    ("Northern Lights Community Choir", "Sudbury", "P3E 5P9", "approved"),
    ("Les Amis de l’hôpital de Hearst", "Hearst", "P0L 1N0", "approved"),
    ("Maison des jeunes de Casselman", "Casselman", "K0A 1M0", "in-review"),
    ("Club de soccer Les Étincelles", "Kapuskasing", "P5N 1B1", "draft"),
]


def raffles(on: date):
    """[(answers, how far the file is taken)]"""
    for number, (name, city, postal_code, stage) in enumerate(PLACES):
        yield answers(on + timedelta(days=40 + number), name, city, postal_code, number), stage


def parts(day: date) -> list[str]:
    return [str(day.year), str(day.month), str(day.day)]


def answers(start: date, name: str, city: str, postal_code: str, number: int) -> dict:
    end = start + timedelta(days=180)
    contact = {"first": "Camille", "last": "Bouchard", "phone": "613 555-0147"}
    return {
        "applicant": {
            "kind": "non-profit",
            "legal_name": name,
            "contact_first_name": contact["first"],
            "contact_last_name": contact["last"],
            "contact_email": "charite@example.org",
            "contact_phone": contact["phone"],
            "mailing_street": f"{100 + number}, rue Principale",
            "mailing_city": city,
            "mailing_postal_code": postal_code,
            "physical_differs": "no",
        },
        "premises": {
            "premises_type": "hall",
            "premises_name": f"Centre communautaire – {city}",
            "premises_street": "12, avenue du Parc",
            "premises_city": city,
            "premises_postal_code": postal_code,
            "where": "municipality",
            "premises_contact": "Camille Bouchard",
            "premises_phone": contact["phone"],
        },
        "eligibility": {"for_united_way": "no", "eligibility_number": f"CGE10000{number}"},
        "responsible-members": [member(i, who) for i, who in enumerate(("Chantal Roy", "Dimitri Petrov"), 1)],
        "lottery": {
            "draw": "catch-the-ace",
            "electronic": "yes",
            "supplier": "Tirages du Nord, 55501",
            "in_conjunction": "no",
            "starts_on": parts(start),
            "ends_on": parts(end),
        },
        "tickets-and-prizes": {
            "ticket_price": "5",
            "total_prize_value": "45 000",
            "ace_winner_share": "20",
            "ace_jackpot_share": "30",
            "ace_charity_share": "50",
        },
        "draws": [
            {
                "id": "d1",
                "draw_date": parts(end),
                "draw_time": "19 h 30",
                "draw_place": f"Centre communautaire – {city}",
                "draw_method": "Logiciel du fournisseur",
            }
        ],
        "questions": {
            "use_of_proceeds": "Activités pour les jeunes de la région, 60 000 $.",
            "announced": "media",
            "sold_elsewhere": "no",
            "card_sales": "no",
            "subscriptions": "no",
            "other_language": "no",
            "earlier_reports": "no",
        },
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
