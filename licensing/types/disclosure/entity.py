"""What an entity is asked, by somebody who may speak for it: shorter than what a person is asked."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from icajo.journey import RepeatingStep, Step
from icajo.journey.fields import Choice, Day, LongText, Phone, Tick, WholeNumber, Words, YesNo, only_if
from licensing.definition import Document, Rule


class Kind(TextChoices):
    CORPORATION = "corporation", _("Corporation")
    PARTNERSHIP = "partnership", _("Partnership")
    TRUST = "trust", _("Trust")
    OTHER = "other", _("Another kind")


class TheEntity(Step):
    title = _("The entity")

    entity_name = Words(_("Legal name"), autocomplete="organization")
    entity_kind = Choice(_("What is it?"), choices=Kind.choices)
    jurisdiction = Words(
        _("Where is it registered?"), help_text=_("The province, state or country whose law it was made under.")
    )
    registration_number = Words(_("Registration number"), max_length=40)
    formed_on = Day(_("Date on which it was formed"))
    head_office = Words(_("Address of its head office"), autocomplete="address-line1")
    speaker = Words(_("Your name"), autocomplete="name")
    speaker_title = Words(_("What you are in the entity"), autocomplete="organization-title")
    speaker_phone = Phone(_("Your telephone"))


class Owners(RepeatingStep):
    title = _("Who owns it")
    intro = _("Every person and entity that owns 10% or more of it, or of a class of its shares.")
    row_name = _("owner")
    at_least = 1
    at_most = 60
    too_few = _("Add at least one owner")
    headings = ("owner_name", "owner_share")

    owner_name = Words(_("Name"))
    owner_is_entity = YesNo(_("Is it an entity?"))
    owner_share = WholeNumber(_("Share"), min_value=1, max_value=100, unit="%")


class EntityRecord(Step):
    title = _("Questions")
    intro = _("Answer for Ontario and for anywhere else. A yes does not decide anything by itself: explain it.")

    entity_convicted = YesNo(_("Has the entity ever been found guilty of an offence, or is it charged with one now?"))
    entity_offences = only_if("entity_convicted", LongText(_("Which, when, where, and with what result?")))
    entity_refused = YesNo(
        _("Has a licence or registration of the entity for alcohol, gaming, cannabis or horse racing ever been "
          "refused, suspended or revoked?")
    )  # fmt: skip
    entity_refusals = only_if("entity_refused", LongText(_("Which, when, by whom and why?")))
    entity_insolvent = YesNo(
        _("Has the entity been bankrupt or protected from its creditors in the last seven years?")
    )
    entity_insolvency = only_if("entity_insolvent", LongText(_("When, where, and how did it end?")))
    entity_owes_tax = YesNo(_("Does the entity owe a government tax that is overdue?"))
    entity_tax = only_if("entity_owes_tax", LongText(_("To whom, how much, and what was agreed about it?")))
    entity_supplies = YesNo(_("Does the entity make or supply alcohol, or have a part in a business that does?"))
    entity_supplied = only_if("entity_supplies", LongText(_("Which business, and which part?")))


class EntityConsent(Step):
    title = _("Consent of the entity")

    may_speak = Tick(_("I may speak for the entity, and agree on its behalf."))
    entity_verification = Tick(
        _("The entity agrees that what is said here be checked with governments, banks, credit bureaus and police.")
    )


STEPS = [TheEntity, Owners, EntityRecord, EntityConsent]

DOCUMENTS = [Document("registration", _("Articles, certificate or agreement that formed the entity"))]


def shares_fit(a, on):
    return sum(one.owner_share or 0 for one in a.owners) <= 100


RULES = [
    Rule(
        question="owners",
        needs=["owners"],
        holds=shares_fit,
        message=_("The shares come to more than 100%: check each owner’s"),
    ),
    Rule(
        question="formed_on",
        needs=["formed_on"],
        holds=lambda a, on: a.formed_on <= on,
        message=_("The entity was formed in the future: check the date"),
    ),
]
