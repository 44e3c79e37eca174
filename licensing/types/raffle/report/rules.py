"""What keeps a report from being sent.  What does not add up never does: it is explained (anomalies)."""

from django.utils.translation import gettext_lazy as _

from icajo.words import long_date, money
from licensing.definition import Rule
from licensing.folding import fold
from licensing.rule import RegisterRule

from . import totals

SUPPLIER = "gaming-supplier"  # as the register calls their registrations
MOST_NAMED = 5


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


def suppliers(a) -> dict[str, str]:
    """{registration number: who was paid}, as they were typed."""
    return {one.supplier_registration: one.payee or "" for one in a.expenses or [] if one.supplier_registration}


def unknown_suppliers(a, on, register) -> dict[str, str]:
    """Those whose number is no registration that counted when the period ended."""
    named = suppliers(a)
    known = register.counting(list(named), SUPPLIER, a.period_to or on) if named else set()
    return {number: payee for number, payee in named.items() if number not in known}


def named_suppliers(a, on, register) -> dict:
    unknown = unknown_suppliers(a, on, register)
    names = [f"{number} ({payee})" if payee else number for number, payee in unknown.items()]
    more = [f"+ {len(names) - MOST_NAMED}"] if len(names) > MOST_NAMED else []
    return {"numbers": ", ".join([*names[:MOST_NAMED], *more]), "day": long_date(a.period_to or on)}


def left_is_planned(a, on):
    return bool(a.left_planned) or totals.net(a) <= totals.used(a)


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
    Rule(
        question="left_planned",
        needs=("deposits",),
        holds=left_is_planned,
        message=_("%(left)s of the proceeds is not used yet: say what it is kept for, and until when."),
        values=lambda a, on: {"left": money(totals.net(a) - totals.used(a))},
    ),
    RegisterRule(
        question="expenses",
        needs=("expenses",),
        holds=lambda a, on, register: not unknown_suppliers(a, on, register),
        message=_(
            "No registration of a gaming supplier with this number was valid on %(day)s: %(numbers)s. Check the "
            "number with your supplier. You may send the report as it is: our officer looks at it."
        ),
        values=named_suppliers,
        warning=True,
    ),
]
