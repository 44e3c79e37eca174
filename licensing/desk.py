"""The forms of an officer's decisions: each knows the action it stands for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import actions
from .deciding import Decision, a_day
from .definition import Effect
from .notice_desk import FORMS as OF_NOTICES
from .request_desk import FORMS as OF_REQUESTS


class Take(Decision):
    verb = "take"

    def act(self, *, by):
        actions.take(self.application, by=by)


class Approve(Decision):
    verb = "approve"
    conditions_fr = forms.CharField(
        label=_("Added conditions, in French: one a line"), widget=forms.Textarea, required=False
    )
    conditions_en = forms.CharField(
        label=_("The same conditions, in English: one a line"), widget=forms.Textarea, required=False
    )
    opens_on = a_day(_("Authorized to open on; blank: to be decided later"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not (self.application.type.opens and self.application.procedure.effect == Effect.ISSUE):
            del self.fields["opens_on"]

    def clean_opens_on(self):
        day = self.cleaned_data["opens_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Nothing opens before it is issued and in force."))
        return day

    def clean(self):
        french, english = (lines(self.cleaned_data.get(name, "")) for name in ("conditions_fr", "conditions_en"))
        if len(french) != len(english):
            raise forms.ValidationError(_("Write each condition in both languages, one a line, in the same order."))
        self.conditions = list(zip(french, english, strict=True))
        return self.cleaned_data

    def act(self, *, by):
        opens_on = self.cleaned_data.get("opens_on")
        actions.approve(
            self.application, by=by, on=timezone.localdate(), conditions=self.conditions, opens_on=opens_on
        )


class Refuse(Decision):
    verb = "refuse"
    reason = forms.CharField(
        label=_("Reasons, as the letter gives them, in the applicant’s language"),
        widget=forms.Textarea,
        max_length=8000,
    )

    def act(self, *, by):
        actions.refuse(self.application, by=by, reason=self.cleaned_data["reason"])


class CloseCheck(forms.Form):
    note = forms.CharField(label=_("What was checked"), widget=forms.Textarea, max_length=2000)


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


FORMS = {form.verb: form for form in [Take, Approve, Refuse]} | OF_REQUESTS | OF_NOTICES
