"""The desk of each role of the staff: what waits for those who have it, and how much; deny by default.

What a role is not given here is on nobody's page.  The tables of the apps above are named by their labels, as in
accounts/roles.py, and every count of a desk is asked in one statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.apps import apps
from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actions.staff import roles_of
from accounts.models import Merge, User
from accounts.roles import StaffRole
from icajo.models import ExportRequest, Letter

from .models import Application, Conflict, Inspection, Proposal, Waiver
from .models.conflicts import apart_from_conflicts, apart_from_holders
from .states import State
from .worklist import TABS, Asked


class Queue(NamedTuple):
    """One list of a desk: `rows` of it are counted, for whoever looks, and `address` shows them."""

    label: Promise
    address: Callable[[], str]
    rows: Callable[[Asked], QuerySet]


@dataclass(frozen=True)
class Waiting:
    label: Promise
    url: str
    count: int


def files(label: Promise, tab: str) -> Queue:
    """A tab of the work queue."""
    return Queue(
        label,
        lambda: f"{reverse('licensing:worklist')}?tab={tab}",
        lambda asked: asked.open_files.filter(TABS[tab].which(asked)),
    )


def table(label: Promise, model: str, query: str = "", order: str = "", **which) -> Queue:
    """The rows of a table of the desk; `query` is how its page shows the same ones.

    `order` leads to the order that they are about: one that the person stood aside from is left out.
    """
    app, name = model.lower().split(".")

    def rows(asked: Asked) -> QuerySet:
        apart = apart_from_holders(asked.person, order, "lines__application") if order else Q()
        return apps.get_model(model)._base_manager.filter(apart, **which)

    return Queue(label, lambda: reverse(f"admin:{app}_{name}_changelist") + query, rows)


def new_files(asked: Asked) -> QuerySet:
    return Application.objects.without_conflicts(asked.person).filter(state=State.SUBMITTED)


def visits(asked: Asked) -> QuerySet:
    """Those of this inspector, and those of nobody yet."""
    mine = Q(inspector=asked.person) | Q(inspector=None)
    return Inspection.objects.filter(mine, apart_from_conflicts(asked.person, "application__"), ended_at=None)


def waivers(asked: Asked) -> QuerySet:
    open_ones = Waiver.objects.filter(approved_by=None, declined_by=None)
    return open_ones.filter(apart_from_conflicts(asked.person, "application__"))


def list_of(name: str, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name) + query


UNANSWERED = table(_("Questions to answer"), "submissions.Inquiry", answered_at=None)
INCIDENTS = table(_("Incidents reported"), "submissions.Incident", "?status=received", status="received")
MINE, UNASSIGNED, LATE = (
    files(_("My files"), "mine"), files(_("Files of nobody"), "unassigned"), files(_("Late files"), "late")
)  # fmt: skip
NEW = Queue(_("Files just received"), list_of("licensing:worklist", "?tab=unassigned"), new_files)
EXPORTS = Queue(
    _("Large exports to agree to"),
    list_of("admin:icajo_exportrequest_changelist", "?decided_at__isempty=1"),
    lambda asked: ExportRequest.objects.filter(decided_at=None).exclude(by=asked.person),
)
WAIVERS = Queue(
    _("Fee exemptions asked for"),
    list_of("admin:licensing_waiver_changelist", "?approved_by__isempty=1&declined_by__isempty=1"),
    waivers,
)
CONFLICTS = Queue(
    _("Conflicts of interest that stand"),
    list_of("admin:licensing_conflict_changelist", "?until__isempty=1"),
    lambda asked: Conflict.objects.standing().exclude(officer=asked.person),
)


def to_decide_about(asked: Asked) -> QuerySet:
    """Notices about licences whose time is over, and which nobody has carried out."""
    over = Proposal.objects.to_carry_out().over(asked.on)
    return over.filter(apart_from_holders(asked.person, "licence__"))


NOTICES = Queue(
    _("Notices about licences whose time is over"),
    list_of("admin:licensing_licence_changelist", "?notice=over"),
    to_decide_about,
)
DESKS = {  # the code of a role: its queues, in the order of its page
    "intake": (NEW, files(_("All open files"), "all")),
    "eligibility-officer": (MINE, UNASSIGNED, LATE, INCIDENTS),
    "senior-officer": (MINE, UNASSIGNED, LATE, NOTICES, EXPORTS, INCIDENTS),
    "inspector": (Queue(_("Visits to arrange or make"), list_of("licensing:inspections"), visits), INCIDENTS),
    "finance": (
        table(
            _("Money that did not fit"), "payments.Discrepancy", "?closed_at__isempty=1", "order__", closed_at=None
        ),
        table(
            _("Refunds to decide"), "payments.Refund", "?approved__isempty=1", "payment__order__", approved=None
        ),
        WAIVERS,
    ),
    "complaints": (
        table(_("Complaints that are open"), "submissions.Complaint", closed_at=None),
        UNANSWERED,
    ),
    "customer-service": (
        UNANSWERED,
        Queue(_("Mergers of accounts that wait"), list_of("licensing:mergers"), lambda asked: Merge.objects.waiting()),
        Queue(
            _("Letters that reached nobody"),
            list_of("admin:icajo_letter_changelist", "?follow-up=yes"),
            lambda asked: Letter.objects.to_follow_up(),
        ),
        table(_("Letters to print"), "icajo.Letter", "?state__exact=to-print", state="to-print"),
    ),
    "registrar": (MINE, LATE, NOTICES, WAIVERS, EXPORTS, CONFLICTS),
    "administrator": (
        CONFLICTS,
        table(_("Accounts of the staff"), "accounts.User", "?is_staff__exact=1", is_staff=True, is_active=True),
    ),
}  # fmt: skip


def desks_of(person: User, *, on: date, officers=(), sectors=()) -> list[tuple[StaffRole, list[Waiting]]]:
    """The queues of every role that the person has, with their counts: one statement for the roles, one for these."""
    roles = roles_of(person)
    queues = [(role, queue) for role in roles for queue in DESKS[role.code]]
    asked = Asked(person=person, on=on, officers=officers, sectors=sectors)
    numbers = counted(person, [queue.rows(asked) for _role, queue in queues])
    waiting = [
        (role, Waiting(queue.label, queue.address(), number))
        for (role, queue), number in zip(queues, numbers, strict=True)
    ]
    return [(role, [one for its, one in waiting if its is role]) for role in roles]


def counted(person: User, rows: list[QuerySet]) -> list[int]:
    """How many rows each of these has, in one statement."""
    if not rows:
        return []
    numbers = [Coalesce(Subquery(number_of(one), output_field=IntegerField()), 0) for one in rows]
    return list(User.objects.filter(pk=person.pk).values_list(*numbers).get())


def number_of(rows: QuerySet) -> QuerySet:
    return rows.order_by().annotate(every=Value(1)).values("every").annotate(number=Count("pk")).values("number")
