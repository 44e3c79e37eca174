"""What happens to people and organizations."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from .. import letters, sealed
from ..models import Membership, Organization, Source, User, all_rights


@transaction.atomic
def register(*, email, password, **person) -> User | None:
    """Start an account and write its activation letter; None where the address already belongs to somebody.

    That somebody is told by letter, so that the page can answer the same.  An account never activated gives way:
    whoever registers again replaces the name and the password, and links already sent still lead to it.
    """
    hashed = make_password(password)  # first and always: a known address takes as long as a new one
    facts = {**person, "password": hashed}
    user, new = User.objects.select_for_update().get_or_create(email=email, defaults=facts)
    if not new:
        if not _never_activated(user):
            letters.already_registered(user)
            return None
        User.objects.filter(pk=user.pk).update(**facts)
        user.refresh_from_db()
    address, _ = EmailAddress.objects.get_or_create(user=user, email=email, defaults={"primary": True})
    letters.activation(user, address)
    return user


def _never_activated(user):
    """Only an account that a stranger may have started; never one made by staff, or once used."""
    addresses = [address.verified for address in user.emailaddress_set.all()]
    was_used = user.is_staff or user.is_superuser or user.last_login or not user.is_active
    return bool(addresses) and not any(addresses) and not was_used


@transaction.atomic
def send_again(email) -> None:
    """Another activation letter; to somebody who needs none, the letter that says so; to a stranger, nothing."""
    user = User.objects.filter(email=email).first()
    if user is None:
        return
    if _never_activated(user):
        letters.activation(user, user.emailaddress_set.get(email=email))
    else:
        letters.already_registered(user)


def activate(user) -> None:
    """Mark the person's address as theirs: they may sign in.  Safe to repeat."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def take_typed_code(user) -> str:
    """The access code typed at registration, and forget it; "" where there was none, or its key is gone."""
    kept = user.typed_code
    if not kept:
        return ""
    User.objects.filter(pk=user.pk).update(typed_code="")
    try:
        return sealed.unseal(kept)
    except ValueError:
        return ""


@transaction.atomic
def change_profile(user, **facts) -> None:
    """Write these facts (names, telephone, date of birth, language) on the person's profile."""
    for name, value in facts.items():
        setattr(user, name, value)
    user.save(update_fields=list(facts))


def join(user, organization, source, *, rights=None, **facts) -> Membership:
    """Let the person act for the organization; the membership that has not ended if there is one already.

    `rights` are all of them unless told; `facts` are other columns: `until`, `given_by`, `given_why`.
    """
    defaults = {"source": source, "rights": all_rights() if rights is None else rights, **facts}
    membership, _ = Membership.objects.get_or_create(
        user=user, organization=organization, ended_at=None, defaults=defaults
    )
    return membership


@transaction.atomic
def create_organization(*, by, name, kind, as_agent=False, **facts) -> Organization:
    """A new organization, for which the person who creates it may act.  `facts` are its other columns.

    An agent gets no membership by this: staff link them when they take the file.
    """
    organization = Organization.objects.create(name=name, kind=kind, **facts)
    if not as_agent:
        join(by, organization, Source.CREATOR)
    return organization
