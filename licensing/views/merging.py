"""Customer service has two accounts of one person merged: found, seen side by side, asked for, followed."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.errors import NotMergeable
from accounts.merging import REASONS
from accounts.permissions import merges
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Email, LongText

from ..merging import account, holding, merger_of, mergers_waiting
from .service import for_service

PAGE_AND_FORM = ["GET", "HEAD", "POST"]


class Other(Drawn, forms.Form):
    email = Email(gettext_lazy("E-mail address of the other account"))

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        self.other = account(email=email)
        if self.other is None:
            raise forms.ValidationError(_("No account has this address."))
        if self.other == self.person:
            raise forms.ValidationError(REASONS["same"])
        return email


class Why(Drawn, forms.Form):
    why = LongText(
        gettext_lazy("Reason, and identity check: what was checked, by whom, on what call"), max_length=1000, rows=4
    )


def for_mergers(view):
    """A page for those of customer service who merge accounts."""

    def guarded(request, *args, **kwargs):
        if not merges(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_service(guarded)


def there(row):
    if row is None:
        raise Http404
    return row


@sensitive_post_parameters("email")
@require_http_methods(PAGE_AND_FORM)
@for_mergers
def other(request, pk):
    """The other account of this person, by its address."""
    person = there(account(pk=pk))
    form = Other(request.POST or None, person=person)
    if form.is_valid():
        return redirect("licensing:merge", person.pk, form.other.pk)
    return render(request, "licensing/merge_other.html", {"person": person, "form": form})


@require_http_methods(PAGE_AND_FORM)
@for_mergers
def merge(request, pk, closed):
    """Both accounts side by side: which one stays, and why."""
    kept, closing = there(account(pk=pk)), there(account(pk=closed))
    form = Why(request.POST or None)
    problems = actions.reasons_against(kept, closing)
    if form.is_valid():
        try:
            asked = actions.ask_merge(kept=kept, closed=closing, by=request.user, why=form.cleaned_data["why"])
        except NotMergeable as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Both addresses have a letter. Nothing is moved before the person agrees."))
            return redirect("licensing:merger", asked.pk)
    context = {
        "kept": kept,
        "closed": closing,
        "sides": [(True, holding(kept)), (False, holding(closing))],
        "problems": [REASONS[code] for code in problems],
        "form": form,
    }
    return render(request, "licensing/merge.html", context)


@require_http_methods(PAGE_AND_FORM)
@for_mergers
def merger(request, pk):
    """How far a merger is; a second person answers for an account that nobody gets into, and anybody here stops it."""
    found = there(merger_of(pk))
    form = Why(request.POST or None)
    if form.is_valid():
        return acted(request, found, form.cleaned_data["why"])
    vouches = actions.may_vouch(found, request.user)
    context = {
        "merge": found,
        "steps": actions.steps_of(found).values(),
        "form": form,
        "is_open": found.ended_at is None,
        "vouches": vouches,
        "vouched_from": actions.vouched_from(found),
        "needs_second_step": found.ended_at is None and actions.lowers_guard(found),
    }
    return render(request, "licensing/merger.html", context)


@require_safe
@for_mergers
def mergers(request):
    """Those that are neither done nor stopped."""
    return render(request, "licensing/mergers.html", {"mergers": mergers_waiting()})


def acted(request, found, why):
    verbs = {"vouch": actions.vouch_for_merge, "stop": actions.stop_merge}
    act = verbs.get(request.POST.get("do"))
    if act is None:
        raise Http404("do")
    try:
        act(found, by=request.user, why=why)
    except NotMergeable as refused:
        messages.warning(request, REASONS[refused.problems[0]])
    else:
        messages.success(request, _("It is written down."))
    return redirect("licensing:merger", found.pk)


addresses = [
    path(gettext_lazy("staff/service/people/<int:pk>/merge/"), other, name="merge_other"),
    path(gettext_lazy("staff/service/people/<int:pk>/merge/<int:closed>/"), merge, name="merge"),
    path(gettext_lazy("staff/service/mergers/"), mergers, name="mergers"),
    path(gettext_lazy("staff/service/mergers/<int:pk>/"), merger, name="merger"),
]
