"""Anyone may look up a licence, without an account."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licensing import public

from ..forms import Search
from ..listing import listing

NAMED = {"text": "q", "place": "municipality", "type_code": "type", "status": "status", "soon": "expires"}
TURNS = ("page", "after", "before")


@login_not_required
@require_safe
def search(request):
    """A form and, once something was asked, a page of results; the address can be shared."""
    form = Search(request.GET)
    asked = form.asked() if form.is_valid() else public.Asked()
    context = {"form": form, "found": None}
    if asked.criteria():
        today = timezone.localdate()
        found = public.search(asked, turn(request), today)
        if not found.rows and found.count:
            found = public.search(asked, public.Turn(back=True), today)  # nobody counts pages: this is the last one
        context |= {"found": found, "notes": notes(request, form, found), **pages(request, found)}
        if found.count:
            context["results"] = listing(found.rows)
        else:
            context |= {"hints": hints(request, form, asked, today), "contradicts": asked.contradicts_itself}
            context["alike"] = alike(request, form)
        if asked.text and not any(name in request.GET for name in TURNS):
            context |= public.elsewhere(asked.text, today)
    return render(request, "public_search/search.html", context)


def turn(request):
    """Which page: by the licence that it goes on from, or by a number as addresses had once."""
    if "before" in request.GET:
        return public.Turn(at=request.GET["before"][:16], back=True)
    if "after" in request.GET:
        return public.Turn(at=request.GET["after"][:16])
    page = request.GET.get("page", "")
    number = int(page[:6]) if page.isdecimal() else 1
    last = number > public.MOST_PAGES  # nobody counts further
    return public.Turn(back=True) if last else public.Turn(skip=max(number - 1, 0) * public.PAGE)


def address(request, **changed):
    """This page with other values; those that are empty are left out."""
    query = request.GET.copy()
    for name in TURNS:
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    for name in [name for name, value in query.items() if not value and name != "before"]:
        del query[name]
    return f"?{query.urlencode()}#results"


def pages(request, found):
    """The addresses of the pages beside this one, and of the first and the last."""
    return {
        "previous_url": found.previous and address(request, before=found.previous),
        "next_url": found.following and address(request, after=found.following),
        "first_url": found.previous and address(request),
        "last_url": found.following and address(request, before=""),
    }


def notes(request, form, found):
    """What to know about what is shown."""
    told = []
    if form.was_cut:
        told.append(_("Only the first %(most)d characters of your question were read.") % {"most": public.LENGTH})
    if found.guessed:
        words = ", ".join(_("“%(word)s”") % {"word": word} for word in found.guessed)
        told.append(_("The register does not have %(words)s. These names look like it.") % {"words": words})
    if request.GET.get("page", "1") != "1" and found.count:
        told.append(
            _("Pages are no longer numbered; this is the last one.")
            if not found.following
            else _("Pages are no longer numbered; use the links below the list.")
        )
    return told


def hints(request, form, asked, today):
    """Where nothing was found: what to leave out, the address without it, and how many that finds."""
    found = []
    for hint in public.hints(asked, today):
        field = NAMED.get(hint.criterion, "")
        what = {"name": form[field].label, "chosen": chosen(form, field)} if field else {"word": hint.word}
        text = _("Without “%(chosen)s” (%(name)s)") if field else _("Without the word “%(word)s”")
        url = address(request, **({field: ""} if field else {"q": hint.asked.text}))
        found.append({"text": text % what, "url": url, "count": hint.count, "capped": hint.count > public.COUNTED})
    return found


def chosen(form, field):
    """What was typed or chosen there, in words."""
    value = form.cleaned_data[field]
    return dict(getattr(form.fields[field], "choices", ())).get(value, value)


def alike(request, form):
    """Municipalities that are written much like the one that was typed, where we know none of this name."""
    name = form.cleaned_data["municipality"]
    if not name or public.place_named(name):
        return []
    return [{"name": one, "url": address(request, municipality=one)} for one in public.places_alike(name)]
