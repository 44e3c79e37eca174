"""Conditions on a form of a decision: ticked in the library, or written in both languages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from icajo.desk_form import DeskForm

from .models import ConditionText


class Conditions(DeskForm):
    """Part of a form about an application; `conditions` are the (French, English) that were chosen and written."""

    library = forms.MultipleChoiceField(
        label=_("Conditions of the library"), required=False, widget=forms.CheckboxSelectMultiple
    )
    conditions_fr = forms.CharField(
        label=_("Added conditions, in French: one a line"), widget=forms.Textarea, required=False
    )
    conditions_en = forms.CharField(
        label=_("The same conditions, in English: one a line"), widget=forms.Textarea, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = list(ConditionText.objects.choosable(self.application.type.sector))
        self.fields["library"].choices = [(text.code, text.choice) for text in self.texts]
        if not self.texts:
            del self.fields["library"]

    def propose(self, conditions):
        """Show these to begin with: ticked where the library has them, written out where it has not."""
        codes = {(text.text_fr, text.text_en): text.code for text in self.texts}
        pairs = [tuple(pair) for pair in conditions]
        self.initial["library"] = [codes[pair] for pair in pairs if pair in codes]
        written = [pair for pair in pairs if pair not in codes]
        self.initial["conditions_fr"] = "\n".join(french for french, _english in written)
        self.initial["conditions_en"] = "\n".join(english for _french, english in written)

    def without_conditions(self):
        """Ask of none: nothing is granted."""
        for name in ("library", "conditions_fr", "conditions_en"):
            self.fields.pop(name, None)

    def clean(self):
        chosen = self.cleaned_data.get("library", [])
        french, english = (lines(self.cleaned_data.get(name, "")) for name in ("conditions_fr", "conditions_en"))
        if len(french) != len(english):
            raise forms.ValidationError(_("Write each condition in both languages, one a line, in the same order."))
        ticked = [(text.text_fr, text.text_en) for text in self.texts if text.code in chosen]
        self.conditions = ticked + list(zip(french, english, strict=True))
        return self.cleaned_data


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]
