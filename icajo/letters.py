"""The letters page of a demonstration: what would have been sent, to read instead of an inbox."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from icajo import mail, uploads
from icajo.models import Letter

A_PAGE = 20


def only_in_a_demonstration(view):
    """These pages show everybody's letters: outside a demonstration they do not exist."""

    @login_not_required
    @require_safe
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@only_in_a_demonstration
def letters(request):
    """All letters, newest first; with `?to=`, those to one address."""
    written = Letter.objects.annotate(file_count=Count("files")).defer("body").order_by("-written_at", "-pk")
    to = request.GET.get("to", "").replace("\0", "").strip()
    if to:
        written = written.filter(to__icontains=to)
    query = "?" + (urlencode({"to": to}) + "&" if to else "") + "page="
    page = Paginator(written, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "icajo/letters.html",
        {
            "page": page,
            "to": to,
            "previous_url": f"{query}{page.previous_page_number()}" if page.has_previous() else "",
            "next_url": f"{query}{page.next_page_number()}" if page.has_next() else "",
            "place": _("Page %(number)s of %(total)s") % {"number": page.number, "total": page.paginator.num_pages},
        },
    )


@only_in_a_demonstration
def letter(request, pk):
    """One letter, as its reader would get it."""
    found = get_object_or_404(Letter, pk=pk)
    return render(
        request,
        "icajo/letter.html",
        {"letter": found, "text": mail.opened(found.body), "files": found.files.order_by("pk")},
    )


@only_in_a_demonstration
def letter_file(request, pk, key):
    """A file attached to the letter."""
    return uploads.download(get_object_or_404(get_object_or_404(Letter, pk=pk).files, key=key))


# Joined by icajo.urls, under /fr/ and /en/
in_both_languages = [
    path(_("letters/"), letters, name="letters"),
    path(_("letters/<int:pk>/"), letter, name="letter"),
    path(_("letters/<int:pk>/<uuid:key>/"), letter_file, name="letter_file"),
]
