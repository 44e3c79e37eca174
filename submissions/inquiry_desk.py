"""What one of the staff fills in about a question: each form knows the action it stands for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions import closing
from icajo.desk_form import DeskForm

from . import actions
from .models import Inquiry, Subject


class Answer(DeskForm):
    """The answer; for whoever has no account it goes by e-mail."""

    answer = forms.CharField(
        label=gettext_lazy("Answer, in the person’s language"),
        widget=forms.Textarea({"rows": 10, "class": "vLargeTextField"}),
        max_length=8000,
    )

    def __init__(self, *args, inquiry: Inquiry, **kwargs):
        super().__init__(*args, **kwargs)
        if not inquiry.is_followed:
            self.fields["answer"].help_text = _(
                "It goes by e-mail, which others may read: nothing of what a file says, no date of birth, no code."
            )

    def act(self, inquiry, *, by):
        actions.answer(inquiry, by=by, text=self.cleaned_data["answer"])


class PassOn(DeskForm):
    """Another subject: the desk follows from it."""

    subject = forms.ChoiceField(label=gettext_lazy("Subject"), choices=Subject.choices)

    def __init__(self, *args, inquiry: Inquiry, **kwargs):
        super().__init__(*args, initial={"subject": inquiry.subject}, **kwargs)

    def act(self, inquiry, *, by):
        actions.pass_on(inquiry, subject=self.cleaned_data["subject"])


class Close(DeskForm):
    """The account of whoever asked for it, while signed in."""

    why = forms.CharField(
        label=gettext_lazy("Identity check: what was checked, by whom, on what call"),
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
        max_length=1000,
    )
    even_alone = forms.BooleanField(required=False)

    def __init__(self, *args, inquiry: Inquiry, **kwargs):
        super().__init__(*args, **kwargs)
        self.alone = closing.left_alone(inquiry.user)
        if self.alone:
            names = ", ".join(one.name for one in self.alone)
            self.fields["even_alone"].label = _("Close it all the same: nobody will act for %(names)s") % {
                "names": names
            }
        else:
            del self.fields["even_alone"]

    def clean(self):
        if self.alone and not self.cleaned_data.get("even_alone"):
            self.add_error("even_alone", _("Link somebody else to the organization first, or tick the box."))
        return self.cleaned_data

    def act(self, inquiry, *, by):
        why = f"{inquiry.ref}. {self.cleaned_data['why']}"
        even_alone = self.cleaned_data.get("even_alone", False)
        closing.close_own_account(inquiry.user, by=by, why=why, even_alone=even_alone)


FORMS = {  # (form, heading, its button)
    "answer": (Answer, gettext_lazy("Answer"), gettext_lazy("Send the answer")),
    "pass": (PassOn, gettext_lazy("Pass on to another desk"), gettext_lazy("Change the subject")),
    "close": (Close, gettext_lazy("Close the account"), gettext_lazy("Close the account")),
}
