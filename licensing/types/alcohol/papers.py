"""The papers that prove who the applicant is, each asked of whom it concerns (facts 1.3.1)."""

from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind as Kind
from licensing.definition import Document

from ..business.applicant import INCORPORATED

PAPERS_OF_THE_APPLICANT = [
    Document(
        "articles",
        _("Articles of incorporation, or letters patent"),
        when=lambda a: a.kind in INCORPORATED,
        why=_("required because the applicant is incorporated"),
    ),
    Document(
        "partnership-agreement",
        _("Partnership agreement"),
        when=lambda a: a.kind in (Kind.PARTNERSHIP, Kind.LIMITED_PARTNERSHIP),
        why=_("required because the applicant is a partnership"),
    ),
    Document(
        "band-resolution",
        _("Band council resolution"),
        when=lambda a: a.kind == Kind.FIRST_NATION,
        why=_("required because the applicant is a First Nation"),
    ),
    Document(
        "name-registration",
        _("Registration of the business name"),
        when=lambda a: bool(a.operating_name),
        why=_("required because a business name is used"),
    ),
    Document(
        "management-agreement",
        _("Agreement with whoever shares in the profits or runs the business"),
        when=lambda a: bool(a.third_parties),
        why=_("required because somebody else shares in the business"),
    ),
]
