"""What staff are asked when they give access or take it away: each form knows the action it stands for."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.desk_form import DeskForm

from . import actions
from .models import AGENT_RIGHTS, Right, Source, User, all_rights

MOST_USES, MOST_DAYS, DAYS = 20, 90, 30


class Allowing(DeskForm):
    """Some of the rights, at least one."""

    rights = forms.MultipleChoiceField(
        label=_("What it allows"), choices=Right.choices, initial=all_rights, widget=forms.CheckboxSelectMultiple
    )


class IssueCode(Allowing):
    field_order = ["issued_to", "identity_check", "rights", "max_uses", "days"]
    issued_to = forms.CharField(
        label=_("Issued to: first and last name, and role"),
        max_length=200,
        help_text=_("An officer, a director, a shareholder or a partner named in the file."),
    )
    identity_check = forms.CharField(
        label=_("Identity check: what was checked, by whom, on what call"), widget=forms.Textarea, max_length=2000
    )
    max_uses = forms.IntegerField(
        label=_("How many accounts it may link"), min_value=1, max_value=MOST_USES, initial=1
    )
    days = forms.IntegerField(label=_("Days before it expires"), min_value=1, max_value=MOST_DAYS, initial=DAYS)

    def issue(self, organization, *, by):
        """(the code, what it reads)"""
        return actions.issue_code(organization, by=by, **self.cleaned_data)


class GiveAccess(Allowing):
    field_order = ["email", "rights", "until", "why"]
    email = forms.EmailField(label=_("E-mail address of the account"))
    until = forms.DateField(label=_("Last day, if it ends by itself"), widget=AdminDateWidget, required=False)
    why = forms.CharField(label=_("Reason, with the number of the inquiry"), widget=forms.Textarea, max_length=1000)

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        self.person = User.objects.filter(email=email, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("No account has this address."))
        return email

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return until

    def act(self, organization, *, by):
        given = {name: self.cleaned_data[name] for name in ("rights", "until", "why")}
        actions.grant(self.person, organization, by=by, **given)


class GiveReports(DeskForm):
    """The right to send regulatory reports alone: no sight of applications, licences, files or messages."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    until = forms.DateField(label=_("Last day, if it ends by itself"), widget=AdminDateWidget, required=False)
    why = forms.CharField(label=_("Reason, with the number of the inquiry"), widget=forms.Textarea, max_length=1000)
    clean_email, clean_until = GiveAccess.clean_email, GiveAccess.clean_until

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = organization

    def clean(self):
        """Whoever has access already keeps it: another grant would take its place."""
        person = getattr(self, "person", None)
        held = person and self.organization.memberships.in_force().filter(user=person).first()
        if held and Right.REPORTS in held.rights:
            self.add_error("email", _("This person may send reports already."))
        elif held:
            self.add_error("email", _("This person has access already: change what it allows instead."))
        return self.cleaned_data

    def act(self, organization, *, by):
        given = {name: self.cleaned_data[name] for name in ("until", "why")}
        actions.grant(self.person, organization, rights=[Right.REPORTS], by=by, **given)


class ChangeRights(Allowing):
    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, initial={"rights": row.rights}, **kwargs)
        if row.source == Source.AGENT:
            self.fields["rights"].choices = [one for one in Right.choices if one[0] in AGENT_RIGHTS]

    def act(self, membership, *, by):
        actions.change_rights(membership, rights=self.cleaned_data["rights"], by=by)


class Why(DeskForm):
    why = forms.CharField(label=_("Reason, with the number of the inquiry"), widget=forms.Textarea, max_length=1000)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)


class EndAccess(Why):
    all_codes = forms.BooleanField(
        label=_("Also revoke every other access code of the organization that can still be used"), required=False
    )

    def act(self, membership, *, by):
        actions.end_membership(membership, by=by, **self.cleaned_data)


class RevokeCode(Why):
    def act(self, code, *, by):
        actions.revoke_code(code, by=by, why=self.cleaned_data["why"])
