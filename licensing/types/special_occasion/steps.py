"""What is asked for an event where liquor is served outside of licensed premises (facts 1.3.9)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from icajo.journey import RepeatingStep, Step, asked
from icajo.journey.fields import (
    Choice,
    Day,
    Email,
    LongText,
    Phone,
    PostalCode,
    Select,
    Tick,
    Ticks,
    WholeNumber,
    Words,
    YesNo,
    only_if,
)
from icajo.journey.measures import TimeOfDay


class Event(TextChoices):
    PRIVATE = "private", _("Private event")
    PUBLIC = "public", _("Public event")
    INDUSTRY = "industry", _("Industry promotional event")
    TAILGATE = "tailgate", _("Tailgate event")
    AUCTION = "auction", _("Auction")


class Ground(TextChoices):
    """What makes an event one that the public may attend."""

    CHARITY = "charity", _("It is held by a registered charity")
    NON_PROFIT = "non-profit", _("It is held by a non-profit organization, for its objects")
    MUNICIPAL = "municipal", _("It is designated as of municipal significance")
    WIDER = "wider", _("It is of provincial, national or international significance")


class Seller(TextChoices):
    CHARITY = "charity", _("A registered charity")
    ESTATE = "estate", _("The administrator or executor of an estate")
    POLICE = "police", _("A police officer on duty")
    OTHER = "other", _("Anybody else, non-profit organizations included")


class Told(TextChoices):
    """Who is told of an event outdoors; the building department of a tent or a stand only."""

    CLERK = "clerk", _("Clerk of the municipality")
    POLICE = "police", _("Police service")
    FIRE = "fire", _("Fire department")
    HEALTH = "health", _("Public health unit")
    BUILDING = "building", _("Building department")
    COMMISSION = "commission", _("Chair of the National Capital Commission")


def may_be_sold(a) -> bool:
    """An auction has no class of its own, and a tailgate event always pays as a sale."""
    return a.event_type in (Event.PRIVATE, Event.PUBLIC, Event.INDUSTRY)


def of_type(*types):
    return lambda a: a.event_type in types


class EventType(Step):
    title = _("Type of event")
    event_type = Choice(
        _("Kind of event"),
        choices=Event.choices,
        hints={
            "private": _("For invited guests only, without advertising and without gain: a wedding, a staff party."),
            "public": _("Open to everybody, and it may be advertised and make a profit."),
            "industry": _("To promote the liquor of a manufacturer with samples."),
            "tailgate": _("Outdoors, at a professional, semi-professional or post-secondary sports event."),
            "auction": _("To sell liquor by auction. Nothing is served or drunk."),
        },
    )


class Applicant(Step):
    title = _("Applicant")
    intro = _("Who asks for the permit, and answers for the event?")
    from_profile = {"responsible_name": "full_name", "contact_email": "email", "contact_phone": "phone"}
    kind = Select(_("Legal type"), choices=Kind.choices)
    legal_name = Words(_("Legal name, or your own name"), max_length=200)
    use_my_information = Tick(
        _("Use my information"), required=False, help_text=_("Copies your profile into the empty boxes below.")
    )
    responsible_name = Words(_("Person responsible for the event"), max_length=200)
    responsible_is_19 = YesNo(_("Is the person responsible 19 or older?"))
    contact_email = Email(_("E-mail address of the person responsible"))
    contact_phone = Phone(_("Telephone of the person responsible"))
    mailing_street = Words(_("Mailing address: number and street"), max_length=200, autocomplete="address-line1")
    mailing_city = Words(_("Mailing address: municipality"), max_length=100, autocomplete="address-level2")
    mailing_postal_code = PostalCode(_("Mailing address: postal code"), city="mailing_city")


class EventDetails(Step):
    title = _("About the event")
    event_name = Words(_("Name of the event"), max_length=200)
    event_details = LongText(_("What happens at the event?"), max_length=2000)
    attendance = WholeNumber(_("How many people are expected?"), min_value=1, max_value=1_000_000)
    sale = asked(
        YesNo(
            _("Will money be collected for liquor, in any way?"),
            help_text=_("A cash bar, tickets, an admission fee or a payment in advance."),
        ),
        when=may_be_sold,
    )
    gain = asked(YesNo(_("Will anyone make a gain from the liquor?")), when=of_type(Event.PRIVATE, Event.INDUSTRY))
    advertised = asked(
        YesNo(_("Will the event be advertised, or open to people who are not invited?")), when=of_type(Event.PRIVATE)
    )
    ground = asked(Choice(_("Why is it a public event?"), choices=Ground.choices), when=of_type(Event.PUBLIC))
    charity_number = asked(
        only_if("ground", Words(_("Registration number of the charity"), max_length=30), equals=Ground.CHARITY),
        when=of_type(Event.PUBLIC),
    )
    promoted = asked(Words(_("Which manufacturers are promoted?"), max_length=300), when=of_type(Event.INDUSTRY))
    for_manufacturer = asked(
        YesNo(_("Do you organize it for the manufacturer, without being one or its licensed representative?")),
        when=of_type(Event.INDUSTRY),
    )
    foreign_government = asked(YesNo(_("Does a foreign government hold or support it?")), when=of_type(Event.INDUSTRY))
    sports_event = asked(
        Words(_("Which sports event, and which league?"), max_length=200), when=of_type(Event.TAILGATE)
    )
    seller = asked(Choice(_("Who sells at the auction?"), choices=Seller.choices), when=of_type(Event.AUCTION))


class EventDays(RepeatingStep):
    title = _("Days and hours")
    intro = _(
        "One line a day. Liquor may be served from 9 a.m. to 2 a.m. the next day, and to 3 a.m. in the night of "
        "December 31. Hours after midnight belong to the day on which the event began."
    )
    row_name = _("day of the event")
    at_least = 1
    too_few = _("Add at least one day.")
    headings = ("event_date", "opens_at", "closes_at")
    event_date = Day(_("Date of the event"))
    opens_at = TimeOfDay(_("Liquor is served from"), help_text=_("For example 17:00 or 5 p.m."))
    closes_at = TimeOfDay(_("Liquor is served until"), help_text=_("For example 1:00 or 1 a.m., after midnight."))


class Place(Step):
    title = _("Place of the event")
    place_name = Words(_("Name of the place"), max_length=200)
    place_street = Words(_("Place: number and street"), max_length=200)
    place_city = Words(_("Place: municipality or First Nation"), max_length=100)
    place_postal_code = PostalCode(_("Place: postal code"), city="place_city", ontario=True)
    in_residence = YesNo(_("Is it a residence?"))
    setting = Choice(
        _("Where liquor is served"),
        choices=[("indoors", _("Indoors")), ("outdoors", _("Outdoors")), ("both", _("Both"))],
    )
    capacity = WholeNumber(
        _("Capacity of the place"),
        min_value=1,
        max_value=1_000_000,
        help_text=_("Indoors, from the building or fire department. Outdoors, the area in m² divided by 1.11."),
    )


def is_outdoors(a) -> bool:
    return a.setting in ("outdoors", "both")


class Outdoors(Step):
    title = _("Outdoors")
    outdoor_area = WholeNumber(_("Area of the place outdoors"), min_value=1, max_value=10_000_000, unit="m²")
    structures = YesNo(_("Will there be a tent, a marquee, a pavilion or tiered seating?"))
    on_commission_land = YesNo(_("Is the place on land of the National Capital Commission?"))
    told = Ticks(_("Who was told in writing?"), choices=Told.choices)
    told_on = Day(_("When was the municipality told?"))

    @staticmethod
    def when(answers):
        return is_outdoors(answers)


STEPS = [EventType, Applicant, EventDetails, EventDays, Place, Outdoors]
