"""What a holder may ask to change on a liquor licence (facts 2.9).  Each function makes a Procedure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.calendar import add_days
from icajo.journey import Step
from icajo.journey.fields import Choice, Day, LongText, Words, YesNo
from icajo.words import long_date
from licensing.definition import Check, Document, Procedure, Rule

from ..business.applicant import Applicant
from ..business.associates import ASSOCIATE_RULES, OWNERSHIP_CHART, Associates
from ..business.changes import CONDITIONS_NOW, change, of_conditions
from ..business.terms import free
from .people import LEAVING, MANAGER_RULES, Managers, ManagersToRemove
from .procedures import SIGNATURE

NINETY = 90  # days (facts 1.7)


class NameKind(TextChoices):
    LEGAL = "legal", _("Legal name of the holder")
    BUSINESS = "business", _("Business name")
    PREMISES = "premises", _("Name of the premises")


class NameChange(Step):
    title = _("New name")
    name_kind = Choice(_("Which name changes?"), choices=NameKind.choices)
    name_from = Day(_("New name in use since, or from"))


def name(*, fee, steps=()) -> Procedure:
    """`steps`: the pages of the type where names stand, beside the applicant’s."""
    return change(
        code="name",
        label=_("Name"),
        summary=_("The legal name, the business name or the name of the premises; the holder is the same."),
        steps=[NameChange, Applicant, *steps],
        documents=[
            Document(
                "articles-of-amendment",
                _("Articles of amendment"),
                when=lambda a: a.name_kind == NameKind.LEGAL,
                why=_("required because the legal name changes"),
            ),
            Document(
                "name-registration",
                _("Registration of the business name"),
                when=lambda a: a.name_kind in (NameKind.BUSINESS, NameKind.PREMISES),
                why=_("required because another name is used"),
            ),
        ],
        fee=fee,
    )


class EntityChange(Step):
    title = _("Change of the legal entity")
    entity_was = Words(_("What was the holder until now?"), max_length=200, help_text=_("For example: a partnership."))
    entity_from = Day(_("New entity since, or from"))
    entity_same_owners = YesNo(_("Do the same people own it, in the same shares?"))


def legal_entity(*, fee) -> Procedure:
    return change(
        code="legal-entity",
        label=_("Legal entity"),
        summary=_("The same owners under another form, such as a sole proprietor who incorporates."),
        steps=[EntityChange, Applicant, Associates],
        documents=[
            Document("articles", _("Articles of incorporation, or the agreement that makes the entity")),
            SIGNATURE,
            OWNERSHIP_CHART,
        ],
        rules=[
            *ASSOCIATE_RULES,
            Rule(
                question="entity_same_owners",
                needs=("entity_same_owners",),
                holds=lambda a, on: a.entity_same_owners,
                message=_("If the owners are not the same, ask for a transfer or for a transfer of shares instead."),
            ),
        ],
        fee=fee,
    )


class ShareTransfer(Step):
    title = _("Transfer of shares")
    shares_on = Day(_("Day of the transfer of shares"))
    shares_explained = LongText(_("Who gives how much, and to whom?"), max_length=2000)


def shares(*, fee) -> Procedure:
    return change(
        code="shares",
        label=_("Transfer of shares"),
        summary=_("Somebody reaches 10% of the shares or leaves; the holder stays the same entity."),
        steps=[ShareTransfer, Associates],
        documents=[
            Document("share-agreement", _("Agreement for the shares, or the register of shareholders")),
            SIGNATURE,
            OWNERSHIP_CHART,
        ],
        rules=ASSOCIATE_RULES,
        fee=fee,
    )


class StructureChange(Step):
    title = _("Change of officers, directors or structure")
    structure_on = Day(_("Day of the change of structure"))
    structure_explained = LongText(_("Who takes office, who leaves, or what is reorganized?"), max_length=2000)


def structure() -> Procedure:
    return change(
        code="structure",
        label=_("Officers, directors or corporate structure"),
        summary=_("Somebody takes or leaves an office, or entities of the same owners are reorganized. No fee."),
        steps=[StructureChange, Associates],
        documents=[Document("resolution", _("Resolution or extract of the corporate register")), OWNERSHIP_CHART],
        rules=ASSOCIATE_RULES,
        fee=free,
    )


def managers() -> Procedure:
    return change(
        code="managers",
        label=_("Premises managers"),
        summary=_("Add a manager, or ask that one be removed. No fee."),
        steps=[Managers, ManagersToRemove],
        rules=[rule for rule in MANAGER_RULES if "associates" not in rule.needs],
        leaving=LEAVING,
        fee=free,
    )


class Move(Step):
    title = _("Moving to other premises")
    move_on = Day(_("Day of the move"))
    move_stops = YesNo(_("Will you stop selling, serving and making liquor until the new premises are inspected?"))


def location(*, fee, steps, documents=(), rules=(), checks=(), notice=None) -> Procedure:
    """`steps`: the pages of the type that say where it is."""
    return change(
        code="location",
        label=_("Move to another location"),
        summary=_("The licence goes with the business to other premises, once they are inspected."),
        steps=[Move, *steps],
        documents=documents,
        rules=[
            Rule(
                question="move_stops",
                needs=("move_stops",),
                holds=lambda a, on: a.move_stops,
                message=_("The licence cannot be used at the new premises before their inspection."),
            ),
            *rules,
        ],
        checks=[Check("final-inspection", _("Final inspection of the premises")), *checks],
        notice=notice,
        fee=fee,
    )


class ConditionsRequest(Step):
    title = _("Conditions of the licence")
    conditions_now = CONDITIONS_NOW
    condition_change = Choice(
        _("What do you ask?"),
        choices=[
            ("remove", _("To remove a condition")),
            ("add", _("To add a condition")),
            ("vary", _("To change a condition")),
        ],
    )
    condition_text = LongText(_("Which condition, as it stands or as it should read?"), max_length=2000)
    condition_why = LongText(_("Why, and what keeps the risk as low without it?"), max_length=2000)
    condition_by_tribunal = YesNo(_("Was the condition put on the licence after a hearing?"))


def conditions() -> Procedure:
    return of_conditions(
        ConditionsRequest,
        label=_("Conditions"),
        summary=_("Ask the registrar to add a condition, to change one or to remove it. No fee."),
        by_tribunal=lambda a: bool(a.condition_by_tribunal),
    )


class TemporaryTransfer(Step):
    title = _("Temporary transfer")
    intro = _("Somebody else runs the business for 90 days at most, under an agreement, until a transfer is decided.")
    temporary_to = Words(_("Who runs the business meanwhile?"), max_length=200)
    temporary_from = Day(_("From which day?"))
    temporary_until = Day(_("Until which day?"))


def within_ninety_days(a, on):
    return a.temporary_from <= a.temporary_until <= add_days(a.temporary_from, NINETY)


def meanwhile(a):
    yield _(
        "From %(first)s to %(last)s, %(name)s runs the business under an agreement; the holder of the licence and "
        "%(name)s both answer for the premises."
    ) % {"first": long_date(a.temporary_from), "last": long_date(a.temporary_until), "name": a.temporary_to}


def temporary_transfer(*, fee) -> Procedure:
    return change(
        code="temporary-transfer",
        label=_("Temporary transfer"),
        summary=_("Somebody else runs the business for 90 days at most, until a transfer is decided."),
        steps=[TemporaryTransfer],
        documents=[Document("agreement", _("Agreement with whoever runs the business")), SIGNATURE],
        rules=[
            Rule(
                question="temporary_until",
                needs=("temporary_from", "temporary_until"),
                holds=within_ninety_days,
                message=_("A temporary transfer lasts 90 days at most."),
            )
        ],
        conditions=meanwhile,
        until=lambda a: a.temporary_until,
        fee=fee,
    )
