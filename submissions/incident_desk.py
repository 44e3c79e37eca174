"""What one of the staff fills in about an incident report: each form knows the action it stands for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from icajo.desk_form import DeskForm
from licensing.models import Inspection

from . import actions
from .models import Incident, Severity, Status

WIDE = {"rows": 5, "class": "vLargeTextField"}


def handlers():
    """All who may look after an incident report, in the order of their names."""
    found = User.objects.with_perm("submissions.handle_incident", backend="django.contrib.auth.backends.ModelBackend")
    return found.filter(is_staff=True).order_by("last_name", "first_name", "pk")


class Assess(DeskForm):
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"), choices=[("", "---------"), *Severity.choices], required=False
    )
    officer = forms.ModelChoiceField(User.objects.none(), label=pgettext_lazy("of staff", "Officer"), required=False)
    inspection = forms.ModelChoiceField(
        Inspection.objects.none(), label=gettext_lazy("Inspection that goes with it"), required=False
    )

    def __init__(self, *args, incident: Incident, **kwargs):
        known = {"severity": incident.severity, "officer": incident.officer, "inspection": incident.inspection}
        super().__init__(*args, initial=known, **kwargs)
        self.fields["officer"].queryset = handlers()
        theirs = Inspection.objects.filter(application__organization=incident.organization_id)
        self.fields["inspection"].queryset = theirs.select_related("application").order_by("-pk")
        self.fields["inspection"].label_from_instance = named

    def act(self, incident, *, by, at):
        actions.assess(incident, by=by, at=at, **self.cleaned_data)


def named(inspection):
    return f"{inspection.application.ref}, {inspection.number} – {inspection.get_result_display() or _('Open')}"


class Move(DeskForm):
    to = forms.ChoiceField(label=gettext_lazy("Status"))
    outcome = forms.CharField(
        label=gettext_lazy("What its sender reads, in their language"),
        widget=forms.Textarea(WIDE),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Needed to close a report and to require action: what is to be done, and by when."),
    )

    def __init__(self, *args, incident: Incident, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(one.value, one.label) for one in incident.moves]

    def clean(self):
        told = self.cleaned_data.get("to") in (Status.ACTION_REQUIRED, Status.CLOSED)
        if told and not self.cleaned_data.get("outcome", "").strip():
            self.add_error("outcome", _("Say what its sender reads."))
        return self.cleaned_data

    def act(self, incident, *, by, at):
        actions.move(incident, by=by, at=at, **self.cleaned_data)


class AddNote(DeskForm):
    text = forms.CharField(
        label=gettext_lazy("Note, for the staff alone"), widget=forms.Textarea(WIDE), max_length=4000
    )

    def __init__(self, *args, incident: Incident, **kwargs):
        super().__init__(*args, **kwargs)

    def act(self, incident, *, by, at):
        actions.add_note(incident, by=by, at=at, **self.cleaned_data)


FORMS = {  # (form, heading, its button)
    "assess": (Assess, gettext_lazy("Assessment"), gettext_lazy("Save the assessment")),
    "move": (Move, gettext_lazy("Next status"), gettext_lazy("Change the status")),
    "note": (AddNote, gettext_lazy("Notes"), gettext_lazy("Add the note")),
}
