"""« Mes échanges »: the list of all that was sent and received, and the way to each thing."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from icajo import mail, uploads
from licensing.models import Application, DecisionLetter, Licence

from .. import exchanges as all_of
from ..actions import exchanges as actions

# a part of an address that is no word: it lets somebody in
TOKEN = re.compile(r"(?<=/)(?=[^/\s]*[0-9A-Z_])[^/\s]{20,}(?=/)")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exchanges(request):
    """All of it, the newest first; the button says that it is read, and hides nothing."""
    if request.method == "POST":
        now = timezone.now()
        actions.mark_everything(request.user, at=now)
        for one in all_of.page_of(request.user).rows:  # of a decision the day alone is known
            if one.is_new and one.kind == all_of.DECISION:
                actions.mark(request.user, one.kind, one.item, at=now)
        messages.success(request, _("All that was sent to you until now counts as read."))
        return redirect("submissions:exchanges")
    page = all_of.page_of(request.user, request.GET.get("after", ""))
    rows = [(one, address(one)) for one in page.rows]
    context = {"rows": rows, "next_key": page.next_key, "begins": not request.GET.get("after")}
    return render(request, "submissions/exchanges.html", context)


def address(one):
    """Where a thing is read."""
    places = {
        all_of.MESSAGE: "submissions:thread",
        all_of.QUESTION: "submissions:inquiry",
        all_of.ANSWER: "submissions:inquiry",
        all_of.QUESTION_MESSAGE: "submissions:inquiry",
        all_of.INCIDENT: "submissions:incident_report",
        all_of.INCIDENT_MESSAGE: "submissions:incident_report",
        all_of.COMPLAINT: "submissions:my_complaint",
        all_of.COMPLAINT_MESSAGE: "submissions:my_complaint",
        all_of.REPLY: "licensing:application",
        all_of.FILE: "licensing:application",
    }
    if one.kind not in places:
        return reverse("submissions:exchange", args=[one.kind, one.item])
    said = one.kind in (all_of.MESSAGE, all_of.QUESTION_MESSAGE, all_of.INCIDENT_MESSAGE)
    return reverse(places[one.kind], args=[one.ref]) + (f"#message-{one.item}" if said else "")


@never_cache
@require_safe
def exchange(request, kind, item):
    """Open a letter, a request or a decision, which keep no reading themselves."""
    opened = {all_of.LETTER: letter, all_of.REQUEST: information_request, all_of.DECISION: decision}
    if kind not in opened:
        raise Http404(kind)
    response = opened[kind](request, item)
    if request.method != "HEAD":
        actions.mark(request.user, kind, item, at=timezone.now())
    return response


def letter(request, pk):
    """A letter as it was sent; the links that let somebody in are in the e-mail alone."""
    found = mine(request, pk)
    text = TOKEN.sub("…", mail.veiled(found.body))
    return render(
        request, "submissions/letter.html", {"letter": found, "text": text, "files": found.files.order_by("pk")}
    )


def mine(request, pk):
    return get_object_or_404(all_of.letters_of(request.user), pk=pk)


def information_request(request, pk):
    return redirect(get_object_or_404(Application.objects.of(request.user), requests=pk))


def decision(request, pk):
    files, licences = Application.objects.of(request.user), Licence.objects.of(request.user)
    found = get_object_or_404(DecisionLetter, pk=pk)
    about_file = files.filter(pk=found.application_id).exists()
    if not about_file and not licences.filter(pk=found.licence_id).exists():
        raise Http404(pk)
    return redirect("licensing:decision_letter", pk, get_language())


@require_safe
def letter_attachment(request, pk, key):
    """A file that came with a letter."""
    return uploads.download(get_object_or_404(mine(request, pk).files, key=key))
