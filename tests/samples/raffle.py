"""What a charity types for a raffle."""

from datetime import date, timedelta

from .report import report_answers
from .typing import changed, day


def about_raffle(on: date) -> dict:
    moved = {"tickets_sold": "no", "draw_moved_why": "La salle est prise ce soir-là."}
    return {"report": report_answers(on), "change-draws": {"draw-change": moved}}


def raffle_answers(on: date, **changes) -> dict:
    """What a charity types for a stub draw with $60,000 in prizes; `changes` are {step: {question: typed}}."""
    start, end = on + timedelta(days=40), on + timedelta(days=100)
    answers = {
        "applicant": {
            "kind": "non-profit",
            "legal_name": "Fondation du Perroquet bleu",
            "use_my_information": False,
            "contact_first_name": "Amélie",
            "contact_last_name": "Tremblay",
            "contact_email": "amelie@example.org",
            "contact_phone": "613 555-0147",
            "mailing_street": "120, rue Rideau",
            "mailing_city": "Ottawa",
            "mailing_postal_code": "K1N 8Y6",
            "physical_differs": "no",
            "physical_street": "",
            "physical_city": "",
            "physical_postal_code": "",
        },
        "premises": {
            "premises_type": "hall",
            "premises_name": "Salle communautaire Rideau",
            "premises_street": "250, rue Somerset Est",
            "premises_city": "Ottawa",
            "premises_postal_code": "K1N 6V6",
            "where": "municipality",
            "use_my_information": False,
            "premises_contact": "Amélie Tremblay",
            "premises_phone": "613 555-0147",
        },
        "eligibility": {"for_united_way": "no", "eligibility_number": "CGE123456"},
        "responsible-members": [
            {
                "id": f"m{i}",
                "member_name": name,
                "member_title": "Administratrice",
                "member_email": f"membre{i}@example.org",
                "member_phone": "613 555-0148",
                "member_is_adult": "yes",
            }
            for i, name in enumerate(["Chantal Roy", "Dimitri Petrov"], 1)
        ],
        "lottery": {
            "draw": "stub",
            "electronic": "no",
            "supplier": "",
            "in_conjunction": "no",
            "other_licence": "",
            "starts_on": day(start),
            "ends_on": day(end),
        },
        "tickets-and-prizes": {
            "ticket_price": "20",
            "tickets_printed": "10 000",
            "total_prize_value": "60 000,00",
            "early_bird": "no",
            "early_bird_value": "",
        },
        "prizes": [
            {
                "id": "p1",
                "prize_description": "Argent",
                "prize_is_cash": "yes",
                "prize_value": "60000",
                "prize_quantity": "1",
            }
        ],
        "draws": [
            {
                "id": "d1",
                "draw_date": day(end),
                "draw_time": "19 h 30",
                "draw_place": "Salle communautaire Rideau",
                "draw_method": "Baril",
            }
        ],
        "questions": {
            "use_of_proceeds": "Bourses d’études pour des jeunes de l’Est de l’Ontario, 100 000 $.",
            "announced": "phone",
            "sold_elsewhere": "no",
            "sold_where": "",
            "card_sales": "no",
            "card_sales_details": "",
            "subscriptions": "no",
            "subscriptions_details": "",
            "other_language": "no",
            "which_language": "",
            "returned_to_drum": "no",
            "earlier_reports": "no",
            "earlier_reports_details": "",
        },
    }
    return changed(answers, changes)
