"""The public notices that are open, and the page of each: no account is needed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import public

from ..forms import Notices
from .paging import neighbours, page_number


@login_not_required
@require_safe
def notices(request):
    """All open notices, by page, and what they come to in each municipality; the address can be shared."""
    today = timezone.localdate()
    places = [place.name for place in public.notices_by_place(today)]
    form = Notices(request.GET, places=places)
    form.is_valid()
    board = public.board(
        text=form.cleaned_data.get("q", ""),
        municipality=form.cleaned_data.get("municipality", ""),
        type_code=form.cleaned_data.get("type", ""),
        page=page_number(request),
        on=today,
    )
    previous, following = neighbours(request, board)
    context = {"form": form, "found": board, "previous_url": previous, "next_url": following}
    return render(request, "public_search/notices.html", context | {"filtered": any(form.cleaned_data.values())})


@login_not_required
@require_safe
def by_municipality(request):
    """How many notices are open in each municipality, each leading to its own."""
    places = public.notices_by_place(timezone.localdate())
    return render(request, "public_search/notices_by_municipality.html", {"places": places})


@login_not_required
@require_safe
def notice(request, file):
    """One notice, where the QR code of its placards leads; it stays readable once it is over."""
    found = public.notice(file, timezone.localdate())
    if found is None:
        raise Http404(file)
    return render(request, "public_search/notice.html", {"notice": found})
