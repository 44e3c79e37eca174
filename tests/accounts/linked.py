"""A club with records, and codes to them: what the tests of access start from."""

from accounts import actions
from accounts.models import Membership, OrganizationKind, User, all_rights

from .conftest import PASSWORD


def club(by=None, name="Club nautique de Hearst"):
    """A club; `by` is its first member."""
    organization = actions.create_organization(
        by=by, as_agent=by is None, name=name, kind=OrganizationKind.NON_PROFIT, city="Hearst"
    )
    return organization


def person(email, **facts):
    first, _, _ = email.partition("@")
    defaults = {"first_name": first.capitalize(), "last_name": "Roy", "language": "en"}
    user = User.objects.create_user(email, PASSWORD, **defaults | facts)
    actions.activate(user)
    return user


def clerk():
    """Somebody of customer service."""
    found = User.objects.filter(email="clerk@example.org").first()
    return found or person("clerk@example.org", is_staff=True, is_superuser=True)


def code(organization, *, rights=None, **facts):
    """(the code, what it reads)"""
    given = {"issued_to": "Lucie Gagnon, director", "identity_check": "Date of birth, call of 10 a.m."}
    return actions.issue_code(organization, by=clerk(), rights=rights or all_rights(), **given | facts)


def member(user, organization, *rights, source="staff"):
    return actions.join(user, organization, Membership.Source(source), rights=list(rights) or all_rights())
