"""What must be true of a raffle (facts 1.4, R1 to R19).  Money is compared to the cent, nothing is rounded up."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from icajo.words import long_date, money
from licensing.definition import Rule

from .steps import Draw, Where, count_is_known, has_listed_prizes

LOCAL_LIMIT = Decimal(50_000)  # above it only the regulator issues (facts 1.1)
CREDIT_LETTER_FROM = Decimal(10_000)
PROOF_OF_VALUE_FROM = Decimal(500)
NOTICE_DAYS, NEW_ORGANIZATION_NOTICE_DAYS = 30, 45

FOR_UNITED_WAY = {
    Kind.ASSOCIATION, Kind.CORPORATION, Kind.PARTNERSHIP, Kind.LIMITED_PARTNERSHIP, Kind.SOLE_PROPRIETORSHIP,
    Kind.FEDERAL_GOVERNMENT, Kind.MUNICIPALITY, Kind.PROVINCIAL_GOVERNMENT, Kind.AGRICULTURAL_SOCIETY,
    Kind.ESTATE_TRUST, Kind.FIRST_NATION, Kind.NON_PROFIT, Kind.RELIGIOUS, Kind.COMMUNITY_GROUP,
}  # fmt: skip
FOR_OTHERS = {
    Kind.ASSOCIATION, Kind.FIRST_NATION, Kind.NON_PROFIT, Kind.RELIGIOUS, Kind.AGRICULTURAL_SOCIETY,
    Kind.COMMUNITY_GROUP, Kind.INDIVIDUAL,
}  # fmt: skip


def value_of_tickets(a):
    """At the price of a single ticket, the strictest reading (facts 1.4)."""
    return a.ticket_price * a.tickets_printed


def is_new_organization(a):
    """A file number instead of an eligibility number: the organization is still being looked at (facts C2)."""
    return bool(a.eligibility_number) and a.eligibility_number.strip().isdigit()


def is_ours(a, on=None):
    """Is the regulator competent, rather than the municipality or First Nation?  (facts 1.1)"""
    elsewhere = {Where.CROWN_LAND, Where.UNORGANIZED, Where.FIRST_NATION_WITHOUT}
    particular = a.electronic or a.for_united_way or a.in_conjunction or a.where in elsewhere
    return particular or a.total_prize_value > LOCAL_LIMIT


def kind_is_allowed(a, on):
    return a.kind in (FOR_UNITED_WAY if a.for_united_way else FOR_OTHERS)


def eligibility_is_a_number(a, on):
    number = a.eligibility_number.replace(" ", "").replace("-", "").upper()
    digits = number.removeprefix("CGE")
    return digits.isdigit() and (6 <= len(digits) <= 8)


def members_are_two_people(a, on):
    emails = {(m.member_email or "").casefold() for m in a.responsible_members}
    return len(emails) == len(a.responsible_members)


def members_are_adults(a, on):
    return all(m.member_is_adult for m in a.responsible_members if m.member_is_adult is not None)


def prizes_are_a_fifth_of_tickets(a, on):
    """R1, R3: the base is the tickets issued; percentage raffles are judged on their shares (R6)."""
    return not count_is_known(a) or a.total_prize_value * 5 >= value_of_tickets(a)


def early_birds_are_a_twentieth(a, on):
    """R2: tickets sold are not known yet, so the base is every ticket issued (facts C15)."""
    return a.early_bird_value * 20 <= value_of_tickets(a)


def paper_fifty_fifty_pays_half(a, on):
    """R7: at most half of the value of the tickets."""
    paper = a.draw == Draw.FIFTY_FIFTY and not a.electronic
    return not paper or a.total_prize_value * 2 <= value_of_tickets(a)


def winner_gets_half(a, on):
    return a.winner_share == 50


def ace_is_split(a, on):
    return (a.ace_winner_share, a.ace_jackpot_share, a.ace_charity_share) == (20, 30, 50)


def prizes_add_up(a, on):
    listed = sum(p.prize_value * p.prize_quantity for p in a.prizes if p.prize_value and p.prize_quantity)
    if a.draw == Draw.FIFTY_FIFTY:  # the main prize is a share of the sales: the list holds only what is added to it
        return listed <= a.total_prize_value
    return not has_listed_prizes(a) or listed == a.total_prize_value


def listed_total(a, on):
    listed = sum(p.prize_value * p.prize_quantity for p in a.prizes if p.prize_value and p.prize_quantity)
    return {"listed": money(listed), "total": money(a.total_prize_value)}


def earliest_start(on, days=NOTICE_DAYS):
    return on + timedelta(days=days)


def asked_thirty_days_ahead(a, on):
    return a.starts_on >= earliest_start(on)


def new_organizations_ask_earlier(a, on):
    return not is_new_organization(a) or a.starts_on >= earliest_start(on, NEW_ORGANIZATION_NOTICE_DAYS)


def ends_after_it_starts(a, on):
    return a.ends_on >= a.starts_on


def draws_are_within(a, on):
    return all(a.starts_on <= d.draw_date <= a.ends_on for d in a.draws if d.draw_date)


PRICED = ("draw", "electronic", "ticket_price", "tickets_printed", "total_prize_value")

DATES = [  # of a new licence, and of one whose draws move
    Rule(
        question="ends_on",
        needs=("starts_on", "ends_on"),
        holds=ends_after_it_starts,
        message=_("The last draw cannot be before the first day of sales."),
    ),
    Rule(
        question="draws",
        needs=("starts_on", "ends_on", "draws"),
        holds=draws_are_within,
        message=_("Every draw must be between the first day of sales and the day of the last draw."),
    ),
]
RULES = [
    Rule(
        question="kind",
        needs=("kind", "for_united_way"),
        holds=kind_is_allowed,
        message=_(
            "This legal type cannot hold a raffle licence unless it is a workplace "
            "raising funds for United Way or Federated Health."
        ),
    ),
    Rule(
        question="eligibility_number",
        needs=("eligibility_number",),
        holds=eligibility_is_a_number,
        message=_("Enter an eligibility number such as CGE123456, or the 6 to 8 digits of the file number."),
    ),
    Rule(
        question="responsible_members",
        needs=("responsible_members",),
        holds=members_are_two_people,
        message=_("Each designated member must have an e-mail address of their own."),
    ),
    Rule(
        question="responsible_members",
        needs=("responsible_members",),
        holds=members_are_adults,
        message=_("Every designated member must be 18 or older and a bona fide member."),
    ),
    Rule(
        question="starts_on",
        needs=("starts_on",),
        holds=asked_thirty_days_ahead,
        message=_("Ticket sales can start on %(earliest)s at the earliest: apply at least 30 days before."),
        values=lambda a, on: {"earliest": long_date(earliest_start(on))},
    ),
    Rule(
        question="starts_on",
        needs=("starts_on", "eligibility_number"),
        holds=new_organizations_ask_earlier,
        message=_(
            "Your eligibility is still being looked at: new organizations should allow 45 days, until %(earliest)s."
        ),
        values=lambda a, on: {"earliest": long_date(earliest_start(on, NEW_ORGANIZATION_NOTICE_DAYS))},
        warning=True,
    ),
    Rule(
        question="total_prize_value",
        needs=("electronic", "for_united_way", "in_conjunction", "where", "total_prize_value"),
        holds=is_ours,
        message=_(
            "Your municipality or First Nation issues this licence: "
            "the prizes are worth $50,000 or less and nothing else makes it ours."
        ),
        explained="licensing/elsewhere/raffle",
    ),
    Rule(
        question="total_prize_value",
        needs=PRICED,
        holds=prizes_are_a_fifth_of_tickets,
        message=_("The prizes must be worth at least 20%% of all tickets issued: %(least)s or more."),
        values=lambda a, on: {"least": money(value_of_tickets(a) / 5)},
    ),
    Rule(
        question="total_prize_value",
        needs=PRICED,
        holds=paper_fifty_fifty_pays_half,
        message=_("A paper 50/50 pays half of the sales: the prize cannot be more than %(most)s."),
        values=lambda a, on: {"most": money(value_of_tickets(a) / 2)},
    ),
    Rule(
        question="winner_share",
        needs=("winner_share",),
        holds=winner_gets_half,
        message=_("The winner of a 50/50 receives exactly 50%% of the sales."),
    ),
    Rule(
        question="ace_winner_share",
        needs=("ace_winner_share", "ace_jackpot_share", "ace_charity_share"),
        holds=ace_is_split,
        message=_("Catch the Ace is split 20%% to the winner, 30%% to the jackpot and 50%% to your organization."),
    ),
    Rule(
        question="early_bird_value",
        needs=("early_bird_value", "ticket_price", "tickets_printed"),
        holds=early_birds_are_a_twentieth,
        message=_("Early-bird prizes cannot be worth more than 5%% of the tickets: %(most)s."),
        values=lambda a, on: {"most": money(value_of_tickets(a) / 20)},
    ),
    Rule(
        question="prizes",
        needs=("draw", "electronic", "total_prize_value", "prizes"),
        holds=prizes_add_up,
        message=_("The prizes on the list are worth %(listed)s in all, but the total that you gave is %(total)s."),
        values=listed_total,
    ),
    *DATES,
]
