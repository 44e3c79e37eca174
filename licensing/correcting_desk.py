"""The form that sets an error right: first which answer, then what it is instead, and why."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.journey.fields import Choice, Day, LongText, Select, Ticks, YesNo

from .actions.correcting import correct
from .correcting import place_of, recorded
from .deciding import LicenceDecision, a_day, reasons
from .record import record_of

VERSION = "version"  # posted by the second page only


class Correct(LicenceDecision):
    """In two pages, so that the answer is asked for as its own page asks it."""

    verb, label = "correct", _("Correct an error")
    question = forms.ChoiceField(label=_("What is wrong?"))

    @classmethod
    def is_for(cls, licence):
        return bool(getattr(licence.type, "steps", ()))

    def __init__(self, data=None, *args, **kwargs):
        chosen = data.get("question", "") if data else ""
        super().__init__(data if data and VERSION in data else None, *args, **kwargs)
        today = timezone.localdate()
        self.fields["question"].choices = [
            (one.key, f"{one.page} – {one.question} {one.answer}".strip()) for one in recorded(self.licence, today)
        ]
        self.tells = chosen in dict(self.fields["question"].choices)
        if self.tells:
            self.ask(chosen, place_of(self.licence, record_of(self.licence, today), chosen))

    def ask(self, key, place):
        self.fields["question"].widget = forms.HiddenInput()
        self.fields["question"].initial = key
        self.fields["value"], self.kept = plain(place)
        self.fields["why"] = reasons()
        last = self.licence.last_version
        self.fields[VERSION] = forms.IntegerField(widget=forms.HiddenInput, initial=last.number if last else 0)

    def clean(self):
        found = self.cleaned_data
        if "value" in found:
            self.typed = self.kept(found["value"])
        return found

    def act(self, *, by):
        found = self.cleaned_data
        correct(
            self.licence,
            by=by,
            on=timezone.localdate(),
            key=found["question"],
            typed=self.typed,
            why=found["why"],
            version_seen=found[VERSION],
        )


def plain(place):
    """(the field that asks for this answer on the desk, what makes of its value what the page keeps)."""
    field, stored = place.field, place.row.get(place.name)
    facts = {"label": field.label, "help_text": place.step.title, "required": False}
    if isinstance(field, Day):
        day = a_day(initial="-".join(stored) if isinstance(stored, list) else stored, **facts)
        return day, lambda value: [str(value.year), f"{value.month:02}", f"{value.day:02}"] if value else ["", "", ""]
    if isinstance(field, Ticks):
        several = forms.MultipleChoiceField(choices=field.choices, widget=forms.CheckboxSelectMultiple, **facts)
        several.initial = stored
        return several, lambda value: value
    if isinstance(field, Choice | Select | YesNo):
        return forms.ChoiceField(choices=field.choices, initial=stored, **facts), lambda value: value
    widget = forms.Textarea if isinstance(field, LongText) else forms.TextInput({"size": 60})
    return forms.CharField(widget=widget, initial=stored, max_length=4000, **facts), lambda value: value
