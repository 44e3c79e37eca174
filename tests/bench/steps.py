"""A page of 15 questions saved, and the next page shown, against a bare view that keeps and shows the same."""

from dataclasses import replace
from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation

from icajo.journey.fields import Words
from licensing.models import Application
from licensing.types import LICENCE_TYPES
from licensing.types.raffle.steps import Applicant
from tests import samples

from . import bare
from .measure import Contender, middle, ratio, table, take_turns
from .visitor import Visitor

FIELDS = 15
BUTTONS = {"Next (judges)": "suivant", "Save Draft": "brouillon"}


class Fifteen(Applicant):
    """The raffle's longest page of short answers has 14 questions."""

    mailing_unit = Words("Unité", max_length=20, required=False)


Fifteen.slug = Applicant.slug


def measure(rounds=7, each=20):
    """Print how long a save takes, and how many SQL statements."""
    raffle = LICENCE_TYPES["raffle"]
    LICENCE_TYPES["raffle"] = replace(raffle, steps=[Fifteen, *raffle.steps[1:]])
    try:
        contenders, notes = _contenders()
        show(take_turns(contenders, rounds=rounds, each=each), notes)
    finally:
        LICENCE_TYPES["raffle"] = raffle


def _contenders():
    translation.activate("fr")
    person = samples.person("pas-a-pas@example.org")
    application = samples.draft(person, on=timezone.localdate())
    url = reverse("licensing:step", args=[application.ref, Applicant.slug])
    visitor = Visitor(WSGIHandler())
    visitor.sign_in(person)
    visitor.get(url)  # brings the token that forms carry
    bare.prepare()
    with override_settings(MIDDLEWARE=[]):
        nobody = Visitor(WSGIHandler())
    nobody.cookies = visitor.cookies
    typed = {name: value for name, value in application.answers[Applicant.slug].items() if value not in ("", False)}
    contenders, notes = {}, {}
    for name, action in BUTTONS.items():
        fields = {**typed, "mailing_unit": "bureau 4", "action": action}
        page = visitor.save(url, fields)
        answers = Application.objects.get(pk=application.pk).answers
        stored = {**answers["applicant"], **answers["premises"]}
        bare.write_out(action, page.body, stored)
        kept = {**answers["premises"], **fields}
        contenders[name] = Contender(partial(visitor.save, url, fields), before=visitor.pause)
        contenders[f"{name}, bare"] = Contender(partial(nobody.save, f"/bare/{action}/", kept))
        notes[name] = (page, visitor, url, fields)
        notes[f"{name}, bare"] = (contenders[f"{name}, bare"].ask(), nobody, f"/bare/{action}/", kept)
    return contenders, {name: sizes(*note) for name, note in notes.items()}


def sizes(page, visitor, url, fields):
    """(SQL statements of the POST, of the GET, bytes of the page)."""
    visitor.pause()
    led = []
    posted = visitor.queries(lambda: led.append(visitor.post(url, fields)))
    shown = visitor.queries(lambda: visitor.get(led[0].headers["Location"]))
    return len(posted), len(shown), len(page.body)


def show(found, notes):
    rows = []
    for name, times in found.items():
        post, get, size = notes[name]
        base = found[name.partition(",")[0] + ", bare"]
        rows.append((name, f"{middle(times):.1f} ms", ratio(times, base), post, get, f"{size:,}"))
    table(
        f"A draft save: {FIELDS} questions posted and kept, then the page that follows is shown",
        ["", "median", "to the bare view", "SQL, POST", "SQL, GET", "bytes"],
        rows,
    )
