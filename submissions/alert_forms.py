"""What somebody fills in to hear of public notices by e-mail."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.captcha import CaptchaField
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, Email, Tick, Ticks, Words
from licensing import public

UNKNOWN = _(
    "We know no municipality or First Nation of this name in Ontario. Correct it, or say below that it is written so."
)
UNKNOWN_NEAR = _(
    "We know no municipality or First Nation of this name in Ontario. Is it one of these: %(names)s? "
    "Correct it, or say below that it is written so."
)


class Subscription(Drawn, forms.Form):
    """What somebody would like to hear of; confirmed by a letter, so nothing is told of addresses here."""

    email = Email(_("Your e-mail address"))
    municipality = Words(
        _("Municipality or First Nation"),
        max_length=100,
        required=False,
        help_text=_("Leave it empty to hear of all of Ontario. Subscribe again to add another."),
    )
    as_typed = Tick(
        _("The name is written so: keep it as I typed it"), required=False
    )  # asked where we do not know it
    kinds = Ticks(_("Types of licence"), required=False, help_text=_("Tick none to hear of all."))
    language = Choice(_("Language of the messages"), choices=settings.LANGUAGES)

    def __init__(self, *args, signed_in, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = public.kinds_of_notices()
        self.fields["municipality"].widget.attrs["list"] = "places"
        typed = self.data.get("municipality", "")
        if not typed.strip() or public.place_named(typed):
            del self.fields["as_typed"]
        if not signed_in:
            self.fields["robot"] = CaptchaField()

    @staticmethod
    def places() -> list[str]:
        """The names that the box offers while somebody types, with or without a script."""
        return public.names_of_places()

    def clean(self):
        """A name as we write it; one that we do not know is asked again, with those that come near."""
        typed = self.cleaned_data.get("municipality", "")
        if "as_typed" not in self.fields:
            self.cleaned_data["municipality"] = public.place_named(typed)
        elif typed and not self.cleaned_data.get("as_typed"):
            near = public.places_alike(typed)
            self.add_error("municipality", (UNKNOWN_NEAR % {"names": ", ".join(near)}) if near else UNKNOWN)
        return self.cleaned_data

    def facts(self) -> dict:
        """What `actions.subscribe` takes."""
        return {name: self.cleaned_data[name] for name in ("email", "municipality", "kinds", "language")}
