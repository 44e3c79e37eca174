"""The trail of a file, or of a person: who did what and who read what, from the oldest to the newest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import MergeStep, RoleChange, User
from accounts.roles import BY_CODE
from icajo.models import Export

from .casework import TRANSITIONS
from .models import Application, Event, FileReading, Happening, LookUp, Note, Reading
from .registrar import WORDS

PAGE = 50


class Line(NamedTuple):
    """One thing that somebody did or read; `about` is a number or a name, `why` a reason that was given."""

    at: datetime
    by: User | None  # None: the portal itself
    what: str
    about: str
    why: str = ""


def of_event(event):
    """Without its note, which may be what the file says."""
    return Line(event.at, event.by, str(TRANSITIONS[event.verb].label), event.application.ref)


def of_happening(one):
    return Line(one.at, one.by, str(WORDS.get(one.verb, one.verb)), one.licence.number)


def of_file_reading(one):
    return Line(one.at, one.by, _("Read: %(what)s") % {"what": one.get_what_display()}, one.ref, one.address)


def of_reading(one):
    return Line(one.at, one.by, _("Read a disclosure"), one.disclosure.number, one.why)


def of_note(one):
    return Line(one.at, one.by, _("Wrote a note"), one.application.ref)


def of_role_change(one):
    role = BY_CODE[one.role].name if one.role in BY_CODE else one.role
    return Line(one.at, one.by, f"{one.get_what_display()} {role}".strip(), str(one.person), one.why)


def of_merge_step(one):
    return Line(one.at, one.by, one.get_what_display(), str(one.merge), one.why)


def of_look_up(one):
    found = ngettext("Searched: %(count)s result", "Searched: %(count)s results", one.count) % {"count": one.count}
    return Line(one.at, one.by, found, one.text)


def of_export(one):
    took = ngettext("Took a table away: %(count)s row", "Took a table away: %(count)s rows", one.rows)
    return Line(one.at, one.by, took % {"count": one.rows}, one.what, one.asked)


def of_log(one):
    return Line(one.action_time, one.user, _("On the staff desk"), one.object_repr, one.get_change_message())


class Source(NamedTuple):
    """A table of the trail: what its rows are joined with, and the line that a row makes."""

    rows: QuerySet
    line: Callable
    joined: tuple[str, ...]
    moment: str = "at"


SOURCES = {
    "event": Source(Event.objects.all(), of_event, ("by", "application")),
    "happening": Source(Happening.objects.all(), of_happening, ("by", "licence")),
    "file": Source(FileReading.objects.all(), of_file_reading, ("by",)),
    "disclosure": Source(Reading.objects.all(), of_reading, ("by", "disclosure")),
    "note": Source(Note.objects.all(), of_note, ("by", "application")),
    "role": Source(RoleChange.objects.all(), of_role_change, ("by", "person")),
    "merge": Source(MergeStep.objects.all(), of_merge_step, ("by", "merge__kept", "merge__closed")),
    "search": Source(LookUp.objects.all(), of_look_up, ("by",)),
    "export": Source(Export.objects.all(), of_export, ("by",)),
    "log": Source(LogEntry.objects.all(), of_log, ("user",), "action_time"),
}


@dataclass(frozen=True)
class Page:
    """Some lines of a trail; an impossible page number is the nearest one there is."""

    lines: list[Line]
    page: int
    pages: int
    count: int


def of_file(ref: str) -> dict[str, Q] | None:
    """Which rows are about the file of this number, by source; None where there never was one."""
    application = file_of(ref)
    read = {"file": Q(ref=ref)}
    if application is None:
        return read if FileReading.objects.filter(ref=ref).exists() else None
    return read | {
        "event": Q(application=application),
        "note": Q(application=application),
        "happening": Q(licence__application=application) | Q(licence__follow_ups=application),
        "disclosure": Q(disclosure__invitations__application=application),
        "log": Q(content_type=ContentType.objects.get_for_model(Application), object_id=str(application.pk)),
    }


def file_of(ref: str) -> Application | None:
    """The file of this number, as far as a trail needs it."""
    return Application.objects.filter(ref=ref).only("pk", "organization").first()


def of_person(person: User) -> dict[str, Q]:
    """Which rows this person made, by source, and what became of their roles and their account."""
    did = Q(by=person)
    merged = Q(merge__kept=person) | Q(merge__closed=person)
    return dict.fromkeys(SOURCES, did) | {
        "role": did | Q(person=person),
        "merge": did | merged,
        "log": Q(user=person),
    }


def page_of(which: dict[str, Q], number: int) -> Page:
    """One page of the trail that these rows make."""
    told = [
        source.rows.filter(which[code])
        .order_by()
        .annotate(moment=F(source.moment), source=Value(code, output_field=CharField()))
        .values_list("moment", "id", "source")
        .distinct()
        for code, source in SOURCES.items()
        if code in which
    ]
    whole = told[0].union(*told[1:], all=True) if len(told) > 1 else told[0]
    count = whole.count()
    pages = max(1, -(-count // PAGE))
    number = min(max(number, 1), pages)
    keys = list(whole.order_by("moment", "source", "id")[(number - 1) * PAGE : number * PAGE])
    return Page(lines(keys), number, pages, count)


def lines(keys: list[tuple]) -> list[Line]:
    """The rows of these keys as lines, in the same order; one question for each table."""
    found = {}
    for code, source in SOURCES.items():
        pks = [pk for _at, pk, of in keys if of == code]
        rows = source.rows.select_related(*source.joined).in_bulk(pks) if pks else {}
        found |= {(code, pk): source.line(row) for pk, row in rows.items()}
    return [found[code, pk] for _at, pk, code in keys]


def person_of(**facts) -> User | None:
    """The person of this key or address."""
    return User.objects.filter(**facts).first()
