"""Everyone behind an operator: each discloses, whatever they hold, and the shares make a whole (facts 4.2)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from icajo.journey.fields import YesNo
from licensing.definition import Rule, always

from ..business import associates
from ..business.associates import ASSOCIATE_RULES, DISCLOSED, HOLDING, on_the_list
from . import producers

OWNED_BY_SHARES = (Kind.CORPORATION, Kind.PARTNERSHIP, Kind.LIMITED_PARTNERSHIP)


class Associates(associates.Associates):
    intro = _(
        "Add every officer, director, partner and shareholder, however few the shares, and the sole proprietor. The "
        "shares of the applicant make exactly 100%. An entity that holds shares is added too, then the people who "
        "hold shares in it. Each receives a link by e-mail to fill in a disclosure of their own."
    )
    associate_is_producer = YesNo(
        _("Is it a licensed producer of cannabis, or affiliated with one?"),
        help_text=_("A producer is licensed by Health Canada to grow or process cannabis."),
    )


DISCLOSING = [replace(DISCLOSED, step=Associates.slug, owed=always)]


def whole_is_told(a, on):
    return producers.whole_is_told(a.associates)


def owners_are_told(a, on):
    return a.kind not in OWNED_BY_SHARES or any(HOLDING & set(row.associate_role or []) for row in a.associates)


def producers_hold_less_than_a_quarter(a, on):
    return producers.share_of_producers(a.associates) < producers.QUARTER


def producers_quoted(a, on):
    return {"share": f"{producers.share_of_producers(a.associates).normalize():f}"}


RULES_OF_THE_LIST = [
    *(rule for rule in ASSOCIATE_RULES if not rule.warning),
    on_the_list(
        holds=whole_is_told,
        message=_("The shares of the applicant make exactly 100%%: add who is missing, or correct a share."),
    ),
    on_the_list(
        holds=producers_hold_less_than_a_quarter,
        message=_("Licensed producers and their affiliates hold %(share)s%%: it has to be less than 25%%."),
        values=producers_quoted,
    ),
]
OWNERS_RULE = Rule(
    question="associates",
    needs=("associates", "kind"),
    holds=owners_are_told,
    message=_("Add the shareholders of the corporation, or the partners of the partnership."),
)
