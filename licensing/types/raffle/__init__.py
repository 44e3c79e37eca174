"""Raffle licence: a charity sells tickets and draws prizes (Order in Council 208/2024; facts section 1)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from licensing.definition import Check, Document, FeeLine, LicenceType, Place, Screening, Sector, Term, cents
from licensing.due import after_each, after_the_last

from .again import AGAIN
from .holder import HOLDER
from .moving import change_draws
from .report import REPORT, report
from .rules import CREDIT_LETTER_FROM, LOCAL_LIMIT, PROOF_OF_VALUE_FROM, RULES, is_ours
from .steps import STEPS, Authority, Draw

REPORT_DAYS = 30  # after the last draw (facts 3.2)
ACE_DRAWS, ACE_DAYS = 4, 7  # Catch the Ace: within so many days of each fourth draw, with the fee


def needs_credit_letter(a):
    """Asked for 50/50 draws only, as the guide says (facts C1)."""
    return a.draw == Draw.FIFTY_FIFTY and (a.total_prize_value or 0) >= CREDIT_LETTER_FROM


def has_valuable_prizes(a):
    """Counting how many there are of each (facts C3)."""
    worth = [(p.prize_value or 0) * (p.prize_quantity or 0) for p in a.prizes or [] if p.prize_is_cash is False]
    return any(value >= PROOF_OF_VALUE_FROM for value in worth)


def is_large_catch_the_ace(a):
    return a.draw == Draw.CATCH_THE_ACE and (a.total_prize_value or 0) > LOCAL_LIMIT


def fee(purpose, a, rate):
    """1% of the prizes of a raffle held alone above $50,000, else 3%; Catch the Ace pays later (facts 1.6)."""
    if a.draw == Draw.CATCH_THE_ACE:
        return [FeeLine(_("Catch the Ace: the fee is paid with each report, nothing is due now"), Decimal(0), "")]
    alone_and_large = a.total_prize_value > LOCAL_LIMIT and not a.in_conjunction
    code = "raffle-large" if alone_and_large else "raffle-other"
    label = (
        _("1% of the prizes: a raffle held alone, with more than $50,000 in prizes")
        if alone_and_large
        else _("3% of the prizes: any other raffle licensed by us")
    )
    return [FeeLine(label, cents(a.total_prize_value * rate(code)), code)]


def term(a, on):
    """Valid from the first day of sales to the last draw."""
    return Term(a.starts_on, a.ends_on)


def obligations(a, term):
    """One report after the last draw of the term; Catch the Ace reports on every fourth, and on those left over."""
    listed = {one.draw_date for one in a.draws or [] if one.draw_date}
    draws = {day for day in listed | {a.ends_on} if term.starts_on <= day <= term.expires_on}
    if a.draw == Draw.CATCH_THE_ACE:
        return list(after_each(ACE_DRAWS, draws & listed, ACE_DAYS, procedure=REPORT))
    return list(after_the_last(draws, REPORT_DAYS, procedure=REPORT, since=term.starts_on))


def conditions(a):
    yield _("Tickets are neither advertised nor sold before the licence is issued.")
    yield _("Only people aged 18 or older who are in Ontario may buy a ticket; sellers must be in Ontario too.")
    if a.early_bird:
        yield _("Early-bird tickets take part in the main draw.")
    if needs_credit_letter(a):
        yield _("The letter of credit stays valid for 45 days after the licence ends.")


raffle = LicenceType(
    code="raffle",
    sector=Sector.CHARITABLE_GAMING,
    name=_("Raffle licence"),
    summary=_("Sell tickets and draw prizes to raise funds for a charitable purpose."),
    edition="2026-11",
    decided_within=30,  # the regulator asks for at least as many before the first sale
    prefix="RAF",
    screening=Screening(
        questions=Authority,
        ours=lambda a, register: any(
            [a.above_50_000, a.no_local_authority, a.with_another, a.any_part_electronic, a.united_way_campaign]
        ),
        explained="licensing/elsewhere/raffle",
        title=_("Your municipality or First Nation issues this licence"),
    ),
    steps=STEPS,
    documents=[
        Document("rules", _("Rules of play")),
        Document("ticket", _("Sample ticket")),
        Document("signatures", _("Signature of Principals form"), template="signature-of-principals"),
        Document(
            "retail-value",
            _("Retail value of non-cash prizes over $500"),
            when=has_valuable_prizes,
            why=_("required because a non-cash prize is worth $500 or more"),
        ),
        Document(
            "credit-letter",
            _("Letter of credit"),
            when=needs_credit_letter,
            why=_("required because a 50/50 draw has $10,000 or more in prizes; also mail us the original"),
        ),
        Document(
            "united-way",
            _("Letter of agreement with United Way or Federated Health"),
            when=lambda a: bool(a.for_united_way),
            why=_("required because you raise funds for United Way or Federated Health"),
        ),
        Document(
            "unsold-tickets",
            _("Procedure for unsold tickets"),
            when=lambda a: a.draw == Draw.ELIMINATION,
            why=_("required for an elimination draw"),
        ),
        Document(
            "translation",
            _("Translation of the ticket and advertising"),
            when=lambda a: bool(a.other_language),
            why=_("required because another language is used"),
        ),
        Document(
            "draw-schedule",
            _("Draw schedule and security plan"),
            when=is_large_catch_the_ace,
            why=_("required because Catch the Ace prizes exceed $50,000"),
        ),
        Document(
            "municipal-notice",
            _("Copy of the notice to the municipality"),
            when=is_large_catch_the_ace,
            why=_("required because Catch the Ace prizes exceed $50,000"),
        ),
    ],
    rules=RULES,
    fee=fee,
    checks=[
        Check("credit-letter-original", _("Original letter of credit received by mail"), when=needs_credit_letter)
    ],
    holder=HOLDER,
    municipality="premises_city",
    place=Place(["premises_name"]),
    term=term,
    conditions=conditions,
    obligations=obligations,
    public_facts=(
        "draw",
        "premises_name",
        "starts_on",
        "ends_on",
        "ticket_price",
        "tickets_printed",
        "total_prize_value",
        "draw_date",
        "draw_time",
        "draw_place",
    ),
    again=AGAIN,
    procedures=[report, change_draws],
)

__all__ = ["is_ours", "raffle"]
