"""Ask people to disclose, by a link of their own.  Whoever applies sends, sends again and corrects; never reads."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from accounts import sealed
from accounts.models import User
from icajo import mail
from icajo.models import Letter

from .. import correspondence
from ..casework import may_edit
from ..checks import DISCLOSURES
from ..disclosing import Asked, Status, asked_of, board, unfinished
from ..errors import NotNow, TooSoon
from ..models import Application, Invitation
from ..permissions import prepares
from ..states import DECIDED, OPEN_TO_STAFF, State
from .drafts import keep

LINK_DAYS = 30
LETTERS_A_DAY = 6  # to one person about one file


@transaction.atomic
def send_disclosures(
    application: Application, *, by: User, at: datetime, step: str = "", rows: Collection[str] = ()
) -> list[Invitation]:
    """Send a link to everybody who has none yet, or whose line changed since; returns the invitations sent.

    Only those of one list, or of these `rows`, where given.  Raises NotNow for a file that is closed.
    """
    application = lock_open(application, by=by)
    sent = [
        invite(application, place.asked, by=by, at=at)
        for place in board(application, step, at)
        if place.status == Status.PREPARED and place.asked.can_be_sent and (not rows or place.asked.row in rows)
    ]
    if sent:
        write_copy(application, sent, by=by)
        look_again(application, at=at)
    return sent


def lock_open(application: Application, *, by: User | None) -> Application:
    """The application, locked, while its disclosures may change; `by` is None for the person who discloses."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if by is not None and not prepares(by, application):
        raise PermissionDenied("disclosures")
    if application.state in {*DECIDED, State.LAPSED}:
        raise NotNow("disclosures")
    return application


def invite(application: Application, asked: Asked, *, by: User, at: datetime) -> Invitation:
    """The invitation of one line, with a new link; an earlier link of the line dies."""
    lasting = application.invitations.filter(step=asked.step, row=asked.row, ended_as="")
    invitation = lasting.first() or Invitation(application=application, step=asked.step, row=asked.row)
    same = invitation.email.casefold() == asked.email.casefold() and invitation.is_entity == asked.is_entity
    if not same or invitation.completed_at:
        invitation.disclosure = None  # what one address wrote is not shown to another
    invitation.listed_as = asked.listed_as
    invitation.name, invitation.email, invitation.language = asked.name, asked.email, asked.language
    invitation.is_entity = asked.is_entity
    return give_link(invitation, by=by, at=at)


def give_link(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """A new link, sent by letter.  Of the link itself the row keeps a digest, and what only our key opens."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.sealed_token = digest(token), sealed.seal(token)
    invitation.sent_by, invitation.sent_at, invitation.expires_at = by, at, at + timedelta(days=LINK_DAYS)
    invitation.opened_at = invitation.asked_again_at = None
    invitation.save()
    invitation.letter = write_link(invitation, "disclosure_asked", f"link-{invitation.token_hash[:16]}")
    invitation.save(update_fields=["letter"])
    return invitation


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def write_link(invitation: Invitation, template: str, what: str) -> Letter:
    """A letter to the invited person that carries the link; once for each `what`."""
    application = invitation.application
    with override(invitation.language):
        link = reverse("licensing:disclosure_link", args=[sealed.unseal(invitation.sealed_token)])
        return mail.write(
            key=f"disclosure-{invitation.pk}-{what}",
            to=invitation.email,
            language=invitation.language,
            template=template,
            context={
                "name": invitation.name,
                "holder": invitation.for_whom,
                "type_name": str(application.title),
                "sender": str(invitation.sent_by),
                "expires_at": invitation.expires_at,
                "url": link,
            },
            hidden=["url"],
        )


def write_copy(application: Application, sent: list[Invitation], *, by: User) -> None:
    """« Copie : liens de divulgation envoyés »: who was written to, without the links."""
    correspondence.write_about(
        application,
        by,
        key=f"disclosures-{application.pk}-copy-{sent[-1].token_hash[:16]}",
        template="disclosure_copy",
        page="licensing:disclosures",
        sent=[(one.name, one.email) for one in sent],
        expires_at=sent[-1].expires_at,
    )


@transaction.atomic
def resend_disclosure(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """A new link to the same address; the old one dies.  Raises NotNow once it is completed, TooSoon."""
    application = lock_open(invitation.application, by=by)
    invitation = lasting(application, invitation.pk)
    not_too_often(invitation, at)
    return give_link(invitation, by=by, at=at)


def lasting(application: Application, pk: int) -> Invitation:
    """The invitation, while it is not completed and did not end.  Raises NotNow."""
    invitation = application.invitations.select_related("sent_by").filter(pk=pk, ended_as="").first()
    if invitation is None or invitation.completed_at:
        raise NotNow("disclosures")
    invitation.application = application
    return invitation


def not_too_often(invitation: Invitation, at: datetime) -> None:
    """Nobody's mailbox is filled by pressing a button.  Raises TooSoon(until)."""
    day = timedelta(days=1)
    written = Letter.objects.filter(key__startswith=f"disclosure-{invitation.pk}-", written_at__gt=at - day)
    times = list(written.order_by("-written_at").values_list("written_at", flat=True)[:LETTERS_A_DAY])
    if len(times) == LETTERS_A_DAY:
        raise TooSoon(times[-1] + day)


@transaction.atomic
def readdress_disclosure(
    invitation: Invitation, *, by: User, at: datetime, email: str, language: str, name: str = ""
) -> Invitation:
    """Correct the address of somebody, or put somebody else in their place where `name` is another.

    The old link dies, what was begun under it is not shown to the new address, and the new one is sent.
    """
    application = lock_open(invitation.application, by=by)
    found = application.invitations.filter(pk=invitation.pk).exclude(ended_as=Invitation.End.REMOVED).first()
    line = next((one for one in asked_of(application, invitation.step) if one.row == invitation.row), None)
    if found is None or line is None or (found.completed_at and not name):
        raise NotNow("disclosures")
    not_too_often(found, at)
    name = name or found.name
    asked = Asked(line.step, line.row, name, email, language, line.is_entity)
    if may_edit(application, line.step):
        rewrite(application, asked, by=by)
    if found.ended_as == "" and name != found.name:
        end(found, Invitation.End.REMOVED, at)
    again = invite(application, asked, by=by, at=at)
    if not may_edit(application, line.step):  # the list says what was sent in
        again.listed_as = line.listed_as
        again.save(update_fields=["listed_as"])
    look_again(application, at=at)
    return again


def rewrite(application: Application, asked: Asked, *, by: User) -> None:
    """The line of the list says what the invitation says."""
    list_ = next(one for one in application.type.disclosing if one.step == asked.step)
    said = {list_.name: asked.name, list_.email: asked.email, list_.language: asked.language}
    rows = [one | said if one["id"] == asked.row else one for one in application.answers[asked.step]]
    keep(application, asked.step, rows, by=by)


@transaction.atomic
def remove_disclosing(invitation: Invitation, *, by: User, at: datetime) -> None:
    """Take somebody off the list, with their link.  Raises NotNow where the list may not be changed any more."""
    application = lock_open(invitation.application, by=by)
    if not may_edit(application, invitation.step):
        raise NotNow("disclosures")
    for found in application.invitations.filter(step=invitation.step, row=invitation.row, ended_as=""):
        end(found, Invitation.End.REMOVED, at)
    rows = application.answers.get(invitation.step) or []
    keep(application, invitation.step, [one for one in rows if one["id"] != invitation.row], by=by)


def end(invitation: Invitation, how: str, at: datetime) -> None:
    invitation.ended_as, invitation.ended_at = how, at
    invitation.save(update_fields=["ended_as", "ended_at"])


def look_again(application: Application, *, at: datetime) -> bool:
    """Open or close the check of a file under review, by what is completed; returns whether all are."""
    if not application.type.disclosing:
        return True
    missing = unfinished(application)
    if application.state in OPEN_TO_STAFF:
        checks = application.checks.filter(code=DISCLOSURES.code)
        if not missing:
            checks.filter(closed_at=None).update(closed_at=at)
        elif not checks.update(closed_at=None, opened_at=at):
            application.checks.create(code=DISCLOSURES.code, opened_at=at)
    return not missing
