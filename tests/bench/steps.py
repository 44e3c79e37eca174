"""A page of 15 questions saved, and the next page shown, against a bare view that keeps and shows the same."""

from functools import partial

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation

from licensing.models import Application
from tests import samples

from . import bare, fifteen, wire
from .measure import Contender, middle, other_ratios, ratio, table, take_turns
from .visitor import Visitor

BUTTONS = {"Next (judges)": "suivant", "Save Draft": "brouillon"}
WIRE = "over HTTP, "


def measure(rounds=9, each=20):
    """Print how long a save takes, in this process and over HTTP, and how many SQL statements."""
    translation.activate("fr")
    bare.prepare()
    with override_settings(MIDDLEWARE=[]):
        nothing = WSGIHandler()
    with fifteen.asked() as page, wire.server() as served:
        saves = Saves(page)
        contenders = saves.against("", WSGIHandler(), nothing) | saves.against(WIRE, served, served)
        show(take_turns(contenders, rounds=rounds, each=each), saves.notes)


class Saves:
    """A draft, its author, and what both views are asked."""

    def __init__(self, page):
        self.person = samples.person("pas-a-pas@example.org")
        self.draft = samples.draft(self.person, on=timezone.localdate())
        self.url = reverse("licensing:step", args=[self.draft.ref, page.slug])
        typed = {**self.draft.answers[page.slug], "mailing_unit": "bureau 4"}
        self.typed = {name: value for name, value in typed.items() if value not in ("", False)}
        self.notes = {}

    def against(self, where, full, nothing):
        """{name: Contender} for each button, ours and the bare view."""
        contenders = {}
        visitor, nobody = Visitor(full), Visitor(nothing)
        visitor.sign_in(self.person)
        visitor.get(self.url)  # brings the token that forms carry
        nobody.cookies = visitor.cookies
        for button, action in BUTTONS.items():
            fields = {**self.typed, "action": action}
            page = visitor.save(self.url, fields)
            answers = Application.objects.get(pk=self.draft.pk).answers
            kept = {**answers["premises"], **fields}
            bare.write_out(action, page.body, {**answers["applicant"], **answers["premises"]})
            asked = {f"{where}{button}": (visitor, self.url, fields)}
            asked[f"{where}{button}, bare"] = (nobody, f"/bare/{action}/", kept)
            for name, (who, url, posted) in asked.items():
                contenders[name] = Contender(partial(who.save, url, posted), before=visitor.pause)
                self.notes[name] = note(who, url, posted)
        return contenders


def note(visitor, url, fields):
    """(SQL statements of the POST, of the GET, bytes of the page); those over HTTP are counted elsewhere."""
    visitor.pause()
    led = []
    posted = visitor.queries(lambda: led.append(visitor.post(url, fields)))
    pages = []
    shown = visitor.queries(lambda: pages.append(visitor.get(led[0].headers["Location"])))
    return len(posted) or "", len(shown) or "", len(pages[0].body)


def show(found, notes):
    rows = []
    for name, times in found.items():
        post, get, size = notes[name]
        base = found[name.removesuffix(", bare") + ", bare"]
        others = other_ratios(times, base)
        if name.startswith(WIRE):
            others = others.partition(",")[0]  # the work is done in another process
        rows.append((name, middle(times), ratio(times, base), others, post, get, f"{size:,}"))
    table(
        f"A draft save: {fifteen.FIELDS} questions posted and kept, then the page that follows is shown",
        ["", "median", "to the bare view", "quickest, work", "SQL, POST", "SQL, GET", "bytes"],
        rows,
    )
