"""What the registrar decides about a report that is owed: another day by which it is sent, or that none is."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.words import long_date

from . import actions
from .deciding import LicenceDecision, a_day, reasons
from .standing import Standing


class OneReport(forms.ModelChoiceField):
    """A choice among the reports that a licence owes."""

    def label_from_instance(self, owed):
        return _("Due on %(day)s, of %(start)s to %(end)s") % {
            "day": long_date(owed.due_on),
            "start": long_date(owed.covers_from),
            "end": long_date(owed.covers_to),
        }


class OfReport(LicenceDecision):
    """About a report that the licence owes, whatever became of it."""

    while_it_is = frozenset(Standing)
    owed = OneReport(None, label=_("Report"), empty_label=None)

    @classmethod
    def is_for(cls, licence):
        return licence.obligations.to_send().exists()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owed"].queryset = self.licence.obligations.to_send()


class PostponeReport(OfReport):
    """Its holder has more time."""

    verb, label = "postpone-report", _("Give more time for a report")
    until = a_day(_("New day by which it is due"))
    why = reasons()

    def clean(self):
        owed, until = self.cleaned_data.get("owed"), self.cleaned_data.get("until")
        if owed and until and until <= max(owed.due_on, timezone.localdate()):
            self.add_error("until", _("The new day comes after today, and after the day by which the report is due."))
        return self.cleaned_data

    def act(self, *, by):
        found = self.cleaned_data
        actions.postpone_report(found["owed"], by=by, on=timezone.localdate(), until=found["until"], why=found["why"])


class LiftReport(OfReport):
    """It is not owed any more; nobody is written to."""

    verb, label, tells = "lift-report", _("Lift a report"), False
    why = forms.CharField(label=_("Reasons"), widget=forms.Textarea, max_length=2000)

    def act(self, *, by):
        found = self.cleaned_data
        actions.lift_report(found["owed"], by=by, on=timezone.localdate(), why=found["why"])
