"""What a store is asked (facts 4.4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step, asked
from icajo.journey.degrees import Degrees, in_two
from icajo.journey.fields import Choice, Day, LongText, PostalCode, Tick, WholeNumber, Words, YesNo, only_if

from ...business.applicant import Applicant
from ..agreements import Agreements


class Tenure(TextChoices):
    LEASE = "lease", _("A lease or a rental contract")
    OWNER = "owner", _("The operator owns it")
    NONE = "none", _("Neither yet")


def on_reserve(a) -> bool:
    return bool(a.on_reserve)


def not_on_reserve(a) -> bool:
    return not a.on_reserve


class BeforeYouApply(Step):
    """Asked before the first page, and kept nowhere."""

    title = _("Can you apply for this store?")
    operator_number = Words(
        _("Number of your operator licence, or of your application for it"),
        max_length=30,
        required=False,
        autocomplete="off",
        width=20,
        help_text=_("For example, CROL1234567 or 2026-123456. Leave this blank if you have neither yet."),
    )
    tenure = Choice(_("What do you hold of the place?"), choices=Tenure.choices)
    on_reserve = YesNo(_("Is it on a First Nations reserve?"))
    premises_city = Words(_("In which municipality or First Nation is it?"), max_length=100)


class Operator(Step):
    title = _("Operator licence")
    intro = _(
        "A store is asked for by whoever holds the operator licence, or has applied for it. Both may be asked for at "
        "the same time; the store is decided once the operator licence is issued."
    )
    operator_number = Words(
        _("Number of the operator licence, or of the application for it"),
        max_length=30,
        autocomplete="off",
        width=20,
        help_text=_("For example, CROL1234567 or 2026-123456"),
    )
    is_producer = YesNo(
        _("Is the operator a licensed producer of cannabis, or affiliated with one?"),
        help_text=_("A producer and its affiliates have one store in all."),
    )


class Premises(Step):
    title = _("Location of the store")
    intro = _(
        "The address is the one on the door: an inspector compares it. The coordinates measure the distance from "
        "schools; take them at the wall nearest to the school. The map of a telephone or a computer shows them: hold "
        "a finger on the building, or click with the right button."
    )
    premises_name = Words(_("Name of the store"), max_length=200, help_text=_("The name that your customers see."))
    trade_name = YesNo(_("Is it another name than the legal name of the operator?"))
    on_reserve = YesNo(
        _("Is the store on a First Nations reserve?"),
        help_text=_("Then there is no fee and no public notice, and the band council approves the location."),
    )
    premises_street = Words(_("Store: number and street"), max_length=200)
    premises_unit = Words(_("Store: unit or suite"), max_length=40, required=False, width=10)
    premises_city = Words(_("Store: municipality or First Nation"), max_length=100)
    premises_postal_code = PostalCode(_("Store: postal code"), city="premises_city", ontario=True, autocomplete=None)
    latitude = Degrees(_("Latitude"), help_text=_("For example, 45.4215. You may paste both numbers of a map here."))
    longitude = Degrees(_("Longitude"), west=True, help_text=_("For example, −75.6972"))

    def __init__(self, data=None, **kwargs):
        super().__init__(in_two(data) if data else data, **kwargs)


class BandCouncil(Step):
    """Only the approval of the location is mandatory in a resolution (guide of seed 003)."""

    title = _("Band council resolution")
    intro = _(
        "The resolution approves the location of the store. If it gives its date and the name of the operator, "
        "write them here. The resolution itself is attached with the documents."
    )
    resolution_on = Day(_("Date of the resolution"), required=False)
    resolution_operator = Words(_("Name of the operator in the resolution"), max_length=200, required=False)
    nation_allows = YesNo(
        _("Did you check that the First Nation lets authorized cannabis stores open on its reserve?"),
        help_text=_("It may have decided that there are none."),
    )

    @staticmethod
    def when(answers):
        return on_reserve(answers)


class Building(Step):
    title = _("The premises")
    far_from_schools = asked(
        YesNo(
            _("Do you declare that the store is at least 150 metres from every school that counts?"),
            help_text=_(
                "Before you pay, this portal compares the place with its register of schools. An eligibility officer "
                "then measures."
            ),
        ),
        when=not_on_reserve,
    )
    tenure = Choice(_("What does the operator hold of the place?"), choices=Tenure.choices[:2])
    lease_from = only_if("tenure", Day(_("First day of the lease")), equals=Tenure.LEASE)
    lease_until = only_if("tenure", Day(_("Last day of the lease")), equals=Tenure.LEASE)
    landlord = only_if("tenure", Words(_("Name of the landlord"), max_length=200), equals=Tenure.LEASE)
    floor_area = WholeNumber(_("Floor area of the store"), min_value=1, max_value=100_000, unit="m²")
    in_mall = YesNo(_("Is the store in an enclosed shopping mall?"))
    other_businesses = YesNo(_("Are there other businesses or activities in the building?"))
    other_businesses_details = only_if(
        "other_businesses",
        LongText(
            _("Which ones, and how is the store closed off from them?"),
            max_length=2000,
            help_text=_("Nobody may cross the store to reach them, and nobody may cross them to reach the store."),
        ),
    )
    website = Words(_("Website of the store"), max_length=200, required=False)
    opening_planned_on = Day(_("Day on which you expect to open"))


class Managers(RepeatingStep):
    title = _("Managers of the store")
    intro = _(
        "Add each person who manages the store, with the number of their manager licence or, if you filed it, of the "
        "application for it. A sole proprietor or a partner who manages the store gives the number of the operator "
        "licence. One person manages five stores at most at the same time."
    )
    row_name = _("store manager")
    at_least = 1
    too_few = _("Add at least one manager.")
    headings = ("manager_name", "manager_number")
    manager_name = Words(_("Name of the person who manages"), max_length=200, autocomplete="off")
    manager_number = Words(
        _("Number of the manager licence, or of the application for it"),
        max_length=30,
        autocomplete="off",
        width=20,
        help_text=_("For example, CRML1234567 or 2026-123456"),
    )


class Questions(Step):
    title = _("Questions about the store")
    refused_or_revoked = YesNo(
        _("Was an authorization for a store refused to the operator or revoked?"),
        help_text=_("A new application is possible two years later."),
    )
    refused_on = only_if("refused_or_revoked", Day(_("Day of the refusal or revocation")))
    agreements_told = YesNo(
        _(
            "Does the registrar know every agreement with third parties, from the operator licence or from the page "
            "of agreements?"
        )
    )
    standards_read = Tick(_("I have read the Registrar’s Standards for Cannabis Retail Stores, and will meet them"))


STEPS = [Operator, Applicant, Premises, BandCouncil, Building, Managers, Agreements, Questions]
