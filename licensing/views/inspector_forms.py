"""The questions of an inspector's pages."""

from datetime import datetime

from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.calendar import is_holiday
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, LongText, Tick, YesNo
from icajo.words import date_time, long_date

from .. import actions
from ..inspecting import LONGEST_WAIT
from ..models import Finding
from .wizard import today

SUNDAY = 6
NUMBERS = (1, 2, 3)


class Box(forms.TextInput):
    """One line of a kind that the browser helps with; without its help, what is typed is read all the same."""

    def __init__(self, kind):
        super().__init__()
        self.input_type = kind


class Act(Drawn, forms.Form):
    """Something to do about an inspection: `act` does it and says what was done."""

    verb = ""


class Propose(Act):
    verb = "propose_inspection"
    confirm = Tick(gettext_lazy("Yes, on a Sunday or a holiday"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in NUMBERS:
            self.fields[f"day_{number}"] = a_day(number)
            self.fields[f"time_{number}"] = a_time(number)
        if not self.is_bound:
            del self.fields["confirm"]  # asked only where it is needed
        else:
            self.fields["confirm"] = self.fields.pop("confirm")  # last

    def clean(self):
        pairs = [(self.cleaned_data.get(f"day_{n}"), self.cleaned_data.get(f"time_{n}"), n) for n in NUMBERS]
        self.times = [self.moment(day, time, number) for day, time, number in pairs if day or time]
        if not self.times and not self.errors:
            self.add_error("day_1", _("Propose one time at least."))
        unusual = [day for day, _time, _number in pairs if day and (day.weekday() == SUNDAY or is_holiday(day))]
        if unusual and not self.cleaned_data.get("confirm") and not self.errors:
            days = ", ".join(long_date(day) for day in unusual)
            self.add_error(
                "confirm", _("A Sunday or a holiday: %(days)s. Confirm, or choose another day.") % {"days": days}
            )
        elif not unusual:
            self.fields.pop("confirm", None)
        return self.cleaned_data

    def moment(self, day, time, number):
        """The two boxes as one moment in Ontario; what is wrong with it is said beside them."""
        if day is None or time is None:
            missing = f"day_{number}" if day is None else f"time_{number}"
            if missing not in self.errors:
                self.add_error(missing, _("Give both a day and a time."))
            return None
        try:
            moment = from_current_timezone(datetime.combine(day, time))
        except forms.ValidationError:
            self.add_error(f"time_{number}", _("On this day there is no such hour: the clocks change."))
            return None
        if moment <= timezone.now():
            self.add_error(f"day_{number}", _("This time is past."))
        elif (day - today()).days > LONGEST_WAIT:
            self.add_error(f"day_{number}", _("This day is more than six months away."))
        return moment

    def act(self, application, *, by):
        actions.propose_inspection(application, by=by, now=timezone.now(), times=self.times)
        return _("The times are proposed. The applicant is told by e-mail.")


def a_day(number):
    label = _("Day of time %(number)s") % {"number": number}
    return optional(forms.DateField(label=label, required=number == 1, widget=Box("date"), input_formats=["%Y-%m-%d"]))


def a_time(number):
    label = _("Hour of time %(number)s (Eastern time)") % {"number": number}
    formats = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M"]
    return optional(forms.TimeField(label=label, required=number == 1, widget=Box("time"), input_formats=formats))


def optional(field):
    field.optional = not field.required
    return field


class Begin(Act):
    verb = "begin_inspection"

    def act(self, application, *, by):
        actions.begin_inspection(application, by=by, on=today())
        return _("The visit has begun. Each criterion is kept as soon as it is saved.")


class Cancel(Act):
    verb = "cancel_inspection"
    what = Choice(
        gettext_lazy("What happened?"),
        choices=(
            ("cancelled", gettext_lazy("It does not take place, or cannot be ended")),
            ("no-show", gettext_lazy("Nobody was there")),
        ),
    )
    reason = LongText(gettext_lazy("Why? The applicant reads this"), max_length=1000, rows=3)

    def act(self, application, *, by):
        no_show = self.cleaned_data["what"] == "no-show"
        actions.cancel_inspection(application, by=by, reason=self.cleaned_data["reason"], no_show=no_show)
        return _("It is written down, and the applicant is told by e-mail.")


class Waive(Act):
    verb = "waive_inspection"
    reason = LongText(gettext_lazy("Why is no inspection needed? The applicant reads this"), max_length=1000, rows=3)

    def act(self, application, *, by):
        actions.waive_inspection(application, by=by, reason=self.cleaned_data["reason"])
        return _("It is written down, and the applicant is told by e-mail.")


FORMS = (Propose, Begin, Cancel, Waive)


class Several(forms.FileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class Pictures(forms.FileField):
    """Any number of files, each checked as one; a list, which may be empty."""

    widget = Several

    def clean(self, data, initial=None):
        return [super(Pictures, self).clean(one, initial) for one in data or [] if one]


class Criterion(Drawn, forms.Form):
    """What was seen of one criterion."""

    seen = Choice(gettext_lazy("What do you see?"), choices=Finding.Seen)
    note = LongText(gettext_lazy("Note"), max_length=2000, rows=3, required=False)
    photos = Pictures(label=gettext_lazy("Photos"), required=False, allow_empty_file=True)
    saved = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, finding, **kwargs):
        known = {"seen": finding.seen, "note": finding.note, "saved": stamp(finding)}
        super().__init__(*args, initial=known, **kwargs)
        self.finding = finding
        self.fields["note"].help_text = _("The applicant reads it in the report.")
        self.fields["photos"].help_text = _("JPEG or PNG, 20 MB at most each. The place and the device are taken out.")
        self.fields["photos"].optional = True

    def clean(self):
        known = self.cleaned_data
        if known.get("seen") == Finding.Seen.FAIL and not known.get("note"):
            self.add_error("note", _("Say what has to be mended."))
        return known

    def act(self, *, by, photos):
        typed = self.cleaned_data
        saved_at = parse_datetime(typed["saved"]) if typed["saved"] else None
        self.finding = actions.record_finding(
            self.finding, by=by, seen=typed["seen"], note=typed["note"], photos=photos, saved_at=saved_at
        )

    def show_other(self, theirs):
        """Somebody saved this criterion meanwhile: what they wrote is said, and the next save goes on from it."""
        self.finding = theirs
        text = _("%(person)s saved this criterion on %(moment)s: “%(result)s” %(note)s. Save again to replace it.")
        known = {"person": theirs.saved_by, "moment": date_time(theirs.saved_at), "note": theirs.note}
        self.add_error(None, text % {**known, "result": theirs.get_seen_display()})
        self.renew()

    def renew(self):
        """The page goes on from what is kept now."""
        self.data = self.data.copy()
        self.data["saved"] = stamp(self.finding)


def stamp(finding):
    return finding.saved_at.isoformat() if finding.saved_at else ""


class Finish(Act):
    verb = "finish_inspection"
    present = YesNo(gettext_lazy("Was the applicant, or somebody who acts for them, there?"))
    note = LongText(gettext_lazy("Note for the applicant"), max_length=2000, rows=3, required=False)

    def act(self, application, *, by):
        inspection = actions.finish_inspection(application, by=by, **self.cleaned_data)
        return _("The visit is over: %(result)s. The report goes to the applicant.") % {
            "result": inspection.get_result_display().lower()
        }
