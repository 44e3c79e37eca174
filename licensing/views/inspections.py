"""The inspection as its applicant sees it: what is missing, ready, choosing a time, what was found."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, LongText, Phone, Ticks, Words
from icajo.words import date_time

from .. import actions, appointment
from ..casework import TRANSITIONS, possible
from ..conflicts import keep_out
from ..errors import NotNow
from ..inspecting import (
    criteria,
    inspection_check,
    last_visit,
    open_inspection,
    photo_of,
    to_mend,
    told,
    unmet,
    waiting,
)
from ..models import Application
from ..permissions import inspects, may_open
from ..states import OPEN_TO_STAFF
from .wizard import find, today


class Ready(Drawn, forms.Form):
    """The criteria, each confirmed, and whom the inspector will meet."""

    confirmed = Ticks(gettext_lazy("Which criteria do you meet?"))
    attending = Words(gettext_lazy("Who will be there?"), max_length=120, autocomplete="name")
    telephone = Phone(gettext_lazy("Telephone on the day of the inspection"))
    preferred = LongText(gettext_lazy("Days and hours that suit you"), max_length=500, rows=3, required=False)

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        asked = self.fields["confirmed"]
        asked.choices = [(one.code, one.label) for one in criteria]
        asked.hints = {one.code: one.basis for one in criteria if one.basis}
        asked.help_text = _("Confirm each of them: the inspection is passed only if all are met.")
        self.fields["attending"].help_text = _("You, as the applicant, or somebody who acts for you.")

    def clean_confirmed(self):
        confirmed = self.cleaned_data["confirmed"]
        if len(confirmed) < len(self.fields["confirmed"].choices):
            raise forms.ValidationError(_("Confirm every criterion, or ask for the inspection once they are all met."))
        return confirmed

    def act(self, application, *, by):
        actions.ready_for_inspection(application, by=by, on=today(), **self.cleaned_data)
        return _("We note that you are ready. An inspector will propose times to you.")


class AcceptTime(Drawn, forms.Form):
    time = Choice(gettext_lazy("Which time suits you?"))

    def __init__(self, *args, times, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = [(time.pk, date_time(time.starts_at)) for time in times]

    def act(self, application, *, by):
        actions.accept_inspection(application, by=by, now=timezone.now(), time=int(self.cleaned_data["time"]))
        return _("The appointment is agreed.")


class AnotherTime(Drawn, forms.Form):
    reason = LongText(gettext_lazy("Why do you need another time, and which would suit you?"), max_length=1000, rows=3)

    def act(self, application, *, by):
        actions.another_inspection(application, by=by, **self.cleaned_data)
        return _("You asked for another time. The inspector will propose others.")


@require_http_methods(["GET", "HEAD", "POST"])
def inspection(request, ref):
    application = find(request, ref)
    if inspection_check(application) is None:
        raise Http404(ref)
    under_way, missing = open_inspection(application), unmet(application, today())
    last = last_visit(application)
    forms_here = offered(request, application, under_way, missing)
    asked = forms_here.get(request.POST.get("action", "")) if request.method == "POST" else None
    if request.method == "POST" and (asked is None or (asked.is_valid() and done(request, application, asked))):
        return redirect(request.path)
    context = {
        "application": application,
        "inspection": under_way,
        "waits": inspection_check(application).closed_at is None,
        "under_review": application.state in OPEN_TO_STAFF,
        "unmet": missing,
        "criteria": criteria(application),
        "times": waiting(under_way) if under_way else [],
        "last": last,
        "to_mend": to_mend(last.findings.prefetch_related("photos__file")) if last else [],
        "ended": application.inspections.exclude(ended_at=None).prefetch_related("findings__photos__file"),
        "history": [(event, TRANSITIONS[event.verb].label) for event in told(application)],
        "problems": asked.problems if asked else [],
        "forms": forms_here,
    }
    return render(request, "inspections/applicant.html", context)


def offered(request, application, under_way, missing):
    """{what is asked: its form}, for what may be done on this page now."""
    verbs, found = possible(application, by=request.user), {}
    if "ready_for_inspection" in verbs and not missing:
        found["ready"] = form_of(request, "ready", Ready, criteria=criteria(application))
    if "accept_inspection" in verbs:
        now = timezone.now()
        if times := [time for time in waiting(under_way) if time.starts_at > now]:
            found["accept"] = form_of(request, "accept", AcceptTime, times=times)
    if "another_inspection" in verbs:
        found["another"] = form_of(request, "another", AnotherTime)
    return found


def form_of(request, action, form, **known):
    """The form of one of several questions on a page: bound where it is the one that was sent."""
    return form(request.POST if request.POST.get("action") == action else None, **known)


def done(request, application, form) -> bool:
    try:
        messages.success(request, form.act(application, by=request.user))
    except NotNow:
        messages.error(request, _("The inspection has changed since you opened this page. Nothing was done."))
    return True


def find_file(ref):
    """The file of this number, whoever asks: to be followed by the question who does."""
    return get_object_or_404(Application, ref=ref)


def find_with_inspections(request, ref):
    """The file, for those who may open it and for inspectors, or 404."""
    application = find_file(ref)
    if may_open(request.user, application):
        return application
    if not inspects(request.user):
        raise Http404(ref)
    keep_out(request, application)
    return application


@require_safe
def calendar(request, ref):
    """The agreed appointment as a file that a calendar reads."""
    application = find_with_inspections(request, ref)
    agreed = open_inspection(application)
    if agreed is None or agreed.starts_at is None:
        raise Http404(ref)
    response = HttpResponse(appointment.written(agreed, language()), content_type=appointment.MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{appointment.name_of(agreed)}"'
    return response


@require_safe
def report(request, ref, number):
    """What was found at one visit, in the language of the page."""
    application = find_with_inspections(request, ref)
    visited = get_object_or_404(application.inspections.exclude(begun_at=None).exclude(ended_at=None), number=number)
    if visited.report is None:
        messages.info(request, _("The report is being made: try again in a minute."))
        return redirect("licensing:inspection" if may_open(request.user, application) else "licensing:inspect", ref)
    return uploads.download(visited.report)


@require_safe
def photo(request, ref, photo):
    """A picture of what was seen; the applicant's once the visit is over."""
    application = find_with_inspections(request, ref)
    found = photo_of(application, photo)
    if found is None or (found.finding.inspection.is_open and not inspects(request.user)):
        raise Http404(photo)
    return uploads.download(found.file)


def language():
    return "en" if get_language() == "en" else "fr"


addresses = [
    path(gettext_lazy("applications/<str:ref>/inspection/"), inspection, name="inspection"),
    path(gettext_lazy("applications/<str:ref>/inspection/calendar/"), calendar, name="inspection_calendar"),
    path(gettext_lazy("applications/<str:ref>/inspection/<int:number>/report/"), report, name="inspection_report"),
    path(gettext_lazy("applications/<str:ref>/inspection/photos/<int:photo>/"), photo, name="inspection_photo"),
]
