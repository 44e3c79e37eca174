"""Two accounts of one person become one.

The sign-in address cannot be changed, so whoever has a new mailbox has a new account.  Customer service writes down
who asked and how they were recognized; then both accounts agree, each signed in to with its own second step.  Where
nobody gets into the old one any more, a second person of the staff answers for it, two days later at the earliest:
whoever reads the old mailbox has that long to say no.  The account that stays always agrees by itself.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from .. import letters, second_step
from ..belongings import MOVES
from ..errors import NotMergeable
from ..models import Membership, Merge, MergeStep, Source, User, complete
from ..permissions import merges
from .access import lock, replace
from .sign_in import sign_out_everywhere

What = MergeStep.What
OPEN_FOR, VOUCHED_AFTER = timedelta(days=30), timedelta(days=2)


@transaction.atomic
def ask_merge(*, kept: User, closed: User, by: User, why: str) -> Merge:
    """Write to both addresses that `closed` is to become part of `kept`; `why` says how the person was recognized.

    Raises PermissionDenied, and NotMergeable.
    """
    if not merges(by):
        raise PermissionDenied("merge")
    kept, closed = _both(kept.pk, closed.pk)
    if problems := reasons_against(kept, closed):
        raise NotMergeable(problems)
    merge = Merge.objects.create(kept=kept, closed=closed)
    _write(merge, What.ASKED, by, why)
    letters.merge_asked(merge)
    return merge


def reasons_against(kept: User, closed: User) -> list[str]:
    """Why these two accounts cannot be merged, as codes."""
    both = (kept, closed)
    found = {
        "same": kept.pk == closed.pk,
        "staff": any(one.is_staff or one.is_superuser for one in both),
        "closed": not all(one.is_active for one in both),
        "waiting": any(Merge.objects.waiting().of(one).exists() for one in both),
    }
    return [code for code, is_so in found.items() if is_so]


@transaction.atomic
def confirm_merge(merge: Merge, *, by: User) -> Merge:
    """The person agrees, signed in to one of the two accounts; the second time, the accounts are merged.

    Raises PermissionDenied for anybody else, and NotMergeable where it is over or the account that stays has no
    second step but the other one has.
    """
    merge = _lock(merge)
    what = {merge.kept_id: What.KEPT, merge.closed_id: What.CLOSED}.get(by.pk)
    if what is None:
        raise PermissionDenied("merge")
    if lowers_guard(merge):
        raise NotMergeable(["second-step"])
    _write(merge, what, by)
    return _go_on(merge, by)


@transaction.atomic
def vouch_for_merge(merge: Merge, *, by: User, why: str) -> Merge:
    """A second person of the staff answers for the account that nobody gets into any more.

    Raises PermissionDenied for whoever asked, and NotMergeable in the first two days.
    """
    merge = _lock(merge)
    if not may_vouch(merge, by):
        raise PermissionDenied("vouch")
    if timezone.now() < vouched_from(merge):
        raise NotMergeable(["early"])
    _write(merge, What.VOUCHED, by, why)
    return _go_on(merge, by)


@transaction.atomic
def stop_merge(merge: Merge, *, by: User, why: str = "") -> None:
    """The person, from either account, or the staff say no.  Raises PermissionDenied, and NotMergeable once over."""
    merge = _lock(merge)
    if not (merges(by) or by.pk in (merge.kept_id, merge.closed_id)):
        raise PermissionDenied("stop")
    _write(merge, What.STOPPED, by, why)
    _end(merge)
    letters.merge_stopped(merge)


def steps_of(merge: Merge) -> dict[str, MergeStep]:
    return {step.what: step for step in merge.steps.select_related("by")}


def vouched_from(merge: Merge):
    """From when a second person may answer for the account to close."""
    return merge.steps.get(what=What.ASKED).at + VOUCHED_AFTER


def may_vouch(merge: Merge, by: User) -> bool:
    """Somebody else than whoever asked, while the account to close has not agreed by itself."""
    steps = steps_of(merge)
    is_open = merge.ended_at is None and not {What.CLOSED, What.VOUCHED} & steps.keys()
    return is_open and merges(by) and steps[What.ASKED].by_id != by.pk


def lowers_guard(merge: Merge) -> bool:
    """Would what a second step guards be open to a password alone?"""
    return second_step.has_one(merge.closed) and not second_step.has_one(merge.kept)


def _lock(merge):
    merge = Merge.objects.select_for_update(of=("self",)).select_related("kept", "closed").get(pk=merge.pk)
    asked = merge.steps.get(what=What.ASKED)
    if merge.ended_at or asked.at + OPEN_FOR < timezone.now():
        raise NotMergeable(["over"])
    return merge


def _both(*keys):
    found = {one.pk: one for one in User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")}
    return [found[pk] for pk in keys]


def _write(merge, what, by, why="", moved=None):
    MergeStep.objects.get_or_create(merge=merge, what=what, defaults={"by": by, "why": why, "moved": moved or {}})


def _end(merge):
    merge.ended_at = timezone.now()
    merge.save(update_fields=["ended_at"])


def _go_on(merge, by):
    """Merge the accounts once both have agreed."""
    agreed = steps_of(merge).keys()
    if What.KEPT not in agreed or not {What.CLOSED, What.VOUCHED} & agreed:
        return merge
    kept, closed = _both(merge.kept_id, merge.closed_id)
    if lowers_guard(merge) or not (kept.is_active and closed.is_active) or kept.is_staff or closed.is_staff:
        raise NotMergeable(["second-step" if lowers_guard(merge) else "closed"])
    moved = _move_access(kept, closed) | _move_rows(kept, closed)
    _close(closed)
    _write(merge, What.DONE, by, moved=moved)
    _end(merge)
    letters.merged(merge)
    return merge


def _move_rows(kept, closed):
    moved = {}
    for label, columns in MOVES.items():
        for column in columns:
            rows = apps.get_model(label)._base_manager.filter(**{column: closed})
            if keys := [str(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]:
                moved[f"{label}.{column}"] = keys
                rows.update(**{column: kept})
    return moved


def _move_access(kept, closed):
    """What the account may do for each organization; the rows of before stay, ended."""
    moved = []
    theirs = Membership.objects.filter(user=closed).select_related("organization").order_by("organization", "pk")
    for held in theirs:
        lock(held.organization_id)
        own = Membership.objects.filter(user=kept, organization=held.organization_id)
        if held.ended_at is None:
            _move_one(held, own.filter(ended_at=None).first(), kept)
        elif not own.exists():
            # access that was taken away is not given back by a new account
            _copy_ended(held, kept)
        else:
            continue
        moved.append(str(held.pk))
    return {"accounts.Membership.user": moved} if moved else {}


def _move_one(held, own, kept):
    why = f"{held.user.email} → {kept.email}"
    rights, source, until = together([one for one in (held, own) if one])
    now = timezone.now()
    Membership.objects.filter(pk=held.pk).update(ended_at=now, ended_by=kept, ended_why=why)
    since = min(one.since for one in (held, own) if one)
    letters.linked(replace(kept, held.organization, source, rights=rights, by=kept, why=why, since=since, until=until))


def _copy_ended(held, kept):
    facts = ("organization", "rights", "source", "since", "until", "given_by", "given_why")
    Membership.objects.create(
        user=kept,
        ended_at=held.ended_at,
        ended_by=held.ended_by,
        ended_why=held.ended_why,
        **{name: getattr(held, name) for name in facts},
    )


def together(held: Sequence[Membership]) -> tuple[list, str, object]:
    """(rights, source, last day) of two memberships as one: on no day more than one of them allowed.

    The one that opens everything counts before an agent's, then the one that lasts longer; the other adds its rights
    where it is of the same kind and lasts as long.
    """
    first, *others = sorted(held, key=lambda one: (one.is_agents, one.until is not None, -_days(one.until)))
    same = [one for one in others if one.is_agents == first.is_agents and one.until == first.until]
    rights = {right for one in (first, *same) for right in one.rights}
    return complete(rights), Source(first.source), first.until


def _days(day):
    return day.toordinal() if day else 0


def _close(closed):
    second_step.remove_all(closed)
    closed.set_unusable_password()
    closed.is_active, closed.typed_code = False, ""
    closed.save(update_fields=["is_active", "typed_code", "password"])
    sign_out_everywhere(closed)
