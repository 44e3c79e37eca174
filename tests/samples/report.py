"""What a charity types to report on its raffle; every figure adds up."""

from datetime import date, timedelta

from .typing import changed, day


def report_answers(on: date, **changes) -> dict:
    """A stub draw of 9,000 tickets at $20, with $60,000 in prizes, held ten days before; `changes` as elsewhere."""
    held = on - timedelta(days=10)
    answers = {
        "report": {
            "report_kind": "final",
            "licensed_draw": "stub",
            "licensed_electronic": "no",
            "licensed_with_another": "no",
            "licensed_price": "20.00",
            "licensed_tickets": "10000",
            "licensed_prizes": "60000.00",
            "licensed_draws": [held.isoformat()],
            "licensed_members": ["Chantal Roy", "Dimitri Petrov"],
            "licensed_purposes": "Bourses d’études",
            **period(held),
        },
        "held-draws": [held_draw("h1", held)],
        "ticket-tiers": [tier("t1", sold=9_000, unsold=1_000)],
        "other-receipts": {"interest": "0", "other_income": "0", "other_income_source": ""},
        "awarded-prizes": [prize("z1", "60 000,00")],
        "expenses": [expense("e1", "10 000,00", held)],
        "trust-account": trust(closing="180 000,00"),
        "deposits": [deposit("b1", "180 000,00", held)],
        "winners": [winner("w1", held)],
        "proceeds-used": [
            {
                "id": "u1",
                "used_for": "Bourses d’études",
                "used_by": "Collège Rideau",
                "used_amount": "50 000",
                "used_on": day(held),
                "used_paid_by": "Chèque 12",
            }
        ],
        "proceeds-left": {"left_planned": "Bourses du printemps."},
        "results": {},
        "attestation": attestation(),
    }
    return changed(answers, changes)


def period(held: date) -> dict:
    return {
        "period_from": day(held - timedelta(days=60)),
        "period_to": day(held),
        "prepared_by": "Chantal Roy",
        "prepared_phone": "613 555-0148",
        "prepared_email": "membre1@example.org",
    }


def held_draw(row: str, held: date) -> dict:
    return {
        "id": row,
        "held_date": day(held),
        "held_time": "19 h 30",
        "held_place": "Salle communautaire Rideau",
        "held_method": "Baril",
        "tickets_in_drum": "9 000",
        "numbers_drawn": "1",
        "held_early_bird": "no",
        "was_postponed": "no",
        "postponed_why": "",
    }


def tier(row: str, *, sold: int, unsold: int, price: str = "20,00 $") -> dict:
    counts = {"in_person": sold, "online": 0, "subscription": 0, "unsold": unsold, "voided": 0, "given": 0}
    return {
        "id": row,
        "tier_name": "Un billet",
        "tier_size": "1",
        "tier_price": price,
        "tier_issued": str(sold + unsold),
        **{f"tier_{name}": str(count) for name, count in counts.items()},
    }


def prize(row: str, value: str, **changes) -> dict:
    return {
        "id": row,
        "awarded_prize": "Argent",
        "awarded_is_cash": "yes",
        "awarded_donated": "no",
        "awarded_value": value,
        "awarded_cost": value,
        "awarded_count": "1",
        "awarded_early_bird": "no",
        "awarded_state": "awarded",
        "awarded_ticket": "000123",
    } | changes


def expense(row: str, amount: str, spent: date, **changes) -> dict:
    return {
        "id": row,
        "expense_category": "printing",
        "expense_explained": "",
        "payee": "Imprimerie Rideau",
        "supplier_registration": "",
        "invoice": "F-1024",
        "spent_on": day(spent),
        "expense_amount": amount,
        "expense_paid_by": "Chèque 11",
        "has_receipt": "yes",
    } | changes


def deposit(row: str, amount: str, on: date) -> dict:
    return {"id": row, "deposited_on": day(on), "deposit_amount": amount, "deposit_slip": "77"}


def winner(row: str, on: date) -> dict:
    return {
        "id": row,
        "winner_name": "Zoé Gagnante",
        "winner_city": "Ottawa",
        "winner_address": "9, rue Cachée",
        "winner_ticket": "000123",
        "winner_prize": "Argent",
        "won_on": day(on),
        "won_how": "cheque",
    }


def trust(*, closing: str) -> dict:
    return {
        "bank_name": "Caisse Rideau",
        "bank_transit": "00123",
        "account_ending": "4321",
        "opening_balance": "0",
        "withdrawals": "0",
        "closing_balance": closing,
        "signing_officers": "Chantal Roy, Dimitri Petrov",
    }


def attestation() -> dict:
    return {
        "first_member": "Chantal Roy",
        "first_member_title": "Administratrice",
        "first_member_email": "membre1@example.org",
        "first_member_attests": True,
        "second_member": "Dimitri Petrov",
        "second_member_title": "Administrateur",
        "second_member_email": "membre2@example.org",
        "second_member_attests": True,
    }
