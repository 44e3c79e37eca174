"""The desk of customer service: one box that finds whoever is on the telephone, and what may be done for them."""

from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.help_admin import HELP
from accounts.permissions import may_help, merges, staff_may
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Words

from ..actions import trail
from ..permissions import may_assist, serves
from ..service import LEAST, MOST, compact, find, search_of, told


class Search(Drawn, forms.Form):
    text = Words(
        gettext_lazy("Name, e-mail address, telephone, file number or licence number"),
        max_length=100,
        help_text=gettext_lazy("Accents, capitals, spaces and dashes do not matter. Every search is written down."),
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(compact(text)) < LEAST:
            raise forms.ValidationError(_("Write at least three letters or digits"))
        return text


def for_service(view):
    """A page for customer service alone."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not serves(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
@for_service
def service(request):
    """The box; what is typed is sent and not put into an address, where it would stay."""
    form = Search(request.POST or None)
    if form.is_valid():
        text = form.cleaned_data["text"]
        search = trail.note_search(text, by=request.user, count=find(text, by=request.user).count)
        return redirect("licensing:service_found", search.pk)
    return render(request, "licensing/service.html", {"form": form})


@require_safe
@for_service
def found(request, pk):
    """What a search finds, for whoever made it."""
    search = search_of(request.user, pk)
    if search is None:
        raise Http404(pk)
    context = {
        "form": Search(initial={"text": search.text}),
        "search": search,
        "found": find(search.text, by=request.user),
        "most": MOST,
        "issues": staff_may(request.user, "add_accesscode"),
    }
    return render(request, "licensing/service.html", context)


@require_safe
@for_service
def person(request, pk):
    """One person: what they may open, how their sign-in stands, their files by number and state."""
    shown = told(pk, by=request.user)
    if shown is None:
        raise Http404(pk)
    helps = [
        {"url": reverse("admin:accounts_user_help", args=[pk, verb]), "label": label}
        for verb, (_act, label) in HELP.items()
        if may_help(request.user, shown.person) and not (verb == "activation" and shown.is_activated)
    ]
    context = {
        "told": shown,
        "helps": helps,
        "assists": may_assist(request.user, None) and shown.person.is_active and not shown.person.is_staff,
        "merges": merges(request.user) and shown.person.is_active and not shown.person.is_staff,
        "issues": staff_may(request.user, "add_accesscode"),
        "revokes": staff_may(request.user, "change_accesscode"),
    }
    return render(request, "licensing/service_person.html", context)


addresses = [
    path(gettext_lazy("staff/service/"), service, name="service"),
    path(gettext_lazy("staff/service/<int:pk>/"), found, name="service_found"),
    path(gettext_lazy("staff/service/people/<int:pk>/"), person, name="service_person"),
]
