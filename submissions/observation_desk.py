"""The forms of an officer who reads observations."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.desk_form import DeskForm

from .actions.hearing import saying_the_same
from .masking import masked
from .models import Enclosure, Observation, Outcome

LONGEST = 4000


def yes_no(label):
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class Echoing(DeskForm):
    """Asks about one observation, and whether what is decided is decided of all that say the same."""

    echoes = forms.BooleanField(required=False)

    def __init__(self, *args, observation: Observation, **kwargs):
        super().__init__(*args, **kwargs)
        self.observation = observation
        if count := saying_the_same(observation).count():
            label = _("The same for the others that say the same: %(count)s") % {"count": count}
            self.fields["echoes"].label = label
        else:
            del self.fields["echoes"]


class Screen(Echoing):
    """Does it count, and what of it does the applicant get?"""

    is_considered = yes_no(gettext_lazy("Formally considered?"))
    why_not = forms.CharField(
        label=gettext_lazy("If not, why?"),
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        required=False,
        max_length=2000,
    )
    is_shared = yes_no(gettext_lazy("Send a copy to the applicant?"))
    shared_text = forms.CharField(
        label=gettext_lazy("Text of the copy"),
        widget=forms.Textarea({"rows": 15, "class": "vLargeTextField"}),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy(
            "Proposed with addresses and telephones hidden. Hide what else must not be shared. The copy says the name "
            "and the municipality of the author, never how to reach them."
        ),
    )
    files = forms.ModelMultipleChoiceField(
        Enclosure.objects.none(),
        label=gettext_lazy("Files to copy"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Open each before you tick it. The copy has a name that says nothing."),
    )
    field_order = ["is_considered", "why_not", "is_shared", "shared_text", "files", "echoes"]

    def __init__(self, *args, observation: Observation, **kwargs):
        super().__init__(*args, observation=observation, **kwargs)
        files = observation.enclosures.select_related("file")
        self.fields["files"].queryset = files
        if observation.is_anonymous:
            del self.fields["is_considered"], self.fields["why_not"]
        if not files:
            del self.fields["files"]
        known = [observation.email, observation.street, observation.postal_code]
        was = observation.screened_at is not None
        for name, field in self.fields.items():
            if name in ("is_considered", "is_shared") and was:
                field.initial = "yes" if getattr(observation, name) else "no"
        self.fields["shared_text"].initial = observation.shared_text if was else masked(observation.text, known)
        if was and "files" in self.fields:
            self.fields["files"].initial = [one.pk for one in files if one.is_shared]
        if "why_not" in self.fields:
            self.fields["why_not"].initial = observation.why_not

    def clean(self):
        given = self.cleaned_data
        if given.get("is_considered") is False and not given.get("why_not", "").strip():
            self.add_error("why_not", _("Say why it is not considered."))
        if given.get("is_shared") and not given.get("shared_text", "").strip():
            self.add_error("shared_text", _("A copy needs a text."))
        return given

    def facts(self) -> dict:
        """What `actions.screen` takes."""
        given = self.cleaned_data
        found = {
            "is_considered": given.get("is_considered", False),
            "why_not": given.get("why_not", ""),
            "is_shared": given["is_shared"],
            "shared_text": given["shared_text"] if given["is_shared"] else "",
        }
        return {"found": found, "files": given.get("files", []), "echoes": given.get("echoes", False)}


class Conclude(Echoing):
    """What became of it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[("", "---------"), *(one for one in Outcome.choices if one[0] != Outcome.ANONYMOUS)],
    )
    note = forms.CharField(
        label=gettext_lazy("In your words, to its author, in their language"),
        widget=forms.Textarea({"rows": 5, "class": "vLargeTextField"}),
        required=False,
        max_length=2000,
    )
    field_order = ["outcome", "note", "echoes"]

    def facts(self) -> dict:
        """What `actions.conclude` takes."""
        given = self.cleaned_data
        return {"outcome": given["outcome"], "note": given["note"], "echoes": given.get("echoes", False)}
