"""The files of a view of the work queue as a table to take away: what the list shows, nothing of what files say."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from icajo import exports, tables

from ..permissions import deciders, takes_lists
from ..worklist import TABS, listed
from .worklist import Filters, asked_by, for_readers, query_of


@require_safe
@for_readers
def as_csv(request):
    """All files of the tab that the filters let through, the oldest first; its last line says who took it."""
    if not takes_lists(request.user):
        raise PermissionDenied
    officers, team = list(deciders()), getattr(request.user, "team_member", None)
    form = Filters({"sort": "oldest", **request.GET.dict()}, officers=officers)
    form.is_valid()
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "mine"
    files = listed(asked_by(request.user, form.cleaned_data, officers, team), tab=tab)
    asked = " ".join(f"{name}={value}" for name, value in (query_of(request.GET) | {"tab": tab}).items())
    try:
        mark = exports.write_down(by=request.user, what="worklist", asked=asked, rows=files.count())
    except exports.NotAlone as refused:
        return exports.ask_first(request, refused)
    head = [
        _("File"), _("Type"), _("Applicant"), _("Municipality or First Nation"), _("State"), _("Received"),
        _("Day aimed at"), pgettext("of staff", "Officer"),
    ]  # fmt: skip
    response = HttpResponse(tables.as_csv(head, [*map(row_of, files), [mark]]), content_type=tables.CSV)
    response["Content-Disposition"] = f'attachment; filename="icajo-{tab}-{timezone.localdate()}.csv"'
    return response


def row_of(file):
    return [
        file.ref,
        str(file.title),
        file.organization.name if file.organization else "",
        file.municipality,
        str(file.get_state_display()),
        file.received_on,
        file.due_on,
        file.officer.get_full_name() if file.officer else "",
    ]


addresses = [path(gettext_lazy("staff/work/table.csv"), as_csv, name="worklist_table")]
