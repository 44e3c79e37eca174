"""The register as files: all of it or a part, as it is now, and a copy of every day."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from licensing import public
from licensing.public import open_data

from ..limits import wait
from ..models import Snapshot
from ..programs import open_to_all
from ..streaming import Full, come_back, streamed

MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
EXPORTS, HOUR = 20, 3600  # whole files that one network may take in an hour


@login_not_required
@require_safe
def data(request):
    """What there is, of when, in which columns, and under which licence."""
    context = {
        "copies": list(Snapshot.newest().values()),
        "types": public.types(),
        "columns": list(open_data.TABLE),
        "site": settings.SITE_URL,
    }
    return render(request, "public_search/data.html", context)


def chosen(request):
    """The kind, the municipality and the words that were asked for; a kind that is none is nowhere."""
    type_code = request.GET.get("type", "")
    if type_code and type_code not in dict(public.types()):
        raise Http404(type_code)
    named = [request.GET.get(name, "")[:100] for name in ("municipality", "q")]
    return {"type_code": type_code, "municipality": named[0], "text": named[1]}


def fingerprint(request, form):
    """The same until something changes or the day is over: what stands in the register follows from both."""
    return f'"{open_data.last_change()}-{timezone.localdate():%Y%m%d}-{form}"'


@login_not_required
@require_safe
def export(request, form):
    """The register as it is now, made while it is sent."""
    if form not in MEDIA:
        raise Http404(form)
    if seconds := settings.PUBLIC_RATE and wait(request, "exports", EXPORTS, HOUR):
        return open_to_all(come_back(seconds))
    try:
        return open_to_all(sent(request, form))
    except Full:
        return open_to_all(come_back(60))


@condition(etag_func=fingerprint)
def sent(request, form):
    today = timezone.localdate()
    if request.method == "HEAD":
        response = HttpResponse(content_type=MEDIA[form])
    else:
        rows = open_data.selected(on=today, **chosen(request))
        name = f"licences-{today}.{form}"
        response = streamed(open_data.FORMS[form](rows, today), name=name, media_type=MEDIA[form])
    response["Cache-Control"] = "public, no-cache"  # kept by whoever likes, asked about each time
    return response


@login_not_required
@require_safe
def of_the_day(request, form):
    """The last copy that was kept, compressed; its fingerprint is its checksum."""
    kept = Snapshot.newest().get(form)
    if kept is None:
        raise Http404(form)
    return open_to_all(copy(request, kept))


@condition(etag_func=lambda request, kept: f'"{kept.sha256}"', last_modified_func=lambda request, kept: kept.made_at)
def copy(request, kept):
    name = f"licences-{kept.day}.{kept.form}.gz"
    response = FileResponse(
        default_storage.open(kept.name, "rb"), as_attachment=True, filename=name, content_type="application/gzip"
    )
    response["Cache-Control"] = "public, no-cache"
    response["X-Checksum-Sha256"] = kept.sha256
    return response
