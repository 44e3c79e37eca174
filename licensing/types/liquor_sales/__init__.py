"""Liquor sales licence: sell and serve liquor for consumption on the premises (facts 1.3.1; guide of seed 001)."""

from django.utils.translation import gettext_lazy as _

from licensing.definition import Again, LicenceType, Place, Rule, Sector

from ..alcohol import changes as shared
from ..alcohol import procedures
from ..alcohol.earlier import earlier
from ..alcohol.notice import NEW_LICENCE, OTHER_PLACE
from ..alcohol.people import DISCLOSING, MANAGER_RULES
from ..alcohol.premises import LicensedAreas, Premises, areas_have_names_of_their_own
from ..alcohol.questions import QUESTION_RULES
from ..business.applicant import HOLDER
from ..business.associates import ASSOCIATE_RULES, CONTROL
from ..business.changes import address
from ..business.terms import by_term, flat, term
from . import changes
from .papers import AGENCY_LETTERS, CHECKS, DOCUMENTS, PLANS
from .steps import STEPS, Endorsement, LicenceClass

fee_of_the_term = by_term("liquor-sales")


def fee(purpose, a, rate):
    """By the term; a golf course pays for its endorsement too (facts 1.3.3)."""
    golf = changes.golf_line(rate) if Endorsement.GOLF in (a.endorsements or []) else []
    return [*fee_of_the_term(purpose, a, rate), *golf]


def conditions(a):
    yield _("The licence, with its conditions, is posted in a conspicuous place on the premises.")
    yield _("No more people are admitted to a licensed area than its capacity.")
    yield _("Everyone who serves, sells or handles liquor holds a valid Smart Serve certificate.")
    if a.licence_class == LicenceClass.TIED_HOUSE:
        yield _("The licence is used at the production site of the manufacturer, mainly to promote what it makes.")


def is_open_to_somebody(a, on):
    return a.open_to != "nobody"


def no_residence_but_a_guest_house(a, on):
    return not a.in_residence or a.bed_and_breakfast


def zoning_was_checked(a, on):
    return a.zoning_allows


AREA_RULES = [
    Rule(
        question="licensed_areas",
        needs=("licensed_areas",),
        holds=areas_have_names_of_their_own,
        message=_("Two areas have the same name: give each its own, as on the floor plans."),
    ),
]
RULES = [
    Rule(
        question="open_to",
        needs=("open_to",),
        holds=is_open_to_somebody,
        message=_("The premises must be open to the public, or to the members of a private group."),
    ),
    Rule(
        question="in_residence",
        needs=("in_residence",),
        holds=no_residence_but_a_guest_house,
        message=_("A private residence cannot be licensed, unless it is a bed and breakfast."),
    ),
    Rule(
        question="zoning_allows",
        needs=("zoning_allows",),
        holds=zoning_was_checked,
        message=_("Check the zoning with the municipality first: the fee is not refunded if it forbids the business."),
        warning=True,
    ),
    *ASSOCIATE_RULES,
    *MANAGER_RULES,
    *AREA_RULES,
    *QUESTION_RULES,
]

liquor_sales = LicenceType(
    code="liquor-sales",
    sector=Sector.ALCOHOL,
    name=_("Liquor sales licence"),
    summary=_("Sell and serve liquor for consumption on the premises: a bar, a restaurant, a club, a hall."),
    edition="2026-11",
    decided_within=84,  # “10 to 12 weeks”, says an older page of the regulator
    prefix="LSL",
    steps=STEPS,
    documents=DOCUMENTS,
    rules=RULES,
    fee=fee,
    checks=CHECKS,
    notice=NEW_LICENCE,
    holder=HOLDER,
    municipality="premises_city",
    place=Place(["premises_name", "operating_name"], "premises_street", "premises_postal_code"),
    term=term,
    conditions=conditions,
    public_facts=(
        "licence_class", "operating_name", "premises_name", "premises_type", "premises_street", "premises_city",
        "premises_postal_code", "area_name", "area_place", "area_floor", "area_capacity", "total_capacity",
        "endorsements", "term_years",
    ),
    again=Again(label=_("Renew"), procedure="renewal"),
    disclosing=DISCLOSING,
    earlier=earlier,
    procedures=[
        procedures.renewal(fee=fee_of_the_term, checks=[CONTROL]),
        procedures.transfer(fee=flat("liquor-sales-transfer", _("Transfer")), checks=[CONTROL]),
        address(),
        shared.name(fee=flat("liquor-sales-name", _("Change of name")), steps=[Premises]),
        shared.legal_entity(fee=flat("liquor-sales-legal-entity", _("Change of the legal entity"))),
        shared.shares(fee=flat("liquor-sales-shares", _("Transfer of shares"))),
        shared.structure(),
        shared.managers(),
        shared.location(
            fee=flat("liquor-sales-location", _("Move to another location")),
            steps=[Premises, LicensedAreas],
            documents=[PLANS, *AGENCY_LETTERS],
            rules=AREA_RULES,
            notice=OTHER_PLACE,
        ),
        changes.areas(rules=AREA_RULES),
        changes.extension(),
        changes.endorsements(),
        shared.temporary_transfer(fee=flat("liquor-sales-temporary-transfer", _("Temporary transfer"))),
        shared.conditions(),
        procedures.surrender(),
    ],
)  # fmt: skip
