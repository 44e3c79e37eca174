"""What the holder of any licence of a business may ask to change.  Each function makes a Procedure.

Pages of the type come filled with what the licence says; what is corrected there is kept.  Pages that only a request
has tell the officer what is asked.
"""

from functools import partial

from django.utils.translation import gettext_lazy as _

from icajo.journey import Step
from icajo.journey.fields import Day, LongText
from licensing.definition import Effect, Procedure, Purpose

from .applicant import Applicant
from .terms import free

change = partial(Procedure, purpose=Purpose.CHANGE, effect=Effect.AMEND)


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
