"""What must be true of a store: when it is sent, and again on the day of the decision (facts 4.4 to 4.6, 4.9)."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from icajo.calendar import anniversary
from licensing.definition import RegisterRule, Rule
from licensing.ontario import wrong_with

from ...business.ownership import same as same_name
from ..questions import WAIT_RULE
from . import numbers

ELSEWHERE = "licensing/elsewhere/cannabis-store"


def is_in_ontario(a, on):
    return wrong_with(a.longitude.degrees, a.latitude.degrees) is None


def why_not_in_ontario(a, on):
    _name, why = wrong_with(a.longitude.degrees, a.latitude.degrees)
    return {"why": why}


def municipality_allows(a, on, register):
    """On a reserve the First Nation decides."""
    return a.on_reserve or not register.forbids_stores(a.premises_city)


def place_quoted(a, on, register):
    return {"place": a.premises_city}


def operator_is_theirs(a, on, register):
    known = numbers.operator(a, register)
    return known is not None and known.is_theirs


def operator_is_granted(a, on, register):
    known = numbers.operator(a, register)
    return known is not None and known.is_theirs and known.is_granted


def buyer_is_an_operator(a, on, register):
    """The buyer need not be ours to act for: what anyone may read of the licence names its holder."""
    known = numbers.operator(a, register)
    return known is not None and known.is_granted and same_name(known.holder) == same_name(a.legal_name)


def operator_quoted(a, on, register):
    return {"number": a.operator_number}


def operator_has_room(a, on, register):
    most = 1 if a.is_producer else numbers.MOST_STORES
    return register.relying_on(a.operator_number, numbers.STORE) < most


def room_quoted(a, on, register):
    return {"most": 1 if a.is_producer else numbers.MOST_STORES}


def managers_are_known(a, on, register):
    return not numbers.wrong(a, register, granted=False)


def managers_are_granted(a, on, register):
    return not numbers.wrong(a, register, granted=True)


def manager_quoted(a, on, register):
    return {"number": ", ".join(numbers.wrong(a, register, granted=False))}


def manager_not_granted_quoted(a, on, register):
    return {"number": ", ".join(numbers.wrong(a, register, granted=True))}


def managers_have_room(a, on, register):
    return not numbers.too_busy(a, register)


def busy_quoted(a, on, register):
    return {"number": ", ".join(numbers.too_busy(a, register))}


def managers_are_listed_once(a, on):
    return not numbers.named_twice(a)


def only_a_person_manages(a, on):
    """A corporation has a licensed manager (facts 4.3)."""
    return not numbers.manages_in_person(a) or a.kind in numbers.IN_PERSON


def lease_ends_after_it_begins(a, on):
    return a.lease_from <= a.lease_until


def lease_outlasts_the_opening(a, on):
    return a.lease_until >= a.opening_planned_on


def first_anniversary(a, on):
    """Sales begin by the first anniversary of the authorization."""
    return a.opening_planned_on <= anniversary(on, 1)


PLACE_RULES = [
    Rule(
        question="latitude",
        needs=("latitude", "longitude"),
        holds=is_in_ontario,
        message="%(why)s",
        values=why_not_in_ontario,
    ),
    RegisterRule(
        question="premises_city",
        needs=("premises_city", "on_reserve"),
        holds=municipality_allows,
        message=_("%(place)s decided that no cannabis store opens there."),
        values=place_quoted,
        explained=ELSEWHERE,
    ),
    Rule(
        question="nation_allows",
        needs=("nation_allows",),
        holds=lambda a, on: a.nation_allows,
        message=_("Check with the First Nation first: it may have decided that no store opens on its reserve."),
    ),
]
OPERATOR_RULE = RegisterRule(
    question="operator_number",
    needs=("operator_number",),
    holds=operator_is_theirs,
    message=_(
        "%(number)s is not the number of an operator licence of yours that counts, nor of an application of yours for "
        "one under review. Check the number, or apply for the operator licence first."
    ),
    values=operator_quoted,
)
BUYER_RULE = RegisterRule(
    question="operator_number",
    needs=("operator_number", "legal_name"),
    holds=buyer_is_an_operator,
    message=_("%(number)s is not the number of an operator licence in force that whoever takes over holds."),
    values=operator_quoted,
)
ROOM_RULE = RegisterRule(
    question="operator_number",
    needs=("operator_number", "is_producer"),
    holds=operator_has_room,
    message=_("The operator has as many stores as the law allows: %(most)s."),
    values=room_quoted,
)
about_managers = partial(RegisterRule, question="managers", needs=("managers", "operator_number"))
MANAGERS_HAVE_ROOM = about_managers(
    holds=managers_have_room,
    message=_("A manager has five stores already, as many as one person may manage: %(number)s"),
    values=busy_quoted,
)
MANAGER_RULES = [
    about_managers(
        holds=managers_are_known,
        message=_(
            "No manager licence that counts, and no application of yours for one under review, has this number: "
            "%(number)s"
        ),
        values=manager_quoted,
    ),
    MANAGERS_HAVE_ROOM,
    Rule(
        question="managers",
        needs=("managers",),
        holds=managers_are_listed_once,
        message=_("Two managers have the same number: list each once."),
    ),
    Rule(
        question="managers",
        needs=("managers", "operator_number", "kind"),
        holds=only_a_person_manages,
        message=_(
            "Only a sole proprietor or a partner manages with the operator licence: a corporation needs a manager."
        ),
    ),
]
BUILDING_RULES = [
    Rule(
        question="far_from_schools",
        needs=("far_from_schools",),
        holds=lambda a, on: a.far_from_schools,
        message=_(
            "A store has to be at least 150 metres from a school: an officer measures, and the fee is not refunded."
        ),
        warning=True,
    ),
    Rule(
        question="lease_until",
        needs=("lease_from", "lease_until"),
        holds=lease_ends_after_it_begins,
        message=_("The lease ends after it begins."),
    ),
    Rule(
        question="lease_until",
        needs=("lease_until", "opening_planned_on"),
        holds=lease_outlasts_the_opening,
        message=_("The lease ends before the store opens."),
    ),
    Rule(
        question="opening_planned_on",
        needs=("opening_planned_on",),
        holds=first_anniversary,
        message=_("Sales begin within a year of the authorization: check the day on which you expect to open."),
        warning=True,
    ),
]
QUESTION_RULES = [
    WAIT_RULE,
    Rule(
        question="agreements_told",
        needs=("agreements_told",),
        holds=lambda a, on: a.agreements_told,
        message=_("Add the agreements that the registrar does not know to the page of agreements."),
    ),
]
RULES = [OPERATOR_RULE, ROOM_RULE, *PLACE_RULES, *BUILDING_RULES, *MANAGER_RULES, *QUESTION_RULES]

GRANTED_OPERATOR = RegisterRule(
    question="operator_number",
    needs=("operator_number",),
    holds=operator_is_granted,
    message=_("The operator licence %(number)s is not in force, or not the applicant’s: it is decided first."),
    values=operator_quoted,
)
GRANTED_MANAGERS = about_managers(
    holds=managers_are_granted,
    message=_("A manager licence is not in force: %(number)s"),
    values=manager_not_granted_quoted,
)
STAFFED = [GRANTED_MANAGERS, MANAGERS_HAVE_ROOM]
TO_APPROVE = [GRANTED_OPERATOR, ROOM_RULE, PLACE_RULES[1], *STAFFED]
