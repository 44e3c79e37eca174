"""Licences suspended and revoked after a notice of proposal, whose holder did without a hearing."""

from django.utils import timezone

from licensing import actions, proposing
from licensing.models import Proposal


def noticed(licence, act, *, by, why="Motif."):
    """The notice of what comes next, where there has to be one; straight into the table."""
    if proposing.comes_first(licence) and proposing.notice_about(licence) is None:
        Proposal.objects.create(
            licence=licence, act=act, by=by, reasons=why, review_by=timezone.localdate(), outcome="waived"
        )


def suspend(licence, *, by, **facts):
    noticed(licence, "suspend", by=by)
    return actions.suspend(licence, by=by, **facts)


def revoke(licence, *, by, **facts):
    noticed(licence, "revoke", by=by)
    return actions.revoke(licence, by=by, **facts)
