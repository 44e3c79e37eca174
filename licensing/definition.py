"""The words a licence type is written in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icajo.journey import Answers, Step
from icajo.words import phone

type Text = str | Promise
type Condition = Callable[[Answers], bool]
type DatedCondition = Callable[[Answers, date], bool]
type RateOf = Callable[[str], Decimal]
type Prefill = Callable[..., dict[str, dict | list]]


def always(answers: Answers) -> bool:
    return True


def cents(amount: Decimal) -> Decimal:
    """Dollars rounded half up to the cent."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Sector(TextChoices):
    ALCOHOL = "alcohol", _("Liquor licences and permits")
    CHARITABLE_GAMING = "charitable-gaming", _("Charitable gaming lottery licences")
    CANNABIS = "cannabis", _("Cannabis licences and authorizations")


class Purpose(TextChoices):
    NEW = "new", _("New licence")
    RENEWAL = "renewal", _("Renewal")


@dataclass(frozen=True)
class Document:
    """A paper to attach: asked when its condition holds, and `why` says what made it required."""

    code: str
    label: Text
    when: Condition = always
    why: Text = ""
    template: str = ""  # a form to download, fill and sign, named without its language


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Something that must be true of the whole application before it can be sent.

    It is judged once every answer it needs is there, and its message stands beside `question`.
    """

    question: str
    needs: Sequence[str]
    holds: DatedCondition
    message: Text
    values: Callable[[Answers, date], dict] = lambda answers, on: {}  # what the message quotes
    warning: bool = False  # said, but not in the way
    explained: str = ""  # a page that says what to do instead, named without its language


@dataclass(frozen=True)
class Screening:
    """Questions before the first step that tell people early whether this is the right door.  Nothing is kept."""

    questions: type[Step]
    ours: Condition
    explained: str


@dataclass(frozen=True)
class FeeLine:
    """One line of a fee, with the rule and the dated rate that made it."""

    label: Text
    amount: Decimal
    rate_code: str


@dataclass(frozen=True)
class Check:
    """Work that must be closed before a decision, side by side with the rest of the review."""

    code: str
    label: Text
    when: Condition = always
    by_hand: bool = True  # otherwise it closes by itself, and no officer may


# opened whatever the type: a reply that changes what is owed is for an officer to settle
FEE_DIFFERENCE = Check("fee-difference", _("The corrected answers make another fee"))
# a file sent with a transfer on its way is reviewed once the money is there
FUNDS = Check("funds", _("The transfer has arrived"), by_hand=False)
ANY_TYPE = (FEE_DIFFERENCE, FUNDS)
WIRE_DAYS = 10  # business days that a transfer may take


@dataclass(frozen=True)
class Term:
    """From when to when a licence runs, and when its report is due."""

    starts_on: date
    expires_on: date
    report_due_on: date | None = None


@dataclass(frozen=True)
class Place:
    """The answers that make an address beside the mailing one; `asked` is the yes or no that brings them."""

    asked: str
    street: str
    city: str
    postal_code: str


PLACE = ("street", "city", "postal_code")
FACTS = ("name", "kind", "email", "phone", *PLACE)


@dataclass(frozen=True)
class Holder:
    """The answers that make an organization when a new applicant is sealed; `places` are {kind of address: Place}."""

    name: str
    kind: str
    email: str
    phone: str
    street: str
    city: str
    postal_code: str
    places: Mapping[str, Place] = field(default_factory=dict)

    def facts(self, answers: Answers) -> dict:
        """{column of the organization: answer}"""
        return {fact: getattr(answers, getattr(self, fact)) for fact in FACTS}

    def addresses(self, answers: Answers) -> dict[str, dict]:
        """{kind of address: {column: answer}}, of those that were given."""
        return {
            kind: {fact: getattr(answers, getattr(place, fact)) for fact in PLACE}
            for kind, place in self.places.items()
            if getattr(answers, place.asked)
        }

    def typed(self, organization) -> dict[str, str]:
        """What is known of an organization, as its page would have been typed; nothing is said of what is not."""
        known = {getattr(self, fact): str(getattr(organization, fact)) for fact in FACTS}
        known[self.phone] = phone(organization.phone)
        for address in organization.addresses.all():
            if place := self.places.get(address.kind):
                known |= {place.asked: "yes"} | {getattr(place, fact): getattr(address, fact) for fact in PLACE}
        return {question: text for question, text in known.items() if text}


RENEWAL_DAYS = 60  # before the expiry


@dataclass(frozen=True, kw_only=True)
class Again:
    """How the holder of a licence asks for the next one, and what need not be typed again.

    `prefill(licence, on)` gives {step: what its page holds}; `opens` is the days before the expiry, None for any day.
    """

    label: Text
    purpose: Purpose
    prefill: Prefill
    opens: int | None = RENEWAL_DAYS


@dataclass(frozen=True)
class RegisteredType:
    """A kind of licence that the register holds and the portal takes no application for yet."""

    code: str
    name: Text
    again: None = None
    public_facts: tuple = ()


@dataclass(frozen=True, kw_only=True)
class LicenceType:
    """A kind of licence.  A value, not a class to inherit; its parts are lists and plain functions."""

    code: str
    sector: Sector
    name: Text
    summary: Text
    edition: str  # changes when a question changes its meaning
    prefix: str  # of the licence number
    steps: Sequence[type[Step]]
    documents: Sequence[Document] = ()
    rules: Sequence[Rule] = ()
    screening: Screening | None = None
    fee: Callable[[Purpose, Answers, RateOf], Sequence[FeeLine]]
    checks: Sequence[Check] = ()
    holder: Holder
    municipality: str  # the answer that says where
    term: Callable[[Answers, date], Term]
    conditions: Callable[[Answers], Sequence[Text]] = lambda answers: ()  # put on every licence of this type
    public_facts: Sequence[str] = ()  # answers that anyone may read on the register
    again: Again | None = None

    def page(self, folder: str) -> str:
        """The template of this type in `folder`, named without its language."""
        return f"licensing/{folder}/{self.code}"
