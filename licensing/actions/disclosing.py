"""What the invited person does, without an account: prove the address, fill, send.  Nobody else reads it."""

import json
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts import sealed
from icajo import mail
from icajo.journey import seen

from .. import correspondence
from ..errors import ChangedElsewhere, NotNow, TooMuch, TooSoon, WrongCode
from ..models import Disclosure, Invitation, MailedCode
from ..models.disclosures import VALID_FOR
from ..types.disclosure import questionnaire
from .disclosures import digest, end, lock_open, write_link

CODE_MINUTES, CODES_AN_HOUR, TRIES = 10, 5, 5
MOST_CHARACTERS = 200_000
SALT = "licensing.disclosures"


# The link and the code


def find_link(token: str) -> Invitation | None:
    """The invitation that this link opens; whether it still does is asked of the invitation."""
    return related().filter(token_hash=digest(token)).first()


def related():
    return Invitation.objects.select_related("application", "application__organization", "disclosure", "sent_by")


@transaction.atomic
def mail_code(invitation: Invitation, *, at: datetime) -> MailedCode:
    """Six digits to the invited address.  Raises NotNow for a link that ended, TooSoon after five in an hour."""
    invitation = lock_usable(invitation, at)
    hour = timedelta(hours=1)
    times = list(invitation.codes.filter(sent_at__gt=at - hour).values_list("sent_at", flat=True)[:CODES_AN_HOUR])
    if len(times) == CODES_AN_HOUR:
        raise TooSoon(times[-1] + hour)
    invitation.codes.filter(used_at=None).update(expires_at=at)  # one code at a time
    digits = f"{secrets.randbelow(10**6):06}"
    code = invitation.codes.create(
        digest=of_code(invitation, digits), sent_at=at, expires_at=at + timedelta(minutes=CODE_MINUTES)
    )
    if invitation.opened_at is None:
        invitation.opened_at = at
        invitation.save(update_fields=["opened_at"])
    mail.write(
        key=f"disclosure-code-{code.pk}",
        to=invitation.email,
        language=invitation.language,
        template="disclosure_code",
        context={"code": digits, "minutes": CODE_MINUTES, "holder": invitation.for_whom},
        hidden=["code"],
    )
    return code


def of_code(invitation, digits):
    return salted_hmac(SALT, f"{invitation.pk}:{digits}", algorithm="sha256").hexdigest()


def lock_usable(invitation: Invitation, at: datetime) -> Invitation:
    """The invitation, its file locked, while its link opens something.  Raises NotNow."""
    application = lock_open(invitation.application, by=None)
    found = related().get(pk=invitation.pk)
    found.application = application
    if found.token_hash != invitation.token_hash or not found.is_usable(at):
        raise NotNow("disclose")
    return found


def verify_code(invitation: Invitation, typed: str, *, at: datetime) -> None:
    """Was this the code that was mailed?  Raises WrongCode, also for one that is too old or was tried too often.

    Not in a transaction of the caller’s: a wrong try counts.
    """
    digits = "".join(character for character in typed if character.isdigit())
    with transaction.atomic():
        invitation = lock_usable(invitation, at)
        code = invitation.codes.select_for_update().filter(used_at=None, expires_at__gt=at).first()
        right = False
        if code is not None and code.tries < TRIES:
            right = constant_time_compare(code.digest, of_code(invitation, digits))
            code.tries += 1
            code.used_at = at if right else None
            code.save(update_fields=["tries", "used_at"])
    if not right:
        raise WrongCode


@transaction.atomic
def not_me(invitation: Invitation, *, at: datetime) -> None:
    """« Ce n’est pas moi »: the link ends, and whoever sent it is told."""
    invitation = lock_usable(invitation, at)
    end(invitation, Invitation.End.NOT_ME, at)
    tell_sender(invitation, "disclosure_not_me", f"not-me-{invitation.token_hash[:16]}")


@transaction.atomic
def ask_new_link(invitation: Invitation, *, at: datetime) -> None:
    """The link expired: whoever sent it is told, once, that another is needed.  Nothing happens otherwise."""
    application = lock_open(invitation.application, by=None)
    invitation = related().get(pk=invitation.pk)
    invitation.application = application
    if invitation.ended_as or invitation.completed_at or invitation.expires_at > at or not invitation.is_listed:
        return
    invitation.asked_again_at = at
    invitation.save(update_fields=["asked_again_at"])
    tell_sender(invitation, "disclosure_link_wanted", f"wanted-{invitation.token_hash[:16]}")


def tell_sender(invitation: Invitation, template: str, what: str, **more) -> None:
    """One letter to whoever sent the link: a status, never what was answered."""
    correspondence.write_about(
        invitation.application,
        invitation.sent_by,
        key=f"disclosure-{invitation.pk}-{what}",
        template=template,
        page="licensing:disclosures",
        name=invitation.name,
        **more,
    )


# Filling


def content(disclosure: Disclosure) -> dict:
    """What was disclosed, opened: answers, papers {pk: what the file was} and, once sent, transcript, declaration."""
    return json.loads(sealed.unseal(disclosure.sealed))


def earlier(invitation: Invitation, at: datetime) -> Disclosure | None:
    """A disclosure that the reader of the same address completed and that is still valid."""
    asked = questionnaire(invitation.is_entity)
    found = Disclosure.objects.filter(
        email__iexact=invitation.email,
        is_entity=invitation.is_entity,
        edition=asked.edition,
        completed_at__gt=at - VALID_FOR,
    )
    return found.order_by("completed_at").last()


@transaction.atomic
def begin_disclosure(invitation: Invitation, *, at: datetime) -> Invitation:
    """The invitation with the disclosure that its person fills; the same one the second time."""
    invitation = lock_usable(invitation, at)
    if invitation.disclosure is None:
        invitation.disclosure = Disclosure.objects.create(
            number=f"D-{timezone.localdate(at).year}-{secrets.randbelow(10**8):08}",
            email=invitation.email.lower(),
            language=invitation.language,
            is_entity=invitation.is_entity,
            edition=questionnaire(invitation.is_entity).edition,
            sealed=sealed.seal(json.dumps({"answers": {}, "papers": {}})),
            saved_at=at,
        )
        invitation.save(update_fields=["disclosure"])
    return invitation


def lock_begun(invitation: Invitation, at: datetime) -> tuple[Invitation, Disclosure, dict]:
    """The invitation, what was begun of it and its content, locked.  Raises NotNow, and what `lock_usable` raises."""
    invitation = lock_usable(invitation, at)
    if invitation.disclosure is None:
        raise NotNow("disclose")
    disclosure = Disclosure.objects.select_for_update().get(pk=invitation.disclosure.pk)
    return invitation, disclosure, content(disclosure)


def store(disclosure: Disclosure, known: dict, at: datetime) -> None:
    """Seal it anew.  Raises TooMuch where it is longer than anybody types; what was completed is never refused."""
    text = json.dumps(known, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS and disclosure.completed_at is None:
        raise TooMuch("disclosure")
    disclosure.sealed, disclosure.saved_at = sealed.seal(text), at
    disclosure.save()


@transaction.atomic
def save_disclosed_step(invitation: Invitation, step, typed: dict, *, at: datetime, started_from: str = "") -> None:
    """Keep what was typed on a page.  Raises NotNow, ChangedElsewhere and TooMuch, as `save_step` does."""
    _invitation, disclosure, known = lock_begun(invitation, at)
    stored = known["answers"].get(step.slug)
    if started_from and stored != typed and seen(stored) != started_from:
        raise ChangedElsewhere(stored)
    known["answers"][step.slug] = {**(stored or {}), **typed}
    store(disclosure, known, at)


@transaction.atomic
def save_disclosed_row(
    invitation: Invitation, step, row: str, typed: dict, *, at: datetime, started_from: str = ""
) -> None:
    """Keep one row of a list.  Raises what `save_disclosed_step` raises."""
    _invitation, disclosure, known = lock_begun(invitation, at)
    rows = known["answers"].get(step.slug) or []
    stored = next((one for one in rows if one["id"] == row), None)
    new = {"id": row, **typed}
    if stored is None and len(rows) >= step.at_most:
        raise TooMuch(step.slug)
    if stored is not None and started_from and stored != new and seen(stored) != started_from:
        raise ChangedElsewhere(stored)
    kept = [new if one["id"] == row else one for one in rows] if stored is not None else [*rows, new]
    known["answers"][step.slug] = kept
    store(disclosure, known, at)


@transaction.atomic
def remove_disclosed_row(invitation: Invitation, step, row: str, *, at: datetime) -> None:
    """Take a row off a list; one that is gone already is no error.  Raises what `save_disclosed_step` raises."""
    _invitation, disclosure, known = lock_begun(invitation, at)
    rows = known["answers"].get(step.slug) or []
    known["answers"][step.slug] = [one for one in rows if one["id"] != row]
    store(disclosure, known, at)


def write_resume_link(invitation: Invitation, *, at: datetime) -> None:
    """« Lien pour continuer votre divulgation »: the same link again, once a day."""
    write_link(invitation, "disclosure_continue", f"continue-{timezone.localdate(at)}")


def by_key(key: int, link: str) -> Invitation | None:
    """The invitation of this key, if `link` is still the digest of its link."""
    return related().filter(pk=key, token_hash=link).first()
