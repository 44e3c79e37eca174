"""What machines that gather pages should know: where they may go, and every licence there is."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from licensing.public import open_data

from ..caching import kept

A_PART = 20_000  # keys: two addresses a licence, and no file may name more than 50,000
A_DAY = 24 * 3600
PAGES = ("home", "public_search:search", "public_search:notices", "public_search:followed", "public_search:data",
         "public_search:times", "public_search:suppliers")  # fmt: skip
FIRST = b'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@login_not_required
@require_safe
def robots(request):
    """Searches and days asked about are without end: their pages are found by the sitemap."""
    closed = []
    for language in ("fr", "en"):
        with override(language):
            closed.append(reverse("public_search:search") + "?")
    context = {"closed": closed, "sitemap": settings.SITE_URL + reverse("public_data:sitemap")}
    page = render(request, "public_search/robots.txt", context, content_type="text/plain; charset=utf-8")
    return kept(neutral(page))


@login_not_required
@require_safe
def sitemap(request):
    """The list of the parts, by key; nothing is counted."""
    parts = range(open_data.last_key() // A_PART + 1)
    urls = [settings.SITE_URL + reverse("public_data:sitemap_part", args=[part]) for part in parts]
    page = render(request, "public_search/sitemap.xml", {"urls": urls}, content_type="application/xml")
    return kept(neutral(page), A_DAY)


@login_not_required
@require_safe
def part(request, part):
    """The pages of the licences whose keys are in this part, in both languages; the first part names ours as well."""
    if part > open_data.last_key() // A_PART:
        raise Http404(part)
    return kept(neutral(StreamingHttpResponse(entries(part), content_type="application/xml")), A_DAY)


def entries(part):
    pages, licence = [], []
    for language in ("fr", "en"):
        with override(language):
            pages += [reverse(name) for name in PAGES]
            licence.append(reverse("public_search:licence", args=["NUMBER"]))
    yield FIRST
    for address in pages if part == 0 else ():
        yield url(address)
    for number, changed_on in open_data.numbers(part * A_PART, (part + 1) * A_PART):
        for address in licence:
            yield url(address.replace("NUMBER", number), changed_on)
    yield b"</urlset>\n"


def url(address, changed_on=None):
    """One entry; our addresses hold no sign that XML reads otherwise."""
    last = f"<lastmod>{changed_on:%Y-%m-%d}</lastmod>" if changed_on else ""
    return f"<url><loc>{settings.SITE_URL}{address}</loc>{last}</url>\n".encode()


def neutral(response):
    """The same in every language, for everybody."""
    response.speaks_every_language = True
    return response
