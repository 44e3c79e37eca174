"""The words a licence type is written in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import Answers, Step

from .anomaly import Anomalies, no_anomalies
from .checks import Check, Condition, Text, always
from .due import Due
from .holder import Holder
from .inspection_rule import InspectionRule
from .notice_rule import NoticeRule
from .purposes import Effect, Purpose
from .rule import Register, RegisterRule, Rule

type RateOf = Callable[[str], Decimal]
type Prefill = Callable[..., dict[str, dict | list]]


def cents(amount: Decimal) -> Decimal:
    """Dollars rounded half up to the cent."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


class Sector(TextChoices):
    ALCOHOL = "alcohol", _("Liquor licences and permits")
    CHARITABLE_GAMING = "charitable-gaming", _("Charitable gaming lottery licences")
    CANNABIS = "cannabis", _("Cannabis licences and authorizations")


@dataclass(frozen=True)
class Document:
    """A paper to attach: asked when its condition holds, and `why` says what made it required."""

    code: str
    label: Text
    when: Condition = always
    why: Text = ""
    template: str = ""  # a form to download, fill and sign, named without its language


@dataclass(frozen=True)
class Screening:
    """Questions before the first step that tell people early whether this is the right door.  Nothing is kept.

    Where it is not, the page `explained` says what to do, under `title`.  If one of the questions is called as the
    type calls the municipality, that page says what the municipality decided.
    """

    questions: type[Step]
    ours: Callable[[Answers, Register], bool]
    explained: str
    title: Text


@dataclass(frozen=True)
class FeeLine:
    """One line of a fee, with the rule and the dated rate that made it."""

    label: Text
    amount: Decimal
    rate_code: str


@dataclass(frozen=True)
class Term:
    """From when to when a licence runs."""

    starts_on: date
    expires_on: date


RENEWAL_DAYS = 60  # before the expiry


@dataclass(frozen=True)
class Leaving:
    """A page of people whom an approval may take off the licence: `name` is the question that names each of them,
    and `asked(answers)` says whether the applicant asks for it.
    """

    step: str
    name: str
    asked: Condition


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One thing that can be asked about a licence of a type: its pages, papers, rules and fee, and what approval does.

    Its pages are pages of the type, so that what is known of the licence fills them, or pages of its own; those in
    `blank` are filled anew, as those about a buyer are.
    `refused(licence, on)` says why it cannot be asked now, and is empty where it can; `disclosed` asks that every
    disclosure be completed, not only sent, before it goes in.  `to_approve` are the rules that must hold on the day
    of the decision, whatever was true when it was sent.

    A report begins with what `prefill(licence, owed, on)` gives, {page: what it holds}, `owed` being the obligation
    that it fulfils or None; `anomalies` are what its officer reads first.
    """

    code: str
    purpose: Purpose
    effect: Effect
    label: Text
    summary: Text = ""
    steps: Sequence[type[Step]]
    blank: Sequence[type[Step]] = ()
    documents: Sequence[Document] = ()
    rules: Sequence[Rule] = ()
    to_approve: Sequence[RegisterRule] = ()
    checks: Sequence[Check] = ()
    notice: NoticeRule | None = None
    inspection: InspectionRule | None = None
    fee: Callable[[Purpose, Answers, RateOf], Sequence[FeeLine]]
    term: Callable[[Answers, date], Term] | None = None  # of what ISSUE and RENEW give, and of what AMEND moves
    refused: Callable[..., Text] = lambda licence, on: ""
    ends: Callable[[Answers, date], date] = lambda answers, on: on  # the last day of what SURRENDER gives back
    conditions: Callable[[Answers], Iterable[Text]] = lambda answers: ()  # approval puts them on the licence
    until: Callable[[Answers], date] | None = None  # their last day; None where they last as long as the licence
    of_conditions: bool = False  # what is decided is which conditions come and go
    leaving: Leaving | None = None
    disclosed: bool = False
    prefill: Prefill | None = None
    anomalies: Anomalies = no_anomalies
    declaration: str = ""  # what is declared, named without its language; "" where it is the declaration of the type


NEW = "new"  # the procedure of a first application
TRIBUNAL = "tribunal"  # it hears an applicant before a refusal


@dataclass(frozen=True, kw_only=True)
class Again:
    """How the holder of a licence asks for the next one: `procedure` is one of the type's, by its code.

    `prefill(licence, on)` gives {step: what its page holds}; without one, all that the licence records.  `opens` is
    the days before the expiry, None for any day.
    """

    label: Text
    procedure: str = NEW
    prefill: Prefill | None = None
    opens: int | None = RENEWAL_DAYS


@dataclass(frozen=True)
class Disclosing:
    """A list of the application whose rows each disclose by a link of their own.

    The questions name who they are and where the link goes; `owed(row)` says of which rows a disclosure is needed.
    """

    step: str  # the address of its page
    name: str
    email: str
    language: str
    is_entity: str = ""  # the yes or no that says that the row is no person; "" where all are
    owed: Condition = always


@dataclass(frozen=True)
class Place:
    """The questions that say where the public goes: the names over the door, the first one shown, and the address.

    Each is among the public facts of the type; `is_home(answers)` says of whom the address is not told.
    """

    names: Sequence[str] = ()
    street: str = ""
    postal_code: str = ""
    is_home: Condition = lambda answers: False


@dataclass(frozen=True)
class RegisteredType:
    """A kind of licence that the register holds and the portal takes no application for yet."""

    code: str
    name: Text
    sector: Sector | None = None
    again: None = None
    public_facts: tuple = ()
    procedures: tuple = ()
    opens: bool = False
    seal: str = ""
    later_recourse: str = TRIBUNAL
    has_premises: bool = True  # where the public goes; without, the address of the earlier system may be a home


@dataclass(frozen=True)
class Site:
    """The questions that say where a place stands, in degrees; `measured` says of whom its distances matter."""

    latitude: str
    longitude: str
    measured: Condition = always


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
    to_approve: Sequence[RegisterRule] = ()
    screening: Screening | None = None
    fee: Callable[[Purpose, Answers, RateOf], Sequence[FeeLine]]
    checks: Sequence[Check] = ()
    notice: NoticeRule | None = None  # where the public is told of an application
    inspection: InspectionRule | None = None  # where an inspector looks at the premises before a decision
    holder: Holder
    municipality: str  # the answer that says where
    place: Place | None = None  # what the register tells of it beside the municipality
    site: Site | None = None  # where exactly, to be shown with the schools around it
    term: Callable[[Answers, date], Term]
    conditions: Callable[[Answers], Iterable[Text]] = lambda answers: ()  # put on every licence of this type
    public_facts: Sequence[str] = ()  # answers that anyone may read on the register
    again: Again | None = None
    procedures: Sequence[Procedure] = ()  # what may be asked about a licence of this type once there is one
    obligations: Callable[[Answers, Term], Iterable[Due]] = lambda answers, term: ()  # the reports owed for a term
    disclosing: Sequence[Disclosing] = ()
    earlier: Prefill | None = None  # `earlier(licence, on)`: the answers of a licence of the earlier system
    relies_on: Callable[[Answers], Sequence[str]] = lambda answers: ()  # numbers of the licences that it stands on
    applies_as: Callable[[Answers], str] = lambda answers: ""  # number of the licence or file whose holder applies
    opens: bool = False  # after it is issued, it may be used from a day of its own that the registrar gives
    seal: str = ""  # a sign to show in the window, to download once it is approved: a template without its language
    decided_within: int = 60  # days that a decision is aimed at; assumed where no time is published
    recourse: str = TRIBUNAL  # the road to review of what is decided about an application: a passage of the letters
    later_recourse: str = TRIBUNAL  # the same, of what is decided about the licence once there is one
    approved_by_two: bool = False  # as a refusal always is: one officer recommends, another decides
    in_public: bool = False  # the public may follow how far an application has come; needs a `notice` to say where

    @property
    def new(self) -> Procedure:
        """The procedure of a first application, made of the parts of the type itself."""
        return Procedure(
            code=NEW,
            purpose=Purpose.NEW,
            effect=Effect.ISSUE,
            label=self.name,
            summary=self.summary,
            steps=self.steps,
            documents=self.documents,
            rules=self.rules,
            to_approve=self.to_approve,
            checks=self.checks,
            notice=self.notice,
            inspection=self.inspection,
            fee=self.fee,
            term=self.term,
            conditions=self.conditions,
        )

    @property
    def has_premises(self) -> bool:
        return self.place is not None and bool(self.place.street)

    @property
    def is_heard(self) -> bool:
        """May an applicant be heard by the tribunal before a refusal?"""
        return self.recourse == TRIBUNAL

    @property
    def holder_page(self) -> str:
        """The address of the page that asks who the holder is."""
        return next(step.slug for step in self.steps if self.holder.name in step.names())

    def procedure(self, code: str) -> Procedure:
        return next(one for one in (self.new, *self.procedures) if one.code == code)

    def page(self, folder: str) -> str:
        """The template of this type in `folder`, named without its language."""
        return f"licensing/{folder}/{self.code}"
