"""What somebody fills in to ask us a question, or for a change of their licence."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.captcha import CaptchaField
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Email, LongText, Phone, Select, Words

from .models import Subject

LONGEST = 4000


class Reachable(Drawn, forms.Form):
    """Whom to answer, and how."""

    name = Words(_("Your name"), autocomplete="name")
    email = Email(_("Your e-mail address"))
    phone = Phone(_("Your telephone"))


class Question(Reachable):
    """What to ask; somebody signed in need not prove that they are a person."""

    subject = Select(_("What is it about?"), choices=Subject.choices)
    number = Words(
        _("File or licence number"),
        max_length=40,
        width=20,
        required=False,
        help_text=_("If your question is about one: whoever looks after it answers."),
    )
    text = LongText(_("Your question"), max_length=LONGEST)
    field_order = ["subject", "number", "name", "email", "phone", "text"]

    def __init__(self, *args, signed_in, **kwargs):
        super().__init__(*args, **kwargs)
        if not signed_in:
            self.fields["robot"] = CaptchaField()

    def facts(self) -> dict:
        """What `actions.inquire` keeps."""
        return {name: self.cleaned_data[name] for name in self.field_order}


class Change(Reachable):
    """« Demander une modification »: of which licence, and what; staff make it."""

    licence = Select(_("Select your licence number"))
    text = LongText(
        _("Explain the changes that you would like to make"),
        max_length=LONGEST,
        help_text=_("For example, your new mailing address and the day from which it applies."),
    )
    field_order = ["licence", "text", "name", "email", "phone"]

    def __init__(self, *args, licences, **kwargs):
        super().__init__(*args, **kwargs)
        self.licences = {one.number: one for one in licences}
        named = [(one.number, f"{one.number}, {one.type.name}, {one.holder}") for one in licences]
        self.fields["licence"].choices = [*self.fields["licence"].choices, *named]

    def facts(self) -> dict:
        """What `actions.inquire` keeps: the licence is named at the head of the text."""
        given = {name: self.cleaned_data[name] for name in ("name", "email", "phone")}
        licence = gettext("Licence %(number)s") % {"number": self.cleaned_data["licence"]}
        text = self.cleaned_data["text"]
        return {**given, "subject": Subject.ADDRESS, "text": f"{licence}\n\n{text}"}

    @property
    def organization(self):
        """Whose licence was chosen."""
        return self.licences[self.cleaned_data["licence"]].organization
