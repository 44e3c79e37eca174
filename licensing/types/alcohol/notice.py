"""When the neighbourhood is told of a liquor application, and for how long (facts 1.6)."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from licensing.notice_rule import NoticeRule, Trigger

from .premises import any_outdoors

A_QUARTER_MORE = Decimal("1.25")


def people(a) -> int:
    return sum(area.area_capacity or 0 for area in a.licensed_areas or [])


def not_licensed_lately(a, before) -> bool:
    return a.licensed_lately is False


def is_outdoors(a, before) -> bool:
    return any_outdoors(a)


def has_a_new_outdoors(a, before) -> bool:
    """An area outdoors that the licence has not: what is outdoors already was told then."""
    known = {area.area_name for area in (before and before.licensed_areas) or [] if area.area_place == "outdoor"}
    now = {area.area_name for area in a.licensed_areas or [] if area.area_place == "outdoor"}
    return bool(now - known)


def grows_by_a_quarter(a, before) -> bool:
    """As the applicant says, or as the areas on the licence and those that are asked for come to."""
    return bool(a.capacity_grows) or bool(before and people(before) and people(a) > A_QUARTER_MORE * people(before))


GROUNDS = [
    (
        "public-interest",
        _("The licence is not in the public interest, having regard to the needs and wishes of the residents"),
    ),
]
OUTDOORS = _("an outdoor space is to be licensed")


def notice(*triggers: Trigger) -> NoticeRule:
    """7 to 28 days, as staff decide; and wherever the registrar thinks fit."""
    return NoticeRule(
        shortest=7,
        longest=28,
        usual=28,
        triggers=triggers,
        discretion=_("the registrar asks for it because of the location or of past compliance"),
        premises="premises_name",
        street="premises_street",
        municipality="premises_city",
        postal_code="premises_postal_code",
        facts=("premises_type", "area_name", "area_place", "area_capacity", "total_capacity"),
        on_placard=("premises_type", "total_capacity"),
        placard="placards/liquor",
        grounds=GROUNDS,
        invitation=_("Present an objection"),
    )


NEW_LICENCE = notice(
    Trigger(
        "not-licensed",
        _("no liquor sales licence was in force at this address in the last six months"),
        not_licensed_lately,
    ),
    Trigger("outdoors", OUTDOORS, is_outdoors),
)
OTHER_AREAS = notice(
    Trigger("capacity", _("the capacity grows by more than 25%"), grows_by_a_quarter),
    Trigger("outdoors", OUTDOORS, has_a_new_outdoors),
)
OTHER_PLACE = notice(
    Trigger("moves", _("the licence moves to premises that it was not issued for"), lambda a, before: True),
)
