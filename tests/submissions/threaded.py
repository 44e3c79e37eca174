"""A file under review with people on both sides, and what they write about it."""

import secrets

from django.utils import timezone

from accounts.actions import grant
from icajo.models import Letter
from licensing.models import Application
from licensing.states import State
from submissions import actions
from tests import samples

CANARY = "zqx-canary-7f3a"


def a_file(owner, officer=None, *, number=1, **facts):
    """One received file of an organization of the owner's, straight into the tables."""
    organization = samples.organization(owner) if hasattr(samples, "organization") else organization_of(owner)
    known = {
        "ref": f"2026-70000{number}", "once": f"t{number}", "type_code": "liquor-sales", "state": State.IN_REVIEW,
        "organization": organization, "created_by": owner, "officer": officer, "received_at": timezone.now(),
    }  # fmt: skip
    return Application.objects.create(**known | facts)


def organization_of(owner):
    from accounts.models import Membership, Organization

    organization = Organization.objects.create(name="Taverne du Nord inc.", kind="corporation", language="fr")
    Membership.objects.create(user=owner, organization=organization, source="creator")
    return organization


def colleague(file, email, *rights, by):
    """Another member of the applicant's organization, with these rights alone."""
    person = samples.person(email, first_name="Luc", last_name="Roy", language="en")
    grant(person, file.organization, rights=list(rights), by=by, why="test")
    return person


def write(file, by, *, as_staff=False, text="Bonjour.", at=None, once=None, files=()):
    return actions.send_message(
        file, by=by, as_staff=as_staff, text=text, files=files, once=once or secrets.token_hex(16),
        at=at or timezone.now(),
    )  # fmt: skip


def read(file, by, *, as_staff=False, at=None):
    """What opening the page notes."""
    actions.mark_read(
        file.thread.unread_by(by, from_staff=not as_staff), by=by, as_staff=as_staff, at=at or timezone.now()
    )


def letters_to(person):
    return list(Letter.objects.filter(to=person.email).order_by("pk"))
