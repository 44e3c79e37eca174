"""Numbers about the work: tables with bars, that print and are read aloud, and the same as CSV."""

import csv
import io

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from icajo import exports

from ..numbers import tables
from .worklist import for_readers


@require_safe
@for_readers
def numbers(request):
    today = timezone.localdate()
    return render(request, "licensing/numbers.html", {"tables": tables(request.user, today), "today": today})


@require_safe
@for_readers
def as_csv(request, table):
    """One of the tables; all that stands in it are our own words and numbers, and who took it."""
    today = timezone.localdate()
    found = next((one for one in tables(request.user, today) if one.code == table), None)
    if found is None:
        raise Http404(table)
    mark = exports.write_down(by=request.user, what=f"numbers-{table}", asked=str(today), rows=len(found.lines))
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(found.head)
    writer.writerows([line.label, *line.cells] for line in found.lines)
    writer.writerow([mark])
    # spreadsheets take a file without a mark for one of another encoding
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="icajo-{table}-{today}.csv"'
    return response


addresses = [
    path(gettext_lazy("staff/numbers/"), numbers, name="numbers"),
    path(gettext_lazy("staff/numbers/<slug:table>.csv"), as_csv, name="numbers_csv"),
]
