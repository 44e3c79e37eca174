"""The people and entities behind whoever applies (facts 1.4, 4.2)."""

from functools import partial

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from icajo.journey import RepeatingStep
from icajo.journey.fields import Email, Select, Ticks, Words, YesNo
from icajo.journey.measures import Percent
from licensing.definition import Check, Disclosing, Document, Rule

from . import ownership


class AssociateRole(TextChoices):
    """The three buckets of the law: an interest, an office or a key role, shares (facts 1.4)."""

    OFFICER = "officer", pgettext_lazy("role", "Officer")  # of the applicant, not of ours
    DIRECTOR = "director", _("Director")
    SHAREHOLDER = "shareholder", _("Shareholder")
    PARTNER = "partner", _("Partner")
    SOLE_PROPRIETOR = "sole-proprietor", _("Sole proprietor")
    TRUSTEE = "trustee", _("Executor or trustee")
    KEY = "key", _("Key management or operational role")
    INTEREST = "interest", _("Other direct or indirect interest in the business")


HOLDING = {AssociateRole.SHAREHOLDER, AssociateRole.PARTNER}
OFFICES = set(AssociateRole) - HOLDING


class Associates(RepeatingStep):
    title = _("Disclosure of associated persons and entities")
    intro = _(
        "Add every officer, director and partner, the sole proprietor, and each person or entity that has or will "
        "have an interest in the business or a key role in it, or that holds 10% or more of the shares or of a class "
        "of shares, directly or through other entities. An entity that holds shares is added too, then the people who "
        "hold shares in it. Each receives a link by e-mail to fill in a disclosure of their own."
    )
    row_name = _("person or entity")
    at_least = 1
    too_few = _("Add at least one person or entity.")
    headings = ("associate_name", "associate_role", "associate_share")
    associate_is_entity = YesNo(_("Is it an entity, such as a company, rather than a person?"))
    associate_name = Words(_("Name of the person or entity"), max_length=200, autocomplete="off")
    associate_email = Email(
        _("E-mail address where the link is sent"),
        autocomplete="off",
        help_text=_("For an entity: the person who answers for it."),
    )
    associate_language = Select(_("Language of the link"), choices=settings.LANGUAGES)
    associate_role = Ticks(_("Role"), choices=AssociateRole.choices)
    associate_share = Percent(
        _("Share held, in percent"), required=False, help_text=_("Of all shares, or of the class where it is larger.")
    )
    held_in = Words(
        _("Held in which entity of this list?"),
        max_length=200,
        required=False,
        autocomplete="off",
        help_text=_("Leave this blank for shares of the applicant itself."),
    )


def holds_an_office(row) -> bool:
    return bool(OFFICES & set(row.associate_role or []))


def owes_a_disclosure(row) -> bool:
    """Whoever has an office or a role, and whoever holds a tenth: of the entity between, to be on the safe side."""
    return holds_an_office(row) or (row.associate_share or 0) >= ownership.TEN


DISCLOSED = Disclosing(
    step=Associates.slug,
    name="associate_name",
    email="associate_email",
    language="associate_language",
    is_entity="associate_is_entity",
    owed=owes_a_disclosure,
)


def nobody_is_owned_twice_over(a, on):
    return not ownership.too_much(a.associates)


def sums_quoted(a, on):
    of, whole = ownership.too_much(a.associates)[0]
    return {"of": of or _("the applicant"), "whole": f"{whole.normalize():f}"}


def nobody_is_on_the_list_twice(a, on):
    return not ownership.twice(a.associates)


def twice_quoted(a, on):
    return {"who": ownership.twice(a.associates)[0]}


def every_entity_is_on_the_list(a, on):
    return not ownership.strangers(a.associates)


def stranger_quoted(a, on):
    return {"entity": ownership.strangers(a.associates)[0]}


def nothing_owns_itself(a, on):
    return not ownership.in_a_loop(a.associates)


def loop_quoted(a, on):
    return {"entity": ownership.in_a_loop(a.associates)[0]}


def holders_say_how_much(a, on):
    return all(row.associate_share for row in a.associates if HOLDING & set(row.associate_role or []))


def most_shares_are_told(a, on):
    """Worth a warning: those who hold less than a tenth need not be on the list."""
    direct = [row.associate_share for row in a.associates if not row.held_in and row.associate_share]
    return not direct or sum(direct) > ownership.WHOLE - ownership.TEN


on_the_list = partial(Rule, question="associates", needs=("associates",))
ASSOCIATE_RULES = [
    on_the_list(
        holds=nobody_is_owned_twice_over,
        message=_("The shares held in %(of)s make %(whole)s%%: they cannot be more than 100%%."),
        values=sums_quoted,
    ),
    on_the_list(
        holds=nobody_is_on_the_list_twice,
        message=_("%(who)s is on the list twice, by name or by e-mail address: list each person and entity once."),
        values=twice_quoted,
    ),
    on_the_list(
        holds=every_entity_is_on_the_list,
        message=_("“%(entity)s” holds shares but is not on the list as an entity: add it, or correct its name."),
        values=stranger_quoted,
    ),
    on_the_list(
        holds=nothing_owns_itself,
        message=_("“%(entity)s” would own itself: correct in which entity its shares, or those of others, are held."),
        values=loop_quoted,
    ),
    on_the_list(
        holds=holders_say_how_much,
        message=_("Give the share of each shareholder and each partner."),
    ),
    on_the_list(
        holds=most_shares_are_told,
        message=_("The shares on the list leave 10%% or more untold: check that everyone who holds 10%% is there."),
        warning=True,
    ),
]

OWNERSHIP_CHART = Document(
    "ownership-chart",
    _("Chart of the ownership"),
    when=lambda a: bool(ownership.entities(a.associates or [])),
    why=_("required because an entity holds shares"),
)
CONTROL = Check(
    "control",
    _("Who controls the applicant through entities is established"),
    when=lambda a: ownership.controlled_through_an_entity(a.associates or []),
)
