"""Two accounts side by side, before customer service has them merged: what each of them holds."""

from dataclasses import dataclass

from django.apps import apps

from accounts import second_step
from accounts.belongings import MOVES
from accounts.models import Membership, Merge, User

from .models import Application
from .service import MOST


@dataclass(frozen=True)
class Holding:
    """One account: names and numbers alone, nothing of what files say."""

    person: User
    has_second_step: bool
    is_activated: bool
    memberships: list[Membership]
    files: list[Application]
    more_files: bool
    others: list[tuple[str, int]]  # of each other kind of rows that would move: what they are called, and how many


def holding(person: User) -> Holding:
    files = Application.objects.filter(created_by=person).select_related("organization").defer("answers")
    found = list(files.order_by("-pk")[: MOST + 1])
    return Holding(
        person=person,
        has_second_step=second_step.has_one(person),
        is_activated=person.emailaddress_set.filter(verified=True).exists(),
        memberships=list(person.memberships.filter(ended_at=None).select_related("organization").order_by("pk")),
        files=found[:MOST],
        more_files=len(found) > MOST,
        others=[pair for pair in map(counted, MOVES, [person] * len(MOVES)) if pair[1]],
    )


def counted(label: str, person: User) -> tuple[str, int]:
    """What the rows of a table are called, and how many of them would move; the files are shown one by one."""
    model = apps.get_model(label)
    if model is Application:
        return "", 0
    (column,) = MOVES[label]
    return str(model._meta.verbose_name_plural), model._base_manager.filter(**{column: person}).count()


def account(**facts) -> User | None:
    """The account of this key or address."""
    return User.objects.filter(**facts).first()


def mergers_waiting() -> list[Merge]:
    """The first hundred, the oldest first."""
    return list(Merge.objects.waiting().select_related("kept", "closed").order_by("pk")[:100])


def merger_of(pk: int) -> Merge | None:
    return Merge.objects.select_related("kept", "closed").filter(pk=pk).first()
