"""Long lists: filled from a table that was saved in a spreadsheet, and read whole, page by page."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from icajo import exports, spreadsheets, tables
from icajo.filetypes import Refused
from icajo.journey import seen, shown_answers
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice
from icajo.journey.imported import from_table, headings

from .. import actions
from ..casework import may_edit
from ..errors import ChangedElsewhere, NotNow
from .filling import find_step
from .rows import EACH_PAGE
from .wizard import find, on_the_way, page_url

MOST_WRONG = 200  # cells that are told at once: the rest follows once these are right
REPLACE, APPEND = "replace", "append"


class Table(Drawn, forms.Form):
    """A table, and what becomes of what is on the list already."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV or XLSX, 10 MB at most. The file itself is not kept."),
        error_messages={"required": gettext_lazy("Choose a table to import")},
    )
    mode = Choice(
        gettext_lazy("What becomes of the lines that are on the list already?"),
        choices=[
            (REPLACE, gettext_lazy("The table replaces them")),
            (APPEND, gettext_lazy("The table is added to them")),
        ],
    )

    def __init__(self, *args, empty, **kwargs):
        super().__init__(*args, **kwargs)
        if empty:
            del self.fields["mode"]


def find_list(application, slug):
    """The long list of this name, if the path passes through it, or 404."""
    page = find_step(application, slug)
    if not (page.repeats and page.imported):
        raise Http404(slug)
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def import_rows(request, ref, slug):
    application = find(request, ref)
    page = find_list(application, slug)
    if not may_edit(application, slug):
        return redirect(application)
    stored = application.answers.get(slug) or []
    if request.method != "POST":
        return show(request, application, page, Table(empty=not stored))
    form = Table(request.POST, request.FILES, empty=not stored)
    found = read(application, page, form)
    if found is None or found.wrong:
        return show(request, application, page, form, found)
    return keep(request, application, page, form, found)


def read(application, page, form):
    """What the table holds; None where it could not be opened or holds too much, which the form says."""
    if not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    try:
        if upload.size > spreadsheets.LARGEST:
            raise Refused(spreadsheets.TOO_LARGE)
        found = from_table(page, spreadsheets.read(upload.read(), upload.name), application.journey.answers)
    except Refused as refused:
        form.add_error("file", str(refused))
        return None
    there = len(application.answers.get(page.slug) or []) if form.cleaned_data.get("mode") == APPEND else 0
    if there + len(found.rows) > page.at_most:
        said = _("This makes %(count)s lines, and the list holds %(most)s: nothing was imported.")
        form.add_error("file", said % {"count": there + len(found.rows), "most": page.at_most})
        return None
    return found


def keep(request, application, page, form, found):
    append = form.cleaned_data.get("mode") == APPEND
    try:
        actions.save_rows(
            application, page, found.rows, by=request.user, append=append, started_from=request.POST.get("seen", "")
        )
    except NotNow:
        return redirect(application)
    except ChangedElsewhere:
        form.add_error("file", _("The list was changed meanwhile: look at it, then import the table again."))
        return show(request, find(request, application.ref), page, form)
    count = len(found.rows)
    said = ngettext("%(count)s line was imported.", "%(count)s lines were imported.", count) % {"count": count}
    messages.success(request, said)
    for note in found.notes:
        messages.info(request, note)
    return redirect(on_the_way(request, page_url(application, page.slug)))


def show(request, application, page, form, found=None):
    wrong = found.wrong if found else []
    context = {
        "application": application,
        "step": page,
        "form": form,
        "seen": seen(application.answers.get(page.slug) or []),
        "wrong": wrong[:MOST_WRONG],
        "wrong_count": len(wrong),
        "wrong_more": len(wrong) - MOST_WRONG if len(wrong) > MOST_WRONG else 0,
        "notes": found.notes if found else [],
        "columns": list(page.base_fields.values()),
        "list_url": on_the_way(request, page_url(application, page.slug)),
    }
    return render(request, "licensing/import.html", context)


@require_safe
def template(request, ref, slug, kind):
    """A table with the headings and nothing else, to fill in."""
    page = find_list(find(request, ref), slug)
    return as_file(headings(page), [], f"{page.slug}-{language()}", kind)


@require_safe
def whole(request, ref, slug):
    """Every row of a long list, as it was last sent, or as the draft holds it; page by page."""
    application = find(request, ref)
    page, rows, answers = as_read(application, slug)
    at = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    names = list(page.base_fields)
    context = {
        "application": application,
        "step": page,
        "headings": [field.label for field in page.base_fields.values()],
        "rows": [shown_answers(page, row, answers, names) for row in at],
        "page": at,
        "count": len(rows),
    }
    return render(request, "licensing/whole_list.html", context)


@require_safe
def whole_as_file(request, ref, slug, kind):
    """All of it as a table; what one of the staff takes away is written down, and asked about where it is long."""
    application = find(request, ref)
    page, rows, answers = as_read(application, slug)
    names = list(page.base_fields)
    cells = [[str(answer) for _question, answer in shown_answers(page, row, answers, names)] for row in rows]
    if request.user.is_staff:
        what, asked = f"{application.ref} {page.slug}", request.get_full_path()
        try:
            taken = exports.write_down(by=request.user, what=what, asked=asked, rows=len(cells))
        except exports.NotAlone as refused:
            return exports.ask_first(request, refused)
        cells += [[], [taken]]
    return as_file(headings(page), cells, f"{application.ref}-{page.slug}-{language()}", kind)


def as_read(application, slug):
    """The list, its rows and the answers they stand among: of the last round, or of a draft that has none."""
    source = application.last_round or application
    page = find_list(source, slug)
    return page, source.answers.get(slug) or [], source.journey.answers


def as_file(head, rows, name, kind):
    if kind not in ("csv", "xlsx"):
        raise Http404(kind)
    content, media = (tables.as_csv, tables.CSV) if kind == "csv" else (tables.as_xlsx, tables.XLSX)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content(head, rows), content_type=media, headers=headers)


def language():
    return "en" if get_language() == "en" else "fr"


addresses = [
    path(gettext_lazy("applications/<str:ref>/<slug:slug>/import/"), import_rows, name="import_rows"),
    path(gettext_lazy("applications/<str:ref>/<slug:slug>/template.<str:kind>"), template, name="table_template"),
    path(gettext_lazy("applications/<str:ref>/<slug:slug>/whole/"), whole, name="whole_list"),
    path(gettext_lazy("applications/<str:ref>/<slug:slug>/whole.<str:kind>"), whole_as_file, name="whole_list_file"),
]
