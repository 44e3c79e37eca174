"""What the pages of access ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from icajo.journey import fields
from icajo.journey.drawing import Drawn

from .models import AGENT_RIGHTS, Right, Source, complete


class TypedCode(Drawn, forms.Form):
    access_code = fields.Words(
        _("Access code"),
        max_length=100,
        width="20",
        autocomplete="off",
        help_text=_("21 letters and digits. Spaces, dashes, capitals and small letters make no difference."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["access_code"].widget.attrs |= {"spellcheck": "false", "autocapitalize": "characters"}


class Rights(Drawn, forms.Form):
    """What a person may do.  Offers what they have already and what the giver may give."""

    rights = fields.Ticks(_("What may this person do?"))

    def __init__(self, *args, membership, held, **kwargs):
        super().__init__(*args, initial={"rights": membership.rights}, **kwargs)
        offered = {*membership.rights, *held}
        if membership.source == Source.AGENT:
            offered &= set(AGENT_RIGHTS)
        self.fields["rights"].choices = [one for one in Right.choices if one[0] in offered]

    def clean_rights(self):
        return complete(self.cleaned_data["rights"])


class Reason(Drawn, forms.Form):
    why = fields.LongText(
        _("Reason"), max_length=500, rows=3, help_text=_("Kept in the file. The person does not see it.")
    )
