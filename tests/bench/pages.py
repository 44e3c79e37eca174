"""SQL statements of each page, with two rows of everything it lists and with twenty."""

from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils import translation

from .measure import table
from .records import person_with
from .visitor import Visitor

FEW, MANY = 2, 20


def measure():
    """Print the table; return a licence of the busiest person."""
    translation.activate("fr")
    counts = {}
    for rows in (FEW, MANY):
        person, draft, licence = person_with(rows)
        visitor = Visitor(WSGIHandler())
        visitor.sign_in(person)
        for name, url in addresses(draft, licence).items():
            visitor.get(url)  # what is worked out once in a process is no part of a page
            counts.setdefault(name, []).append(len(visitor.queries(partial(page, visitor, url))))
    lines = [(name, few, many, "" if many == few else "grows with the rows") for name, (few, many) in counts.items()]
    table("SQL statements of a page", ["", f"{FEW} rows", f"{MANY} rows", ""], lines)
    return licence


def page(visitor, url):
    answer = visitor.get(url)
    if answer.status != 200:
        raise AssertionError(f"{url} was answered by {answer.status}")


def addresses(draft, licence):
    return {
        "home": reverse("home"),
        "menu": reverse("licensing:menu"),
        "tasks of a draft": draft.get_absolute_url(),
        "step": reverse("licensing:step", args=[draft.ref, "applicant"]),
        "list of rows": reverse("licensing:step", args=[draft.ref, "prizes"]),
        "a row": reverse("licensing:row", args=[draft.ref, "prizes", "r0"]),
        "documents": reverse("licensing:documents", args=[draft.ref]),
        "review": reverse("licensing:review", args=[draft.ref]),
        "file under review or decided": licence.application.get_absolute_url(),
        "search, nothing asked": reverse("public_search:search"),
        "search, results": reverse("public_search:search") + "?q=permis",
        "licence": licence.get_absolute_url(),
    }
