"""The page of one licence: where its QR code leads, at an address that stays."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import public

from ..forms import OnWhichDay


@login_not_required
@require_safe
def licence(request, number):
    """What anyone may know of it; whether it was valid on a day; whether a paper of it is the current one."""
    form = OnWhichDay(request.GET if any(name.startswith("on_") for name in request.GET) else None)
    day = form.cleaned_data["on"] if form.is_valid() else None
    found = public.page(number, timezone.localdate(), paper=paper_named(request), day=day)
    if found is None:
        return under_its_own_number(request, number)
    return render(request, "public_search/licence.html", {"licence": found, "form": form})


def under_its_own_number(request, typed):
    """To the one address of a licence, however its number was typed."""
    plain = public.plain(typed)
    if plain == typed or public.page(plain, timezone.localdate()) is None:
        raise Http404(typed)
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("public_search:licence", args=[plain]) + (f"?{query}" if query else ""))


def paper_named(request):
    """The number of a certificate, as its QR code says it; None where it says none that can be."""
    named = request.GET.get("paper", "")
    return int(named) if named.isascii() and named.isdigit() and len(named) < 5 else None
