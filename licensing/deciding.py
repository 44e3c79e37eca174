"""What every form of a decision of the staff begins with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from icajo.desk_form import DeskForm

from .casework import TRANSITIONS
from .standing import Standing


class Decision(DeskForm):
    """A verb, and what it needs to be told.  Each has `act(by=...)`, which does it."""

    verb = ""
    about = "application"  # the keyword and the attribute of what is decided about
    tells = False  # it leaves a letter, which is read before it is decided

    def __init__(self, *args, **kwargs):
        setattr(self, self.about, kwargs.pop(self.about))
        super().__init__(*args, **kwargs)

    def prepare(self):
        """What has to be there before the decision is tried, so that its letter says it for good."""

    @property
    def label(self):
        """As the table of transitions calls it, unless it has a label of its own."""
        return TRANSITIONS[self.verb].label


class OnRound(Decision):
    """A decision about what was sealed: it names the round that was read, so that a later one undoes it."""

    round = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        last = self.application.last_round
        self.fields["round"].initial = last and last.number


def a_day(label, **kwargs):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)


def reasons():
    label = _("Reasons, as the letter gives them, in the holder’s language")
    return forms.CharField(label=label, widget=forms.Textarea, max_length=8000)


class LicenceDecision(Decision):
    """What makes sense while the licence stands like this."""

    about, tells = "licence", True
    while_it_is = frozenset({Standing.NOT_YET, Standing.IN_FORCE, Standing.CONTINUED, Standing.SUSPENDED})

    @classmethod
    def is_for(cls, licence) -> bool:
        """Is there something to decide about this licence, whatever its standing?"""
        return True
