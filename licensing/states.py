"""Whose turn is it?  States are few and in a line; work that goes on side by side is a check."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    DRAFT = "draft", _("Draft")
    AWAITING_PAYMENT = "awaiting-payment", _("Awaiting payment")  # complete and frozen, waiting for its fee
    SUBMITTED = "submitted", _("Received")
    IN_REVIEW = "in-review", _("Under review")
    INFO_REQUESTED = "info-requested", _("Information requested")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Deleted draft")  # thrown away by its owner, or forgotten for twelve months


OPEN_TO_STAFF = {State.SUBMITTED, State.IN_REVIEW, State.INFO_REQUESTED}
DECIDED = {State.APPROVED, State.REFUSED, State.WITHDRAWN}
