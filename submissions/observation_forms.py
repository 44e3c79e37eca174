"""What somebody fills in about a public notice, and to follow it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.captcha import CaptchaField
from icajo import metadata, uploads
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, Email, LongText, PostalCode, Select, Tick, Ticks, Words, YesNo, only_if
from icajo.journey.step import is_revealed
from icajo.models import StoredFile

from .models import Batch, Capacity

LONGEST = 4000
# who writes: asked unless the comment is anonymous
IDENTITY = ("capacity", "name", "email", "street", "postal_code", "municipality", "understood")
OPTIONAL = ("email", "street", "postal_code")
FILES = ("file_1", "file_2", "file_3")


def a_file(label):
    return forms.FileField(label=label, required=False, allow_empty_file=True)


class Saying(Drawn, forms.Form):
    """One text about one notice; `rule` is that of the notice."""

    is_anonymous = YesNo(gettext_lazy("Do you want to stay anonymous?"))
    capacity = Choice(gettext_lazy("You write as"), choices=Capacity.choices)
    name = Words(
        gettext_lazy("Your name"),
        autocomplete="name",
        help_text=gettext_lazy("If you write for a municipality: its name, then yours and your position."),
    )
    municipality = Words(
        gettext_lazy("Municipality or First Nation"),
        max_length=100,
        autocomplete="address-level2",
        help_text=gettext_lazy("Where you live, or the one for which you write."),
    )
    email = Email(gettext_lazy("Your e-mail address"))
    street = Words(gettext_lazy("Your number and street"), autocomplete="address-line1")
    postal_code = PostalCode(gettext_lazy("Your postal code"))
    grounds = Ticks(gettext_lazy("What is it about?"))
    text = LongText(gettext_lazy("Your text"), max_length=LONGEST, rows=10)
    file_1 = a_file(gettext_lazy("File"))
    file_2 = a_file(gettext_lazy("Second file"))
    file_3 = a_file(gettext_lazy("Third file"))
    understood = Tick(
        gettext_lazy("I understand that the applicant gets a copy with my name and my municipality"),
        error_messages={"required": gettext_lazy("Tick that you understand what the applicant gets")},
    )

    def __init__(self, *args, rule, signed_in, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grounds"].choices = rule.grounds
        self.fields["grounds"].required = False
        self.fields["grounds"].optional = True
        self.fields["grounds"].help_text = _("The registrar may weigh nothing else.")
        for name in OPTIONAL + FILES:
            self.fields[name].required, self.fields[name].optional = False, True
        self.fields["email"].help_text = _("We need your e-mail address or your postal address. Neither is shared.")
        self.fields["file_1"].help_text = _("PDF, Word, JPEG or PNG, 20 MB at most. Hidden data is removed from it.")
        if rule.anonymous:
            for name in IDENTITY:
                only_if("is_anonymous", self.fields[name], equals=False).required = False
        else:
            del self.fields["is_anonymous"]
        if not rule.grounds:
            del self.fields["grounds"]
        if not signed_in:
            self.fields["robot"] = CaptchaField()

    def clean(self):
        """Of an anonymous comment, nothing that says who wrote it is read at all."""
        if self.cleaned_data.get("is_anonymous"):
            for name in IDENTITY:
                self.cleaned_data[name] = ""
                self._errors.pop(name, None)
            return self.cleaned_data
        for name in IDENTITY:
            field = self.fields[name]
            owed = getattr(field, "needed", False) and not self.cleaned_data.get(name) and name not in self._errors
            if owed and is_revealed(field, self.cleaned_data):
                self.add_error(name, field.error_messages["required"] % {"label": field.label})
        if not self._errors and not self.cleaned_data["email"] and not self.cleaned_data["street"]:
            self.add_error("email", _("Give your e-mail address, or your number and street"))
        return self.cleaned_data

    def said(self) -> dict:
        """What `actions.observe` keeps."""
        names = [name for name in IDENTITY if name != "understood"]
        return {
            **{name: self.cleaned_data[name] for name in (*names, "text")},
            "is_anonymous": bool(self.cleaned_data.get("is_anonymous")),
            "grounds": self.cleaned_data.get("grounds", []),
        }

    def kept(self) -> list[StoredFile]:
        """The files, without their hidden data; one that is refused is an error of its box, and none is given back."""
        kept = []
        for name in FILES:
            if upload := self.cleaned_data.get(name):
                try:
                    kept.append(metadata.keep_bare(upload))
                except uploads.Refused as refused:
                    self.add_error(name, str(refused))
        return [] if self.errors else kept


class Following(Drawn, forms.Form):
    """The two that were shown when it was received."""

    ref = Words(
        gettext_lazy("Reference"), max_length=20, width=10, help_text=gettext_lazy("For example, O2026-001001")
    )
    code = Words(gettext_lazy("Follow-up code"), max_length=80, width=30)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"spellcheck": "false", "autocapitalize": "characters", "autocomplete": "off"}


class Answering(Drawn, forms.Form):
    """The applicant's answer to a batch of copies, or to one of them."""

    about = Select(gettext_lazy("What do you answer?"))
    text = LongText(gettext_lazy("Your answer"), max_length=LONGEST, rows=8)

    def __init__(self, *args, batch: Batch, **kwargs):
        super().__init__(*args, prefix=f"batch-{batch.pk}", **kwargs)
        self.copies = {str(copy.number): copy for copy in batch.copies.all()}
        each = [(number, _("Observation %(number)s") % {"number": number}) for number in self.copies]
        self.fields["about"].choices = [("all", _("All of these observations")), *each]

    def facts(self) -> dict:
        """What `actions.reply` takes."""
        return {"copy": self.copies.get(self.cleaned_data["about"]), "text": self.cleaned_data["text"]}
