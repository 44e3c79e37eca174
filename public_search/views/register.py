"""Anyone may look up a licence, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import following, public

from ..forms import Search
from .paging import neighbours, page_number


@login_not_required
@require_safe
def search(request):
    """A form and, once something was asked, a page of results; the address can be shared."""
    form = Search(request.GET)
    asked = form.is_valid() and any(form.cleaned_data.values())
    context = {"form": form, "asked": asked, "found": None}
    if asked:
        context["found"] = public.find(
            text=form.cleaned_data["q"],
            municipality=form.cleaned_data["municipality"],
            type_code=form.cleaned_data["type"],
            page=page_number(request),
            on=timezone.localdate(),
        )
        if form.cleaned_data["q"]:
            context["followed"] = following.saying(form.cleaned_data["q"], timezone.localdate())
            context["notices"] = public.notices_saying(form.cleaned_data["q"], timezone.localdate())
        context["previous_url"], context["next_url"] = neighbours(request, context["found"])
    return render(request, "public_search/search.html", context)
