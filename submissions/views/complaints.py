"""« Soumettez une plainte », a page at a time: all of it travels in the page, and nothing is kept until it is sent.

These pages are made for nobody in particular: see `complaining.traceless`.  Each step is a post to one address; it
needs no token against forgery, since nothing that it does is done in anybody’s name but by the box that it carries.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from icajo.journey.drawing import Problem

from ..actions import complaints as actions
from ..complaining import enclosing, register, slowing
from ..complaining.draft import Draft, opened
from ..complaining.forms import PAGES, pages_of
from ..models import About, Who

REVIEW = "review"
TEMPLATES = {
    "about": "submissions/complaint_about.html",
    "told": "submissions/complaint_told.html",
    "you": "submissions/complaint_you.html",
    REVIEW: "submissions/complaint_review.html",
}


@login_not_required
@require_safe
def complain(request):
    """As whom: what each way means is said before anything is asked."""
    number = request.GET.get("licence", "")[:20]
    context = {"licence": register.holder(number, timezone.localdate()) if number else None}
    return render(request, "submissions/complain.html", context)


@require_safe
def complain_as_me(request):
    """The first page for somebody signed in: the box says whose complaint it is, and the pages after it ask nobody."""
    draft = Draft(who=Who.ACCOUNT, user=request.user.pk, typed=prefilled(request))
    return show(request, draft, "about")


@csrf_exempt
@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def write(request):
    """Every page of the form, and its receipt."""
    if request.method != "POST":
        who = request.GET.get("who")
        if who not in (Who.ANONYMOUS, Who.NAMED):
            return redirect("submissions:complain")
        return show(request, Draft(who=who, typed=prefilled(request)), "about")
    if (language := other_language(request)) is not None:
        return language
    draft, page = opened(request.POST.get("draft", "")), request.POST.get("page", "")
    if draft is None:
        return lost(request, request.POST)
    problems = take(request, draft, page)
    return go_on(request, draft, page, problems)


def lost(request, typed):
    """The box is none of ours, or its account is closed: what was typed is shown, to be copied."""
    words = [typed.get(name, "") for name in ("described", "place", "happened", "text")]
    context = {"words": [one for one in words if one.strip()]}
    return render(request, "submissions/complaint_lost.html", context, status=409)


def prefilled(request):
    """The licence that a page of the register named."""
    number = request.GET.get("licence", "")[:20]
    known = register.holder(number, timezone.localdate()) if number else None
    return {"about": {"about": About.HOLDER, "licence_number": known[0]}} if known else {}


def other_language(request):
    """The switch of language posts the page to the same page in the other language; None where it was not pressed."""
    wanted = request.POST.get("action", "").removeprefix("langue-")
    if wanted not in ("fr", "en") or wanted == get_language():
        return None
    return HttpResponse(status=307, headers={"Location": translate_url(request.get_full_path(), wanted)})


def take(request, draft, page):
    """Put what a page brought into the draft; what is wrong with its files."""
    if page not in pages_of(draft.who):
        return []
    draft.typed[page] = {name: request.POST.get(name, "") for name in PAGES[page].base_fields if name != "files"}
    if page != "told":
        return []
    refused = enclosing.take_in(draft, request.FILES.getlist("files"), slowed_as=request.slowed_as, at=timezone.now())
    return [Problem("id_files", text) for text in refused]


def go_on(request, draft, page, problems):
    """What the button asked for."""
    action, _dash, what = request.POST.get("action", "").partition("-")
    if action == "envoyer":
        return send(request, draft)
    if action == "modifier" and what in pages_of(draft.who):
        return show(request, draft, what)
    if action == "retirer":
        enclosing.take_off(draft, what)
    elif action == "retour":
        return show(request, draft, before(draft, page))
    elif action == "suivant" and not problems:
        if not form_of(draft, page).is_valid():
            return show(request, draft, page, is_checked=True)
        return show(request, draft, next_page(draft))
    return show(request, draft, page, problems=problems)


def form_of(draft, page, *, is_checked=True):
    """The form of a page with what was typed: judged, or only shown."""
    typed = draft.typed.get(page, {})
    options = {"found": found_for(typed)} if page == "about" else {}
    return PAGES[page](typed, **options) if is_checked else PAGES[page](initial=typed, **options)


def found_for(typed):
    """What the register answers to what was searched; the one that was chosen stays among them."""
    today = timezone.localdate()
    found = register.holders(typed["search"], today) if typed.get("search", "").strip() else []
    number = typed.get("licence_number", "")
    if number and number not in dict(found) and (known := register.holder(number, today)):
        found = [known, *found]
    return found


def next_page(draft):
    """The first page that is not as it must be; then the one that shows everything."""
    return next((page for page in pages_of(draft.who) if not form_of(draft, page).is_valid()), REVIEW)


def before(draft, page):
    pages = pages_of(draft.who)
    return pages[-1] if page == REVIEW else pages[max(0, pages.index(page) - 1)] if page in pages else pages[0]


def show(request, draft, page, *, is_checked=False, problems=(), status=200):
    """A page of the form, with the box that carries everything."""
    if page not in pages_of(draft.who):
        page = next_page(draft)
    context = {"draft": draft, "box": draft.sealed(), "page": page, "who": Who(draft.who)}
    if page == REVIEW:
        context |= {"said": said(draft), "problems": list(problems), "account": actions.sender(draft.user)}
    else:
        form = form_of(draft, page, is_checked=is_checked)
        context |= {"form": form, "problems": [*form.problems, *problems], "file_problems": problems}
    return render(request, TEMPLATES[page], context, status=status)


def said(draft):
    """What the pages say, as it will be kept."""
    found = {}
    for page in pages_of(draft.who):
        form = form_of(draft, page)
        found |= form.facts() if form.is_valid() else {}
    known = register.holder(found["licence_number"], timezone.localdate()) if found.get("licence_number") else None
    return {**found, "about_words": About(found["about"]).label if found else "", "holder": known and known[1]}


def send(request, draft):
    """Keep it, and show the reference and the code: in this answer, and never again."""
    if known := actions.followed(draft.code):
        code = "" if draft.is_old else draft.code
        return render(request, "submissions/complaint_sent.html", {"complaint": known, "code": code})
    if (page := next_page(draft)) != REVIEW:
        return show(request, draft, page, is_checked=True)
    if draft.who == Who.ACCOUNT and actions.sender(draft.user) is None:
        return lost(request, draft.typed.get("about", {}) | draft.typed.get("told", {}))
    if slowing.is_too_much("complaint", request.slowed_as):
        wait = _("Many complaints came from your network in this hour. Keep this page open; send it after the hour.")
        return show(request, draft, REVIEW, problems=[Problem("", wait)], status=429)
    files = enclosing.unlocked(draft)
    if files is None:
        draft.files = []
        gone = _("This page was open for more than four hours: its files are gone. Choose them again.")
        return show(request, draft, "told", problems=[Problem("id_files", gone)])
    slowing.count("complaint", request.slowed_as)
    complaint = actions.complain(**facts(draft), files=files, language=get_language(), at=timezone.now())
    enclosing.throw_away(draft)
    return render(request, "submissions/complaint_sent.html", {"complaint": complaint, "code": draft.code})


def facts(draft):
    """What `actions.complain` takes of the draft."""
    forms = {page: form_of(draft, page) for page in pages_of(draft.who)}
    given = {page: form.facts() for page, form in forms.items() if form.is_valid()}
    user = actions.sender(draft.user)
    contact = {"name": user.get_full_name() or user.email, "email": user.email} if user else given.get("you", {})
    return {
        "code": draft.code, "who": draft.who, "said": given["about"] | given["told"], "contact": contact, "user": user,
    }  # fmt: skip
