"""What a report begins with: what the licence says today, and the draws, prizes and prices that it names."""

from django.utils.translation import gettext

from icajo.journey.fields import three_parts
from licensing.definition import Effect

from ..steps import Draw
from .event import Kind

EACH = 4  # draws an instalment of Catch the Ace (facts 3.2)


def prefill(licence, owed, on):
    """`owed` says which days the report covers; without it, all of the licence."""
    said = licence.journey.answers
    is_ace = said.draw == Draw.CATCH_THE_ACE
    draws = [(draw, typed) for draw, typed in drawn(licence, said) if covers(owed, draw.draw_date)]
    return {
        "report": about(licence, said, draws, owed, is_ace)
        | ({"period_from": day(owed.covers_from), "period_to": day(owed.covers_to)} if owed else {}),
        "held-draws": [held(number, typed, said) for number, (_draw, typed) in enumerate(draws, 1)],
        "ticket-tiers": [] if is_ace else tiers(said),
        "awarded-prizes": [] if is_ace else prizes(licence, said),
        "attestation": members(said),
        **(from_before(licence, owed) if owed and is_ace else {}),
    }


def drawn(licence, said):
    """Each draw of the licence, read and as it was typed."""
    return list(zip(said.draws or [], licence.answers.get("draws") or [], strict=True))


def covers(owed, day):
    return owed is None or day is None or owed.covers_from <= day <= owed.covers_to


def about(licence, said, draws, owed, is_ace):
    days = sorted(draw.draw_date for draw, _typed in draws if draw.draw_date)
    return {
        "report_kind": kind_of(licence, said, days, owed, is_ace),
        "report_instalment": str(owed.number) if owed and is_ace else "",
        "licensed_draw": said.draw or "",
        "licensed_electronic": yes_no(said.electronic),
        "licensed_with_another": yes_no(said.in_conjunction),
        "licensed_price": amount(said.ticket_price),
        "licensed_tickets": amount(said.tickets_printed),
        "licensed_prizes": amount(said.total_prize_value),
        "licensed_draws": [one.isoformat() for one in days],
        "amended_on": day(amended_after(licence, days)),
        "licensed_members": [member.member_name for member in said.responsible_members or [] if member.member_name],
        "licensed_purposes": said.use_of_proceeds or "",
    }


def kind_of(licence, said, days, owed, is_ace):
    """The last draws of the game are reported on in the final report."""
    last = max((draw.draw_date for draw in said.draws or [] if draw.draw_date), default=None)
    return Kind.INSTALMENT if is_ace and owed and days and last and days[-1] < last else Kind.FINAL


def amended_after(licence, days):
    """The day on which the licence was last changed after the last of these draws; None where it was not."""
    if not days:
        return None
    changed = licence.versions.filter(number__gt=1, decided_on__gt=days[-1], application__isnull=False)
    changed = [v for v in changed.select_related("application") if v.application.procedure.effect == Effect.AMEND]
    return max((version.decided_on for version in changed), default=None)


def held(number, typed, said):
    return {
        "id": f"h{number}",
        "held_date": typed.get("draw_date") or "",
        "held_time": typed.get("draw_time") or "",
        "held_place": typed.get("draw_place") or "",
        "held_method": typed.get("draw_method") or "",
        "held_early_bird": no_if(said.early_bird is False),
    }


def tiers(said):
    if said.ticket_price is None:
        return []
    return [
        {
            "id": "t1",
            "tier_name": gettext("One ticket"),
            "tier_size": "1",
            "tier_price": amount(said.ticket_price),
            "tier_issued": amount(said.tickets_printed),
            "tier_online": "0" if said.electronic is False else "",
            "tier_subscription": "0" if said.subscriptions is False else "",
        }
    ]


def prizes(licence, said):
    return [
        {
            "id": f"z{number}",
            "awarded_prize": typed.get("prize_description") or "",
            "awarded_is_cash": typed.get("prize_is_cash") or "",
            "awarded_value": typed.get("prize_value") or "",
            "awarded_count": typed.get("prize_quantity") or "",
            "awarded_early_bird": no_if(said.early_bird is False),
        }
        for number, typed in enumerate(licence.answers.get("prizes") or [], 1)
    ]


ACCOUNT = ("bank_name", "bank_transit", "account_ending", "signing_officers")


def from_before(licence, owed):
    """An instalment begins with what the one before it ended with."""
    before = (
        licence.obligations.filter(procedure_code="report", number=owed.number - 1).select_related("report").first()
    )
    if before is None or not before.is_sent or before.report is None:
        return {}
    said = before.report.answers
    account, jackpot = said.get("trust-account") or {}, said.get("catch-the-ace-draws") or {}
    known = {name: account.get(name) or "" for name in ACCOUNT}
    return {
        "trust-account": known | {"opening_balance": account.get("closing_balance") or ""},
        "catch-the-ace-draws": {"jackpot_opening": jackpot.get("jackpot_closing") or ""},
    }


def members(said):
    """The first two who are in charge: others may take their place."""
    known = {}
    for place, member in zip(("first_member", "second_member"), said.responsible_members or [], strict=False):
        known |= {place: member.member_name or "", f"{place}_title": member.member_title or ""}
        known |= {f"{place}_email": member.member_email or ""}
    return known


def day(value):
    return [str(part) for part in three_parts(value)] if value else ""


def amount(value):
    return "" if value is None else str(value)


def no_if(known):
    """What the licence rules out is answered already."""
    return "no" if known else ""


def yes_no(value):
    return "" if value is None else "yes" if value else "no"
