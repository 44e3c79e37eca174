"""The register for programs, /api/v1/: to read only, described by its OpenAPI file."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from licensing import public
from licensing.public import open_data

from ..openapi import LIMITS, description
from ..programs import Problem, for_programs

MOST_KEY = 2**63 - 1  # what a column of keys holds


def whole(request, name, default, least, most):
    """A number of the query.  Raises Problem."""
    typed = request.GET.get(name, str(default))
    if typed.isascii() and typed.isdigit() and len(typed) < 20 and least <= int(typed) <= most:
        return int(typed)
    raise Problem(400, f"{name}: un nombre de {least} à {most} / a number from {least} to {most}")


def one_of(request, name, known):
    """A code of ours, or "" where none is asked for.  Raises Problem."""
    typed = request.GET.get(name, "")
    if typed and typed not in known:
        raise Problem(400, f"{name}: {' | '.join(known)}")
    return typed


def words(request, name):
    typed = request.GET.get(name, "")
    if len(typed) > LIMITS[name]:
        raise Problem(400, f"{name}: {LIMITS[name]} caractères au plus / characters at most")
    return typed.replace("\0", " ")


def answer(name, rows, asked, following):
    """{name: rows, "next": the address of the next page or null}; the rows are texts that the database made."""
    url = ""
    if following is not None:
        query = urlencode({key: value for key, value in (asked | following).items() if value != ""})
        url = f"{settings.SITE_URL}{reverse(f'public_data:{name}')}?{query}"
    body = f'{{"{name}":[{",".join(rows)}],"next":{json.dumps(url or None)}}}'
    response = HttpResponse(body, content_type="application/json")
    if url:
        response["Link"] = f'<{url}>; rel="next"'
    return response


@for_programs
def licences(request):
    """All licences, or those of a search, a kind, a place or a status; by key, so that every page costs alike."""
    today, most = timezone.localdate(), whole(request, "limit", 25, 1, LIMITS["limit"])
    asked = {
        "q": words(request, "q"),
        "type": one_of(request, "type", [code for code, _name in public.types()]),
        "municipality": words(request, "municipality"),
        "status": one_of(request, "status", open_data.STATUSES),
        "limit": most,
    }
    after = whole(request, "after", 0, 0, MOST_KEY)
    found = open_data.selected(type_code=asked["type"], municipality=asked["municipality"], on=today,
                               status=asked["status"], text=asked["q"])  # fmt: skip
    rows = open_data.listed(found, today, after=after, most=most + 1, number=asked["q"])
    following = {"after": rows[most - 1][0]} if len(rows) > most else None
    return answer("licences", [told for _key, told in rows[:most]], asked, following)


@for_programs
def licence(request, number):
    """One licence."""
    found = open_data.one(number, timezone.localdate())
    if found is None:
        raise Problem(404, f"{number[:40]}: ce permis n’est pas au registre / no such licence in the register")
    return HttpResponse(found, content_type="application/json")


@for_programs
def changes(request):
    """The licences changed since a number, the first first: asked again from the last one, nothing is missed."""
    most = whole(request, "limit", 25, 1, LIMITS["limit"])
    since = whole(request, "since", 0, 0, MOST_KEY)
    rows = open_data.changed(since, timezone.localdate(), most=most + 1)
    following = {"since": rows[most - 1][0]} if len(rows) > most else None
    return answer("changes", [told for _change, told in rows[:most]], {"limit": most}, following)


@for_programs
def openapi(request):
    """What may be asked here and what is answered, for machines."""
    body = json.dumps(description(), ensure_ascii=False)
    return HttpResponse(body, content_type="application/vnd.oai.openapi+json;version=3.1")
