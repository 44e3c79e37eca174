"""An inspector's pages: what there is to do, one inspection with its times, and the visit, made for a telephone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from icajo import bare_photos, uploads

from .. import actions
from ..casework import TRANSITIONS, possible
from ..conflicts import keep_out
from ..errors import ChangedElsewhere, NotNow
from ..inspecting import (
    agenda,
    inspection_check,
    is_live,
    open_inspection,
    photo_of,
    place_of,
    stands,
    to_mend,
    told,
    waiting,
)
from ..permissions import inspects
from .inspections import done, find_file, form_of
from .inspector_forms import FORMS, Criterion, Finish
from .wizard import today


def find(request, ref):
    """A file that is inspected, for those who inspect; for anybody else there is none."""
    application = find_file(ref)
    if not inspects(request.user) or inspection_check(application) is None:
        raise Http404(ref)
    keep_out(request, application)
    return application


@require_safe
def inspections(request):
    """« Mes inspections »: to propose, agreed by day, under way; with `?all=1`, everybody's."""
    if not inspects(request.user):
        raise PermissionDenied
    everyone = "all" in request.GET
    return render(
        request,
        "inspections/agenda.html",
        {"agenda": agenda(request.user, everyone=everyone, now=timezone.now()), "everyone": everyone},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def inspect(request, ref):
    """One inspection: whom to meet and where, its times, and what may be done about it now."""
    application = find(request, ref)
    verbs = possible(application, by=request.user)
    forms_here = {form.verb: form_of(request, form.verb, form) for form in FORMS if form.verb in verbs}
    asked = forms_here.get(request.POST.get("action", "")) if request.method == "POST" else None
    if request.method == "POST" and (asked is None or (asked.is_valid() and done(request, application, asked))):
        return redirect("licensing:visit" if began(asked, application) else "licensing:inspect", ref)
    under_way = open_inspection(application)
    context = {
        "application": application,
        "inspection": under_way,
        "waits": inspection_check(application).closed_at is None,
        "live": under_way is not None and is_live(under_way),
        "place": place_of(application),
        "times": waiting(under_way) if under_way else [],
        "ended": application.inspections.exclude(ended_at=None).prefetch_related("findings__photos__file"),
        "history": [(event, TRANSITIONS[event.verb].label) for event in told(application)],
        "problems": asked.problems if asked else [],
        "forms": forms_here,
        "is_today": bool(under_way and under_way.starts_at and timezone.localdate(under_way.starts_at) <= today()),
    }
    return render(request, "inspections/inspect.html", context)


def began(form, application) -> bool:
    """The visit begins: straight to its first criterion."""
    if form is None or form.verb != "begin_inspection":
        return False
    under_way = open_inspection(application)
    return under_way is not None and under_way.begun_at is not None


def visited(request, ref):
    """(file, the inspection whose visit began last, its findings), or 404."""
    application = find(request, ref)
    inspection = application.inspections.exclude(begun_at=None).last()
    if inspection is None:
        raise Http404(ref)
    return application, inspection, list(inspection.findings.prefetch_related("photos__file"))


@require_safe
def visit(request, ref):
    """The criteria, one after another, and how far the visit has come."""
    application, inspection, findings = visited(request, ref)
    left = [finding for finding in findings if not stands(finding)]
    context = {
        "application": application,
        "inspection": inspection,
        "live": is_live(inspection),
        "findings": findings,
        "next": left[0] if left else None,
        "seen": len(findings) - len(left),
    }
    return render(request, "inspections/visit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request, ref, code):
    """One criterion: what was seen, a note, photos; kept by itself."""
    application, inspection, findings = visited(request, ref)
    at = next((at for at, one in enumerate(findings) if one.code == code), None)
    if at is None:
        raise Http404(code)
    finding, live = findings[at], is_live(inspection)
    form = Criterion(request.POST or None, request.FILES or None, finding=finding)
    if request.method == "POST" and live and form.is_valid() and kept(request, form):
        following = findings[at + 1].code if at + 1 < len(findings) else ""
        return redirect(reverse("licensing:criterion", args=[ref, following]) if following else leave(ref))
    context = {
        "application": application,
        "inspection": inspection,
        "finding": finding,
        "form": form,
        "live": live,
        "number": at + 1,
        "count": len(findings),
        "typed": request.POST.get("note", "") if not live else "",
    }
    return render(request, "inspections/criterion.html", context)


def leave(ref):
    return reverse("licensing:visit", args=[ref])


def kept(request, form) -> bool:
    """Keep the finding and the photos that can be kept; false where something has to be said on the page."""
    photos = []
    for upload in form.cleaned_data["photos"]:
        try:
            photos.append(bare_photos.keep(upload))
        except uploads.Refused as refused:
            form.add_error("photos", f"{upload.name}: {refused}")
    try:
        form.act(by=request.user, photos=photos)
    except ChangedElsewhere as changed:
        form.show_other(changed.theirs)
        return False
    except NotNow:
        messages.error(request, _("The visit is over: this was not kept."))
        return False
    if form.errors:
        messages.success(request, _("The result and the note are kept."))
        form.renew()
    return not form.errors


@require_POST
def remove_photo(request, ref, photo):
    application = find(request, ref)
    found = photo_of(application, photo)
    if found is None:
        return redirect("licensing:visit", ref)
    try:
        actions.remove_photo(found, by=request.user)
        messages.success(request, _("%(name)s is removed.") % {"name": found.file.name})
    except NotNow:
        messages.error(request, _("The visit is over: its photos stay."))
    return redirect("licensing:criterion", ref, found.finding.code)


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request, ref):
    """The last look: what is met and what is not, then the end of the visit."""
    application, inspection, findings = visited(request, ref)
    if not is_live(inspection):
        return redirect("licensing:visit", ref)
    form = Finish(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done(request, application, form)
        return redirect("licensing:inspect", ref)
    context = {
        "application": application,
        "inspection": inspection,
        "findings": findings,
        "to_mend": to_mend(findings),
        "unseen": [finding for finding in findings if not stands(finding)],
        "form": form,
    }
    return render(request, "inspections/finish.html", context)


addresses = [
    path(gettext_lazy("inspections/"), inspections, name="inspections"),
    path(gettext_lazy("inspections/<str:ref>/"), inspect, name="inspect"),
    path(gettext_lazy("inspections/<str:ref>/visit/"), visit, name="visit"),
    path(gettext_lazy("inspections/<str:ref>/visit/<slug:code>/"), criterion, name="criterion"),
    path(gettext_lazy("inspections/<str:ref>/finish/"), finish, name="finish_visit"),
    path(gettext_lazy("inspections/<str:ref>/photos/<int:photo>/remove/"), remove_photo, name="remove_visit_photo"),
]
