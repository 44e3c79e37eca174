"""A file under review with people on both sides, and what they write about it."""

import secrets

from django.utils import timezone

from accounts.actions import join
from accounts.models import Membership, Organization
from icajo.models import Letter
from licensing.models import Application
from licensing.states import State
from submissions import actions
from tests import samples


def a_file(owner, officer=None, *, number=1, **facts):
    """One received file of an organization of the owner's, straight into the tables."""
    organization = Organization.objects.create(name="Taverne du Nord inc.", kind="corporation", language="fr")
    join(owner, organization, "creator")
    known = {
        "ref": f"2026-70000{number}", "once": f"t{number}", "type_code": "liquor-sales", "state": State.IN_REVIEW,
        "organization": organization, "created_by": owner, "officer": officer, "received_at": timezone.now(),
    }  # fmt: skip
    file = Application.objects.create(**known | facts)
    if file.received_at:
        file.events.create(verb="submit", by=owner)
        file.events.create(verb="take", by=officer or owner)
    return file


def colleague(file, email, *rights):
    """Another member of the applicant's organization, with these rights alone."""
    person = samples.person(email, first_name="Luc", last_name="Roy", language="en")
    Membership.objects.create(user=person, organization=file.organization, rights=list(rights), source="staff")
    return person


def write(file, by, *, as_staff=False, text="Bonjour.", at=None, once=None, files=()):
    return actions.send_message(
        file, by=by, as_staff=as_staff, text=text, files=files, once=once or secrets.token_hex(16),
        at=at or timezone.now(),
    )  # fmt: skip


def read(file, by, *, as_staff=False, at=None):
    """What opening the page notes."""
    unread = file.thread.unread_by(by, from_staff=not as_staff)
    actions.mark_read(unread, by=by, as_staff=as_staff, at=at or timezone.now())


def letters_to(person):
    return list(Letter.objects.filter(to=person.email, key__startswith="messages-").order_by("pk"))


def doors(world):
    """What the addresses of messages are filled with: one that came with a file, about a file under review."""
    file = world.submitted
    message = file.thread.create(author=world.people["applicant"], from_staff=False, text="?", once="o")
    sent = message.files.create(file=file.documents.first().file).file
    return {
        **{
            f"{space}:{name}thread": {"ref": file.ref}
            for space, name in (("submissions", ""), ("admin", "submissions_"))
        },
        "submissions:message_file": {"ref": file.ref, "key": sent.key},
        "admin:submissions_message_file": {"ref": file.ref, "key": sent.key},
    }
