"""Letters about a file to one person, and to whoever holds a licence: its address, else its people, else by post."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import override

from accounts import actions as accounts
from accounts.models import AccessCode, Membership, Organization, Right, User
from icajo import mail
from icajo.models import Letter

from .models import Application

CODE_DAYS = 90


def write_about(
    application: Application,
    person: User,
    *,
    key: str,
    template: str,
    page: str = "licensing:application",
    files: Sequence = (),
    **more,
) -> Letter:
    """One letter to a person about a file, in their language; `page` is the name of the page of the file that it
    leads to, `more` is what this letter says besides.
    """
    with override(person.language):
        return mail.write(
            key=key,
            to=person.email,
            language=person.language,
            template=template,
            context={**about(application, person, page), **more},
            files=files,
        )


def about(application: Application, person: User, page: str = "licensing:application") -> dict:
    """What every letter to a person about a file says, in the active language."""
    return {
        "person_name": person.get_full_name(),
        "holder": application.holder,
        "ref": application.ref,
        "type_name": str(application.title),
        "url": reverse(page, args=[application.ref]),
    }


def write(
    holder: Organization, *, on: date, key: str, template: str, context: dict, hidden: Sequence[str] = ()
) -> None:
    """One letter to the holder, or to each of its people on this day; for a transaction."""
    members = members_of([holder.pk], on)[holder.pk]
    mail.write_all(unwritten(holder, members, key=key, template=template, context=context, hidden=hidden))


def unwritten(
    holder: Organization,
    members: Iterable[Membership],
    *,
    key: str,
    template: str,
    context: dict,
    hidden: Sequence[str] = (),
    reads: Right = Right.SUBMIT,
) -> list[Letter]:
    """The letters that `write` writes, one at least, for `mail.write_all`.  `reads`: the right of those who may act
    on it.  Where nobody is reached by e-mail it is a sheet to print, or a row for the staff to follow up.
    """
    people = [(one.user.email, one.user.language) for one in members if reads in one.rights]
    post = postal_address(holder)
    return [
        mail.unwritten(
            key=f"{key}-{digest(to, post)}",
            to=to,
            postal_address=post,
            language=language,
            template=template,
            context=context,
            hidden=hidden,
        )
        for to, language in ([] if holder.email else people) or [(holder.email, holder.language)]
    ]


def members_of(organizations: Iterable[int], on: date) -> dict[int, list[Membership]]:
    """{organization: its members} on this day: those who see all that it has, or report for it."""
    found = defaultdict(list)
    held = Membership.objects.in_force(on).whole().filter(organization__in=organizations, user__is_active=True)
    for membership in held.select_related("user").order_by("pk"):
        found[membership.organization_id].append(membership)
    return found


def code_for(holder: Organization, *, check: str, rights: Sequence[str]) -> tuple[AccessCode, str]:
    """An access code for whoever reads the holder's letters, and its words, which only the letter says."""
    return accounts.issue_code(
        holder, issued_to=holder.name, identity_check=check, by=None, rights=rights, days=CODE_DAYS
    )


def digest(to, post):
    """Once to each address: a corrected one makes another letter."""
    return hashlib.sha256(f"{to}\n{post}".encode()).hexdigest()[:12]


def postal_address(organization: Organization) -> str:
    """The lines of an envelope; nothing where the address is not whole."""
    if not (organization.street and organization.city):
        return ""
    place = f"{organization.city} {organization.province}  {organization.postal_code}".strip()
    return "\n".join([organization.name, organization.street, place])
