"""The applications that the public may follow, and how far each has come: no account is needed."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import following

from ..forms import Followed
from .paging import neighbours, page_number


@login_not_required
@require_safe
def followed(request):
    """All of them, by page; the address can be shared."""
    form = Followed(request.GET)
    form.is_valid()
    found = following.find(
        text=form.cleaned_data.get("q", ""),
        municipality=form.cleaned_data.get("municipality", ""),
        type_code=form.cleaned_data.get("type", ""),
        page=page_number(request),
        on=timezone.localdate(),
    )
    previous, after = neighbours(request, found)
    context = {"form": form, "found": found, "previous_url": previous, "next_url": after}
    return render(request, "public_search/followed.html", context | {"filtered": any(form.cleaned_data.values())})
