"""Access codes: issued to a named person, looked up, redeemed once, revoked."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .. import codes, letters
from ..errors import AlreadyLinked, Refused, TooMany
from ..models import AccessCode, AccessCodeUse, CodeTry, Membership, Organization, Source, User, complete
from ..permissions import may_revoke, staff_may
from .access import lock, replace

WINDOW = timedelta(hours=1)
TRIES_A_PERSON, TRIES_A_NETWORK, TRIES_IN_ALL = 5, 20, 200  # wrong codes, in an hour
KEEP_TRIES = timedelta(days=30)


@transaction.atomic
def issue_code(
    organization: Organization,
    *,
    issued_to: str,
    identity_check: str,
    by: User | None,
    rights: Sequence[str],
    max_uses: int = 1,
    days: int = 30,
) -> tuple[AccessCode, str]:
    """A new code, and what it reads, which is kept nowhere.  `by` is None where it is printed in a renewal notice.

    Raises PermissionDenied; ValueError where nobody is named, nothing is allowed or no identity was checked.
    """
    if by is not None and not staff_may(by, "add_accesscode"):
        raise PermissionDenied("issue")
    if not (issued_to.strip() and identity_check.strip() and complete(rights)):
        raise ValueError("A code names a person, an identity check and what it allows")
    selector, secret = _free_selector(), codes.new_characters(codes.SECRET)
    now = timezone.now()
    code = AccessCode.objects.create(
        organization=organization,
        selector=selector,
        secret=make_password(secret),
        rights=complete(rights),
        issued_to=issued_to.strip(),
        issued_by=by,
        identity_check=identity_check.strip(),
        issued_at=now,
        expires_at=now + timedelta(days=days),
        max_uses=max_uses,
    )
    return code, codes.in_groups(selector, secret)


def _free_selector():
    """Four characters that no code has; a million are possible, so the first is nearly always free."""
    while AccessCode.objects.filter(selector=(selector := codes.new_characters(codes.SELECTOR))).exists():
        pass
    return selector


def look_up(typed: str, *, by: User | None, network: str) -> AccessCode:
    """The code somebody typed, still usable.  `network` is a keyed hash; `by` is None at registration.

    Raises Refused, in the same time whatever is wrong; TooMany after five wrong ones in an hour.  Not in a
    transaction of the caller’s: a try counts even if what follows fails.
    """
    now = timezone.now()
    attempt = _count_a_try(by, network, now)
    selector, secret = codes.read(typed) or ("", "")
    code = AccessCode.objects.select_related("organization").filter(selector=selector).first()
    if code is None:
        make_password("thrown away")  # as long as a check takes
    if code is None or not check_password(secret, code.secret) or not code.is_usable(now):
        raise Refused
    attempt.delete()  # it was no wrong one
    return code


def _count_a_try(by, network, now):
    """Write the try down, then count the others: of twenty at once, no more pass than may."""
    CodeTry.objects.filter(at__lt=now - KEEP_TRIES).delete()
    attempt = CodeTry.objects.create(user=by, network=network, at=now)
    recent = CodeTry.objects.filter(at__gt=now - WINDOW).exclude(pk=attempt.pk).order_by("-at", "-pk")
    limits = [(recent.filter(network=network), TRIES_A_NETWORK), (recent, TRIES_IN_ALL)]
    if by is not None:
        limits.append((recent.filter(user=by), TRIES_A_PERSON))
    # the oldest of the last five (twenty, two hundred) holds the door until it is an hour old
    holding = [at for tries, most in limits for at in tries.values_list("at", flat=True)[most - 1 : most]]
    if holding:
        attempt.delete()
        raise TooMany(max(holding) + WINDOW)
    return attempt


@transaction.atomic
def redeem(code: AccessCode, *, by: User) -> Membership:
    """Link the person to the code’s organization, or let them do more, and tell the other members.

    Raises AlreadyLinked where the code would add nothing, and is not used up; Refused where it can no longer be used.
    """
    organization = lock(code.organization_id)
    held = organization.memberships.in_force().filter(user=by).first()
    if held and held.source != Source.AGENT and set(code.rights) <= set(held.rights):
        raise AlreadyLinked(held)
    # one statement: of twenty people at once, as many win as there are uses left
    if not AccessCode.objects.usable(timezone.now()).filter(pk=code.pk).update(uses=F("uses") + 1):
        raise Refused
    rights = complete([*code.rights, *(held.rights if held else [])])
    why = f"{code}"
    membership = replace(by, organization, Source.ACCESS_CODE, rights=rights, why=why, since=held and held.since)
    AccessCodeUse.objects.create(code=code, membership=membership)
    letters.linked(membership)
    return membership


@transaction.atomic
def revoke_code(code: AccessCode, *, by: User, why: str) -> None:
    """The code links nobody any more.  Safe to repeat.  Raises PermissionDenied."""
    lock(code.organization_id)
    if not may_revoke(by, code.organization_id):
        raise PermissionDenied("revoke")
    AccessCode.objects.filter(pk=code.pk, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by, revoked_why=why
    )
