"""The forms of what the registrar decides about a licence: each knows the action it stands for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import actions
from .correcting_desk import Correct
from .deciding import LicenceDecision, a_day, reasons
from .licence_proposals import BEFORE, AfterNotice
from .licence_proposals import WORDS as OF_NOTICES
from .models import ConditionText, Proposal
from .report_desk import LiftReport, PostponeReport
from .standing import Standing

WORDS = {  # what became of a licence
    "issue": _("Issued"),
    "renew": _("Renewed"),
    "amend": _("Changed"),
    "transfer": _("Received by transfer"),
    "surrender": _("Surrender accepted"),
    "suspended": _("Suspended"),
    "lifted": _("Suspension lifted"),
    "revoked": _("Revoked"),
    "surrendered": _("Surrendered"),
    "transferred": _("Transferred"),
    "expired": _("Expired"),
    "condition-added": _("Condition added"),
    "corrected": _("Error corrected"),
    "opens": _("Authorized to open"),
    "report": _("Report accepted"),
    "report-lifted": _("Report not asked for after all"),
    "report-postponed": _("More time given for a report"),
    "condition-removed": _("Condition removed"),
    **OF_NOTICES,
    "condition-ended": _("Condition at its end"),
}


class Suspend(AfterNotice):
    verb, label, noticed = "suspend", _("Suspend"), Proposal.Act.SUSPEND
    while_it_is = LicenceDecision.while_it_is - {Standing.SUSPENDED}
    since = a_day(_("Suspended from"))
    until = a_day(_("Last day; blank: until it is lifted"), required=False)
    field_order = ["since", "until", "why"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = timezone.localdate()

    def clean(self):
        found = self.cleaned_data
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", _("The last day cannot be before the first."))
        return found

    def act(self, *, by):
        actions.suspend(self.licence, by=by, **self.cleaned_data)


class Lift(LicenceDecision):
    verb, label = "lift", _("Lift the suspension")
    while_it_is = frozenset({Standing.SUSPENDED})
    why = reasons()

    def act(self, *, by):
        actions.lift(self.licence, by=by, on=timezone.localdate(), why=self.cleaned_data["why"])


class AuthorizeToOpen(LicenceDecision):
    """« Issued » and « authorized to open » are two days: the second is given once, and taken back by suspending."""

    verb, label = "authorize-to-open", _("Authorize to open")
    while_it_is = LicenceDecision.while_it_is - {Standing.SUSPENDED}
    opens_on = a_day(_("Authorized to open on"))

    @classmethod
    def is_for(cls, licence):
        return licence.type.opens and licence.opens_on is None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opens_on"].initial = max(timezone.localdate(), self.licence.starts_on)

    def clean_opens_on(self):
        day, licence = self.cleaned_data["opens_on"], self.licence
        if day < max(licence.issued_on, licence.starts_on):
            raise forms.ValidationError(_("Nothing opens before it is issued and in force."))
        if licence.expires_on and day > licence.expires_on:
            raise forms.ValidationError(_("That day it has expired."))
        return day

    def act(self, *, by):
        actions.authorize_to_open(self.licence, by=by, on=timezone.localdate(), opens_on=self.cleaned_data["opens_on"])


class Revoke(AfterNotice):
    verb, label, noticed = "revoke", _("Revoke"), Proposal.Act.REVOKE
    on = a_day(_("Last day"))
    field_order = ["on", "why"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def act(self, *, by):
        actions.revoke(self.licence, by=by, on=self.cleaned_data["on"], why=self.cleaned_data["why"])


class AddCondition(LicenceDecision):
    verb, label = "add-condition", _("Add a condition")
    library = forms.ChoiceField(label=_("Condition of the library"), required=False)
    french = forms.CharField(
        label=_("Another condition, in French"), widget=forms.Textarea, max_length=4000, required=False
    )
    english = forms.CharField(
        label=_("The same condition, in English"), widget=forms.Textarea, max_length=4000, required=False
    )
    why = reasons()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sector = getattr(self.licence.type, "sector", "")  # none for a type that only the register knows
        self.texts = {text.code: text for text in ConditionText.objects.choosable(sector)}
        choices = [(code, text.choice) for code, text in self.texts.items()]
        self.fields["library"].choices = [("", _("None: written below")), *choices]

    def clean(self):
        found = self.cleaned_data
        written = bool(found.get("french")), bool(found.get("english"))
        if found.get("library") and any(written):
            raise forms.ValidationError(_("Choose a condition of the library, or write one: not both."))
        if not found.get("library") and not all(written):
            raise forms.ValidationError(_("Choose a condition of the library, or write one in both languages."))
        return found

    def act(self, *, by):
        found, chosen = self.cleaned_data, self.texts.get(self.cleaned_data["library"])
        french, english = (chosen.text_fr, chosen.text_en) if chosen else (found["french"], found["english"])
        facts = {"french": french, "english": english, "why": found["why"]}
        actions.add_condition(self.licence, by=by, on=timezone.localdate(), **facts)


class RemoveCondition(LicenceDecision):
    verb, label = "remove-condition", _("Remove a condition")
    condition = forms.ModelChoiceField(None, label=_("Condition"), empty_label=None)
    why = reasons()

    @classmethod
    def is_for(cls, licence):
        return licence.conditions.exists()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["condition"].queryset = self.licence.conditions.all()

    def act(self, *, by):
        found = self.cleaned_data
        actions.remove_condition(found["condition"], by=by, on=timezone.localdate(), why=found["why"])


ALL = [
    AuthorizeToOpen,
    *BEFORE,
    Suspend,
    Lift,
    Revoke,
    AddCondition,
    RemoveCondition,
    Correct,
    PostponeReport,
    LiftReport,
]
FORMS = {form.verb: form for form in ALL}


def possible(licence, stands: Standing) -> list[type[LicenceDecision]]:
    """The decisions that make sense about this licence today."""
    return [form for form in FORMS.values() if stands in form.while_it_is and form.is_for(licence)]
