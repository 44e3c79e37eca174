"""What a person is asked: who they are, where they lived, their part in the business, their record, their consent."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step
from icajo.journey.fields import Day, LongText, Phone, Tick, Ticks, WholeNumber, Words, YesNo, only_if
from licensing.definition import Document, Rule

ADULT = 18
YEARS = 5  # of addresses
A_GAP = timedelta(days=31)  # between two addresses, which nobody has to explain


class Role(TextChoices):
    OFFICER = "officer", _("Officer")
    DIRECTOR = "director", _("Director")
    SHAREHOLDER = "shareholder", _("Shareholder")
    PARTNER = "partner", _("Partner or sole proprietor")
    MANAGER = "manager", _("Manager of the premises")
    LENDER = "lender", _("Lender or investor")
    OTHER = "other", _("Another interest in the business")


class Identity(Step):
    title = _("Your identity")
    intro = _("As it stands on the identity document that you attach later.")

    given_names = Words(_("Given names, all of them"), max_length=150, autocomplete="given-name")
    family_name = Words(_("Family name"), max_length=100, autocomplete="family-name")
    has_former_names = YesNo(_("Have you used another name, such as a name before marriage or an alias?"))
    former_names = only_if("has_former_names", LongText(_("Which, and from when to when?"), max_length=1000, rows=3))
    born_on = Day(_("Date of birth"), birthday=True)
    birth_place = Words(_("City and country of birth"))
    telephone = Phone(_("Telephone, where we reach you by day"))


class Addresses(RepeatingStep):
    title = _("Your addresses")
    intro = _("Where you lived during the last five years, starting with today’s address.")
    row_name = _("address")
    at_least = 1
    at_most = 60
    too_few = _("Add the address where you live")
    headings = ("lived_street", "lived_city", "lived_from")

    lived_street = Words(_("Number, street and unit"), autocomplete="address-line1")
    lived_city = Words(_("City"), autocomplete="address-level2")
    lived_region = Words(_("Province, state or region"), autocomplete="address-level1")
    lived_country = Words(_("Country"), autocomplete="country-name")
    lived_code = Words(_("Postal code"), max_length=20, required=False, autocomplete="postal-code")
    lived_from = Day(_("From"))
    lives_here = YesNo(_("Do you still live there?"))
    lived_until = only_if("lives_here", Day(_("Until")), equals=False)


class PartInTheBusiness(Step):
    title = _("Your role and your share")

    roles = Ticks(_("What are you in this business?"), choices=Role.choices)
    other_role = LongText(
        _("Describe your part in your own words"),
        help_text=_("What you do, what you decide, what you lent or invested."),
        max_length=1000,
        rows=3,
        required=False,
    )
    since = Day(_("Since when?"))
    has_share = YesNo(_("Do you own a share of the business, directly or through somebody else?"))
    share = only_if("has_share", WholeNumber(_("How much?"), min_value=1, max_value=100, unit="%"))


class Record(Step):
    title = _("Questions")
    intro = _("Answer for Ontario and for anywhere else. A yes does not decide anything by itself: explain it.")

    was_convicted = YesNo(_("Have you ever been found guilty of an offence for which no record suspension was given?"))
    convicted_of = only_if("was_convicted", LongText(_("Which, when, where, and what was the sentence?")))
    is_charged = YesNo(_("Are you charged with an offence now?"))
    charged_with = only_if("is_charged", LongText(_("With what, since when, before which court?")))
    was_refused = YesNo(
        _("Has a licence or registration of yours for alcohol, gaming, cannabis or horse racing ever been refused, "
          "suspended or revoked?")
    )  # fmt: skip
    refused_what = only_if("was_refused", LongText(_("Which, when, by whom and why?")))
    was_bankrupt = YesNo(_("Have you been bankrupt, or made a proposal to creditors, in the last seven years?"))
    bankruptcy = only_if("was_bankrupt", LongText(_("When, where, and how did it end?")))
    is_sued = YesNo(_("Is there a lawsuit or an unpaid judgment against you that concerns money or honesty?"))
    sued_for = only_if("is_sued", LongText(_("By whom, for what, before which court?")))
    owes_tax = YesNo(_("Do you owe a government tax that is overdue?"))
    tax_owed = only_if("owes_tax", LongText(_("To whom, how much, and what was agreed about it?")))
    has_other_interests = YesNo(
        _("Do you have a part in another licensed business, or in one that makes or supplies alcohol?")
    )
    other_interests = only_if("has_other_interests", LongText(_("Which businesses, and which part?")))


class Consent(Step):
    title = _("Your consent")

    police_check = Tick(
        _("I agree that my police records be searched, in Canada and elsewhere, to decide on this application and to "
          "supervise the licence.")
    )  # fmt: skip
    verification = Tick(
        _("I agree that what I say here be checked with governments, employers, banks and credit bureaus.")
    )


STEPS = [Identity, Addresses, PartInTheBusiness, Record, Consent]

DOCUMENTS = [
    Document("identity", _("Identity document with a photo, issued by a government")),
    Document(
        "court-papers",
        _("Court papers"),
        when=lambda a: bool(a.was_convicted or a.is_charged),
        why=_("Required because you answered that you were found guilty or are charged."),
    ),
]


def is_adult(a, on):
    born = a.born_on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) >= ADULT


def addresses_are_dated(a, on):
    """Nobody lives somewhere from a later day, or until an earlier one than they came."""
    return all(
        one.lived_from is None or (one.lived_from <= on and one.lived_from <= (one.lived_until or on))
        for one in a.addresses
    )


def five_years_are_covered(a, on):
    """Each address reaches to the one before it, from today back to five years ago."""
    reached = on
    for one in sorted(a.addresses, key=lambda one: one.lived_until or on, reverse=True):
        if one.lived_from is None or (one.lived_until or on) + A_GAP < reached:
            break
        reached = min(reached, one.lived_from)
    return reached <= on - timedelta(days=365 * YEARS)


RULES = [
    Rule(
        question="born_on",
        needs=["born_on"],
        holds=is_adult,
        message=_("Whoever discloses is 18 or older: check the date of birth"),
    ),
    Rule(
        question="addresses",
        needs=["addresses"],
        holds=addresses_are_dated,
        message=_("An address starts in the future, or after it ended: check its dates"),
    ),
    Rule(
        question="addresses",
        needs=["addresses"],
        holds=lambda a, on: five_years_are_covered(a, on) or not a.addresses or not addresses_are_dated(a, on),
        message=_("The addresses leave out a part of the last five years: add where you lived then"),
    ),
]
