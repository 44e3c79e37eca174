"""Customer service looks for somebody on the telephone: by name, address, telephone, file or licence number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts import lockout
from accounts.models import AccessCode, Membership, Merge, Organization, User
from icajo.compact import Compact

from .folding import fold
from .models import Application, Licence, LookUp
from .models.conflicts import apart_from_holders, apart_from_organizations

LEAST = 3  # letters or digits that an index of parts of words wants
MOST = 25  # results of a search, whatever they are
LEAST_DIGITS = 7  # of a telephone number


def compact(text: str) -> str:
    """Letters and digits alone: « Jean-Éric O’Brien » -> jeanericobrien."""
    return fold(text).replace(" ", "")


@dataclass(frozen=True)
class Found:
    """What a search found, at most MOST in all; `more` where there are others."""

    people: list[User]
    organizations: list[Organization]
    files: list[Application]
    licences: list[Licence]
    more: bool

    @property
    def count(self) -> int:
        return len(self.people) + len(self.organizations) + len(self.files) + len(self.licences)


def find(text: str, *, by: User) -> Found:
    """Whoever and whatever this may be about: capitals, accents, spaces and dashes aside.

    What `by` stood aside from is not found.
    """
    left, groups, more = MOST, [], False
    for rows in (
        people(text),
        organizations(text).filter(apart_from_organizations(by, "pk")),
        files(text).without_conflicts(by),
        licences(text).filter(apart_from_holders(by)),
    ):
        found = list(rows[: left + 1])
        more = more or len(found) > left
        groups.append(found[:left])
        left -= len(groups[-1])
    return Found(*groups, more=more)


def people(text: str) -> QuerySet[User]:
    named = saying(User.objects.annotate(name=Compact(Concat("first_name", "last_name"))), "name", text)
    called = by_phone(User.objects.all(), ("phone", "other_phone"), text)
    return any_of(named, called, by_email(User.objects.all(), text)).order_by("last_name", "first_name", "pk")


def organizations(text: str) -> QuerySet[Organization]:
    named = saying(Organization.objects.annotate(folded=Compact("name")), "folded", text)
    called = by_phone(Organization.objects.all(), ("phone",), text)
    return any_of(named, called, by_email(Organization.objects.all(), text)).order_by("name", "pk")


def any_of(*keys: QuerySet) -> QuerySet:
    """The rows with one of these keys, each set of keys found in an index of its own."""
    return keys[0].model.objects.filter(pk__in=keys[0].union(*keys[1:]))


def files(text: str) -> QuerySet[Application]:
    """By their number alone: an organization leads to its own."""
    number = compact(text)
    found = Application.objects.select_related("organization", "created_by").defer("answers").order_by("-pk")
    if not number.isdecimal() or len(number) < 4:
        return found.none()
    return found.annotate(digits=Compact("ref")).filter(digits__contains=number)


def licences(text: str) -> QuerySet[Licence]:
    number = compact(text)
    found = Licence.objects.select_related("organization").defer("answers").order_by("-pk")
    if not any(one.isdecimal() for one in number) or len(number) < 4:
        return found.none()
    numbered = found.annotate(ours=Compact("number"), theirs=Compact("external_number"))
    return numbered.filter(Q(ours__contains=number) | Q(theirs__contains=number))


def saying(rows: QuerySet, column: str, text: str) -> QuerySet:
    """The keys of those whose column has every word of the text; as one word, where all are too short for an index."""
    words = fold(text).split()
    if all(len(word) < LEAST for word in words):
        words = ["".join(words)] if words else []
    for word in words:
        rows = rows.filter(**{f"{column}__contains": word})
    return rows.values("pk") if words else rows.none().values("pk")


def by_email(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(email__icontains=text.strip()).values("pk") if "@" in text else rows.none().values("pk")


def by_phone(rows: QuerySet, columns: Iterable[str], text: str) -> QuerySet:
    """However the number is typed; the 1 in front of it says nothing."""
    digits = re.sub(r"\D", "", text).removeprefix("1")
    if len(digits) < LEAST_DIGITS or any(one.isalpha() for one in text):
        return rows.none().values("pk")
    has_it = reduce(or_, (Q(**{f"digits_{one}__contains": digits}) for one in columns))
    return (
        rows.annotate(**{f"digits_{one}": Compact(Cast(one, TextField())) for one in columns})
        .filter(has_it)
        .values("pk")
    )


def search_of(user: User, pk: int) -> LookUp | None:
    """A search that this person made."""
    return LookUp.objects.filter(by=user, pk=pk).first()


@dataclass(frozen=True)
class Told:
    """What customer service sees of somebody; of their files no more than number, type and state."""

    person: User
    is_activated: bool
    locked_until: datetime | None
    codes_locked_until: datetime | None
    memberships: list[tuple[Membership, list[AccessCode]]]  # with the codes that still link somebody
    files: list[Application]
    more_files: bool
    mergers: list[Merge]


def told(pk: int, *, by: User) -> Told | None:
    """One person as the desk shows them, without what `by` stood aside from; None where there is none."""
    person = User.objects.filter(pk=pk).first()
    if person is None:
        return None
    open_to_them = person.memberships.filter(apart_from_organizations(by))
    held = list(open_to_them.select_related("organization").order_by("ended_at", "pk"))
    usable = AccessCode.objects.usable(timezone.now())
    codes = list(usable.filter(organization__in=[one.organization_id for one in held if not one.ended_at]))
    own = Application.objects.of(person).without_conflicts(by).select_related("organization").defer("answers")
    found = list(own.order_by("-pk").distinct()[: MOST + 1])
    return Told(
        person=person,
        is_activated=person.emailaddress_set.filter(verified=True).exists(),
        locked_until=lockout.locked_until(person.email),
        codes_locked_until=lockout.locked_until(person.email, codes=True),
        memberships=[(one, [code for code in codes if code.organization_id == one.organization_id]) for one in held],
        files=found[:MOST],
        more_files=len(found) > MOST,
        mergers=list(Merge.objects.of(person).select_related("kept", "closed")),
    )
