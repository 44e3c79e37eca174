"""What anyone may read on the page of one licence, beside what the register shows of all: and no word of a file."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icajo.words import long_date

from .definition import Purpose
from .models import Application, Event, Licence, PublicLicence, PublicNotice
from .registrar import WORDS
from .standing import Standing, standing, suspended
from .states import State

# Of what became of a licence, what anyone may know.  Reasons are in the letter to its holder, and stay there
TOLD = (
    "issue", "renew", "amend", "transfer", "suspended", "lifted", "revoked", "surrendered", "transferred", "expired",
    "condition-added", "condition-removed", "condition-ended", "opens",
)  # fmt: skip
NEAREST = 20  # licences at one address that its page names


@dataclass(frozen=True)
class Decided:
    """One line of the public history of a licence."""

    on: date
    what: str
    at: datetime | None = None  # when it was written down; nobody knows of what the earlier system did
    key: int = 0


@dataclass(frozen=True)
class Paper:
    """A certificate that somebody holds in their hand: which one it is, and whether it is the last."""

    number: int
    decided_on: date | None  # None where no such paper was ever made
    replaced_on: date | None  # None while it is the current one

    @property
    def is_ours(self) -> bool:
        return self.decided_on is not None

    @property
    def is_current(self) -> bool:
        return self.is_ours and self.replaced_on is None


@dataclass(frozen=True)
class OnADay:
    """Was the licence good on a day; a day to come is answered as things stand."""

    day: date
    standing: Standing
    is_open: bool = True  # of what may be used from a later day than its first only

    @property
    def is_valid(self) -> bool:
        return self.standing.counts and self.is_open


@dataclass(frozen=True)
class Neighbour:
    """Another licence at the same address."""

    number: str
    type_name: str
    holder: str
    standing: Standing


@dataclass(frozen=True)
class Changed(Neighbour):
    """A licence that changed, as it stands today."""

    street: str
    municipality: str
    change: int
    changed_at: datetime


@dataclass(frozen=True)
class Page:
    """One licence, whole, as anyone may see it."""

    number: str
    type_code: str
    type_name: str
    holder: str
    municipality: str
    issued_on: date
    starts_on: date
    expires_on: date | None
    opens: bool  # it may be used from a day of its own only
    opens_on: date | None
    standing: Standing
    why: str  # it stands so, in words with the dates
    replaced_by: str  # the number of the licence that took its place
    replaces: str
    facts: tuple
    conditions: tuple
    history: tuple
    changed_on: date  # the last decision
    notice: str  # the file of an open public notice
    at_same_address: tuple
    paper: Paper | None = None  # the certificate that was asked about
    asked: OnADay | None = None  # the day that was asked about


def plain(number: str) -> str:
    """A number as the register writes it, whatever blanks, dashes and small letters were typed."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def page(number: str, on: date, *, paper: int | None = None, day: date | None = None) -> Page | None:
    """All of a licence, in the language of the moment; None where the register has none of this number.

    `paper` is the number of the certificate that somebody holds, `day` the one on which it may have been valid.
    """
    found = Licence.objects.select_related("published", "replaced_by", "replaces")
    licence = found.filter(number=number, published__isnull=False).first()
    return drawn(licence, on, paper, day) if licence else None


def drawn(licence: Licence, on: date, paper: int | None, day: date | None) -> Page:
    stands, decided = standing(licence, on), tuple(history(licence))
    row, language = licence.published, "en" if get_language() == "en" else "fr"
    notice = open_notice(licence, on)
    before = getattr(licence, "replaces", None)
    return Page(
        number=licence.number,
        type_code=licence.type_code,
        type_name=str(licence.type.name),
        holder=licence.holder,
        municipality=licence.municipality,
        issued_on=licence.issued_on,
        starts_on=licence.starts_on,
        expires_on=licence.expires_on,
        opens=licence.type.opens,
        opens_on=licence.opens_on,
        standing=stands,
        why=why_it_stands_so(licence, stands, on),
        replaced_by=licence.replaced_by.number if licence.replaced_by else "",
        replaces=before.number if before else "",
        facts=tuple(row.facts.get(language, ())),
        conditions=tuple(row.conditions.get(language, ())),
        history=decided,
        changed_on=max([licence.issued_on, *(one.on for one in decided if one.on <= on)]),
        notice=notice.application.ref if notice else "",
        at_same_address=tuple(neighbours(row, on)),
        paper=None if paper is None else paper_of(licence, paper),
        asked=None if day is None else on_a_day(licence, day),
    )


def neighbours(row: PublicLicence, on: date) -> list[Neighbour]:
    """The other licences at the same address, of before and of now, the newest first."""
    if not row.at:
        return []
    found = PublicLicence.objects.filter(at=row.at).exclude(pk=row.pk).with_standing(on).order_by("-starts_on", "-pk")
    return [
        Neighbour(one.number, str(one.type.name), one.holder, Standing(one.standing_code)) for one in found[:NEAREST]
    ]


def last_changed(place: str, on: date, *, most: int) -> list[Changed]:
    """The licences of a place, folded, or of everywhere, that changed last."""
    found = PublicLicence.objects.filter(place=place) if place else PublicLicence.objects.all()
    return [
        Changed(
            one.number, str(one.type.name), one.holder, Standing(one.standing_code), one.street, one.municipality,
            one.change, one.changed_at,
        )
        for one in found.with_standing(on).order_by("-change")[:most]
    ]  # fmt: skip


def why_it_stands_so(licence: Licence, stands: Standing, on: date) -> str:
    """One sentence with the dates that count."""
    start, last = long_date(licence.starts_on), long_date(licence.ended_on or licence.expires_on)
    if stands == Standing.SUSPENDED:
        return suspension_in_words(licence, on)
    words = {
        Standing.NOT_YET: _("It counts from %(start)s."),
        Standing.IN_FORCE: _("It counts to the end of %(last)s.") if last else _("It counts without an end."),
        Standing.CONTINUED: _(
            "Its term ended on %(last)s. Its renewal was asked for in time: it counts until that is decided."
        ),
        Standing.EXPIRED: _("It counted to the end of %(last)s, and was not renewed."),
        Standing.REVOKED: _("The Registrar revoked it. Its last day was %(last)s."),
        Standing.SURRENDERED: _("Its holder gave it back. Its last day was %(last)s."),
        Standing.TRANSFERRED: _("It went to another holder, under another number. Its last day was %(last)s."),
    }
    return words[stands] % {"start": start, "last": last}


def suspension_in_words(licence: Licence, on: date) -> str:
    running = licence.suspensions.filter(Q(until=None) | Q(until__gte=on), Q(lifted_on=None) | Q(lifted_on__gt=on))
    found = running.filter(since__lte=on).first()
    dates = {"since": long_date(found.since), "until": long_date(found.until)}
    if found.until:
        return _("By order of the Registrar, from %(since)s to the end of %(until)s.") % dates
    return _("By order of the Registrar, from %(since)s until it is lifted.") % dates


def history(licence: Licence) -> list[Decided]:
    """What was decided about it, the newest first; of the earlier system only the day of its issue is known."""
    found = [
        Decided(one.on, str(WORDS[one.verb]), one.at, one.pk)
        for one in licence.happenings.filter(verb__in=TOLD).order_by("-on", "-pk")
    ]
    if licence.application_id is None:
        found.append(Decided(licence.issued_on, str(WORDS["issue"])))
    return found


def paper_of(licence: Licence, number: int) -> Paper:
    """The certificate of this number, as its QR code names it."""
    days = dict(licence.versions.order_by("number").values_list("number", "decided_on"))
    after = dict(pairwise(days))
    return Paper(number, days.get(number), days.get(after.get(number)))


def on_a_day(licence: Licence, day: date) -> OnADay:
    """How the licence stood, stands or will stand on this day, as the register knows it today."""
    stands = standing(licence, day)
    if stands == Standing.EXPIRED and went_on(licence, day):
        stands = Standing.SUSPENDED if suspended([licence], day) else Standing.CONTINUED
    is_open = not licence.type.opens or (licence.opens_on is not None and licence.opens_on <= day)
    return OnADay(day, stands, is_open)


def went_on(licence: Licence, day: date) -> bool:
    """Was a renewal, asked for in time and refused or withdrawn since, still undecided at the end of this day?"""
    over = {"refuse": State.REFUSED, "withdraw": State.WITHDRAWN}
    renewals = Application.objects.filter(about=licence, purpose=Purpose.RENEWAL, state__in=over.values())
    for renewal in renewals.filter(received_at__isnull=False):
        end = Event.objects.filter(application=renewal, verb__in=over).order_by("-at").first()
        if end and renewal.received_on <= licence.expires_on and day < timezone.localdate(end.at):
            return True
    return False


def open_notice(licence: Licence, on: date) -> PublicNotice | None:
    """The public notice of something that is asked about this licence, while the public may still write."""
    about = Q(application__about=licence) | Q(application=licence.application_id)
    return PublicNotice.objects.open(on).filter(about).select_related("application").order_by("ends_on").first()
