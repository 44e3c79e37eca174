"""What every page of the wizard shares: finding the file, who is asking, where each button leads."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import place_of
from icajo.journey import seen
from icajo.words import time_of_day

from ..conflicts import keep_out
from ..judging import DOCUMENTS, REVIEW, in_order
from ..models import Application
from ..permissions import may_open

# values of the buttons named `action`
NEXT, DRAFT, BACK, QUIT, LANGUAGE = "suivant", "brouillon", "retour", "quitter", "langue-"
ON_THE_WAY_BACK = "?rectify=1"  # carried from page to page, so that Next leads to the review again


def find(request, ref):
    """The application of this number that the person may open, or 404."""
    application = get_object_or_404(Application, ref=ref)
    if not may_open(request.user, application):
        keep_out(request, application)
        raise Http404(ref)
    return application


def today():
    return timezone.localdate()


def with_places(request, step, typed):
    """What was typed, an empty city filled from its postal code when the person saves, which the next page says."""
    if is_autosave(request) or asked_action(request) not in (NEXT, DRAFT):
        return typed
    for name, field in step.base_fields.items():
        city = getattr(field, "city", "")
        if city not in typed or (typed[city] or "").strip() or not typed[name]:
            continue
        if place := place_of(field.to_python(typed[name])):
            typed |= {city: place.city}
            said = _("“%(city)s” was written for “%(question)s”, after the postal code: change it if it is not right.")
            messages.info(request, said % {"city": place.city, "question": step.base_fields[city].label})
    return typed


def page_url(application, slug):
    """The address of a step of this application, of its page of documents or of the last look."""
    if slug == REVIEW:
        return reverse("licensing:review", args=[application.ref])
    if slug == DOCUMENTS:
        return reverse("licensing:documents", args=[application.ref])
    return reverse("licensing:step", args=[application.ref, slug])


def asked_action(request):
    """Which button was pressed; anything unknown only saves."""
    return request.POST.get("action", DRAFT)


def asks_to_fix(request):
    """A link on the review led here: say what is wrong at once, and lead back there."""
    return "rectify" in request.GET


def on_the_way(request, url):
    """That page; from a page that the review led to, one that still leads back there."""
    return url + ON_THE_WAY_BACK if asks_to_fix(request) else url


def signed_out(request, url):
    """All is saved, and the person leaves; whoever signs in again comes back to that page."""
    logout(request)
    messages.success(request, _("Your draft is saved. You are signed out."))
    return redirect_to_login(url)


def in_other_language(url, action):
    """The same page in the language that the button names; the page itself where it names none of ours."""
    code = action.removeprefix(LANGUAGE)
    return HttpResponseRedirect(translate_url(url, code) if code in dict(settings.LANGUAGES) else url)


def autosaved(saved_at, stored):
    """The answer to the page's own script: when it was saved, and what it now starts from."""
    return JsonResponse({"saved": time_of_day(saved_at), "seen": seen(stored)})


def is_autosave(request):
    return request.headers.get("X-Autosave") == "1"


def no_longer(request, application):
    """The page may not be edited any more: show the file as it is now."""
    return redirect(application)


def trail(application, journey, slug):
    """{position, count}: where this page stands among the steps, documents and review included."""
    slugs = in_order(journey)
    return {"position": slugs.index(slug) + 1, "count": len(slugs)}


def neighbour(application, slug, by):
    """The address of the page `by` pages after this one, or before it; the file’s own where there is none."""
    slugs = in_order(application.journey)
    at = slugs.index(slug) + by
    return page_url(application, slugs[at]) if at >= 0 else application.get_absolute_url()
