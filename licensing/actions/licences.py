"""What the registrar decides about a licence without being asked.  Each has its letter, and shows on the register."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from icajo import queue

from .. import correspondence, decision_letters, proposing
from ..errors import NotNow, NotTold
from ..models import Condition, End, Licence, Proposal, Suspension
from ..permissions import decides
from ..standing import Standing, standing
from .register import add_conditions, end, keep_version, note_down, set_opening


@transaction.atomic
def suspend(licence: Licence, *, by: User, since: date, until: date | None, why: str) -> Suspension:
    """It does not count from `since` to the end of `until`, or until it is lifted.  Raises NotNow where it is over,
    or suspended already, and NotTold.
    """
    licence = lock_licence(licence, by)
    told = carry_out(licence, Proposal.Act.SUSPEND, on=timezone.localdate())
    return begin_suspension(licence, told, by=by, since=since, until=until, why=why)


@transaction.atomic
def suspend_at_once(licence: Licence, *, by: User, on: date, why: str) -> Suspension:
    """In the public interest, with no notice before: from the day that it is served until it is lifted, or fifteen
    days after the tribunal has the holder’s request (facts 1.10).  Raises NotNow.
    """
    licence = lock_licence(licence, by)
    told = {"recourse": "at-once"}
    return begin_suspension(licence, told, by=by, since=on, until=None, why=why, at_once=True)


def begin_suspension(licence, told, *, by, since, until, why, at_once=False) -> Suspension:
    if standing(licence, since) == Standing.SUSPENDED:
        raise NotNow("suspend")
    suspension = licence.suspensions.create(since=since, until=until, why=why, by=by, at_once=at_once)
    note_down(licence, "suspended", on=since, by=by, note=why)
    tell(licence, f"suspension-{suspension.pk}", "licence_suspended", since=since, until=until, reasons=why, **told)
    return suspension


def carry_out(licence: Licence, act: Proposal.Act, *, on: date) -> dict:
    """Settle the notice that came before what is decided today; what the letter says of it.  Raises NotTold."""
    if not proposing.comes_first(licence):
        return {}
    notice = proposing.notice_about(licence)
    if notice is None or not proposing.may_be_done(licence, act, on):
        raise NotTold(act)
    notice.acted_on = on
    notice.save(update_fields=["acted_on"])
    return proposing.after(notice, licence.type)


@transaction.atomic
def lift(licence: Licence, *, by: User, on: date, why: str) -> None:
    """It counts again from this day on.  Raises NotNow where nothing is to be lifted."""
    licence = lock_licence(licence, by)
    running = [one for one in licence.suspensions.filter(lifted_on=None) if one.until is None or one.until >= on]
    if not running:
        raise NotNow("lift")
    Suspension.objects.filter(pk__in=[one.pk for one in running]).update(lifted_on=on, lifted_by=by)
    event = note_down(licence, "lifted", on=on, by=by, note=why)
    tell(licence, f"happening-{event.pk}", "suspension_lifted", on=on, reasons=why)


@transaction.atomic
def revoke(licence: Licence, *, by: User, on: date, why: str) -> None:
    """It counts to the end of `on` and never again.  Raises NotTold."""
    licence = lock_licence(licence, by)
    told = carry_out(licence, Proposal.Act.REVOKE, on=timezone.localdate())
    end(licence, End.REVOKED, on=on, by=by, note=why)
    tell(licence, f"revoked-{licence.pk}", "licence_revoked", on=on, reasons=why, **told)


@transaction.atomic
def add_condition(licence: Licence, *, by: User, on: date, french: str, english: str, why: str) -> Condition:
    """A further condition, in both languages, and a version that prints it."""
    licence = lock_licence(licence, by)
    (condition,) = add_conditions(licence, [(french, english)])
    decided(licence, "condition-added", by=by, on=on, why=why, added=(french, english))
    return condition


@transaction.atomic
def remove_condition(condition: Condition, *, by: User, on: date, why: str) -> None:
    """The licence without it; the versions before keep it.  Raises NotNow where it was removed already."""
    licence = lock_licence(condition.licence, by)
    if not licence.conditions.filter(pk=condition.pk).delete()[0]:
        raise NotNow("remove")
    decided(licence, "condition-removed", by=by, on=on, why=why, removed=(condition.text_fr, condition.text_en))


@transaction.atomic
def end_conditions(licence: Licence, *, on: date) -> None:
    """Take off the conditions whose last day is over, if there are any; the versions before keep them.

    Nobody is written to: the conditions said their last day themselves.
    """
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    over = licence.conditions.filter(until__lt=on)
    if last_days := [one.until for one in over if one.until]:
        over.delete()
        note_down(licence, "condition-ended", on=max(last_days), by=None)
        queue.after_commit("licensing.certify_version", keep_version(licence, on=on, by=None).pk)


@transaction.atomic
def authorize_to_open(licence: Licence, *, by: User, on: date, opens_on: date) -> None:
    """It may be used from this day on, said once: what must close again is suspended.  Raises NotNow."""
    licence = lock_licence(licence, by)
    if Standing.SUSPENDED in (standing(licence, on), standing(licence, opens_on)):
        raise NotNow("open")
    set_opening(licence, opens_on)
    note_down(licence, "opens", on=opens_on, by=by)
    version = keep_version(licence, on=on, by=by)
    queue.after_commit("licensing.certify_version", version.pk)
    tell(licence, f"version-{version.pk}", "authorized_to_open", on=opens_on, sign=licence.type.seal)


def decided(licence, verb, *, by, on, why, **changed):
    note_down(licence, verb, on=on, by=by, note=why)
    version = keep_version(licence, on=on, by=by, why=why[:300])
    queue.after_commit("licensing.certify_version", version.pk)
    tell(licence, f"version-{version.pk}", "conditions_changed", on=on, reasons=why, **changed)


def lock_licence(licence: Licence, by: User) -> Licence:
    """The licence, locked, for somebody who may decide about it while it lives."""
    if not decides(by):
        raise PermissionDenied("licence")
    licence = Licence.objects.select_for_update(of=("self",)).get(pk=licence.pk)
    if not standing(licence, timezone.localdate()).lives:
        raise NotNow("ended")
    return licence


def tell(licence: Licence, key: str, template: str, **facts) -> None:
    """The decision, in a letter to the holder; its pages keep it in both languages."""
    today = timezone.localdate()
    context = {
        "holder": licence.organization.name,
        "licence_number": licence.number,
        "type_name": licence.type.name,
        "url": licence.get_absolute_url(),
        **decision_letters.road_to_review(licence.type.later_recourse, today),
        **facts,
    }
    letter = decision_letters.keep(template, lambda language: context, key=f"licence-{key}", on=today, licence=licence)
    carried = decision_letters.in_envelope(letter, context["url"])
    correspondence.write(licence.organization, on=today, key=key, template=decision_letters.ENVELOPE, context=carried)
