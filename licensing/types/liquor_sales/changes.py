"""The requests that only a place with licensed areas makes (facts 1.5, 1.6, 2.9)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import Step, asked
from icajo.journey.fields import Day, LongText, Ticks, WholeNumber, Words, YesNo, only_if
from icajo.words import long_date
from licensing.definition import Document, FeeLine, Procedure, Rule, cents

from ..alcohol.notice import OTHER_AREAS
from ..alcohol.premises import LicensedAreas
from ..business.changes import change
from ..business.terms import flat, free
from .papers import AGENCY_LETTERS, INSPECTION, PLANS
from .steps import Endorsement, Endorsements


class AreaChange(TextChoices):
    CAPACITY = "capacity", _("More or less capacity")
    ADD = "add", _("A new area, indoors or outdoors")
    BOUNDARY = "boundary", _("Other boundaries, or walls between areas")
    CONVERSION = "conversion", _("From outdoors to indoors, or the other way")
    REMOVAL = "removal", _("An area is removed")


class AreaRequest(Step):
    title = _("Change of the licensed areas")
    intro = _("Decoration, doors and windows need no request. An area that is removed is told within 30 days.")
    area_changes = Ticks(_("What changes?"), choices=AreaChange.choices)
    area_change_from = Day(_("Planned from, or done since"))
    capacity_grows = YesNo(_("Does the total capacity grow by more than 25%?"))
    areas_now_explained = LongText(_("Describe the change, area by area"), max_length=2000)


def only_removed(a) -> bool:
    return a.area_changes == [AreaChange.REMOVAL]


def areas(*, rules) -> Procedure:
    return change(
        code="areas",
        label=_("Licensed areas"),
        summary=_("Capacity, boundaries, a new area or one less, from indoors to outdoors or the other way."),
        steps=[AreaRequest, LicensedAreas],
        documents=[PLANS, *AGENCY_LETTERS],
        rules=rules,
        checks=[INSPECTION],
        notice=OTHER_AREAS,
        fee=area_fee,
    )


def area_fee(purpose, a, rate):
    """Nothing for an area that is only removed."""
    if only_removed(a):
        return free(purpose, a, rate)
    return [FeeLine(_("Change of the licensed areas"), cents(rate("liquor-sales-areas")), "liquor-sales-areas")]


class Extension(Step):
    title = _("Temporary extension")
    intro = _("For an event indoors. A temporary patio is asked of the municipality.")
    extension_event = Words(_("Which event?"), max_length=200)
    extension_starts_on = Day(_("First day of the extension"))
    extension_ends_on = Day(_("Last day of the extension"))
    extension_hours = Words(_("From what time to what time?"), max_length=100)
    extension_area = LongText(_("Which space is added, and how is it closed off?"), max_length=1000)
    extension_capacity = WholeNumber(_("Capacity of the space that is added"), min_value=1, max_value=100_000)
    extension_outdoors = YesNo(
        _("Is any part of it outdoors?"), help_text=_("Only in unorganized territory and on First Nation reserves.")
    )
    extension_outdoors_allowed = only_if(
        "extension_outdoors",
        YesNo(_("Are the premises in unorganized territory or on a First Nation reserve?")),
    )


def ends_after_it_starts(a, on):
    return on <= a.extension_starts_on <= a.extension_ends_on


def outdoors_is_ours(a, on):
    return not a.extension_outdoors or a.extension_outdoors_allowed


def while_it_lasts(a):
    yield _(
        "From %(first)s to %(last)s, %(hours)s, this space is added for the event “%(event)s”, for %(people)s people "
        "at most: %(space)s"
    ) % {
        "first": long_date(a.extension_starts_on),
        "last": long_date(a.extension_ends_on),
        "hours": a.extension_hours,
        "event": a.extension_event,
        "people": a.extension_capacity,
        "space": a.extension_area,
    }


def extension() -> Procedure:
    return change(
        code="temporary-extension",
        label=_("Temporary extension"),
        summary=_("More space indoors for the days of an event."),
        steps=[Extension],
        documents=[
            Document("extension-plan", _("Plan of the space that is added")),
            Document("extension-letters", _("Letters of the fire, building and health departments")),
        ],
        rules=[
            Rule(
                question="extension_ends_on",
                needs=("extension_starts_on", "extension_ends_on"),
                holds=ends_after_it_starts,
                message=_("The extension begins today or later, and ends on its first day or later."),
            ),
            Rule(
                question="extension_outdoors",
                needs=("extension_outdoors", "extension_outdoors_allowed"),
                holds=outdoors_is_ours,
                message=_("A temporary patio is asked of the municipality, not here."),
            ),
        ],
        conditions=while_it_lasts,
        until=lambda a: a.extension_ends_on,
        fee=flat("liquor-sales-extension", _("Temporary extension")),
    )


class EndorsementDetails(Step):
    title = _("About the endorsements")
    endorsement_from = Day(_("Endorsements to change from"))
    endorsement_explained = LongText(_("What is added or removed, and why?"), max_length=1000)
    golf_is_new = asked(
        YesNo(_("Is the golf course endorsement new on this licence?")),
        when=lambda a: Endorsement.GOLF in (a.endorsements or []),
    )


def endorsement_fee(purpose, a, rate):
    return golf_line(rate) if a.golf_is_new else free(purpose, a, rate)


def golf_line(rate) -> list[FeeLine]:
    """The only endorsement that costs something (facts 1.3.3)."""
    return [FeeLine(_("Golf course endorsement"), cents(rate("liquor-sales-golf")), "liquor-sales-golf")]


def endorsements() -> Procedure:
    return change(
        code="endorsements",
        label=_("Endorsements"),
        summary=_("Add endorsements to the licence, or remove some."),
        steps=[Endorsements, EndorsementDetails],
        fee=endorsement_fee,
    )
