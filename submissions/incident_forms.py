"""What a licence holder fills in to report an incident."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.journey.drawing import Drawn
from icajo.journey.fields import (
    Choice,
    Day,
    Email,
    LongText,
    Money,
    Phone,
    Plain,
    Select,
    WholeNumber,
    Words,
    YesNo,
)

from .message_forms import FILES, TAKEN, WithFiles, a_file
from .models import Category, Supplier

# « 14 h 05 », « 14:05 », « 2 h », « 2:05 p.m. »
TIME = re.compile(r"(\d{1,2})\s*(?:h|:)?\s*(\d{2})?\s*(?:min)?\s*([ap])?\.?\s*m?\.?", re.IGNORECASE)


class TimeOfDay(Plain, forms.Field):
    """A time as people write it in either language."""

    widget = forms.TextInput
    default_error_messages = {"invalid": gettext_lazy("Write the time as 14:05, 14 h 05 or 2:05 p.m.")}

    def to_python(self, value):
        if isinstance(value, datetime.time) or not str(value or "").strip():
            return value or None
        found = TIME.fullmatch(str(value).strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        if found and found[3]:
            hour = hour % 12 + (12 if found[3].lower() == "p" else 0) if 1 <= hour <= 12 else 99
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return datetime.time(hour, minute)


def optional(field):
    field.required, field.optional = False, True
    return field


class Report(WithFiles, Drawn, forms.Form):
    """All that a report asks; a draft keeps what was typed of it, whatever it is."""

    licence = Select(gettext_lazy("Licence"))
    category = Choice(gettext_lazy("What is it about?"), choices=Category.choices)
    occurred_on = Day(
        gettext_lazy("Day it happened"),
        help_text=gettext_lazy("For a planned change, the day that you plan. For example, 2027 3 27"),
    )
    occurred_time = optional(
        TimeOfDay(
            gettext_lazy("Time it happened"),
            width=10,
            help_text=gettext_lazy("About when: 14:05, 14 h 05 or 2:05 p.m."),
        )
    )
    discovered_on = optional(
        Day(gettext_lazy("Day it was discovered"), help_text=gettext_lazy("If it was another day."))
    )
    discovered_time = optional(TimeOfDay(gettext_lazy("Time it was discovered"), width=10))
    place = Words(gettext_lazy("Place"), help_text=gettext_lazy("The premises, the address or the web site."))
    draw = optional(
        Words(
            gettext_lazy("Draw or event affected"),
            help_text=gettext_lazy("Its date, number or name, if there is one."),
        )
    )
    text = LongText(gettext_lazy("What happened?"), max_length=4000, rows=8)
    people = optional(WholeNumber(gettext_lazy("How many people are affected?")))
    tickets = optional(WholeNumber(gettext_lazy("How many tickets are affected?")))
    amount = optional(Money(gettext_lazy("Amount affected")))
    at_once = LongText(gettext_lazy("What did you do at once?"), max_length=4000, rows=4)
    is_suspended = YesNo(gettext_lazy("Did you suspend sales or a draw?"))
    police_number = optional(
        Words(
            gettext_lazy("Police report number"),
            max_length=60,
            width=20,
            help_text=gettext_lazy("If you told the police."),
        )
    )
    supplier_told = Choice(gettext_lazy("Did you tell your supplier?"), choices=Supplier.choices)
    system = optional(
        Words(
            gettext_lazy("System and version"),
            help_text=gettext_lazy("If it is about technology: the name of the system, and its version."),
        )
    )
    correction = optional(LongText(gettext_lazy("What will keep it from happening again?"), max_length=4000, rows=4))
    name = Words(gettext_lazy("Name of the person to call"), autocomplete="name")
    email = Email(gettext_lazy("E-mail address"))
    phone = Phone(gettext_lazy("Telephone"))
    file_1 = a_file(gettext_lazy("File"), help_text=TAKEN)
    file_2 = a_file(gettext_lazy("Second file"))
    file_3 = a_file(gettext_lazy("Third file"))

    def __init__(self, *args, licences, **kwargs):
        super().__init__(*args, **kwargs)
        self.licences = {one.number: one for one in licences}
        named = [(one.number, f"{one.number}, {one.type.name}, {one.holder}") for one in licences]
        self.fields["licence"].choices = [*self.fields["licence"].choices, *named]
        for name in FILES:
            self.fields[name].optional = True

    def clean(self):
        given, today = self.cleaned_data, timezone.localdate()
        occurred, discovered = given.get("occurred_on"), given.get("discovered_on")
        if occurred and occurred > today and given.get("category") != Category.TECH_CHANGE:
            self.add_error("occurred_on", _("This day is still to come. Only a planned change can be."))
        if discovered and discovered > today:
            self.add_error("discovered_on", _("This day is still to come."))
        elif discovered and occurred and discovered < occurred:
            self.add_error("discovered_on", _("Nothing is discovered before it happens: check both days."))
        return given

    def typed(self) -> dict:
        """What was typed, right or wrong, ready for JSON."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
            if name not in FILES
        }

    def facts(self) -> dict:
        """What `actions.report` takes."""
        given = self.cleaned_data
        names = [name for name in self.fields if name not in ("licence", "discovered_on", "at_once", *FILES)]
        discovered = given["discovered_on"] or min(given["occurred_on"], timezone.localdate())
        facts = {name: given[name] for name in names} | {"discovered_on": discovered, "action": given["at_once"]}
        return {"licence": self.licences[given["licence"]], "facts": facts}
