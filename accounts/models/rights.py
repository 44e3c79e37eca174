from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Right(TextChoices):
    """What a membership allows.  Reports alone gives no sight of applications (facts 3.1)."""

    VIEW = "view", _("see applications and licences")
    PREPARE = "prepare", _("prepare applications")
    SUBMIT = "submit", _("submit and pay")
    REPORTS = "reports", _("send regulatory reports")
    MANAGE = "manage", _("manage access")


class Source(TextChoices):
    """How a person got in."""

    CREATOR = "creator", _("created the organization")
    ACCESS_CODE = "access-code", _("access code")
    AGENT = "agent", _("filed an application as agent")
    STAFF = "staff", _("staff")


# An agent’s membership opens what that agent filed; the others open everything the organization has.
WHOLE = [source for source in Source if source != Source.AGENT]
AGENT_RIGHTS = [Right.VIEW, Right.PREPARE, Right.SUBMIT]


def all_rights():
    return list(Right.values)


def complete(rights) -> list:
    """These rights once each, in the order of the list; whoever may do more than report may also see."""
    wanted = set(rights)
    if wanted - {Right.REPORTS}:
        wanted.add(Right.VIEW)
    return [right for right in Right.values if right in wanted]


def in_words(rights) -> list:
    """What these rights allow, one phrase each, in the order of the list."""
    return [right.label for right in Right if right in rights]
