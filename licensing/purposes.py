"""What is asked about a licence, and what it does to the register."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .speaking import OF_APPLICATIONS, OF_REPORTS, Speech


class Purpose(TextChoices):
    NEW = "new", _("New licence")
    RENEWAL = "renewal", _("Renewal")
    TRANSFER = "transfer", _("Transfer")
    CHANGE = "change", _("Change request")
    REPORT = "report", _("Report")

    @property
    def speech(self) -> Speech:
        """How pages and letters speak of it."""
        return OF_REPORTS if self == Purpose.REPORT else OF_APPLICATIONS


class Effect(Enum):
    """What approving an application does to the register."""

    ISSUE = "issue"  # a licence that was not there
    RENEW = "renew"  # the same licence for a further term
    TRANSFER = "transfer"  # what is left of the term goes to somebody else, under a number of their own
    AMEND = "amend"  # the same licence, something on it changed
    SURRENDER = "surrender"  # given back
    REPORT = "report"  # what was owed is done; the licence stays as it is, even one that is over

    @property
    def leaves_a_version(self):
        return self not in (Effect.SURRENDER, Effect.REPORT)

    @property
    def decides(self):
        """Is something granted by it, with conditions, or else refused?  A report is accepted, or gone back to."""
        return self != Effect.REPORT

    @property
    def needs_a_living_licence(self):
        return self not in (Effect.ISSUE, Effect.REPORT)
