"""Ferment on premises licence: customers make beer or wine for themselves (facts 1.3.7, fee table 11 to 19)."""

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Ticks, WholeNumber, Words, YesNo
from licensing.definition import Again, Check, Document, LicenceType, Place, Rule, Sector

from .alcohol import changes, procedures
from .alcohol.earlier import earlier
from .alcohol.papers import PAPERS_OF_THE_APPLICANT
from .alcohol.people import DISCLOSING, MANAGER_RULES, Managers
from .alcohol.premises import Premises
from .alcohol.questions import QUESTION_RULES, Questions
from .business.applicant import HOLDER, Applicant
from .business.associates import ASSOCIATE_RULES, CONTROL, OWNERSHIP_CHART, Associates
from .business.changes import address
from .business.terms import Validity, by_term, flat, free, term


class Centre(Step):
    title = _("The centre")
    made_here = Ticks(
        _("What will customers make?"),
        choices=[("beer", _("Beer")), ("wine", _("Wine")), ("cider", _("Cider")), ("other", _("Another drink"))],
    )
    carboys = WholeNumber(_("How many carboys can the centre hold?"), min_value=1, max_value=100_000)
    sales_tax_number = Words(_("Sales tax registration number"), max_length=20, autocomplete="off", width=20)
    sales_tax_same_name = YesNo(_("Is that registration under the same name as this application?"))
    sells_liquor = YesNo(
        _("Will the centre sell liquor, keep it for sale, exchange it or give it away?"),
        help_text=_("Customers make their own, start it themselves and take all of it away."),
    )


def conditions(a):
    yield _("The centre neither sells liquor, nor keeps it for sale, nor exchanges it, nor gives it away.")
    yield _("The customer starts the fermentation in person, and takes away all that was made.")
    yield _("The licence, with its conditions, is posted in a conspicuous place on the premises.")


INSPECTION = Check("final-inspection", _("Final inspection of the premises"))
fee = by_term("ferment-on-premises")

ferment_on_premises = LicenceType(
    code="ferment-on-premises",
    sector=Sector.ALCOHOL,
    name=_("Ferment on premises licence"),
    summary=_("Run a centre where customers make beer or wine for themselves."),
    edition="2026-11",
    prefix="FOP",
    steps=[Applicant, Associates, Premises, Managers, Centre, Questions, Validity],
    documents=[
        procedures.SIGNATURE,
        Document("floor-plan", _("Floor plan of the centre")),
        *PAPERS_OF_THE_APPLICANT,
        OWNERSHIP_CHART,
    ],
    rules=[
        *ASSOCIATE_RULES,
        *MANAGER_RULES,
        Rule(
            question="sales_tax_same_name",
            needs=("sales_tax_same_name",),
            holds=lambda a, on: a.sales_tax_same_name,
            message=_("Register for the sales tax under the name on this application first."),
        ),
        Rule(
            question="sells_liquor",
            needs=("sells_liquor",),
            holds=lambda a, on: not a.sells_liquor,
            message=_("A ferment on premises centre never sells, exchanges or gives liquor."),
        ),
        *QUESTION_RULES,
    ],
    fee=fee,
    checks=[CONTROL, INSPECTION],
    holder=HOLDER,
    municipality="premises_city",
    place=Place(["premises_name", "operating_name"], "premises_street", "premises_postal_code"),
    term=term,
    conditions=conditions,
    public_facts=(
        "operating_name", "premises_name", "premises_street", "premises_city", "premises_postal_code", "made_here",
        "term_years",
    ),
    again=Again(label=_("Renew"), procedure="renewal"),
    disclosing=DISCLOSING,
    earlier=earlier,
    procedures=[
        procedures.renewal(fee=fee, checks=[CONTROL]),
        procedures.transfer(fee=flat("ferment-on-premises-transfer", _("Transfer")), checks=[CONTROL]),
        changes.temporary_transfer(fee=flat("ferment-temporary-transfer", _("Temporary transfer"))),
        address(),
        changes.name(fee=flat("ferment-on-premises-name", _("Change of name")), steps=[Premises]),
        changes.legal_entity(fee=flat("ferment-on-premises-legal-entity", _("Change of the legal entity"))),
        changes.shares(fee=flat("ferment-on-premises-shares", _("Transfer of shares"))),
        changes.structure(),
        changes.managers(),
        changes.location(
            fee=free, steps=[Premises], documents=[Document("floor-plan", _("Floor plan of the centre"))]
        ),
        changes.conditions(),
        procedures.surrender(),
    ],
)  # fmt: skip
