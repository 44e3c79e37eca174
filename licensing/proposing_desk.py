"""The forms of a decision by two people: recommended, announced, settled."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import actions
from .actions.proposals import NEXT
from .condition_desk import Conditions
from .deciding import Decision, OnRound
from .models import Proposal, Recommendation
from .proposing import called, recommended, standing_proposal

REASONS = _("Reasons, as the letter gives them, in the applicant’s language")


class Recommend(Conditions, OnRound):
    verb = "recommend"
    outcome = forms.ChoiceField(
        label=_("What do you recommend?"), choices=Recommendation.Outcome, widget=forms.RadioSelect
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea,
        required=False,
        max_length=8000,
        help_text=_("Of a refusal: as the letter gives them, in the applicant’s language."),
    )
    field_order = ["outcome", "reasons"]

    def clean(self):
        known = super().clean()
        if known.get("outcome") == Recommendation.Outcome.REFUSE and not known.get("reasons"):
            self.add_error("reasons", _("A refusal needs its reasons."))
        return known

    def act(self, *, by):
        facts = {name: self.cleaned_data[name] for name in ("outcome", "reasons")}
        actions.recommend(
            self.application, by=by, conditions=self.conditions, round_seen=self.cleaned_data["round"], **facts
        )


class Reasons(OnRound):
    """Reasons of a refusal, which begin with those that were recommended."""

    tells = True
    reason = forms.CharField(label=REASONS, widget=forms.Textarea, max_length=8000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = recommended(self.application)
        if last and last.outcome == Recommendation.Outcome.REFUSE:
            self.fields["reason"].initial = last.reasons

    def act(self, *, by):
        action = getattr(actions, self.verb)
        facts = {"reason": self.cleaned_data["reason"], "round_seen": self.cleaned_data["round"]}
        action(self.application, by=by, on=timezone.localdate(), **facts)


class ProposeRefusal(Reasons):
    verb = "propose_refusal"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("The letter is called “%(name)s”.") % {
            "name": called(self.application.type)
        }


class Refuse(Reasons):
    verb = "refuse"


class SettleProposal(Decision):
    verb = "settle_proposal"
    outcome = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note, for staff only"), widget=forms.Textarea, max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        proposal = standing_proposal(self.application)
        follows = NEXT[proposal.outcome] if proposal else ()
        self.fields["outcome"].choices = [(one.value, one.label) for one in Proposal.Outcome if one in follows]

    def act(self, *, by):
        actions.settle_proposal(self.application, by=by, **self.cleaned_data)


FORMS = {form.verb: form for form in [Recommend, ProposeRefusal, SettleProposal, Refuse]}
