"""Is this supplier of gaming equipment or services registered?  Asked by licence holders before they buy."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import public

from ..forms import Supplier


@login_not_required
@require_safe
def suppliers(request):
    """A number, and what the register says of it; the address can be shared."""
    form = Supplier(request.GET if "number" in request.GET else None)
    context = {"form": form}
    if form.is_valid():
        typed = form.cleaned_data["number"]
        context |= {"typed": typed, "found": public.supplier(typed, timezone.localdate())}
    return render(request, "public_search/suppliers.html", context)
