"""The forms of an officer's decisions: each knows the action it stands for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.desk_form import DeskForm

from . import actions, file_letters
from .casework import called
from .condition_desk import Conditions
from .deciding import Decision, OnRound, a_day
from .definition import Effect
from .document_reviews import not_replaced
from .models import Recommendation
from .notice_desk import FORMS as OF_NOTICES
from .proposing import recommended
from .proposing_desk import FORMS as OF_TWO
from .request_desk import FORMS as OF_REQUESTS
from .taking_off import TakingOff


class Take(Decision):
    verb = "take"

    def act(self, *, by):
        actions.take(self.application, by=by)


class Approve(TakingOff, Conditions, OnRound):
    verb = "approve"
    opens_on = a_day(_("Authorized to open on; blank: to be decided later"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = recommended(self.application)
        if last and last.outcome == Recommendation.Outcome.APPROVE:
            self.propose(last.conditions)
        self.tells = self.application.procedure.effect in file_letters.APPROVED
        if not (self.application.type.opens and self.application.procedure.effect == Effect.ISSUE):
            del self.fields["opens_on"]
        if not self.application.procedure.effect.decides:
            self.without_conditions()

    @property
    def label(self):
        return called(self.application, self.verb)

    @property
    def warnings(self):
        """What an officer knows before approving; it stops nothing."""
        papers = ", ".join(str(document) for document in not_replaced(self.application))
        return [_("Not accepted, and not replaced: %(papers)s") % {"papers": papers}] if papers else []

    def prepare(self):
        actions.keep_number(self.application)

    def clean_opens_on(self):
        day = self.cleaned_data["opens_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Nothing opens before it is issued and in force."))
        return day

    def act(self, *, by):
        opens_on = self.cleaned_data.get("opens_on")
        facts = {"conditions": self.conditions, "opens_on": opens_on, "round_seen": self.cleaned_data["round"]}
        facts |= self.taken_off()
        actions.approve(self.application, by=by, on=timezone.localdate(), **facts)


class CloseCheck(DeskForm):
    note = forms.CharField(label=_("What was checked"), widget=forms.Textarea, max_length=2000)


FORMS = {form.verb: form for form in [Take, Approve]} | OF_TWO | OF_REQUESTS | OF_NOTICES
