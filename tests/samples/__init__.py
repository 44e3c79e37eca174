"""A good application of each type: the only place where one is spelt out whole."""

import io
import secrets
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.actions import activate, change_roles
from accounts.models import User
from accounts.roles import BY_CODE
from icajo import uploads
from licensing import actions, fees
from licensing.definition import NEW
from licensing.disclosing import asked_of
from licensing.judging import required_documents
from licensing.models import Disclosure, FeeRate
from licensing.types import LICENCE_TYPES

from . import cannabis, ferment, liquor, special_occasion
from .ferment import ferment_answers
from .liquor import liquor_answers
from .raffle import about_raffle, raffle_answers
from .special_occasion import special_occasion_answers
from .typing import day

__all__ = ["day", "ferment_answers", "liquor_answers", "raffle_answers", "special_occasion_answers"]

PASSWORD = "Perroquet-7-bleu"


ANSWERS = {
    "raffle": raffle_answers,
    "liquor-sales": liquor_answers,
    "ferment-on-premises": ferment_answers,
    "special-occasion": special_occasion_answers,
    "cannabis-operator": cannabis.operator_answers,
    "cannabis-manager": cannabis.manager_answers,
    "cannabis-store": cannabis.store_answers,
}
ABOUT = {  # {type: {request about its licence: pages}, on a day}
    "raffle": about_raffle,
    "liquor-sales": liquor.about,
    "ferment-on-premises": ferment.about,
    "special-occasion": special_occasion.about,
    "cannabis-operator": cannabis.about_operator,
    "cannabis-manager": cannabis.about_manager,
    "cannabis-store": cannabis.about_store,
}
BEFOREHAND = {"cannabis-store": cannabis.what_a_store_needs}  # what the register holds before somebody applies
RATES = Path(fees.__file__).with_name("fee_rates.toml")


def answers_of(type, procedure, on: date) -> dict:
    """Good answers to one thing that can be asked: of a new licence, or about one that says what its sample does."""
    new = ANSWERS[type.code](on)
    own = ABOUT[type.code](on)[procedure.code] if procedure.code != NEW else {}
    return {
        step.slug: page for step in procedure.steps if (page := own.get(step.slug, new.get(step.slug))) is not None
    }


def person(email="amelie@example.org", **facts) -> User:
    """Somebody with an account they can sign in to."""
    defaults = {"first_name": "Amélie", "last_name": "Tremblay", "phone": "+16135550147", "language": "fr"}
    user = User.objects.create_user(email, PASSWORD, **defaults | facts)
    activate(user)
    return user


def officer(email="agente@example.org") -> User:
    """An officer who may decide."""
    return staff("eligibility-officer", email, first_name="Odile", last_name="Officier")


def staff(role, email="", **facts) -> User:
    """Somebody with one role of the staff, by its code in accounts/roles.py; the roles are loaded by the first."""
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    if not Group.objects.filter(name=BY_CODE[role].group).exists():
        call_command("load_reference", verbosity=0)
    user = person(email or f"{role}@example.org", **facts)
    change_roles(user, roles=[role], by=None, why="test")
    user.refresh_from_db()
    return user


def photo(colour="teal") -> SimpleUploadedFile:
    """A small picture, as a telephone would send it."""
    content = io.BytesIO()
    Image.new("RGB", (40, 40), colour).save(content, "JPEG")
    return SimpleUploadedFile("billet.jpg", content.getvalue(), "image/jpeg")


def fee_rates():
    for code, amount in (("raffle-large", "0.01"), ("raffle-other", "0.03")):
        FeeRate.objects.get_or_create(
            code=code,
            in_force_from=date(2010, 4, 21),
            defaults={"unit": "share", "amount": amount, "source": "test"},
        )
    shipped = [rate for rate in tomllib.loads(RATES.read_text())["rate"] if rate["unit"] == "dollars"]
    FeeRate.objects.bulk_create(
        [FeeRate(**rate | {"amount": Decimal(rate["amount"])}) for rate in shipped], ignore_conflicts=True
    )


def draft(user, *, on: date, type_code="raffle", answers=None):
    """A draft with every answer, and no document."""
    fee_rates()
    BEFOREHAND.get(type_code, lambda user, on: None)(user, on)
    answers = answers or ANSWERS[type_code](on)
    licence_type = LICENCE_TYPES[type_code]
    first = licence_type.steps[0]
    application = actions.start(
        licence_type, by=user, step=first, typed=answers[first.slug], once=secrets.token_hex(8)
    )
    application.answers = answers
    application.save()
    return application


def complete(user, *, on: date, type_code="raffle", answers=None):
    """A draft with every answer and every document that it calls for."""
    application = draft(user, on=on, type_code=type_code, answers=answers)
    return furnish(application, by=user)


def furnish(application, *, by):
    """Every document that the answers call for, and every disclosure that they owe, completed."""
    for document in required_documents(application):
        actions.attach(application, document.code, uploads.keep(photo()), by=by)
    for asked in asked_of(application):
        application.invitations.create(
            step=asked.step, row=asked.row, listed_as=asked.listed_as, name=asked.name, email=asked.email,
            language=asked.language, is_entity=asked.is_entity, token_hash=secrets.token_hex(32), sent_by=by,
            expires_at=timezone.now() + timedelta(days=30), disclosure=disclosure_of(asked),
        )  # fmt: skip
    return application


def disclosure_of(asked) -> Disclosure:
    """One that somebody completed; nobody reads it here."""
    return Disclosure.objects.create(
        number=secrets.token_hex(8), email=asked.email, language=asked.language, is_entity=asked.is_entity,
        edition="test", sealed="", completed_at=timezone.now(),
    )  # fmt: skip


def sealed(user, *, on: date, **kwargs):
    """An application that only has to be paid."""
    application = complete(user, on=on, **kwargs)
    actions.seal(application, by=user, on=on, fee_seen=fees.assess(application, on).total)
    application.refresh_from_db()
    return application
