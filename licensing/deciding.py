"""What every form of a decision of the staff begins with."""

from django import forms

from .casework import TRANSITIONS


class Decision(forms.Form):
    """A verb, and what it needs to be told.  Each has `act(by=...)`, which does it."""

    verb = ""
    about = "application"  # the keyword and the attribute of what is decided about

    def __init__(self, *args, **kwargs):
        setattr(self, self.about, kwargs.pop(self.about))
        super().__init__(*args, **kwargs)

    @property
    def label(self):
        """As the table of transitions calls it, unless it has a label of its own."""
        return TRANSITIONS[self.verb].label


def a_day(label, **kwargs):
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)
