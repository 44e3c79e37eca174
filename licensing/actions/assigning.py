"""Who works on which file, and the views of the queue that they keep."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import transaction

from accounts.models import User

from ..casework import lock, transition
from ..errors import InConflict, NotAnOfficer, NotNow
from ..models import Application, SavedView
from ..permissions import decides, stands_aside
from .decisions import take


class Outcome(NamedTuple):
    """Of several files: how many it was done to, which have gone on meanwhile or had it already, and from which the
    officer stands aside.
    """

    done: int
    left: list[Application]
    aside: list[Application]


@transaction.atomic
def assign(application: Application, *, by: User, to: User) -> bool:
    """Give a file that is open to another officer; its state stays.  Returns whether it was not theirs already.

    Raises NotAnOfficer where `to` may not decide about files, and InConflict where they stand aside from this one.
    """
    application = lock(application, "assign", by=by)
    if not decides(to):
        raise NotAnOfficer
    if stands_aside(to, application):
        raise InConflict
    before = application.officer
    if before == to:
        return False
    Application.objects.filter(pk=application.pk).update(officer=to)
    transition(
        application, "assign", by=by, note=f"{before.get_full_name() if before else '–'} → {to.get_full_name()}"
    )
    return True


def assign_all(applications: Iterable[Application], *, by: User, to: User) -> Outcome:
    """Give each of these to an officer, one transaction each: what was decided meanwhile stops no other."""
    return each(applications, lambda application: assign(application, by=by, to=to))


def take_all(applications: Iterable[Application], *, by: User) -> Outcome:
    """Take each of these that can be taken."""

    def act(application):
        take(application, by=by)
        return True

    return each(applications, act)


def each(applications: Iterable[Application], act: Callable[[Application], bool]) -> Outcome:
    done, left, aside = 0, [], []
    for application in applications:
        try:
            changed = act(application)
        except InConflict:
            aside.append(application)
            continue
        except NotNow:
            changed = False
        done += changed
        left += [] if changed else [application]
    return Outcome(done, left, aside)


def keep_view(officer: User, *, name: str, query: str) -> SavedView:
    """Keep what the queue shows under this name; one that had the name shows this from now on."""
    view, _created = SavedView.objects.update_or_create(officer=officer, name=name, defaults={"query": query})
    return view


def forget_view(officer: User, pk: int) -> bool:
    """Returns whether it was theirs, and there."""
    deleted, _rows = SavedView.objects.filter(officer=officer, pk=pk).delete()
    return bool(deleted)
