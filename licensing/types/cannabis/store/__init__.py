"""Cannabis retail store authorization: one store at one place, of an operator (facts 4.4 to 4.10; seed 003)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from licensing.definition import Again, FeeLine, LicenceType, Place, Screening, Sector, Site
from licensing.notice_rule import NoticeRule, Trigger

from ...business.applicant import HOLDER, Applicant
from ...business.changes import address
from ...business.terms import by_term
from ..agreements import COPIES, Agreements
from ..changes import agreements, conditions, renewal
from ..terms import first_fee, first_term
from . import changes, numbers, rules
from .inspection import INSPECTION
from .papers import CHECKS, DOCUMENTS, IN_PERSON
from .steps import (
    STEPS,
    BandCouncil,
    BeforeYouApply,
    Building,
    Managers,
    Operator,
    Premises,
    Questions,
    Tenure,
    not_on_reserve,
    on_reserve,
)

RATES = "cannabis-store"


def unless_on_a_reserve(fee):
    """A store on a First Nations reserve pays nothing, and is sent without payment."""

    def or_nothing(purpose, a, rate):
        if on_reserve(a):
            return [FeeLine(_("Store on a First Nations reserve: exempt from the fee"), Decimal("0.00"), "")]
        return fee(purpose, a, rate)

    return or_nothing


def may_apply(a, register) -> bool:
    """An operator licence held or applied for, a place to have it, and a municipality that lets it open."""
    return bool(
        a.operator_number
        and rules.operator_is_theirs(a, None, register)
        and a.tenure != Tenure.NONE
        and rules.municipality_allows(a, None, register)
    )


def conditions_of_the_authorization(a):
    yield _(
        "The authorization is displayed where customers see it, and the seal near the entrance, seen from outside."
    )
    yield _("Cannabis bought from the Ontario Cannabis Retail Corporation is sold, in its packaging, and no other.")
    yield _("Nobody under 19 works in the store or is let in.")


def earlier(licence, on) -> dict:
    """What the earlier system knew of the store: its place, without coordinates."""
    place = licence.premises
    if place is None:
        return {}
    return {
        "premises": {
            "premises_name": place.name,
            "premises_street": place.street,
            "premises_city": place.city,
            "premises_postal_code": place.postal_code,
        }
    }


store = LicenceType(
    code="cannabis-store",
    sector=Sector.CANNABIS,
    name=_("Cannabis retail store authorization"),
    summary=_("Open one store at one place, under an operator licence held or applied for."),
    edition="2026-11",
    prefix="CRSA",
    screening=Screening(
        questions=BeforeYouApply,
        ours=may_apply,
        explained=rules.ELSEWHERE,
        title=_("You cannot apply for this store yet"),
    ),
    steps=STEPS,
    documents=DOCUMENTS,
    rules=rules.RULES,
    to_approve=rules.TO_APPROVE,
    fee=unless_on_a_reserve(first_fee(RATES)),
    checks=CHECKS,
    notice=NoticeRule(
        shortest=15,
        longest=15,
        usual=15,
        triggers=[
            Trigger(
                "new-store",
                _("a cannabis store is to open at this address"),
                lambda a, before: not_on_reserve(a),
            )
        ],
        premises="premises_name",
        street="premises_street",
        municipality="premises_city",
        postal_code="premises_postal_code",
        facts=("premises_name", "premises_unit", "opening_planned_on"),
        on_placard=("premises_unit",),
        placard="placards/cannabis",
        grounds=[
            ("health", _("Public health and safety")),
            ("youth", _("Protecting youth and restricting their access to cannabis")),
            ("illicit", _("Preventing illicit activities in relation to cannabis")),
        ],
        anonymous=True,
    ),
    inspection=INSPECTION,
    holder=HOLDER,
    municipality="premises_city",
    place=Place(["premises_name"], "premises_street", "premises_postal_code"),
    site=Site("latitude", "longitude", measured=not_on_reserve),
    term=first_term,
    conditions=conditions_of_the_authorization,
    public_facts=(
        "premises_name", "premises_street", "premises_unit", "premises_city", "premises_postal_code", "website",
    ),
    again=Again(label=_("Renew"), procedure="renewal"),
    earlier=earlier,
    relies_on=numbers.relied_on,
    applies_as=lambda a: a.operator_number or "",
    opens=True,
    seal="seals/cannabis",
    recourse="judicial-review",
    in_public=True,
    procedures=[
        renewal(
            rates=RATES,
            fee=unless_on_a_reserve(by_term(RATES)),
            steps=[Operator, Applicant, Premises, BandCouncil, Building, Managers, Agreements, Questions],
            documents=[COPIES],
            rules=rules.RULES,
            to_approve=[rules.GRANTED_OPERATOR, *rules.STAFFED],
            checks=[IN_PERSON],
        ),
        changes.managers(),
        agreements(),
        address(),
        conditions(),
        changes.transfer(),
        changes.closing(),
    ],
)  # fmt: skip

__all__ = ["store"]
