"""What the holder of any licence of a business may ask to change.  Each function makes a Procedure.

Pages of the type come filled with what the licence says; what is corrected there is kept.  Pages that only a request
has tell the officer what is asked.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step, given
from icajo.journey.fields import Day, LongText
from licensing.definition import Check, Effect, Procedure, Purpose

from .applicant import Applicant
from .terms import free

change = partial(Procedure, purpose=Purpose.CHANGE, effect=Effect.AMEND)

CONDITIONS_NOW = given(LongText(_("Conditions on the licence today"), max_length=20_000))


def of_conditions(step, *, label, summary, by_tribunal) -> Procedure:
    """`step` asks for the change; it begins with the conditions of the licence, in the language of whoever asks."""

    def as_they_stand(licence, owed, on):
        texts = [f"{number}. {one.text}" for number, one in enumerate(licence.conditions.all(), 1)]
        return {step.slug: {"conditions_now": "\n".join(texts) or str(_("None"))}}

    return change(
        code="conditions",
        label=label,
        summary=summary,
        steps=[step],
        prefill=as_they_stand,
        of_conditions=True,
        checks=[Check("tribunal", _("The Licence Appeal Tribunal decided"), when=by_tribunal)],
        fee=free,
    )


class AddressChange(Step):
    title = _("New address or contact")
    address_from = Day(_("In effect since, or from"))
    address_explained = LongText(_("What changes?"), max_length=1000)


def address() -> Procedure:
    return change(
        code="address",
        label=_("Address or contact"),
        summary=_("The holder’s addresses, telephone, e-mail or contact person; the premises stay where they are."),
        steps=[AddressChange, Applicant],
        fee=free,
    )
