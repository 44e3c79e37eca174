"""What the applicant reads of what was written about their notice, and answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from licensing.models import Application
from licensing.noticing import notice_check, notice_of
from licensing.permissions import prepares
from licensing.states import OPEN_TO_STAFF

from .. import actions
from ..errors import Settled
from ..models import share_by
from ..observation_forms import Answering
from ..tokens import page_token


@require_http_methods(["GET", "HEAD", "POST"])
def observations(request, ref):
    """The copies by batch, each with its answers and, while the file is open, a form."""
    application, notice = find(request, ref)
    batches = list(notice.batches.prefetch_related("copies__files", "replies__copy")) if notice else []
    may_answer = prepares(request.user, application) and application.state in OPEN_TO_STAFF
    asked = request.POST.get("batch", "")
    shown = []
    for batch in batches:
        posted = request.POST if may_answer and asked == str(batch.pk) else None
        form = Answering(posted, batch=batch) if may_answer else None
        if posted and form.is_valid():
            return answered(request, batch, form)
        shown.append((batch, form, timezone.localdate() > batch.answer_by))
    context = {
        "application": application, "notice": notice, "batches": shown, "share_by": notice and share_by(notice),
        "once": page_token(request), "problems": [one for _b, form, _l in shown if form for one in form.problems],
    }  # fmt: skip
    return render(request, "submissions/observations.html", context)


def answered(request, batch, form):
    try:
        reply = actions.reply(batch, by=request.user, at=timezone.now(), once=page_token(request), **form.facts())
    except Settled:
        messages.error(request, _("The file was decided since you opened this page. Nothing was kept."))
    else:
        late = _("Your answer is received, after the last day: it is kept, and marked as late.")
        messages.success(request, late if reply.is_late else _("Your answer is received."))
    return redirect(request.path)


@require_safe
def file(request, ref, pk):
    """A file of a copy."""
    _application, notice = find(request, ref)
    batches = notice.batches.prefetch_related("copies__files") if notice else []
    copies = [copy for batch in batches for copy in batch.copies.all()]
    found = next((one for copy in copies for one in copy.files.all() if one.pk == pk), None)
    if found is None:
        raise Http404(pk)
    return uploads.download(found)


def find(request, ref):
    """The file and its notice, if its dates are set; 404 where the person may not open it or it needs none."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    notice = notice_of(application)
    if notice is None and notice_check(application) is None:
        raise Http404(ref)
    return application, notice
