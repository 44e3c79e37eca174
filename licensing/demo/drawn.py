"""Invented raffles that were drawn, or are being drawn: their holders have reports to send.

Their licences are in the register already: no payment is made up.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .games import DRAW, LOTTERY, QUESTIONS, TICKETS, applicant, member, parts, premises


class Drawn(NamedTuple):
    """A charity with an account, and how long ago its raffle was drawn."""

    account: str
    language: str
    name: str
    city: str
    postal_code: str
    days_ago: int
    purpose: str


CHARITIES = [
    Drawn(
        "charite@example.org", "fr", "Club Richelieu de la Rivière", "Hawkesbury", "K6A 1K1", 12, "Bourses d’études"
    ),
    Drawn("charity@example.org", "en", "Lakeshore Food Bank", "Cobourg", "K9A 1J4", 12, "Food for families"),
]
WEEKS = 16  # of Catch the Ace, of which five were drawn
DRAWN = 5


def drawn(on: date):
    """[(charity, what its licence records, first and last day)]: a stub draw, and Catch the Ace, of each."""
    for number, charity in enumerate(CHARITIES, 10):
        last = on - timedelta(days=charity.days_ago)
        first = last - timedelta(days=60)
        yield charity, stub_draw(charity, number, first, last), first, last
        held = on - timedelta(weeks=DRAWN - 1, days=3)
        weekly = [held + timedelta(weeks=week) for week in range(WEEKS)]
        yield charity, catch_the_ace(charity, number, weekly), weekly[0] - timedelta(days=7), weekly[-1]


def stub_draw(charity: Drawn, number: int, first: date, last: date) -> dict:
    french = charity.language == "fr"
    return {
        **of(charity, number),
        "lottery": {"draw": "stub", "electronic": "no", "in_conjunction": "no"} | days(first, last),
        "tickets-and-prizes": {
            "ticket_price": "20",
            "tickets_printed": "10000",
            "total_prize_value": "60000",
            "early_bird": "no",
        },
        "prizes": [
            prize("p1", "Voiture électrique" if french else "Electric car", "no", "50000"),
            prize("p2", "Argent comptant" if french else "Cash", "yes", "10000"),
        ],
        "draws": [draw(charity, "d1", last, "Baril" if french else "Drum")],
    }


def catch_the_ace(charity: Drawn, number: int, weekly: list[date]) -> dict:
    first = weekly[0] - timedelta(days=7)
    method = "Enveloppe au hasard" if charity.language == "fr" else "Envelope at random"
    return {
        **of(charity, number),
        "lottery": LOTTERY | {"electronic": "no", "supplier": ""} | days(first, weekly[-1]),
        "tickets-and-prizes": TICKETS,
        "draws": [draw(charity, f"d{place}", day, method) for place, day in enumerate(weekly, 1)],
    }


def of(charity: Drawn, number: int) -> dict:
    """The pages that say who they are and where."""
    return {
        "applicant": applicant(charity.name, charity.city, charity.postal_code, number)
        | {"contact_email": charity.account},
        "premises": premises(charity.city, charity.postal_code),
        "eligibility": {"for_united_way": "no", "eligibility_number": f"CGE1000{number}"},
        "responsible-members": [member(i, who) for i, who in enumerate(("Chantal Roy", "Dimitri Petrov"), 1)],
        "questions": QUESTIONS | {"use_of_proceeds": charity.purpose, "returned_to_drum": "no"},
    }


def days(first: date, last: date) -> dict:
    return {"starts_on": parts(first), "ends_on": parts(last)}


def prize(row: str, what: str, is_cash: str, value: str) -> dict:
    return {
        "id": row,
        "prize_description": what,
        "prize_is_cash": is_cash,
        "prize_value": value,
        "prize_quantity": "1",
    }


def draw(charity: Drawn, row: str, day: date, method: str) -> dict:
    at = "19 h 30" if charity.language == "fr" else "7:30 p.m."
    place = f"Centre communautaire – {charity.city}"
    return DRAW | {"id": row, "draw_date": parts(day), "draw_time": at, "draw_place": place, "draw_method": method}
