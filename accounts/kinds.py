"""What each kind of applicant is asked besides its name and its addresses.

One table for each kind, read by the page of the organization, its form and the staff desk.  A name is kept for ever:
a question whose meaning changes gets another name.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.journey import fields
from icajo.journey.drawing import Drawn
from icajo.words import long_date

from .models import Organization, OrganizationKind


class Jurisdiction(TextChoices):
    """Under whose law an organization was made."""

    ONTARIO = "ontario", _("Ontario")
    CANADA = "canada", _("Canada (federal)")
    PROVINCE = "province", _("Another province or a territory")
    ABROAD = "abroad", _("Another country")


class Municipal(TextChoices):
    SINGLE = "single", _("Single-tier municipality")
    LOWER = "lower", _("Lower-tier municipality")
    UPPER = "upper", _("Upper-tier municipality (county, region)")


class Number(fields.Words):
    """A number given by a register: spaces, dashes, points and capitals are as one likes; one form is kept."""

    def __init__(self, label, *, pattern, says, width=20, **kwargs):
        self.pattern, self.says = re.compile(pattern), says
        super().__init__(label, max_length=40, width=width, autocomplete="off", **kwargs)

    def to_python(self, value):
        number = re.sub(r"[\s.–-]", "", super().to_python(value)).upper()
        if number and not self.pattern.fullmatch(number):
            raise ValidationError(self.says, code="invalid")
        return number


class TaxNumber(Number):
    """A number of the Canada Revenue Agency, whose ninth digit proves the eight before it."""

    def to_python(self, value):
        number = super().to_python(value)
        if number and not proves(number[:9]):
            raise ValidationError(_("Check each digit of “%(label)s”: they do not go together"), code="digits")
        return number


def proves(digits: str) -> bool:
    """Is the last digit the one that the others call for?  (Luhn)"""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


class BandNumber(Number):
    """Kept with three digits, as the federal list writes it."""

    def to_python(self, value):
        number = super().to_python(value)
        return number and number.zfill(3)


class PastDay(fields.Day):
    def validate(self, value):
        super().validate(value)
        if value:
            self.check(value)

    def check(self, day):
        if day > timezone.localdate():
            raise ValidationError(
                _("The date “%(label)s” is in the future"), code="future", params={"label": self.label}
            )


def corporation_number(**more):
    says = _("“%(label)s” has 3 to 12 letters and digits, such as 1000123456 or 1234567-8")
    hint = _("As on the articles or the certificate of incorporation.")
    return Number(_("Corporation number"), pattern="[0-9A-Z]{3,12}", says=says, help_text=hint, **more)


def registered_name(**more):
    says = _("“%(label)s” has 7 to 10 digits, such as 1000123456")
    hint = _("The business identification number under the Business Names Act.")
    return Number(_("Business name registration number"), pattern="[0-9]{7,10}", says=says, help_text=hint, **more)


def business_number():
    says = _("“%(label)s” has nine digits, such as 123456782")
    hint = _("Given by the Canada Revenue Agency. Leave it out if there is none.")
    label = _("Business number (nine digits)")
    return TaxNumber(label, pattern="[0-9]{9}", says=says, help_text=hint, required=False)


def charity_number():
    says = _("“%(label)s” has nine digits, RR and four digits, such as 123456782 RR 0001")
    hint = _("If the Canada Revenue Agency registered it as a charity.")
    label = _("Charity registration number")
    return TaxNumber(label, pattern="[0-9]{9}RR[0-9]{4}", says=says, help_text=hint, required=False)


def declaration_number():
    says = _("“%(label)s” has 3 to 12 letters and digits")
    return Number(_("Number of the declaration"), pattern="[0-9A-Z]{3,12}", says=says)


def society_number():
    says = _("“%(label)s” has 1 to 12 letters and digits")
    return Number(_("Number of the society"), pattern="[0-9A-Z]{1,12}", says=says, required=False)


def trust_account():
    says = _("“%(label)s” is a T and eight digits, such as T12345678")
    return Number(_("Trust account number"), pattern="T[0-9]{8}", says=says, required=False)


def band_number():
    says = _("“%(label)s” has one to three digits, such as 123")
    hint = _("On the federal list of First Nations.")
    return BandNumber(_("Band number"), pattern="[0-9]{1,3}", says=says, width=5, help_text=hint)


def incorporated(**more) -> dict:
    return {
        "corporation_number": lambda: corporation_number(**more),
        "jurisdiction": lambda: fields.Select(_("Incorporated under the laws of"), choices=Jurisdiction, **more),
        "incorporated_on": lambda: PastDay(_("Date of incorporation"), **more),
    }


FOUNDED = {"founded_on": lambda: PastDay(_("Date of founding"))}
CHARITY = {"charity_number": charity_number}
BUSINESS = {"business_number": business_number}
GOVERNMENT = {
    "department": lambda: fields.Words(_("Ministry, department or agency")),
    "branch": lambda: fields.Words(_("Branch or office"), required=False),
}
Kind = OrganizationKind
QUESTIONS: Mapping[str, Mapping[str, Callable[[], forms.Field]]] = {
    Kind.CORPORATION: incorporated() | BUSINESS,
    Kind.PARTNERSHIP: {
        "name_registration": registered_name,
        "registered_on": lambda: PastDay(_("Date of registration")),
        **BUSINESS,
    },
    Kind.LIMITED_PARTNERSHIP: {
        "declaration_number": declaration_number,
        "jurisdiction": lambda: fields.Select(_("Formed under the laws of"), choices=Jurisdiction),
        "declared_on": lambda: PastDay(_("Date of the declaration")),
        "general_partner": lambda: fields.Words(_("General partner")),
        **BUSINESS,
    },
    Kind.SOLE_PROPRIETORSHIP: {
        "trade_name": lambda: fields.Words(
            _("Business name"), required=False, help_text=_("If it is not simply the owner’s own name.")
        ),
        "name_registration": lambda: registered_name(required=False),
        **BUSINESS,
    },
    Kind.INDIVIDUAL: {
        "other_names": lambda: fields.Words(
            _("Other names used"), required=False, help_text=_("A name at birth, or one used in business.")
        ),
    },
    Kind.ASSOCIATION: FOUNDED | incorporated(required=False) | CHARITY,
    Kind.NON_PROFIT: incorporated(required=False) | CHARITY,
    Kind.RELIGIOUS: FOUNDED | incorporated(required=False) | CHARITY,
    Kind.COMMUNITY_GROUP: FOUNDED | CHARITY,
    Kind.AGRICULTURAL_SOCIETY: {
        "society_number": society_number,
        "organized_on": lambda: PastDay(_("Date of organization")),
        **CHARITY,
    },
    Kind.FEDERAL_GOVERNMENT: GOVERNMENT,
    Kind.PROVINCIAL_GOVERNMENT: GOVERNMENT,
    Kind.MUNICIPALITY: {
        "tier": lambda: fields.Select(_("Kind of municipality"), choices=Municipal),
        "by_law": lambda: fields.Words(_("Number of the by-law or resolution that authorizes it"), required=False),
    },
    Kind.FIRST_NATION: {
        "band_name": lambda: fields.Words(_("Name of the band")),
        "band_number": band_number,
        "band_resolution": lambda: fields.Words(_("Number of the band council resolution"), required=False),
    },
    Kind.ESTATE_TRUST: {
        "estate_of": lambda: fields.Words(_("Name of the deceased person or of the trust")),
        "began_on": lambda: PastDay(_("Date of death, or of the trust deed")),
        "trustees": lambda: fields.Words(_("Executors or trustees"), max_length=400),
        "trust_account": trust_account,
    },
}


def questions(kind: str) -> dict[str, forms.Field]:
    """{name: a new field} of this kind, in the order of the page; none for a kind we do not know."""
    return {name: make() for name, make in QUESTIONS.get(kind, {}).items()}


def blanks(organization: Organization) -> dict[str, forms.Field]:
    """The questions of its kind that nobody has answered yet."""
    return {n: field for n, field in questions(organization.kind).items() if not organization.facts.get(n)}


class Facts(Drawn, forms.Form):
    """What is still blank of an organization; nobody has to know all of it today."""

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = blanks(organization)
        for field in self.fields.values():
            field.required = False


class Line(NamedTuple):
    """An answer as a page shows it; `missing` where its kind needs one and there is none."""

    label: str
    text: str
    missing: bool


def lines(organization: Organization) -> list[Line]:
    """What is asked of its kind, with what is known."""
    found = []
    for name, field in questions(organization.kind).items():
        known = organization.facts.get(name, "")
        found.append(Line(field.label, in_words(field, known), field.required and not known))
    return found


def in_words(field: forms.Field, known: str) -> str:
    """A kept answer in the words of the page’s language."""
    if isinstance(field, fields.Day):
        return long_date(date.fromisoformat(known)) if known else ""
    return str(dict(getattr(field, "choices", ())).get(known, known)) if known else ""


def kept(answers: Mapping) -> dict[str, str]:
    """Cleaned answers as the column keeps them: text, dates as 2027-03-27, and nothing for a blank."""
    return {name: str(value) for name, value in answers.items() if value}
