"""Who asks for the licence; what kind they are brings the questions of that kind (facts 1.3, 2.5)."""

from django.utils.translation import gettext_lazy as _

from accounts import kinds
from accounts.models import OrganizationKind as Kind
from icajo.journey import Step
from icajo.journey.fields import Choice, Email, Phone, PostalCode, Tick, Words, YesNo, only_if
from licensing.holder import Holder, Place

INCORPORATED = (Kind.CORPORATION, Kind.NON_PROFIT)


class Applicant(Step):
    title = _("Applicant")
    intro = _("Who owns the business? Give its legal information, then a person we can reach.")
    from_profile = {
        "contact_first_name": "first_name",
        "contact_last_name": "last_name",
        "contact_email": "email",
        "contact_phone": "phone",
    }
    kind = Choice(_("Legal type"), choices=Kind.choices, help_text=_("As in your founding documents."))
    corporation_number = only_if("kind", kinds.corporation_number(), equals=Kind.CORPORATION)
    partnership_registration = only_if("kind", kinds.registered_name(), equals=Kind.PARTNERSHIP)
    general_partner = only_if("kind", Words(_("General partner")), equals=Kind.LIMITED_PARTNERSHIP)
    non_profit_number = only_if("kind", kinds.corporation_number(required=False), equals=Kind.NON_PROFIT)
    band_number = only_if("kind", kinds.band_number(), equals=Kind.FIRST_NATION)
    trustees = only_if("kind", Words(_("Executors or trustees"), max_length=400), equals=Kind.ESTATE_TRUST)
    legal_name = Words(_("Legal name"), max_length=200, autocomplete="organization")
    operating_name = Words(
        _("Business name"),
        max_length=200,
        required=False,
        help_text=_("The name that customers see, where it is not the legal name."),
    )
    use_my_information = Tick(
        _("Use my information"), required=False, help_text=_("Copies your profile into the empty boxes below.")
    )
    contact_first_name = Words(_("First name of the contact person"), max_length=100)
    contact_last_name = Words(_("Last name of the contact person"), max_length=100)
    contact_email = Email(_("E-mail address of the contact person"))
    contact_phone = Phone(_("Telephone of the contact person"))
    mailing_street = Words(_("Mailing address: number and street"), max_length=200, autocomplete="address-line1")
    mailing_city = Words(_("Mailing address: municipality"), max_length=100, autocomplete="address-level2")
    mailing_postal_code = PostalCode(_("Mailing address: postal code"), city="mailing_city")
    physical_differs = YesNo(_("Is the physical address different from the mailing address?"))
    physical_street = only_if("physical_differs", Words(_("Physical address: number and street"), max_length=200))
    physical_city = only_if("physical_differs", Words(_("Physical address: municipality"), max_length=100))
    physical_postal_code = only_if(
        "physical_differs", PostalCode(_("Physical address: postal code"), city="physical_city")
    )
    business_differs = YesNo(_("Is the business address different from the mailing address?"))
    business_street = only_if("business_differs", Words(_("Business address: number and street"), max_length=200))
    business_city = only_if("business_differs", Words(_("Business address: municipality"), max_length=100))
    business_postal_code = only_if(
        "business_differs", PostalCode(_("Business address: postal code"), city="business_city")
    )


HOLDER = Holder(
    places={
        "physical": Place("physical_differs", "physical_street", "physical_city", "physical_postal_code"),
        "business": Place("business_differs", "business_street", "business_city", "business_postal_code"),
    },
)
