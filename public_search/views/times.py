"""How long decisions took, kind by kind."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licensing import public


@login_not_required
@require_safe
def times(request):
    today = timezone.localdate()
    context = {"times": public.times.decision_times(today), "today": today, "fewest": public.times.FEWEST}
    return render(request, "public_search/times.html", context)
