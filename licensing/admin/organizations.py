"""Organizations, and who acts for them, on the desk: shut for whoever of the staff stood aside from them.

The pages are those of accounts; conflicts of interest are known here, a floor above, and so are these registered in
their place.
"""

from django.contrib import admin

from accounts.access_admin import AccessCodeAdmin, MembershipAdmin, MembershipInline
from accounts.admin import OrganizationAdmin, PersonAdmin
from accounts.models import AccessCode, Membership, Organization, Person, User
from accounts.records_admin import PersonOfOrganizationAdmin

from ..conflicts import keep_out_of
from ..models.conflicts import apart_from_organizations

admin.site.unregister([AccessCode, Membership, Organization, Person, User])


class Apart:
    """Rows about organizations, without those that this person stood aside from."""

    to_organization = "organization"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(apart_from_organizations(request.user, self.to_organization))


@admin.register(Organization)
class OrganizationsApart(Apart, OrganizationAdmin):
    to_organization = "pk"

    def get_object(self, request, object_id, from_field=None):
        """Not among those that this person opens: with a word why, where they stood aside."""
        found = super().get_object(request, object_id, from_field)
        if found is None and object_id.isdecimal():
            keep_out_of(request, Organization(pk=object_id))
        return found


@admin.register(Membership)
class MembershipsApart(Apart, MembershipAdmin):
    pass


@admin.register(AccessCode)
class CodesApart(Apart, AccessCodeAdmin):
    pass


@admin.register(Person)
class PeopleOfOrganizationsApart(Apart, PersonOfOrganizationAdmin):
    to_organization = "roles__organization"


class RowsApart(Apart, MembershipInline):
    pass


@admin.register(User)
class PeopleApart(PersonAdmin):
    inlines = [RowsApart if rows is MembershipInline else rows for rows in PersonAdmin.inlines]
