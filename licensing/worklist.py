"""The work queue of the staff: which files wait, for whom, and which are late.

Every choice is in the address of the page, so that a view can be kept and shared.  Lists go on by key, not by number:
the hundredth page costs what the first one does.

*Late* is a file whose day has passed.  While it is ours, that is the day that a decision is aimed at (`due_on`: see
pace.py for the days of each type, for where they come from, and for why the applicant's own time does not count).
While the applicant holds it, it is the day given for the answer; a transfer on its way makes nothing late.

*Waiting on the applicant* is a file with a request for information, or with an open check that is the applicant's to
settle; *waiting on a check* is one with any other open check.  What is left is for an officer to go on with.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User

from . import turns
from .checks import ANY_TYPE
from .folding import fold
from .models import Application, Check, InformationRequest, RiskLevel
from .states import State
from .timeline import side_by_side
from .types import LICENCE_TYPES

OURS = (State.SUBMITTED, State.IN_REVIEW)
NOBODY = [0]  # no row has this key
LEFT, NONE = "left", "none"  # officers who decide no longer; nobody yet


def by_the_applicant() -> list[str]:
    """The codes of the checks that are the applicant's to settle, as each check declares it."""
    of_types = [check for type in LICENCE_TYPES.values() for check in type.checks]
    return [check.code for check in (*ANY_TYPE, *of_types) if check.held is turns.by_you]


def with_check(codes: Sequence[str] | None = None) -> Q:
    """Files with an open check: one of these, or any."""
    found = Check.objects.filter(closed_at=None)
    found = found if codes is None else found.filter(code__in=codes)
    return Q(pk__in=found.values("application"))


@dataclass(frozen=True)
class Asked:
    """Who looks, on which day, and what is chosen beside the tab."""

    person: User
    on: date
    officers: Sequence[User] = ()  # who may decide, in the order of their names
    sectors: Sequence[str] = ()  # of the person's team
    kind: str = ""  # a type of licence, or a sector
    municipality: str = ""
    days: int = 0  # received at least so many days ago
    risk: str = ""  # a level
    officer: str = ""  # a key, or one of LEFT and NONE
    keys: list[int] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "keys", [one.pk for one in self.officers] or NOBODY)

    @property
    def open_files(self) -> QuerySet:
        """The files under review that all the filters let through, but those from which the person stands aside."""
        return self.narrowed(Application.objects.under_review().without_conflicts(self.person))

    def narrowed(self, files: QuerySet) -> QuerySet:
        """Those of the files that all the filters let through."""
        if self.kind:
            files = files.filter(type_code__in=of_kind(self.kind))
        if place := fold(self.municipality):
            files = files.filter(place__startswith=place)
        if self.days:
            before = timezone.make_aware(datetime.combine(self.on - timedelta(self.days - 1), time.min))
            files = files.filter(received_at__lt=before)
        if self.risk:
            files = files.filter(risk=int(self.risk))
        if self.officer == NONE:
            return files.filter(officer=None)
        if self.officer == LEFT:
            return files.exclude(officer=None).exclude(officer__in=self.keys)
        return files.filter(officer=int(self.officer)) if self.officer else files


def of_kind(kind: str) -> list[str]:
    return [code for code, type in LICENCE_TYPES.items() if kind in (code, type.sector.value)]


def mine(asked: Asked) -> Q:
    return Q(officer=asked.person)


def my_teams(asked: Asked) -> Q:
    codes = [code for code, type in LICENCE_TYPES.items() if type.sector.value in asked.sectors]
    return Q(type_code__in=codes or [""])


def nobodys(asked: Asked) -> Q:
    """Without an officer, or with one who decides no longer."""
    return Q(officer=None) | ~Q(officer__in=asked.keys)


def on_the_applicant(asked: Asked) -> Q:
    return Q(state=State.INFO_REQUESTED) | with_check(by_the_applicant())


def on_a_check(asked: Asked) -> Q:
    return with_check() & ~on_the_applicant(asked)


def late(asked: Asked) -> Q:
    overdue = InformationRequest.objects.filter(answered_at=None, due_on__lt=asked.on).values("application")
    ours = Q(state__in=OURS, due_on__lt=asked.on) & ~with_check(by_the_applicant())
    return ours | Q(state=State.INFO_REQUESTED, pk__in=overdue)


class Tab(NamedTuple):
    """One way to look at the queue."""

    label: Promise
    which: Callable[[Asked], Q]


TABS = {
    "mine": Tab(_("My files"), mine),
    "team": Tab(_("My team’s"), my_teams),
    "unassigned": Tab(_("Unassigned"), nobodys),
    "applicant": Tab(_("Waiting on the applicant"), on_the_applicant),
    "check": Tab(_("Waiting on a check"), on_a_check),
    "late": Tab(_("Late"), late),
    "all": Tab(_("All open files"), lambda asked: Q()),
}


def counts(asked: Asked) -> dict[str, int]:
    """{tab: how many files}, with the same filters for all of them, in one statement."""
    numbers = {code: Count("pk", filter=tab.which(asked) or None) for code, tab in TABS.items()}
    return asked.open_files.aggregate(**numbers)


def rank(name: str, order: Sequence) -> Case:
    """Where the value of a column stands in `order`; what is not in it comes last."""
    places = (When(**{name: one}, then=Value(place)) for place, one in enumerate(order))
    return Case(*places, default=Value(len(order)))


def by_type(asked: Asked) -> Case:
    """In the order of the names as the page writes them."""
    return rank("type_code", sorted(LICENCE_TYPES, key=lambda code: fold(str(LICENCE_TYPES[code].name))))


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


class Order(NamedTuple):
    """One way to sort: `key` never changes from row to row of the same place, `read` makes it of the address again."""

    label: Promise
    key: Callable[[Asked], object]
    read: Callable[[str], object]
    newest_first: bool = False


ORDERS = {
    "oldest": Order(_("Oldest first"), lambda asked: F("received_at"), moment),
    "newest": Order(_("Newest first"), lambda asked: F("received_at"), moment, newest_first=True),
    "due": Order(_("Day aimed at"), lambda asked: F("due_on"), date.fromisoformat),
    "type": Order(_("Type"), by_type, int),
    "municipality": Order(_("Municipality"), lambda asked: F("place"), fold),
    "risk": Order(_("Risk level, highest first"), lambda asked: F("risk"), int, newest_first=True),
    "officer": Order(pgettext_lazy("of staff", "Officer"), lambda asked: rank("officer", asked.keys), int),
}


class Window(NamedTuple):
    """Some of the files, and the keys from which the list goes on either way; "" at its ends."""

    files: list[Application]
    before: str
    after: str


def window(asked: Asked, *, tab: str, order: str, before: str = "", after: str = "", size: int = 25) -> Window:
    """The files of this tab behind the key `after`, or up to the key `before`; from the start without one."""
    key = ORDERS[order].key(asked)
    files = asked.open_files.filter(TABS[tab].which(asked)).annotate(key=key)
    back = bool(before)
    place = at(before or after, ORDERS[order])
    down = ORDERS[order].newest_first != back
    way = ("-key", "-pk") if down else ("key", "pk")
    # which files, from the columns of one index; then all that their rows tell
    chosen = beyond(files, place, down).order_by(*way).values("pk")[: size + 1]
    found = list(furnished(Application.objects.filter(pk__in=chosen)).annotate(key=key).order_by(*way))
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    if not found:
        return Window([], "", "")
    first, last = key_of(found[0]), key_of(found[-1])
    earlier = more if back else place is not None
    return Window(found, first if earlier else "", last if more or (back and place) else "")


def listed(asked: Asked, *, tab: str) -> QuerySet:
    """Every file of this tab, the oldest first, with its applicant and its officer."""
    files = asked.open_files.filter(TABS[tab].which(asked)).select_related("organization", "officer")
    return files.defer("answers").order_by("received_at", "pk")


def beyond(files: QuerySet, place, down: bool) -> QuerySet:
    if place is None:
        return files
    pk, value = place
    way = "lt" if down else "gt"
    # the first condition says nothing new: it is the one that an index answers
    return files.filter(Q(**{f"key__{way}e": value}), Q(**{f"key__{way}": value}) | Q(**{f"pk__{way}": pk}))


def key_of(file: Application) -> str:
    value = file.key.isoformat() if isinstance(file.key, date) else file.key
    return f"{file.pk}~{value}"


def at(key: str, order: Order) -> tuple | None:
    """(pk, value) that a key of the address stands for; None, which is the start, where it is no key."""
    pk, _tilde, value = key.partition("~")
    try:
        return int(pk[:18]), order.read(value[:100])
    except ValueError:
        return None


def furnished(files: QuerySet) -> QuerySet:
    """With all that a row tells, and nothing of what files say."""
    waiting = InformationRequest.objects.filter(answered_at=None)
    return (
        files.select_related("organization", "officer", "public_notice")
        .defer("answers", "public_notice__facts", "public_notice__reasons")
        .prefetch_related(Prefetch("requests", waiting, to_attr="waiting"), "checks", "inspections__times")
    )


@dataclass(frozen=True)
class Row:
    """One file as the queue shows it."""

    file: Application
    days: int  # since it was received
    turns: list[turns.Turn]
    works: list  # the open checks
    answer_by: date | None
    late: bool
    waits_for_funds: bool

    @property
    def risk(self) -> RiskLevel:
        return RiskLevel(self.file.risk)


def row_of(file: Application, on: date) -> Row:
    """What the page shows of a file that `window` gave."""
    works = [work for work in side_by_side(file, on) if work.turn]
    answer_by = file.waiting[0].due_on if file.waiting else None
    asked = file.state == State.INFO_REQUESTED
    who = [turns.Turn.YOU] if asked else list(dict.fromkeys(work.turn for work in works)) or [turns.Turn.US]
    by_them = any(work.check.definition.held is turns.by_you for work in works)
    day = answer_by if asked else None if by_them else file.due_on
    return Row(
        file=file,
        days=(on - file.received_on).days if file.received_at else 0,
        turns=who,
        works=works,
        answer_by=answer_by if asked else None,
        late=day is not None and day < on,
        waits_for_funds=file.waits_for_funds,
    )
