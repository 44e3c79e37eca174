"""The public notices that are open, and the page of each: no account is needed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import public

from ..forms import Notices
from .paging import neighbours, page_number

MOST = 25  # municipalities on the map of the list: its page weighs the same however many there are


@login_not_required
@require_safe
def notices(request):
    """All open notices, by page, and what they come to in each municipality; the address can be shared."""
    today = timezone.localdate()
    places = public.notices_by_place(today)
    form = Notices(request.GET, places=places)
    form.is_valid()
    board = public.board(
        text=form.cleaned_data.get("q", ""),
        places=form.chosen(),
        type_code=form.cleaned_data.get("type", ""),
        page=page_number(request),
        on=today,
    )
    previous, following = neighbours(request, board)
    context = {"form": form, "found": board, "previous_url": previous, "next_url": following}
    context |= {"filtered": any(form.cleaned_data.values()), "everywhere": len(places)}
    return render(request, "public_search/notices.html", context | on_map(foremost(places)))


def foremost(places):
    """Those with the most notices, in alphabetical order."""
    most = sorted(places, key=lambda place: -place.number)[:MOST]
    return [place for place in places if place in most]


def on_map(places):
    return {"places": places, "map": public.map_of_notices(places)}


@login_not_required
@require_safe
def by_municipality(request):
    """How many notices are open in each municipality, on a map and in a table, each row leading to its own."""
    places = public.notices_by_place(timezone.localdate())
    return render(request, "public_search/notices_by_municipality.html", on_map(places))


@login_not_required
@require_safe
def notice(request, file):
    """One notice, where the QR code of its placards leads; it stays readable once it is over."""
    found = public.notice(file, timezone.localdate())
    if found is None:
        raise Http404(file)
    return render(request, "public_search/notice.html", {"notice": found})
