"""What may be asked about any cannabis licence or authorization (facts 4.9).  Each function makes a Procedure."""

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Choice, LongText
from licensing.definition import Effect, Procedure, Purpose, Rule

from ..business.changes import CONDITIONS_NOW, change, of_conditions
from ..business.terms import by_term, free, term
from .agreements import COPIES, Agreements
from .terms import Validity


def renewal(*, rates: str, steps, fee=None, **parts) -> Procedure:
    """For 2 or 4 years, at the rates `<rates>-renewal-2y` and `-4y`, unless a fee of its own is given."""
    return Procedure(
        code="renewal",
        purpose=Purpose.RENEWAL,
        effect=Effect.RENEW,
        label=_("Renewal"),
        summary=_("For a further term of 2 or 4 years, from 60 days before the last day to the last day."),
        steps=[*steps, Validity],
        fee=fee or by_term(rates),
        term=term,
        **parts,
    )


def agreements() -> Procedure:
    return change(
        code="agreements",
        label=_("Agreements with third parties"),
        summary=_("Tell of a new agreement, or of one that ended or changed. No fee."),
        steps=[Agreements],
        documents=[COPIES],
        fee=free,
    )


class ConditionsRequest(Step):
    title = _("Removal of a condition")
    conditions_now = CONDITIONS_NOW
    condition_text = LongText(_("Which condition, word for word?"), max_length=2000)
    condition_why = LongText(_("Why is it no longer needed?"), max_length=2000)
    condition_origin = Choice(
        _("How was it imposed?"),
        choices=[
            ("consent", _("I consented to it")),
            ("risk", _("By the registrar, because of a risk")),
            ("tribunal", _("By the Licence Appeal Tribunal")),
        ],
    )


def conditions() -> Procedure:
    return of_conditions(
        ConditionsRequest,
        label=_("Removal of a condition"),
        summary=_("The registrar removes a condition that was consented to or based on risk. No fee."),
        by_tribunal=lambda a: a.condition_origin == "tribunal",
    )


def surrender(*, steps, summary, rules=(), **parts) -> Procedure:
    """Given back on the day that the first of the pages asks for as `closing_on`."""
    return Procedure(
        code="surrender",
        purpose=Purpose.CHANGE,
        effect=Effect.SURRENDER,
        label=_("Voluntary end"),
        summary=summary,
        steps=steps,
        rules=[LAST_DAY_RULE, *rules],
        fee=free,
        ends=lambda a, on: max(a.closing_on, on),
        **parts,
    )


LAST_DAY_RULE = Rule(
    question="closing_on",
    needs=("closing_on",),
    holds=lambda a, on: a.closing_on >= on,
    message=_("The last day cannot be in the past."),
)
