"""Who did and who read what: of one file, and of one person.  For those who watch over it."""

from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Words

from ..conflicts import keep_out
from ..permissions import reads_trail
from ..trail import file_of, of_file, of_person, page_of, person_of


class Wanted(Drawn, forms.Form):
    q = Words(gettext_lazy("Number of a file or incident report, or e-mail address of a person"), max_length=254)


def for_watchers(view):
    """A page for those who may know who did and who read what."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not reads_trail(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_watchers
def trail(request):
    """A box for the number of a file or the address of a person."""
    form = Wanted(request.GET if "q" in request.GET else None)
    if form.is_valid():
        asked = form.cleaned_data["q"].strip()
        person = person_of(email=asked.lower())
        if person is not None:
            return redirect("licensing:trail_of_person", person.pk)
        if of_file(asked) is not None:
            return redirect("licensing:trail_of_file", asked)
        form.add_error("q", _("There is no file and no person of this number or address"))
    return render(request, "licensing/trail.html", {"form": form})


@require_safe
@for_watchers
def trail_of_file(request, file):
    keep_out(request, file_of(file))
    which = of_file(file)
    if which is None:
        raise Http404(file)
    return shown(request, which, _("Trail of file %(ref)s") % {"ref": file})


@require_safe
@for_watchers
def trail_of_person(request, pk):
    person = person_of(pk=pk)
    if person is None:
        raise Http404(pk)
    return shown(request, of_person(person), _("Trail of %(person)s") % {"person": person})


def shown(request, which, title):
    asked = request.GET.get("page", "")
    found = page_of(which, int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 1)
    context = {
        "title": title,
        "found": found,
        "previous_url": f"?page={found.page - 1}" if found.page > 1 else "",
        "next_url": f"?page={found.page + 1}" if found.page < found.pages else "",
        "place": _("Page %(page)s of %(pages)s") % {"page": found.page, "pages": found.pages},
        "back": reverse("licensing:trail"),
    }
    return render(request, "licensing/trail.html", context)


addresses = [
    path(gettext_lazy("staff/trail/"), trail, name="trail"),
    path(gettext_lazy("staff/trail/files/<str:file>/"), trail_of_file, name="trail_of_file"),
    path(gettext_lazy("staff/trail/people/<int:pk>/"), trail_of_person, name="trail_of_person"),
]
