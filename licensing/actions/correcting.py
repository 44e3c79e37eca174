"""Set right an error of ours in what is recorded of a licence."""

from datetime import date

from django.db import transaction

from accounts import actions as accounts
from accounts.models import Organization, User
from icajo import queue

from ..correcting import corrected
from ..errors import NotNow
from ..holder import FACTS
from ..models import Licence, Version
from .licences import lock_licence, tell
from .register import keep_version, note_down, write_columns, write_reliances


@transaction.atomic
def correct(
    licence: Licence, *, by: User, on: date, key: str, typed, why: str, version_seen: int | None = None
) -> Version:
    """One answer set right: a version that prints it, whose paper replaces the one before, and a letter that says so.

    `version_seen` is the version that the officer read.  Raises NotNow where there is a later one, WrongCorrection
    where the page of the answer refuses it.
    """
    licence = lock_licence(licence, by)
    last = licence.last_version
    if version_seen is not None and version_seen != (last.number if last else 0):
        raise NotNow("correct")
    licence.answers, told = corrected(licence, key, typed, on)
    holder_is_called_otherwise(licence, key)
    write_columns(licence)
    licence.save()
    write_reliances(licence)
    note_down(licence, "corrected", on=on, by=by, note=why)
    version = keep_version(licence, on=on, by=by, why=why[:300])
    queue.after_commit("licensing.certify_version", version.pk)
    tell(licence, f"version-{version.pk}", "licence_corrected", on=on, reasons=why, corrected=told)
    return version


def holder_is_called_otherwise(licence: Licence, key: str) -> None:
    """What is corrected of the holder is the holder's on every page."""
    holder, name = licence.type.holder, key.rsplit(".", 1)[1]
    answers = licence.journey.answers
    facts = {fact: getattr(answers, name) for fact in FACTS if getattr(holder, fact) == name}
    if facts:
        Organization.objects.filter(pk=licence.organization_id).update(**facts)
    asked = {kind for kind, place in holder.places.items() if name in vars(place).values()}
    addresses = holder.addresses(answers)
    accounts.keep_addresses(licence.organization, {kind: addresses[kind] for kind in asked & set(addresses)})
    licence.organization.refresh_from_db()
