"""The forms with which the staff deal with a complaint: one for each verb, all on its page."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import BY_CODE
from icajo.desk_form import DeskForm
from licensing.models import Inspection, Licence

from ..models.complaints import LONGEST, Category, Ending, Severity
from .forms import SeveralFiles

BOX = {"class": "vLargeTextField"}


class Acknowledge(DeskForm):
    """Nothing is asked."""


class Triage(DeskForm):
    category = forms.ChoiceField(label=gettext_lazy("Category"), choices=[("", "---------"), *Category.choices])
    severity = forms.ChoiceField(label=gettext_lazy("Severity"), choices=[("", "---------"), *Severity.choices])


class Assign(DeskForm):
    to = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Assigned to"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        team = User.objects.filter(is_active=True, is_staff=True, groups__name=BY_CODE["complaints"].group)
        self.fields["to"].queryset = team.order_by("last_name", "first_name", "pk")
        self.fields["to"].label_from_instance = lambda user: user.get_full_name() or user.email


class Link(DeskForm):
    licence = forms.CharField(label=gettext_lazy("Licence number"), required=False, max_length=20)
    inspection = forms.CharField(
        label=gettext_lazy("Inspection"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("The number of its file, a slash, and which one: 2026-100001/1"),
    )

    def clean_licence(self):
        number = self.cleaned_data["licence"].strip().upper()
        found = Licence.objects.filter(number=number).first() if number else None
        if number and not found:
            raise forms.ValidationError(_("We know no licence of this number."))
        return found

    def clean_inspection(self):
        ref, _slash, number = self.cleaned_data["inspection"].strip().partition("/")
        visits = Inspection.objects.select_related("application").filter(application__ref=ref)
        found = visits.filter(number=number).first() if number.isdecimal() else None
        if ref and not found:
            raise forms.ValidationError(_("We know no such inspection."))
        return found


class Say(DeskForm):
    text = forms.CharField(
        label=gettext_lazy("Your message, in the person’s language"),
        widget=forms.Textarea({"rows": 8, **BOX}),
        max_length=LONGEST,
    )
    files = forms.Field(label=gettext_lazy("Photos and files"), required=False, widget=SeveralFiles)


class Note(DeskForm):
    text = forms.CharField(
        label=gettext_lazy("Internal note"), widget=forms.Textarea({"rows": 4, **BOX}), max_length=LONGEST
    )


class Contact(DeskForm):
    why = forms.CharField(label=gettext_lazy("Why do you open the contact details?"), max_length=300)


class Close(DeskForm):
    ending = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=[("", "---------"), *Ending.choices])
    text = forms.CharField(
        label=gettext_lazy("In your words, to its author, in their language"),
        widget=forms.Textarea({"rows": 5, **BOX}),
        max_length=3000,
    )
