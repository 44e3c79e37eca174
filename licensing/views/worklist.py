"""The work queue: lists of files to read, take and give, whose choices stand in the address of the page."""

from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Select, Words

from .. import actions
from ..definition import Sector
from ..models import Application, RiskLevel, SavedView
from ..models.applications import reads_files
from ..permissions import assigns, deciders, decides, takes_lists
from ..types import LICENCE_TYPES
from ..worklist import LEFT, NONE, ORDERS, TABS, Asked, counts, row_of, window

QUERY = ("tab", "type", "municipality", "age", "risk", "officer", "sort")  # all that a view is, and that is kept of it
AGES = (7, 30, 60, 90, 180)
ALL = "page"  # chosen: every file of the page
MOST_VIEWS, MOST_CHOSEN = 50, 100


class Filters(Drawn, forms.Form):
    """Which of the open files to show; every box may stay as it is."""

    type = Select(gettext_lazy("Type of licence"), required=False)
    municipality = Words(gettext_lazy("Municipality or First Nation, or how it begins"), max_length=60, required=False)
    age = Select(gettext_lazy("Day received"), required=False)
    risk = Select(gettext_lazy("Risk level"), required=False)
    officer = Select(pgettext_lazy("of staff", "Officer"), required=False)
    sort = Select(gettext_lazy("Sorted by"), required=False)

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [
            *((sector.value, _("All: %(sector)s") % {"sector": sector.label}) for sector in Sector),
            *((code, type.name) for code, type in LICENCE_TYPES.items()),
        ]
        self.fields["type"].choices = [("", _("All")), *kinds]
        self.fields["age"].choices = [
            ("", _("Any day")),
            *((str(days), _("%(days)s days ago or more") % {"days": days}) for days in AGES),
        ]
        self.fields["risk"].choices = [("", _("All")), *((str(one.value), one.label) for one in RiskLevel)]
        self.fields["officer"].choices = [
            ("", _("All")),
            (NONE, _("Nobody")),
            *((str(one.pk), one.get_full_name()) for one in officers),
            (LEFT, _("Somebody who decides no longer")),
        ]
        self.fields["sort"].choices = [(code, order.label) for code, order in ORDERS.items()]
        for field in self.fields.values():
            field.optional = False  # nothing here is owed: no need to say so each time


def for_readers(view):
    """A page for the staff who read files; their second step is asked for before any page of theirs."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not reads_files(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_readers
def worklist(request):
    """One page of one tab, with how many files every tab has."""
    officers, team = list(deciders()), getattr(request.user, "team_member", None)
    form = Filters({"sort": "oldest", **request.GET.dict()}, officers=officers)
    form.is_valid()
    asked = asked_by(request.user, form.cleaned_data, officers, team)
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "mine"
    order = form.cleaned_data.get("sort") or "oldest"
    found = window(
        asked, tab=tab, order=order, before=request.GET.get("before", ""), after=request.GET.get("after", "")
    )
    query, numbers = query_of(request.GET), counts(asked)
    chosen = request.GET.get("chosen", "")
    context = {
        "form": form,
        "filtered": any(value for name, value in form.cleaned_data.items() if name != "sort"),
        "tabs": [
            {"label": one.label, "count": numbers[code], "url": address(query, tab=code), "here": code == tab}
            for code, one in TABS.items()
        ],
        "tab": {"code": tab, "label": TABS[tab].label, "count": numbers[tab]},
        "rows": [row_of(file, asked.on) for file in found.files],
        "today": asked.on,
        "previous_url": address(query, before=found.before) if found.before else "",
        "next_url": address(query, after=found.after) if found.after else "",
        "chosen": {file.pk for file in found.files} if chosen == ALL else keys(chosen.split(",")),
        "all_chosen": chosen == ALL,
        "here": [(name, value) for name, value in request.GET.items() if name in (*QUERY, "before", "after")],
        "query": urlencode(query),
        "views": [(view, address_of(view)) for view in request.user.saved_views.all()],
        "officers": officers if assigns(request.user) else [],
        "decides": decides(request.user),
        "table_url": f"{reverse('licensing:worklist_table')}?{urlencode(query | {'tab': tab})}",
        "takes_lists": takes_lists(request.user),
        "in_no_team": tab == "team" and not (team and team.sectors),
    }
    return render(request, "licensing/worklist.html", context)


def asked_by(person, cleaned, officers, team):
    return Asked(
        person=person,
        on=timezone.localdate(),
        officers=officers,
        sectors=team.sectors if team else (),
        kind=cleaned.get("type", ""),
        municipality=cleaned.get("municipality", ""),
        days=int(cleaned.get("age") or 0),
        risk=cleaned.get("risk", ""),
        officer=cleaned.get("officer", ""),
    )


def query_of(data) -> dict:
    """What of these parameters says which files are shown, and nothing else that an address may carry."""
    return {name: data[name][:60] for name in QUERY if data.get(name)}


def address(query, **more) -> str:
    return f"{reverse('licensing:worklist')}?{urlencode(query | more)}"


def address_of(view) -> str:
    return f"{reverse('licensing:worklist')}?{view.query}"


def keys(texts) -> set[int]:
    """Those of the texts that are keys of rows, as many as a page may hold."""
    return {int(text) for text in texts if text.isdecimal() and len(text) < 19 and text.isascii()}


@require_POST
@for_readers
def act(request):
    """Take, or give to an officer, the files that are chosen; back to the same place of the list."""
    pks = keys([request.POST["take"]] if "take" in request.POST else request.POST.getlist("file"))
    files = list(Application.objects.visible_to(request.user).filter(pk__in=sorted(pks)[:MOST_CHOSEN]).order_by("pk"))
    back = {name: request.POST[name][:200] for name in (*QUERY, "before", "after") if request.POST.get(name)}
    if not files:
        messages.warning(request, _("Choose at least one file."))
    elif request.POST.get("do") == "assign":
        to = next((one for one in deciders() if str(one.pk) == request.POST.get("to")), None)
        if to is None:
            messages.warning(request, _("Choose the officer."))
            back["chosen"] = ",".join(str(file.pk) for file in files)
        else:
            told(request, actions.assign_all(files, by=request.user, to=to))
    else:
        told(request, actions.take_all(files, by=request.user))
    return redirect(address(back))


def told(request, outcome):
    if outcome.done:
        text = ngettext("%(count)s file has its officer.", "%(count)s files have their officer.", outcome.done)
        messages.success(request, text % {"count": outcome.done})
    if outcome.aside:
        refs = ", ".join(file.ref for file in outcome.aside)
        text = _("%(refs)s: not given, because the officer declared a conflict of interest.")
        messages.warning(request, text % {"refs": refs})
    if outcome.left:
        refs = ", ".join(file.ref for file in outcome.left)
        messages.warning(
            request,
            _("Nothing was done about %(refs)s: it has changed meanwhile, or was so already.") % {"refs": refs},
        )


@require_POST
@for_readers
def views(request):
    """Keep the choices of this page under a name, or forget some that were kept."""
    if "forget" in request.POST:
        if any(actions.forget_view(request.user, pk) for pk in keys([request.POST["forget"]])):
            messages.success(request, _("The view is forgotten."))
        return redirect(address(query_of(request.POST)))
    name = " ".join(request.POST.get("name", "").split())[: SavedView._meta.get_field("name").max_length]
    query = query_of(request.POST)
    if not name.isprintable() or not name:
        messages.warning(request, _("Give the view a name."))
    elif request.user.saved_views.exclude(name=name).count() >= MOST_VIEWS:
        messages.warning(request, _("You have as many views as can be kept: forget one first."))
    else:
        actions.keep_view(request.user, name=name, query=urlencode(query))
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    return redirect(address(query))


addresses = [
    path(gettext_lazy("staff/work/"), worklist, name="worklist"),
    path(gettext_lazy("staff/work/do/"), act, name="work"),
    path(gettext_lazy("staff/work/views/"), views, name="views"),
]
