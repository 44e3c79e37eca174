from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Right(TextChoices):
    """What a membership allows.  Reports alone gives no sight of applications (facts 3.1)."""

    VIEW = "view", _("see applications and licences")
    PREPARE = "prepare", _("prepare applications")
    SUBMIT = "submit", _("submit and pay")
    REPORTS = "reports", _("send regulatory reports")
    MANAGE = "manage", _("manage access")


def all_rights():
    return list(Right.values)
