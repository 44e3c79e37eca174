"""What a complaint asks, a page at a time."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, Email, LongText, Phone, Words

from ..models import About
from ..models.complaints import LONGEST

MOST_FILES = 20
MOST_BYTES = 100 * 2**20  # of all files of one complaint


class AboutWhat(Drawn, forms.Form):
    """Page 1.  `found` is what the register answered: [(number, words)]."""

    about = Choice(gettext_lazy("What is your complaint about?"), choices=About.choices)
    search = Words(
        gettext_lazy("Search our register"),
        required=False,
        help_text=gettext_lazy(
            "A name, a municipality or a licence number. If you do not find it, describe it below."
        ),
    )
    licence_number = Choice(gettext_lazy("Which of these is it?"), required=False)
    described = Words(
        gettext_lazy("Who or what is it about?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A name, an address, where you saw the advertisement: whatever helps us find it."),
    )
    place = Words(
        gettext_lazy("Where did it happen?"), required=False, help_text=gettext_lazy("An address, or near what.")
    )
    happened = Words(
        gettext_lazy("When did it happen?"),
        required=False,
        help_text=gettext_lazy("As well as you remember: “Friday evening, around 11” is enough."),
    )

    def __init__(self, *args, found=(), **kwargs):
        super().__init__(*args, **kwargs)
        if found:
            self.fields["licence_number"].choices = [*found, ("", _("None of these"))]
        else:
            del self.fields["licence_number"]

    def clean(self):
        """Of a holder, one of the register or some words: without either we cannot find whom it is about."""
        given = self.cleaned_data
        if given.get("about") != About.HOLDER:
            given["licence_number"] = ""
        elif "licence_number" not in self._errors and not given.get("licence_number") and not given.get("described"):
            self.add_error("described", _("Choose one from our register, or say who or what it is about"))
        return given

    def facts(self) -> dict:
        """What `actions.complain` keeps of this page."""
        names = ("about", "licence_number", "described", "place", "happened")
        return {name: self.cleaned_data.get(name, "") for name in names}


class You(Drawn, forms.Form):
    """Only of somebody who gives their name."""

    name = Words(gettext_lazy("Your name"), autocomplete="name")
    email = Email(
        gettext_lazy("Your e-mail address"),
        required=False,
        help_text=gettext_lazy("We write only that there is something to read, never what it is about."),
    )
    phone = Phone(gettext_lazy("Your telephone"), required=False)

    def clean(self):
        if not self._errors and not self.cleaned_data["email"] and not self.cleaned_data["phone"]:
            self.add_error("email", _("Give your e-mail address or your telephone, or go back and stay anonymous"))
        return self.cleaned_data

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("name", "email", "phone")}


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class WithFiles(Drawn, forms.Form):
    """A text and files; the files themselves are the view's business."""

    text = LongText(gettext_lazy("Your text"), max_length=LONGEST, rows=12)
    files = forms.Field(  # each is judged by itself, in `enclosing`
        label=gettext_lazy("Photos and files"),
        required=False,
        widget=SeveralFiles,
        help_text=gettext_lazy(
            "PDF, Word, Excel, JPEG or PNG, 20 MB at most each. Places, names and devices hidden in them are removed."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].optional = True
        self.fields["text"].widget.attrs["dir"] = "auto"


class Told(WithFiles):
    """Page 2."""

    text = LongText(gettext_lazy("What happened?"), max_length=LONGEST, rows=12)

    def facts(self) -> dict:
        return {"text": self.cleaned_data["text"]}


class Adding(WithFiles):
    """In the thread."""

    text = LongText(gettext_lazy("Your message"), max_length=LONGEST, rows=8)


class Following(Drawn, forms.Form):
    """The code alone opens the thread."""

    code = Words(gettext_lazy("Follow-up code"), max_length=80, width=30)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "spellcheck": "false", "autocapitalize": "characters", "autocomplete": "off",
        }  # fmt: skip


PAGES = {"about": AboutWhat, "told": Told, "you": You}


def pages_of(who: str) -> tuple[str, ...]:
    """The pages that ask, in order."""
    return ("about", "told", "you") if who == "named" else ("about", "told")
