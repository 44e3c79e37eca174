"""The forms by which an officer asks an applicant, and judges each answer."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import actions
from .answering import unsettled
from .deciding import Decision, a_day
from .judging import DOCUMENTS
from .models import Document, ItemKind, RequestItem

ANSWER_DAYS = 15
Outcome = RequestItem.Outcome
MOST_ITEMS = 8  # at once; a further request may follow
WHAT_IS_ASKED = {  # where the officer says no more
    ItemKind.CORRECTION: _("Please correct this answer."),
    ItemKind.DOCUMENT: _("Please send this document."),
    ItemKind.DISCLOSURE: _("Please have this disclosure completed."),
}


def things_to_ask(application) -> list:
    """What an item may be about, in groups, as choices: « kind:page:name »."""
    procedure = application.procedure
    papers = [(document.code, document.label) for document in procedure.documents]
    papers.append((Document.EXTRA, _("Other document")))
    lists = {one.step for one in application.type.disclosing}
    disclosing = [(step.slug, step.title) for step in procedure.steps if step.slug in lists]
    groups = [
        ("", _("Nothing")),
        (f"{ItemKind.QUESTION}::", ItemKind.QUESTION.label),
        (ItemKind.DOCUMENT.label, [(f"{ItemKind.DOCUMENT}::{code}", label) for code, label in papers]),
    ]
    if disclosing:
        groups.append(
            (ItemKind.DISCLOSURE.label, [(f"{ItemKind.DISCLOSURE}:{page}:", title) for page, title in disclosing])
        )
    for step in procedure.steps:
        asked = [
            (f"{ItemKind.CORRECTION}:{step.slug}:{name}", field.label)
            for name, field in step.base_fields.items()
            if not hasattr(field, "given")
        ]
        groups.append((_("Correct: %(page)s") % {"page": step.title}, asked))
    return groups


class Ask(Decision):
    """Items, each about something; or words alone.  What was returned is proposed again."""

    verb = "ask"
    text = forms.CharField(
        label=_("What do you need from the applicant?"),
        widget=forms.Textarea,
        max_length=4000,
        required=False,
        help_text=_("In the applicant’s language. Alone, it is one question; with items, it stands before them."),
    )
    steps = forms.MultipleChoiceField(
        label=_("Pages to open again"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = a_day(_("Answer expected by"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        steps = [(step.slug, step.title) for step in self.application.journey.steps]
        self.fields["steps"].choices = [*steps, (DOCUMENTS, _("Documents to attach"))]
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=ANSWER_DAYS)
        self.returned = list(unsettled(self.application).filter(outcome=Outcome.RETURNED)[:MOST_ITEMS])
        things = things_to_ask(self.application)
        for number in range(1, MOST_ITEMS + 1):
            self.add_item(number, things)

    def add_item(self, number, things):
        before = self.returned[number - 1] if number <= len(self.returned) else None
        about = forms.ChoiceField(
            label=_("Item %(number)s") % {"number": number},
            choices=things,
            required=False,
            widget=forms.Select({"class": "vTextField"}),  # as wide as the boxes: the questions are longer
        )
        words = forms.CharField(
            label=_("Item %(number)s, in words") % {"number": number},
            widget=forms.Textarea({"rows": 2}),
            required=False,
            max_length=2000,
        )
        if before:
            about.initial, words.initial = (
                f"{before.kind}:{before.step}:{before.about}",
                f"{before.text}\n{before.why}",
            )
        self.fields[f"about_{number}"], self.fields[f"words_{number}"] = about, words

    def clean_due_on(self):
        if self.cleaned_data["due_on"] <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        return self.cleaned_data["due_on"]

    def clean(self):
        self.items = [item for number in range(1, MOST_ITEMS + 1) if (item := self.item(number))]
        if not self.items and not self.errors and not self.cleaned_data.get("text"):
            self.add_error("text", _("Say what you need, in words or by items."))
        return self.cleaned_data

    def item(self, number) -> actions.Wanted | None:
        about, words = (self.cleaned_data.get(f"{name}_{number}", "") for name in ("about", "words"))
        if not about:
            if words:
                self.add_error(f"about_{number}", _("Choose what this item is about."))
            return None
        kind, step, name = about.split(":")
        if not words and kind == ItemKind.QUESTION:
            self.add_error(f"words_{number}", _("Write the question."))
            return None
        before = self.returned[number - 1] if number <= len(self.returned) else None
        if before and before.kind != kind:
            before = None
        return actions.Wanted(ItemKind(kind), words or str(WHAT_IS_ASKED[ItemKind(kind)]), step, name, before)

    def act(self, *, by):
        facts = {name: self.cleaned_data[name] for name in ("text", "steps", "due_on")}
        actions.ask(self.application, by=by, items=self.items, **facts)


class JudgeAnswers(Decision):
    """Each answer on its own: accepted, or returned for the reason that the applicant reads when asked again."""

    verb = "judge_answers"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.answered = list(unsettled(self.application).select_related("request"))
        for item in self.answered:
            item.request.application = self.application
            said = [item.name, item.text, item.answer or item.request.answer]
            self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
                label=" – ".join(part for part in said if part),
                choices=Outcome.choices,
                initial=item.outcome or Outcome.ACCEPTED,
                widget=forms.RadioSelect,
            )
            self.fields[f"why_{item.pk}"] = forms.CharField(
                label=_("Why it is returned, in the applicant’s language"),
                widget=forms.Textarea({"rows": 2}),
                required=False,
                max_length=2000,
                initial=item.why,
            )

    def clean(self):
        for item in self.answered:
            returned = self.cleaned_data.get(f"outcome_{item.pk}") == Outcome.RETURNED
            if returned and not self.cleaned_data.get(f"why_{item.pk}"):
                self.add_error(f"why_{item.pk}", _("Say why: the applicant reads it when it is asked again."))
        return self.cleaned_data

    def act(self, *, by):
        known = self.cleaned_data
        outcomes = {item.pk: (known[f"outcome_{item.pk}"], known[f"why_{item.pk}"]) for item in self.answered}
        actions.judge_answers(self.application, by=by, outcomes=outcomes)


FORMS = {form.verb: form for form in [Ask, JudgeAnswers]}
