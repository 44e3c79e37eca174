"""What an approval takes off a licence, on its form: conditions, and people who leave."""

from django import forms
from django.utils.translation import gettext_lazy as _

from icajo.desk_form import DeskForm

from .definition import Effect
from .models import Condition

CHANGING = {Effect.AMEND, Effect.RENEW}  # of a licence that has conditions and people already


class TakingOff(DeskForm):
    """Part of a form about an application, beside its conditions."""

    leaving = forms.MultipleChoiceField(
        label=_("Who is taken off the licence?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    removed = forms.ModelMultipleChoiceField(
        Condition.objects.none(),
        label=_("Conditions that are taken off the licence"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        procedure, licence = self.application.procedure, self.application.about
        standing = licence.conditions.all() if licence and procedure.effect in CHANGING else Condition.objects.none()
        self.fields["removed"].queryset = standing
        if not standing:
            del self.fields["removed"]
        self.fields["leaving"].choices = listed(self.application)
        if not self.fields["leaving"].choices:
            del self.fields["leaving"]

    def clean(self):
        known = super().clean()
        procedure, said = self.application.procedure, self.application.last_round.journey.answers
        if "leaving" in self.fields and not known.get("leaving") and procedure.leaving.asked(said):
            self.add_error("leaving", _("The applicant asks that somebody be removed: tick who leaves."))
        if procedure.of_conditions and not known.get("removed") and not self.conditions:
            raise forms.ValidationError(_("Tick the condition that is taken off, or write the one that is added."))
        return known

    def taken_off(self) -> dict:
        """What `actions.approve` takes."""
        removed = self.cleaned_data.get("removed") or []
        return {"removed": [one.pk for one in removed], "leaving": self.cleaned_data.get("leaving", [])}


def listed(application) -> list[tuple[str, str]]:
    """(line, name) of everybody whom the approval may take off; nobody where it may take off none."""
    leaving, round = application.procedure.leaving, application.last_round
    if leaving is None or round is None:
        return []
    return [(row["id"], row.get(leaving.name) or "–") for row in round.answers.get(leaving.step) or []]
