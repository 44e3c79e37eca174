"""Cannabis retail manager licence: a person who manages stores of others, five at most (facts 4.3)."""

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from icajo.calendar import anniversary
from icajo.journey import Step
from icajo.journey.fields import (
    Choice,
    Day,
    Email,
    LongText,
    Phone,
    PostalCode,
    Tick,
    Words,
    YesNo,
    only_if,
)
from licensing.definition import Again, Document, LicenceType, Rule, Sector
from licensing.holder import Holder

from ..business.changes import change
from ..business.terms import free
from .changes import conditions, renewal, surrender
from .questions import WAIT_RULE
from .terms import first_fee, first_term

RATES = "cannabis-manager"
NINETEEN = 19


class Applicant(Step):
    title = _("Applicant")
    intro = _("The licence is yours as a person: it goes with you from one store to another.")
    from_profile = {"legal_name": "full_name", "contact_email": "email", "contact_phone": "phone"}
    kind = Choice(_("Who applies?"), choices=[(Kind.INDIVIDUAL, _("I apply for myself, as a person"))])
    use_my_information = Tick(
        _("Use my information"), required=False, help_text=_("Copies your profile into the empty boxes below.")
    )
    legal_name = Words(_("Full legal name"), max_length=200, autocomplete="name")
    born_on = Day(_("Date of birth"), birthday=True)
    contact_email = Email(_("Your e-mail address"))
    contact_phone = Phone(_("Your telephone"))
    mailing_street = Words(_("Mailing address: number and street"), max_length=200, autocomplete="address-line1")
    mailing_city = Words(_("Mailing address: municipality"), max_length=100, autocomplete="address-level2")
    mailing_postal_code = PostalCode(_("Mailing address: postal code"), city="mailing_city")


class Work(Step):
    title = _("Work and training")
    employer = Words(_("Operator whose store you will manage, if you know it"), max_length=200, required=False)
    trained = YesNo(
        _("Have you completed the approved training (CannSell)?"),
        help_text=_("It has to be completed before your first shift, not before the licence."),
    )
    duties = LongText(_("What will you do at the store?"), max_length=1000, required=False)


class Questions(Step):
    title = _("Questions about you")
    cannabis_offences = YesNo(
        _(
            "Have you been charged with or convicted of an offence under the Cannabis Licence Act, 2018, the Cannabis "
            "Control Act, 2017 or the Cannabis Act (Canada)?"
        )
    )
    cannabis_offences_details = only_if(
        "cannabis_offences", LongText(_("Which offence, when, and what came of it?"), max_length=2000)
    )
    other_offences = YesNo(_("Have you been found guilty of another offence, or is a charge pending?"))
    other_offences_details = only_if(
        "other_offences", LongText(_("Which offence, when, where, and what was decided?"), max_length=2000)
    )
    criminal_ties = YesNo(_("Are you or were you a member of a criminal organization, or involved in one?"))
    criminal_ties_details = only_if("criminal_ties", LongText(_("Which organization, and when?"), max_length=2000))
    refused_or_revoked = YesNo(
        _("Was a cannabis licence or authorization refused to you or revoked?"),
        help_text=_("A new application is possible two years later."),
    )
    refused_on = only_if("refused_or_revoked", Day(_("Day of the refusal or revocation")))
    taxes_attested = Tick(_("I attest that every tax return is filed and that no tax, penalty or interest is owed"))


def is_of_age(a, on):
    return anniversary(a.born_on, NINETEEN) <= on


class Leaving(Step):
    title = _("End of the licence")
    intro = _("The licence ends for good on the day that you choose. It cannot be renewed afterwards.")
    closing_on = Day(_("Last day of validity"), help_text=_("Today or later."))
    closing_is_final = Tick(_("I understand that I may manage no store from the next day on"))


def conditions_of_the_licence(a):
    yield _("The holder manages five stores at most at the same time.")
    yield _("The holder completes the approved training before the first shift.")


RULES = [
    Rule(
        question="born_on",
        needs=("born_on",),
        holds=is_of_age,
        message=_("A manager of a cannabis store is 19 or older."),
    ),
    Rule(
        question="cannabis_offences",
        needs=("cannabis_offences",),
        holds=lambda a, on: not a.cannabis_offences,
        message=_("The registrar may have to refuse because of such an offence, and the fee is not refunded."),
        warning=True,
    ),
    WAIT_RULE,
]
CERTIFICATE = Document(
    "training",
    _("Certificate of the approved training"),
    when=lambda a: bool(a.trained),
    why=_("required because you completed the training"),
)

manager = LicenceType(
    code="cannabis-manager",
    sector=Sector.CANNABIS,
    name=_("Cannabis retail manager licence"),
    summary=_("Manage cannabis stores of an operator: supervise and hire, buy and sell, make contracts."),
    edition="2026-11",
    prefix="CRML",
    steps=[Applicant, Work, Questions],
    documents=[Document("identity", _("Government-issued identity document with a photo")), CERTIFICATE],
    rules=RULES,
    fee=first_fee(RATES),
    holder=Holder(),
    municipality="mailing_city",
    term=first_term,
    conditions=conditions_of_the_licence,
    public_facts=("trained",),
    again=Again(label=_("Renew"), procedure="renewal"),
    procedures=[
        renewal(rates=RATES, steps=[Applicant, Work, Questions], documents=[CERTIFICATE], rules=RULES),
        change(
            code="address",
            label=_("Name or address"),
            summary=_("Your name, address, telephone or e-mail. No fee."),
            steps=[Applicant],
            rules=RULES[:1],
            fee=free,
        ),
        conditions(),
        surrender(
            steps=[Leaving],
            summary=_("You give the licence back, because you manage no store any more. No fee."),
        ),
    ],
)
