"""The forms of an officer's decisions about a public notice."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.calendar import business_days, deadline

from . import actions
from .deciding import Decision, a_day
from .notice_rule import Period, wrong_with

TO_PRINT = 3  # business days to print the placards and to put them up


class Reasoned(Decision):
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea, max_length=2000)


class RequireNotice(Reasoned):
    verb = "require_notice"

    def act(self, *, by):
        actions.require_notice(self.application, by=by, reason=self.cleaned_data["reason"])


class WaiveNotice(Reasoned):
    verb = "waive_notice"

    def act(self, *, by):
        actions.waive_notice(self.application, by=by, reason=self.cleaned_data["reason"])


class SetNotice(Decision):
    verb = "set_notice"
    starts_on = a_day(_("Posted from"))
    days = forms.IntegerField(label=_("Days"))
    ends_on = a_day(
        _("Last day, if not the one that the rule gives"),
        required=False,
        help_text=_("Left empty, it is computed: the first day is not counted, a Sunday or a holiday is passed over."),
    )
    reason = forms.CharField(label=_("Why another last day?"), required=False, max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rule = self.application.procedure.notice
        self.fields["starts_on"].initial = business_days(timezone.localdate(), TO_PRINT)
        self.fields["days"].initial = rule.usual
        self.fields["days"].disabled = rule.shortest == rule.longest
        self.fields["days"].help_text = _("%(shortest)s to %(longest)s, with the day after the first as day 1.") % {
            "shortest": rule.shortest,
            "longest": rule.longest,
        }

    def clean(self):
        known = self.cleaned_data
        if "starts_on" in known and "days" in known and "ends_on" in known:
            self.period = Period.of(known["starts_on"], known["days"], known["ends_on"], known.get("reason", ""))
            field, message = wrong_with(self.application.procedure.notice, self.period, timezone.localdate())
            if field:
                self.add_error(field, message)
        return known

    def act(self, *, by):
        actions.set_notice(self.application, by=by, on=timezone.localdate(), period=self.period)


class RepeatNotice(SetNotice):
    verb = "repeat_notice"
    why = forms.CharField(
        label=_("What was wrong with the posting?"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("A further period begins. The placards are made again and sent to the applicant."),
    )
    field_order = ["why"]

    def act(self, *, by):
        actions.repeat_notice(
            self.application, by=by, on=timezone.localdate(), period=self.period, why=self.cleaned_data["why"]
        )


class ExtendNotice(Reasoned):
    verb = "extend_notice"
    ends_on = a_day(_("New last day"))
    field_order = ["ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.notice = self.application.public_notice
        proposed = max(self.notice.needed_until, deadline(self.notice.ends_on, 1))
        self.fields["ends_on"].initial = proposed

    def clean_ends_on(self):
        if self.cleaned_data["ends_on"] <= self.notice.ends_on:
            raise forms.ValidationError(_("Choose a day after the last day of the period."))
        return self.cleaned_data["ends_on"]

    def act(self, *, by):
        actions.extend_notice(self.application, by=by, on=timezone.localdate(), **self.cleaned_data)


FORMS = {form.verb: form for form in [RequireNotice, WaiveNotice, SetNotice, ExtendNotice, RepeatNotice]}
