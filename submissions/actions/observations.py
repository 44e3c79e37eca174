"""Receiving what the public writes about a notice, until the last second of its last day."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from icajo import mail
from icajo.models import StoredFile
from licensing import actions as licensing
from licensing.checks import OBSERVATIONS
from licensing.folding import fold
from licensing.gazetteer import wider
from licensing.models import Application, PublicNotice

from .. import follow_codes
from ..errors import Closed, Nameless
from ..models import Capacity, Observation, Outcome
from .inquiries import next_reference


class Said(TypedDict):
    """What somebody filled in; of an anonymous comment, only the grounds and the text."""

    is_anonymous: bool
    capacity: str
    name: str
    email: str
    street: str
    postal_code: str
    municipality: str
    grounds: list[str]
    text: str


def notice_of(file: str, at: datetime) -> PublicNotice | None:
    """The notice of this file once its period has begun: open, or over."""
    begun = PublicNotice.objects.begun(timezone.localdate(at)).select_related("application__organization")
    return begun.filter(application__ref=file).first()


@transaction.atomic
def observe(
    notice: PublicNotice, *, said: Said, files: Sequence[StoredFile], once: str, language: str, at: datetime
) -> tuple[Observation, str]:
    """Keep what somebody wrote at this moment, and the code to follow it with, which nobody can read again.

    A page sent twice is one observation, with another code.  A text that its author sent before is counted, its new
    files are kept with it, and the code is "".  Raises Closed, Nameless.
    """
    notice = lock(notice)
    if not notice.is_open(timezone.localdate(at)):
        raise Closed(notice)
    if said["is_anonymous"] and not notice.application.procedure.notice.anonymous:
        raise Nameless
    mark = fingerprint(said["text"])
    sent = Observation.objects.filter(notice=notice, once=once, fingerprint=mark).first()
    if sent:
        return sent, new_code(sent)
    if known := same(notice, said):
        return sent_again(known, files), ""
    if Observation.objects.filter(once=once).exists():
        once = f"{mark[:20]}{follow_codes.new_characters(20)}"  # the page was changed and sent again: another text
    observation, code = written(notice, said=said, once=once, language=language, at=at)
    observation.save()
    enclose(observation, files)
    if not observation.is_anonymous:
        licensing.open_check(notice.application, OBSERVATIONS)
        acknowledge(observation)
    return observation, code


def same(notice: PublicNotice, said: Said) -> Observation | None:
    """What the same author sent in the same words; None of what is anonymous."""
    key = author_key(said)
    found = Observation.objects.filter(notice=notice, author_key=key, fingerprint=fingerprint(said["text"]))
    return found.first() if key else None


def written(notice: PublicNotice, *, said: Said, once: str, language: str, at: datetime) -> tuple[Observation, str]:
    """An observation that is not in the database yet, and the code to follow it with."""
    mark, code = fingerprint(said["text"]), follow_codes.new()
    observation = Observation(
        **said, ref=next_reference("O"), once=once, notice=notice, language=language, received_at=at,
        fingerprint=mark, author_key=author_key(said), code_digest=follow_codes.digest(code),
        same_as=Observation.objects.filter(notice=notice, fingerprint=mark).order_by("pk").first(),
        is_elsewhere=is_elsewhere(said, notice),
    )  # fmt: skip
    if said["is_anonymous"]:
        observation.is_considered, observation.outcome, observation.outcome_at = False, Outcome.ANONYMOUS, at
    return observation, code


def lock(notice: PublicNotice) -> PublicNotice:
    """The notice as it is now; whoever extends or withdraws waits, or has done it."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=notice.application_id)
    notice = PublicNotice.objects.get(pk=notice.pk)
    notice.application = application
    return notice


def fingerprint(text: str) -> str:
    """The same for the same words, whatever their capitals, accents and line breaks."""
    return hashlib.sha256(fold(text).encode() or text.encode()).hexdigest()


def author_key(said: Said) -> str:
    """The same for the same author; "" where nobody knows who it is."""
    if said["is_anonymous"]:
        return ""
    told = [fold(said["name"]), said["email"].lower(), fold(said["street"]), fold(said["municipality"])]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def is_elsewhere(said: Said, notice: PublicNotice) -> bool:
    """Does a resident or a municipality write of another place than that of the notice?  Only a flag: it is kept."""
    if said["is_anonymous"] or said["capacity"] == Capacity.UPPER_TIER:
        return False
    return not wider(said["municipality"]) & wider(notice.municipality)


def new_code(observation: Observation) -> str:
    code = follow_codes.new()
    Observation.objects.filter(pk=observation.pk).update(code_digest=follow_codes.digest(code))
    return code


def sent_again(observation: Observation, files: Sequence[StoredFile]) -> Observation:
    Observation.objects.filter(pk=observation.pk).update(times=F("times") + 1)
    known = set(observation.enclosures.values_list("file__sha256", flat=True))
    enclose(observation, [file for file in files if file.sha256 not in known])
    return observation


def enclose(observation: Observation, files: Sequence[StoredFile]) -> None:
    for file in files:
        observation.enclosures.create(file=file)


def acknowledge(observation: Observation) -> None:
    """The letter to an author who left an e-mail address."""
    if not observation.email:
        return
    application = observation.application
    mail.write(
        key=f"observation-{observation.pk}-received",
        to=observation.email,
        language=observation.language,
        template="observation_received",
        context={
            "person_name": observation.name,
            "ref": observation.ref,
            "file": application.ref,
            "premises": observation.notice.premises or observation.notice.applicant,
            "is_elsewhere": observation.is_elsewhere,
            "url": reverse("submissions:follow"),
        },
    )


def follow(ref: str, code: str) -> Observation | None:
    """What somebody sent, by its reference and their code; None where the two do not go together."""
    asked = follow_codes.digest(code)
    found = Observation.objects.select_related("notice__application", "copy__batch").filter(
        ref="".join(ref.split()).upper()
    )
    observation = found.first()
    right = hmac.compare_digest(asked, observation.code_digest if observation else "0" * 64)
    return observation if observation and right else None
