"""What can happen to an application: from where, to where, by whom, and what follows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icajo import queue

from . import publishing, tasks
from .anomaly import explained_on
from .checks import ANSWERS
from .errors import NotNow
from .inspecting import (
    askable,
    goes_on,
    is_agreed,
    is_awaited,
    is_visited,
    movable,
    proposable,
    waits_for_answer,
)
from .models import Application
from .noticing import is_owed, notice_check, notice_of
from .permissions import (
    anyone,
    fills_in,
    may_assign,
    may_assist,
    may_decide,
    may_inspect,
    may_refuse,
    prepares,
    stands_aside,
    submits,
    the_clock,
    works_on,
)
from .proposing import decides_about, is_proposable, is_proposed, is_refusable, is_waivable
from .states import OPEN_TO_STAFF
from .states import State as S


@dataclass(frozen=True)
class Transition:
    label: Promise
    before: frozenset
    after: S
    who: Callable
    then: tuple = ()
    ready: Callable = lambda application: True


def step(label, before, after, who, *then, ready=Transition.ready):
    return Transition(label, frozenset(before), after, who, then, ready)


def funds_are_in(application):
    return not application.waits_for_funds


def funds_are_not_in(application):
    return application.waits_for_funds


def has_answers_to_judge(application):
    return any(check.code == ANSWERS.code and check.closed_at is None for check in application.checks.all())


def may_be_required(application):
    """A type whose registrar may ask for a notice, and a file that waits for none."""
    rule = application.procedure.notice
    return rule is not None and bool(rule.discretion) and notice_check(application) is None


def is_to_set(application):
    return is_owed(application) and notice_of(application) is None


def runs(application):
    return is_owed(application) and notice_of(application) is not None


def has_a_notice(application):
    return notice_of(application) is not None


REVIEWED = {S.IN_REVIEW, S.INFO_REQUESTED}
BY_STAFF = {may_assign, may_assist, may_decide, may_inspect, may_refuse}  # and never with a conflict of interest
NOT_SENT = {S.DRAFT, S.AWAITING_PAYMENT}
told, answered = tasks.mail_inspection, tasks.tell_inspector

TRANSITIONS = {
    "start":    step(_("Start"), {S.DRAFT}, S.DRAFT, prepares, tasks.mail_draft_saved),
    "assist":   step(_("Help to fill in"), {S.DRAFT}, None, may_assist, tasks.mail_assisted),
    "refresh":  step(_("Bring up to date with the licence"), {S.DRAFT}, None, the_clock),
    "discard":  step(_("Delete the draft"), {S.DRAFT}, S.LAPSED, prepares),
    "remind":   step(_("Remind of the draft"), NOT_SENT, None, the_clock, tasks.mail_draft_waits),
    "lapse":    step(_("Delete a forgotten draft"), NOT_SENT, S.LAPSED, the_clock, tasks.mail_draft_lapsed),
    "seal":     step(_("Complete"), {S.DRAFT}, S.AWAITING_PAYMENT, submits),
    "unseal":   step(_("Change the application"), {S.AWAITING_PAYMENT}, S.DRAFT, submits),
    "submit":   step(_("Send"), {S.AWAITING_PAYMENT}, S.SUBMITTED, anyone, tasks.mail_receipt),
    "take":     step(_("Take the file"), {S.SUBMITTED}, S.IN_REVIEW, may_decide, ready=funds_are_in),
    "assign":   step(_("Assign"), OPEN_TO_STAFF, None, may_assign),
    "stand_aside": step(_("Stand aside"), OPEN_TO_STAFF, None, works_on),
    "send_back": step(_("Return to the applicant"), {S.SUBMITTED}, S.DRAFT, anyone, ready=funds_are_not_in),
    "ask":      step(_("Ask for information"), {S.IN_REVIEW}, S.INFO_REQUESTED, may_decide, tasks.mail_request),
    "reply":    step(_("Send the reply"), {S.INFO_REQUESTED}, S.IN_REVIEW, submits, tasks.mail_reply),
    "judge_answers": step(_("Judge the answers"), {S.IN_REVIEW}, None, may_decide, ready=has_answers_to_judge),
    "approve":  step(_("Approve"), {S.IN_REVIEW}, S.APPROVED, may_decide, tasks.issue_certificate),
    "recommend": step(_("Recommend"), {S.IN_REVIEW}, None, may_decide, ready=decides_about),
    "propose_refusal": step(
        _("Propose to refuse"), {S.IN_REVIEW}, None, may_refuse, tasks.mail_proposal, ready=is_proposable
    ),
    "waive_hearing": step(_("Do without a hearing"), REVIEWED, None, submits, ready=is_waivable),
    "settle_proposal": step(_("Settle the notice of proposal"), REVIEWED, None, may_refuse, ready=is_proposed),
    "refuse":   step(_("Refuse"), {S.IN_REVIEW}, S.REFUSED, may_refuse, tasks.mail_refusal, ready=is_refusable),
    "withdraw": step(_("Withdraw the application"), OPEN_TO_STAFF, S.WITHDRAWN, submits, tasks.mail_withdrawal),
    "send_more": step(_("Send documents"), OPEN_TO_STAFF, None, prepares),
    "require_notice": step(_("Ask for a public notice"), REVIEWED, None, may_decide, ready=may_be_required),
    "waive_notice": step(_("Do without a public notice"), REVIEWED, None, may_decide, ready=is_to_set),
    "set_notice": step(_("Set the public notice"), REVIEWED, None, may_decide, tasks.mail_placards, ready=is_to_set),
    "extend_notice": step(_("Extend the notice"), REVIEWED, None, may_decide, tasks.mail_placards, ready=runs),
    "repeat_notice": step(_("Post it again"), REVIEWED, None, may_decide, tasks.mail_placards, ready=has_a_notice),
    "post_notice": step(_("Confirm the posting"), REVIEWED, None, prepares, ready=runs),
    "ready_for_inspection": step(_("Ready for an inspection"), {S.IN_REVIEW}, None, prepares, told, ready=askable),
    "propose_inspection": step(_("Propose times"), REVIEWED, None, may_inspect, told, ready=proposable),
    "accept_inspection": step(_("Accept a time"), REVIEWED, None, prepares, told, answered, ready=waits_for_answer),
    "another_inspection": step(_("Ask for another time"), REVIEWED, None, prepares, told, answered, ready=movable),
    "begin_inspection": step(_("Begin the visit"), REVIEWED, None, may_inspect, ready=is_agreed),
    "finish_inspection": step(_("Finish the visit"), REVIEWED, None, may_inspect, tasks.mail_report, ready=is_visited),
    "cancel_inspection": step(_("Cancel the inspection"), REVIEWED, None, may_inspect, told, ready=goes_on),
    "waive_inspection": step(_("Do without an inspection"), REVIEWED, None, may_decide, told, ready=is_awaited),
}  # fmt: skip


def called(application, verb):
    """What a verb is called, where it is done to this."""
    return application.speech.verbs.get(verb) or TRANSITIONS[verb].label


def possible(application, *, by, among=TRANSITIONS):
    """The verbs that this person may use on this application now, in the order of the table; `among` are those that
    a page has buttons for, so that nothing is asked about the others.
    """
    return [
        verb
        for verb, rule in TRANSITIONS.items()
        if verb in among and application.state in rule.before and rule.who(by, application) and rule.ready(application)
    ]


def lock(application, verb, *, by):
    """The application, freshly read and locked, if `by` may do this to it now.  Needs a transaction."""
    rule = TRANSITIONS[verb]
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not rule.who(by, application) or (rule.who in BY_STAFF and stands_aside(by, application)):
        raise PermissionDenied(verb)
    if application.state not in rule.before or not rule.ready(application):
        raise NotNow(verb)
    return application


def lock_to_edit(application, step, *, by):
    """The application, locked, if `by` may change the answers of this step now.  Needs a transaction."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if not fills_in(by, application):
        raise PermissionDenied("edit")
    if not may_edit(application, step):
        raise NotNow("edit")
    return application


def may_edit(application, step):
    """Is this step (its name) open: any step of a draft, or one that an officer asked about?"""
    if application.state == S.DRAFT:
        return True
    request = application.open_request if application.state == S.INFO_REQUESTED else None
    return request is not None and (step in request.steps or step in explained_on(application.procedure.steps))


def transition(application, verb, *, by, note=""):
    """Change state, write it down, queue what follows.  The only place a state is written.  Needs a transaction."""
    rule = TRANSITIONS[verb]
    application = lock(application, verb, by=by)
    if rule.after:
        application.state = rule.after
        application.save(update_fields=["state"])
    event = application.events.create(
        verb=verb, by=by, note=note, at=timezone.now(), pending=[task.name for task in rule.then]
    )
    for task in rule.then:
        queue.after_commit(task, event.pk)
    if rule.after and application.about_id:
        publishing.publish([application.about_id])  # a renewal under way keeps a licence going
    return event
