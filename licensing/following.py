"""How far the applications that the public may follow have come: what anyone may read of them, and nothing else."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.translation import gettext_lazy as _

from .models import Followed
from .standing import standings
from .states import OPEN_TO_STAFF, State
from .types import LICENCE_TYPES

PAGE = 25
MOST_PAGES = 40
MOST_LOOKED_AT = 100  # of which five are shown


class Progress(Enum):
    """As published: what is neither told to the public now nor open for business is in progress."""

    IN_PROGRESS = "in-progress", _("In progress")
    PUBLIC_NOTICE = "public-notice", _("Public notice")
    AUTHORIZED = "authorized", _("Authorized to open")

    def __init__(self, code, label):
        self._value_, self.label = code, label


@dataclass(frozen=True)
class Place:
    """One application, or what came of it, as anyone may see it; the applicant is not named."""

    ref: str
    type_name: str
    premises: str
    street: str
    municipality: str
    postal_code: str
    status: str  # in words
    progress: Progress | None  # none where the licence does not count any more, or not today
    has_notice: bool
    number: str = ""  # of the licence, once there is one
    issued_on: date | None = None
    opens_on: date | None = None


@dataclass(frozen=True)
class Places:
    """A page of them, and how many there are on all pages, as far as anybody counts."""

    places: list[Place]
    page: int
    pages: int
    count: int


def types() -> list[tuple[str, str]]:
    """The kinds of licence whose applications the public may follow."""
    return [(type.code, type.name) for type in LICENCE_TYPES.values() if type.in_public]


def find(*, text: str, municipality: str, type_code: str, page: int, on: date) -> Places:
    """A page of what is under review or was granted; an impossible page number is the nearest one there is."""
    found = shown().saying(text)
    if municipality:
        found = found.filter(municipality__iexact=municipality)
    if type_code:
        found = found.filter(type_code=type_code)
    count = found.order_by()[: PAGE * MOST_PAGES].count()
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    return Places(told(found[(page - 1) * PAGE : page * PAGE], on), page, pages, count)


def saying(text: str, on: date) -> list[Place]:
    """The first that have every word of `text`: what a search of the register shows of them."""
    found = list(Followed.objects.saying(text).values_list("pk", flat=True)[:MOST_LOOKED_AT])
    return told(shown().filter(pk__in=found)[:5], on) if found else []


def municipalities() -> list[str]:
    """Those that have such an application or licence, in alphabetical order."""
    return list(shown().order_by("municipality").values_list("municipality", flat=True).distinct())


def shown():
    """What is refused, withdrawn or ended leaves the list."""
    followed = Followed.objects.filter(application__state__in=[*OPEN_TO_STAFF, State.APPROVED])
    return followed.exclude(application__licence__ended_as__gt="")


def told(rows, on: date) -> list[Place]:
    rows = list(rows.select_related("application__public_notice", "application__licence"))
    licences = [row.application.licence for row in rows if hasattr(row.application, "licence")]
    stand = standings(licences, on)
    return [place(row, on, stand) for row in rows]


def place(row: Followed, on: date, stand) -> Place:
    application = row.application
    licence, notice = getattr(application, "licence", None), getattr(application, "public_notice", None)
    progress = progress_of(licence, notice, on, stand)
    return Place(
        ref=application.ref,
        type_name=str(application.type.name),
        premises=row.premises,
        street=row.street,
        municipality=row.municipality,
        postal_code=row.postal_code,
        status=str(progress.label if progress else stand[licence.pk].label),
        progress=progress,
        has_notice=notice is not None and notice.first_starts_on <= on,
        number=licence.number if licence else "",
        issued_on=licence and licence.issued_on,
        opens_on=licence and licence.opens_on,
    )


def progress_of(licence, notice, on, stand) -> Progress | None:
    if licence is None:
        return Progress.PUBLIC_NOTICE if notice is not None and notice.is_open(on) else Progress.IN_PROGRESS
    stands = stand[licence.pk]
    if not (stands.counts or stands == stands.NOT_YET):
        return None
    return Progress.AUTHORIZED if licence.opens_on and licence.opens_on <= on else Progress.IN_PROGRESS
