"""What keeps a report from being sent.  What does not add up never does: it is explained (anomalies)."""

from django.utils.translation import gettext_lazy as _

from licensing.definition import Rule
from licensing.folding import fold


def is_in_order(a, on):
    return a.period_from <= a.period_to


def is_over(a, on):
    return a.period_to <= on


def is_prepared_by_a_member(a, on):
    """Licences of the earlier system name none."""
    return not a.licensed_members or fold(a.prepared_by) in map(fold, a.licensed_members)


def are_two_people(a, on):
    same_name = fold(a.first_member) == fold(a.second_member)
    return not same_name and a.first_member_email.casefold() != a.second_member_email.casefold()


RULES = [
    Rule(
        question="period_to",
        needs=("period_from", "period_to"),
        holds=is_in_order,
        message=_("The last day of the period cannot be before its first day."),
    ),
    Rule(
        question="period_to",
        needs=("period_to",),
        holds=is_over,
        message=_("The period is not over yet: report once its last day has passed."),
    ),
    Rule(
        question="prepared_by",
        needs=("prepared_by",),
        holds=is_prepared_by_a_member,
        message=_("The report is prepared by a designated member in charge: %(names)s."),
        values=lambda a, on: {"names": ", ".join(a.licensed_members)},
    ),
    Rule(
        question="second_member",
        needs=("first_member", "second_member", "first_member_email", "second_member_email"),
        holds=are_two_people,
        message=_(
            "Two different people answer for the report: the second member has the name or the e-mail address of the "
            "first."
        ),
    ),
]
