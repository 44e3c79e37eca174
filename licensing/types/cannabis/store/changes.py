"""What may be asked about a store’s authorization (facts 4.9)."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Choice, Day, LongText, Tick, Words, only_if
from licensing.definition import Check, Document, Effect, Procedure, Purpose, RegisterRule

from ...business.applicant import Applicant
from ...business.changes import change
from ...business.terms import flat, free
from ..agreements import COPIES, Agreements
from ..changes import surrender
from . import rules
from .numbers import STORE
from .papers import IN_PERSON
from .steps import Managers, Operator, Questions


class ManagersChange(Step):
    title = _("Change of managers")
    managers_from = Day(_("In effect since, or from"))
    managers_explained = LongText(_("Who begins, and who leaves?"), max_length=1000)


def managers() -> Procedure:
    return change(
        code="managers",
        label=_("Managers of the store"),
        summary=_("Add a manager, or take one off the list. No fee."),
        steps=[ManagersChange, Operator, Applicant, Managers],
        rules=[rules.OPERATOR_RULE, *rules.MANAGER_RULES],
        to_approve=rules.STAFFED,
        checks=[IN_PERSON],
        fee=free,
    )


class Sale(Step):
    """What ties whoever takes over to the store; the holder consents on paper."""

    title = _("Transfer of the store")
    intro = _(
        "For an operator who takes over the store and holds an operator licence already. The pages after this one are "
        "about that operator."
    )
    sale_closes_on = Day(_("Closing date of the transfer"))
    sale_holder_consents = Tick(_("The holder of the authorization consents to the transfer, in writing"))


def cannot_be_transferred(licence, on: date):
    if licence.penalties.filter(paid_on=None).exists():
        return _("A monetary penalty is not paid: the authorization cannot be transferred until it is.")
    return ""


def transfer() -> Procedure:
    return Procedure(
        code="transfer",
        purpose=Purpose.TRANSFER,
        effect=Effect.TRANSFER,
        label=_("Transfer to another operator"),
        summary=_("For an operator who takes over the store, for what is left of the term, under a new number."),
        steps=[Sale, Operator, Applicant, Managers, Agreements, Questions],
        blank=[Operator, Applicant, Questions],
        documents=[
            Document("consent", _("Consent to the transfer, signed by the holder")),
            Document("proof-of-sale", _("Proof of the transfer, such as the agreement of sale")),
            Document("tenancy", _("Lease, deed or rental contract of the store")),
            COPIES,
        ],
        rules=[rules.BUYER_RULE, rules.ROOM_RULE, *rules.MANAGER_RULES, *rules.QUESTION_RULES],
        to_approve=[rules.BUYER_RULE, rules.ROOM_RULE, *rules.STAFFED],
        checks=[Check("sale-closed", _("The sale is closed")), IN_PERSON],
        fee=flat("cannabis-store-transfer", _("Transfer")),
        refused=cannot_be_transferred,
    )


class Stock(TextChoices):
    NONE = "none", _("Nothing is left")
    RETURNED = "returned", _("It is returned or destroyed")
    SOLD = "sold", _("It is sold to one other authorized store")


class Closing(Step):
    title = _("Closing the store")
    intro = _("The authorization ends for good on the day that you choose. It cannot be renewed afterwards.")
    closing_on = Day(_("Last day of the authorization"), help_text=_("Today or later."))
    closing_why = LongText(_("Why?"), max_length=1000)
    closing_stock = Choice(
        _("What becomes of the cannabis that is left?"),
        choices=Stock.choices,
        hints={
            "sold": _("To one only, if neither store is suspended and no proposal to suspend or revoke is made."),
        },
    )
    closing_buyer = only_if(
        "closing_stock",
        Words(_("Number of the authorization of that store"), max_length=30, autocomplete="off", width=20),
        equals=Stock.SOLD,
    )
    closing_is_final = Tick(_("I understand that nothing may be sold in this store from the next day on"))


def stock_goes_to_a_store(a, on, register):
    known = register.numbered(a.closing_buyer)
    return known is not None and known.type_code == STORE and known.is_granted


STOCK_RULE = RegisterRule(
    question="closing_buyer",
    needs=("closing_buyer",),
    holds=stock_goes_to_a_store,
    message=_("No authorization of a store that is in force has this number: the stock goes to one of those only."),
)


def closing() -> Procedure:
    return surrender(
        steps=[Closing],
        summary=_("The store closes: you give the authorization back and say what becomes of the stock. No fee."),
        rules=[STOCK_RULE],
        checks=[
            Check(
                "stock-sold",
                _("Neither store is suspended, and no proposal to suspend or revoke is out"),
                when=lambda a: a.closing_stock == Stock.SOLD,
            )
        ],
    )
