"""Cannabis retail operator licence: who may hold stores (facts 4.2)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from icajo.journey import Step
from icajo.journey.fields import Day, LongText, Tick, Words, YesNo
from licensing.definition import Again, Document, LicenceType, Place, Sector

from ..business.applicant import HOLDER, Applicant
from ..business.associates import CONTROL, OWNERSHIP_CHART
from ..business.changes import address, change
from ..business.earlier import in_ownership
from ..business.terms import free
from .agreements import COPIES, Agreements
from .changes import agreements, conditions, renewal, surrender
from .people import DISCLOSING, OWNERS_RULE, RULES_OF_THE_LIST, Associates
from .questions import QUESTION_RULES, Questions
from .terms import first_fee, first_term

RATES = "cannabis-operator"


class Business(Step):
    title = _("The business")
    is_new_entity = YesNo(
        _("Was the applicant founded less than a year ago?"),
        help_text=_("A new entity gives an opening balance sheet instead of financial statements."),
    )
    brand = Words(_("Name under which the stores will trade, if you know it"), max_length=200, required=False)
    stores_planned = LongText(
        _("Where do you plan stores?"),
        max_length=1000,
        required=False,
        help_text=_("Each store needs an authorization of its own. You may ask for it once this application is sent."),
    )


def conditions_of_the_licence(a):
    yield _("Cannabis is sold in stores that are authorized, and nowhere else.")
    yield _("The registrar is told of every change of directors, officers, shareholders and agreements.")


def earlier(licence, on: date) -> dict:
    """What the earlier system knew: the people, the first of whom is asked to be reached."""
    organization = licence.organization
    roles = list(organization.roles.in_force(on).select_related("person").order_by("person_id", "pk"))
    return {"associates": in_ownership(roles, organization.language)}


def stores_that_remain(licence, on: date):
    """Why the licence cannot be given back yet."""
    stores = licence.relied_on_by.filter(licence__ended_as="", licence__expires_on__gte=on)
    return _("A store stands on this licence: close it or transfer it first.") if stores.exists() else ""


class PeopleChange(Step):
    title = _("Change of directors, officers or shareholders")
    people_from = Day(_("In effect since, or from"))
    people_explained = LongText(_("Who joins, who leaves, or whose shares change?"), max_length=2000)


class Closing(Step):
    title = _("End of the licence")
    intro = _("The licence ends for good on the day that you choose. It cannot be renewed afterwards.")
    closing_on = Day(_("Last day of validity"), help_text=_("Today or later."))
    closing_why = LongText(_("Why?"), max_length=1000)
    closing_is_final = Tick(
        _("I understand that no store may be opened or run under this licence from the next day on")
    )


DOCUMENTS = [
    Document(
        "articles",
        _("Articles of incorporation and by-laws"),
        when=lambda a: a.kind in (Kind.CORPORATION, Kind.NON_PROFIT),
        why=_("required because the applicant is incorporated"),
    ),
    Document(
        "shareholders-agreement",
        _("Shareholders’ agreement, or a statement that there is none"),
        when=lambda a: a.kind == Kind.CORPORATION,
        why=_("required because the applicant is a corporation"),
    ),
    Document(
        "partnership-agreement",
        _("Partnership agreement; of a limited partnership, its declaration too"),
        when=lambda a: a.kind in (Kind.PARTNERSHIP, Kind.LIMITED_PARTNERSHIP),
        why=_("required because the applicant is a partnership"),
    ),
    Document(
        "trust-agreement",
        _("Trust agreement"),
        when=lambda a: a.kind == Kind.ESTATE_TRUST,
        why=_("required because the applicant is a trust"),
    ),
    Document(
        "financial-statements",
        _("Financial statements of the last year"),
        when=lambda a: a.is_new_entity is False,
        why=_("required because the applicant is not new"),
    ),
    Document(
        "opening-balance-sheet",
        _("Opening balance sheet"),
        when=lambda a: bool(a.is_new_entity),
        why=_("required because the applicant is new"),
    ),
    OWNERSHIP_CHART,
    COPIES,
]
RULES = [*RULES_OF_THE_LIST, OWNERS_RULE, *QUESTION_RULES]

operator = LicenceType(
    code="cannabis-operator",
    sector=Sector.CANNABIS,
    name=_("Cannabis retail operator licence"),
    summary=_("Hold cannabis stores. Each store then needs an authorization of its own."),
    edition="2026-11",
    prefix="CROL",
    steps=[Applicant, Associates, Business, Agreements, Questions],
    documents=DOCUMENTS,
    rules=RULES,
    fee=first_fee(RATES),
    checks=[CONTROL],
    holder=HOLDER,
    municipality="mailing_city",
    place=Place(["operating_name"]),
    term=first_term,
    conditions=conditions_of_the_licence,
    public_facts=("operating_name", "mailing_city"),
    again=Again(label=_("Renew"), procedure="renewal"),
    disclosing=DISCLOSING,
    earlier=earlier,
    procedures=[
        renewal(
            rates=RATES,
            steps=[Applicant, Associates, Agreements, Questions],
            documents=[OWNERSHIP_CHART, COPIES],
            rules=RULES,
            checks=[CONTROL],
            disclosed=True,
        ),
        address(),
        change(
            code="people",
            label=_("Directors, officers or shareholders"),
            summary=_("Somebody joins or leaves, or shares change hands. Another legal entity applies anew. No fee."),
            steps=[PeopleChange, Associates],
            documents=[Document("resolution", _("Resolution or extract of the corporate register")), OWNERSHIP_CHART],
            rules=RULES_OF_THE_LIST,
            fee=free,
        ),
        agreements(),
        conditions(),
        surrender(
            steps=[Closing],
            summary=_("You give the licence back, once none of your stores is open. No fee."),
            refused=stores_that_remain,
        ),
    ],
)
