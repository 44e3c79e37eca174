"""Anyone may check how far a place is from schools before they rent it or apply; nothing is kept."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..distance_map import drawing
from ..distances import register
from ..self_check import WhereIs, advise, municipality_of


@login_not_required
@require_safe
def distance(request):
    """A form and, once something was asked, what can be said; the address can be shared."""
    submitted = any(name in request.GET for name in WhereIs.base_fields)
    form = WhereIs(request.GET if submitted else None)
    context = {"form": form, "register": register(), "advice": None, "municipality": None}
    if submitted and form.is_valid():
        context |= answers(form, timezone.localdate())
    return render(request, "licensing/distance.html", context)


def answers(form, on):
    said = form.cleaned_data
    found = {"code": said["postal_code"]}
    if said["postal_code"]:
        found["municipality"] = municipality_of(said["postal_code"], on)
    if "place" in said:
        longitude, latitude = said["place"]
        advice = advise(longitude, latitude, on=on, decimals=form.decimals)
        found |= {"advice": advice, "map": drawing(advice.nears)}
        found |= {"longitude": longitude, "latitude": latitude, "decimals": form.decimals}
    return found
