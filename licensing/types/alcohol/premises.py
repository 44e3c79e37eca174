"""Where liquor is sold, served or made (facts 1.5, 2.4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step
from icajo.journey.fields import Choice, Day, Phone, PostalCode, Select, Tick, WholeNumber, Words, YesNo, only_if
from icajo.journey.step import Total


class PremisesType(TextChoices):
    RESTAURANT = "restaurant", _("Restaurant or café")
    BAR = "bar", _("Bar or nightclub")
    HOTEL = "hotel", _("Hotel or motel")
    CLUB = "club", _("Private club")
    HALL = "hall", _("Banquet or event hall")
    THEATRE = "theatre", _("Theatre, cinema or museum")
    SPORTS = "sports", _("Arena, stadium or golf course")
    PRODUCTION = "production", _("Production site of a manufacturer")
    SHOP = "shop", _("Shop or workshop")
    OTHER = "other", _("Other")


class Origin(TextChoices):
    """Who worked out how many people an area may hold (facts 1.5)."""

    BUILDING = "building", _("Building department")
    FIRE = "fire", _("Fire department")
    PROFESSIONAL = "professional", _("Calculation sealed by an architect or a professional engineer")


class Premises(Step):
    title = _("Premises information")
    intro = _("The place that the licence is for.")
    from_profile = {"premises_contact": "full_name", "premises_phone": "phone"}
    premises_name = Words(_("Name of the premises"), max_length=200, help_text=_("The name that your customers see."))
    premises_type = Select(_("Type of premises"), choices=PremisesType.choices)
    premises_street = Words(_("Premises: number and street"), max_length=200)
    premises_city = Words(_("Premises: municipality or First Nation"), max_length=100)
    premises_postal_code = PostalCode(_("Premises: postal code"), city="premises_city", ontario=True)
    premises_mailing_differs = YesNo(_("Is the mailing address of the premises different?"))
    premises_mailing_street = only_if(
        "premises_mailing_differs", Words(_("Mailing address of the premises: number and street"), max_length=200)
    )
    premises_mailing_city = only_if(
        "premises_mailing_differs", Words(_("Mailing address of the premises: municipality"), max_length=100)
    )
    premises_mailing_postal_code = only_if(
        "premises_mailing_differs",
        PostalCode(_("Mailing address of the premises: postal code"), city="premises_mailing_city"),
    )
    use_my_information = Tick(
        _("Use my information"), required=False, help_text=_("Copies your profile into the empty boxes below.")
    )
    premises_contact = Words(_("Contact person at the premises"), max_length=200)
    premises_phone = Phone(_("Telephone at the premises"))
    premises_open_on = Day(_("Date of opening, or of the take-over"))


class LicensedAreas(RepeatingStep):
    title = _("Proposed licensed areas")
    intro = _(
        "Add each area where liquor is sold or served, as on the floor plans. An area has one capacity; washrooms, "
        "corridors and stairs have none and are not added."
    )
    row_name = _("licensed area")
    at_least = 1
    too_few = _("Add at least one licensed area.")
    headings = ("area_name", "area_place", "area_capacity")
    totals = (Total("total_capacity", "area_capacity", _("Total capacity")),)
    area_name = Words(_("Name or number of the area"), max_length=100)
    area_place = Choice(_("Indoors or outdoors"), choices=[("indoor", _("Indoors")), ("outdoor", _("Outdoors"))])
    area_floor = Words(_("Floor level"), max_length=40, help_text=_("For example: ground floor, basement, roof."))
    area_location = Words(_("Exact location"), max_length=200, required=False)
    area_size = WholeNumber(_("Size of the area"), min_value=1, max_value=1_000_000, unit="m²")
    area_capacity = WholeNumber(_("Capacity"), min_value=1, max_value=1_000_000, unit=_("people"))
    area_origin = Choice(_("Who worked out the capacity?"), choices=Origin.choices)


def any_outdoors(a) -> bool:
    return any(area.area_place == "outdoor" for area in a.licensed_areas or [])


def worked_out_by(a, *origins) -> bool:
    return any(area.area_origin in origins for area in a.licensed_areas or [])


def areas_have_names_of_their_own(a, on):
    names = [" ".join((area.area_name or "").split()).casefold() for area in a.licensed_areas if area.area_name]
    return len(names) == len(set(names))
