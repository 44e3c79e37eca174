"""The frame of every page, the pages that say who we are, and the pages shown when something is wrong."""

import sys
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, path, reverse, translate_url
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from icajo import limits, maintenance

HELP_PHONE, FREE_PHONE = "416-555-0100", "1-800-555-0199"  # kept free for examples: ours to replace
TAGS = {"fr": "fr-CA", "en": "en-CA"}
NAMES = {"fr": "Français", "en": "English"}
FOOTER = {
    "accessibility": _("Accessibility"),
    "privacy": _("Privacy"),
    "terms": _("Terms of use"),
    "formats": _("Other formats on request"),
    "contact": _("Contact us"),
}
ADDRESSES = {
    "menu_url": "licensing:menu",
    "search_url": "public_search:search",
    "question_url": "submissions:question",
    "complaint_url": "submissions:complain",
    "exchanges_url": "submissions:exchanges",
    "notices_url": "public_search:notices",
    "sign_in_url": "account_login",
    "sign_up_url": "account_signup",
    "sign_out_url": "account_logout",
}
FOR_MEMBERS = (
    ("licensing:menu", _("Main menu")),
    ("submissions:exchanges", _("My exchanges")),
    ("accounts:profile", _("My profile")),
    ("accounts:access_list", _("Access to my file")),
    ("payments:cart", _("Cart")),
    ("public_search:search", _("Public search")),
    ("account_logout", _("Sign out")),
)
FOR_VISITORS = (
    ("account_login", _("Sign in")),
    ("account_signup", _("Create an account")),
    ("public_search:search", _("Public search")),
)
FOR_STAFF = (("licensing:desk", _("My desk")), ("admin:index", _("Staff desk")))
FOR_OFFICERS = (("licensing:worklist", _("Work queue")),)
FOR_INSPECTORS = (("licensing:inspections", _("My inspections")),)
FOR_SERVICE = (("licensing:service", _("Customer service")),)
FOR_WATCHERS = (("licensing:trail", _("Trail")),)
FOR_FINANCE = (("admin:payments_desk", _("Finance desk")),)


class Link(NamedTuple):
    url: str
    text: str
    here: bool = False
    name: str = ""


def url_or_nothing(name, **kwargs):
    """The address of a page, or "" where this installation has none of that name."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


class Frame:
    """What the base template prints around a page; each part is worked out only if it is printed."""

    help_phone, free_phone = HELP_PHONE, FREE_PHONE

    def __init__(self, request):
        self.request = request

    @cached_property
    def language(self):
        return "en" if get_language() == "en" else "fr"

    @cached_property
    def other_language(self):
        return "fr" if self.language == "en" else "en"

    @property
    def tag(self):
        return TAGS[self.language]

    @property
    def other_tag(self):
        return TAGS[self.other_language]

    @property
    def other_name(self):
        return NAMES[self.other_language]

    @cached_property
    def other_url(self):
        """This page in the other language, with its query; the other home page where this one does not exist."""
        here = self.request.get_full_path()
        there = translate_url(here, self.other_language)
        return f"/{self.other_language}/" if there == here else there

    @property
    def home(self):
        return f"/{self.language}/"

    @cached_property
    def signed_in(self):
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @property
    def navigation(self):
        items = FOR_MEMBERS if self.signed_in else FOR_VISITORS
        if self.signed_in and self.request.user.is_staff:
            may = self.request.user.has_perm
            work = FOR_OFFICERS if may("licensing.read_application") else ()
            money = FOR_FINANCE if may("payments.settle_order") else ()
            visits = FOR_INSPECTORS if may("licensing.inspect_application") else ()
            help_ = FOR_SERVICE if may("accounts.add_accesscode") else ()
            watch = FOR_WATCHERS if may("licensing.read_trail") else ()
            items = FOR_STAFF + work + help_ + money + visits + watch + items
        found = ((url_or_nothing(name), text, name) for name, text in items)
        return [Link(url, text, self.request.path == url, name) for url, text, name in found if url]

    @property
    def footer(self):
        data = url_or_nothing("public_search:data")
        own = [Link(reverse("page", kwargs={"slug": slug}), text) for slug, text in FOOTER.items()]
        return [*own, Link(data, _("Open data"))] if data else own

    def __getattr__(self, name):
        """`frame.menu_url` and its like: "" where this installation has no such page."""
        if name not in ADDRESSES:
            raise AttributeError(name)
        return url_or_nothing(ADDRESSES[name])

    @property
    def keep_alive_url(self):
        return reverse("keep_alive")

    @property
    def session_ends(self):
        return limits.ends(self.request) if self.signed_in else None

    @property
    def maintenance(self):
        return maintenance.announced(timezone.now())

    @property
    def notice(self):
        return settings.SITE_NOTICE or _("Unofficial site, not connected with the Government of Ontario.")


def page_frame(request):
    """Context processor: `frame`, for the base template."""
    return {"frame": Frame(request)}


@login_not_required
@require_safe
def greeting(request):
    """The root of the site greets in both languages, and sends nobody anywhere."""
    return render(request, "pages/greeting.html")


@login_not_required
@require_safe
def home(request):
    """What one can do here."""
    return render(request, "pages/home.html")


@login_not_required
@require_safe
def page(request, slug):
    """A page of prose, written whole in each language."""
    return render(request, f"pages/{slug}.{Frame(request).language}.html", {"title": FOOTER[slug]})


@login_not_required
@require_safe
def keep_alive(request):
    """Stay signed in: the session is saved at each request, so asking is enough.  401 once it has ended."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    # signing in again changes the token: a page left open needs the new one to save what was typed
    return JsonResponse({"ends": limits.ends(request).isoformat(), "token": get_token(request)})


# Joined by icajo.urls: under /fr/ and /en/, and beside them
in_both_languages = [
    path("", home, name="home"),
    path(_("accessibility/"), page, {"slug": "accessibility"}, name="page"),
    path(_("privacy/"), page, {"slug": "privacy"}, name="page"),
    path(_("terms/"), page, {"slug": "terms"}, name="page"),
    path(_("other-formats/"), page, {"slug": "formats"}, name="page"),
    path(_("contact/"), page, {"slug": "contact"}, name="page"),
]
in_neither = [
    path("", greeting, name="greeting"),
    path("session/", keep_alive, name="keep_alive"),
]


# When something is wrong


@login_not_required
def csrf_failure(request, reason=""):
    """The page was open too long, or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request, exception=None):
    return HttpResponse(render_to_string("400.html"), status=400)


def server_error(request):
    """Our fault: a page that needs neither database nor context, since either may be what failed."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError, RedisError)):
        return unavailable(request)
    return HttpResponseServerError(render_to_string("500.html"))


def unavailable(request):
    """We are not reachable for the moment: try again in a minute."""
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
