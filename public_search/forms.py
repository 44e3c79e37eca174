from django import forms
from django.utils.translation import gettext_lazy as _

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Day, Select, Words
from licensing import following, public


class Search(Drawn, forms.Form):
    """What to look for; every box may stay empty."""

    q = Words(_("Name or licence number"), max_length=100, required=False)
    municipality = Select(_("Municipality or First Nation"), required=False)
    type = Select(_("Type of licence"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [("", _("All")), *((name, name) for name in public.municipalities())]
        self.fields["type"].choices = [("", _("All")), *public.types()]
        for field in self.fields.values():
            field.optional = False  # nothing here is owed: no need to say so three times


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

    number = Words(_("Registration number"), max_length=30)
