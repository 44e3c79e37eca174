from unicodedata import category

from django import forms
from django.utils.translation import gettext_lazy as _

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Day, Select, Words
from licensing import following, public

SOON = [(30, _("Within 30 days")), (60, _("Within 60 days")), (90, _("Within 90 days"))]
UNSEEN = ("Cc", "Cf", "Cs")  # kinds of signs, as Unicode sorts them: controls, marks of direction, halves of pairs


class Search(Drawn, forms.Form):
    """What to look for; every box may stay empty."""

    q = Words(_("Name, address or licence number"), max_length=None, required=False)
    municipality = Words(_("Municipality or First Nation"), max_length=100, required=False)
    type = Select(_("Type of licence"), required=False)
    status = Select(_("Status"), required=False)
    expires = Select(_("Expires"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_cut = False
        self.fields["type"].choices = [("", _("All")), *public.types()]
        self.fields["status"].choices = [("", _("All")), *public.statuses()]
        self.fields["expires"].choices = [("", _("At any time")), *((str(days), text) for days, text in SOON)]
        for field in self.fields.values():
            field.optional = False  # nothing here is owed: no need to say so five times

    def clean_q(self):
        """No more of it than the register looks at, and no sign that only steers how text is shown."""
        text = "".join(sign for sign in self.cleaned_data["q"] if category(sign) not in UNSEEN).strip()
        self.was_cut = len(text) > public.LENGTH
        return text[: public.LENGTH]

    def asked(self):
        """What `public.search` takes; empty where nothing was chosen, or what was is not among the choices."""
        known = self.cleaned_data
        return public.Asked(
            text=known.get("q", ""),
            place=public.place_key(known["municipality"]) if known.get("municipality") else "",
            type_code=known.get("type", ""),
            status=known.get("status", ""),
            soon=int(known.get("expires") or 0),
        )


class Notices(Drawn, forms.Form):
    """Which of the open notices to show; every box may stay empty."""

    q = Words(_("Name, street or file number"), max_length=100, required=False)
    municipality = Select(_("Municipality or First Nation"), required=False)
    type = Select(_("Type of licence"), required=False)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {place.code: place.places for place in places}
        self.fields["municipality"].choices = [("", _("All")), *((place.code, place.name) for place in places)]
        self.fields["type"].choices = [("", _("All")), *public.kinds_of_notices()]
        for field in self.fields.values():
            field.optional = False

    def chosen(self):
        """What `public.board` takes as places: those of the municipality that was chosen."""
        return self.places.get(self.cleaned_data.get("municipality"), ())


class Followed(Drawn, forms.Form):
    """Which of the applications that the public may follow to show; every box may stay empty."""

    q = Words(_("Name, street or file number"), max_length=100, required=False)
    municipality = Select(_("Municipality or First Nation"), required=False)
    type = Select(_("Type of licence"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", _("All")), *((one, one) for one in following.municipalities())]
        self.fields["type"].choices = [("", _("All")), *following.types()]
        for field in self.fields.values():
            field.optional = False


class OnWhichDay(Drawn, forms.Form):
    """The day on which a licence may have been valid."""

    on = Day(_("Day"))


class Supplier(Drawn, forms.Form):
    """The registration of a supplier."""

    number = Words(_("Registration number of the supplier"), max_length=30)
