"""Customer service gives access and takes it away here; every row is read-only, and changed by actions alone."""

import secrets

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.admin import ReadOnly, ReadOnlyRows

from . import desk
from .models import AccessCode, AccessCodeUse, CodeTry, Membership
from .permissions import staff_may

ONCE = "access_code_page"  # in the session: the page that may issue a code; sent twice, it issues one


class MembershipInline(ReadOnlyRows):
    model = Membership
    show_change_link = True
    fk_name = "user"
    fields = ["organization", "allowed", "source", "since", "until", "ended_at", "ended_by", "ended_why"]
    readonly_fields = ["allowed"]

    @admin.display(description=gettext_lazy("rights"))
    def allowed(self, row):
        return ", ".join(str(right) for right in row.allows)


class MemberInline(MembershipInline):
    fk_name = "organization"
    fields = ["user", *MembershipInline.fields[1:]]


class CodeInline(ReadOnlyRows):
    model = AccessCode
    show_change_link = True
    fields = ["selector", "issued_to", "issued_by", "issued_at", "expires_at", "uses", "max_uses", "revoked_at"]


class UseInline(ReadOnlyRows):
    model = AccessCodeUse
    show_change_link = True
    fields = ["membership", "at"]


def page(request, model_admin, title, about, **context):
    """A page of the desk about one row, with a form."""
    context |= {**model_admin.admin_site.each_context(request), "title": title, "about": about}
    return render(request, "admin/accounts/do.html", {**context, "opts": model_admin.opts})


class Doing(ReadOnly):
    """Rows with a button for each thing that may be done: `verbs` are {name: (form, label, permission)}."""

    verbs = {}
    change_form_template = "admin/accounts/change_form.html"

    def get_urls(self):
        name = f"accounts_{self.opts.model_name}_do"
        return [path("<int:pk>/do/<slug:verb>/", self.admin_site.admin_view(self.do), name=name), *super().get_urls()]

    def open_to(self, request, row):
        """The (name, label) of what this person may do now."""
        return [(verb, label) for verb, (_form, label, right) in self.verbs.items() if staff_may(request.user, right)]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        buttons = [(f"do/{verb}", label) for verb, label in self.open_to(request, row)] if row else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "buttons": buttons})

    def do(self, request, pk, verb):
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        labels = dict(self.open_to(request, row))
        if verb not in labels:
            raise PermissionDenied(verb)
        form = self.verbs[verb][0](request.POST or None, row=row)
        if "why" in form.fields:
            form.fields["why"].initial = request.GET.get("why", "")[:100]  # such as the number of the inquiry
        if form.is_valid():
            form.act(row, by=request.user)
            messages.success(request, _("Done: %(what)s.") % {"what": labels[verb]})
            return redirect("admin:accounts_organization_change", row.organization_id)
        return page(request, self, labels[verb], row, form=form)


@admin.register(Membership)
class MembershipAdmin(Doing):
    list_display = ["user", "organization", "source", "since", "until", "ended_at"]
    list_filter = ["source", ("ended_at", admin.EmptyFieldListFilter)]
    search_fields = ["user__email", "user__last_name", "organization__name"]
    list_select_related = ["user", "organization"]
    date_hierarchy = "since"
    fields = [
        "user", "organization", "allowed", "source", "since", "until", "given_by", "given_why", "ended_at", "ended_by",
        "ended_why",
    ]  # fmt: skip
    readonly_fields = ["allowed"]
    allowed = MembershipInline.allowed
    verbs = {
        "rights": (desk.ChangeRights, gettext_lazy("Change what it allows"), "change_membership"),
        "end": (desk.EndAccess, gettext_lazy("End access"), "change_membership"),
    }

    def open_to(self, request, row):
        return [] if row.ended_at else super().open_to(request, row)


@admin.register(AccessCode)
class AccessCodeAdmin(Doing):
    list_display = ["selector", "organization", "issued_to", "issued_at", "expires_at", "uses", "revoked_at"]
    list_filter = [("revoked_at", admin.EmptyFieldListFilter)]
    search_fields = ["selector", "issued_to", "organization__name"]
    list_select_related = ["organization"]
    date_hierarchy = "issued_at"
    fields = [
        "selector", "organization", "allowed", "issued_to", "identity_check", "issued_by", "issued_at", "expires_at",
        "uses", "max_uses", "revoked_at", "revoked_by", "revoked_why",
    ]  # fmt: skip
    readonly_fields = ["allowed"]
    allowed = MembershipInline.allowed
    inlines = [UseInline]
    verbs = {"revoke": (desk.RevokeCode, gettext_lazy("Revoke the code"), "change_accesscode")}

    def open_to(self, request, row):
        return [] if row.revoked_at else super().open_to(request, row)


@admin.register(CodeTry)
class CodeTryAdmin(ReadOnly):
    list_display = ["at", "user", "network"]
    list_select_related = ["user"]
    search_fields = ["user__email", "network"]
    fields = ["at", "user", "network"]
    date_hierarchy = "at"


class AccessPages:
    """For the page of an organization: issue a code, give an account access, or the right to send reports alone."""

    change_form_template = "admin/accounts/organization.html"

    def get_urls(self):
        ours = [
            path("<int:pk>/code/", self.admin_site.admin_view(self.issue_code), name="accounts_issue_code"),
            path("<int:pk>/access/", self.admin_site.admin_view(self.give_access), name="accounts_give_access"),
            path("<int:pk>/reports/", self.admin_site.admin_view(self.give_reports), name="accounts_give_reports"),
        ]
        return ours + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = {
            "may_issue": staff_may(request.user, "add_accesscode"),
            "may_give": staff_may(request.user, "add_membership"),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def give_access(self, request, pk):
        if not staff_may(request.user, "add_membership"):
            raise PermissionDenied("grant")
        organization = get_object_or_404(self.get_queryset(request), pk=pk)
        form = desk.GiveAccess(request.POST or None)
        if form.is_valid():
            form.act(organization, by=request.user)
            messages.success(request, _("%(person)s has access.") % {"person": form.person})
            return redirect("admin:accounts_organization_change", pk)
        return page(request, self, _("Give an account access"), organization, form=form)

    def give_reports(self, request, pk):
        """The right to send reports, account by account, and nothing else."""
        if not staff_may(request.user, "add_membership"):
            raise PermissionDenied("grant")
        organization = get_object_or_404(self.get_queryset(request), pk=pk)
        form = desk.GiveReports(request.POST or None, organization=organization)
        if form.is_valid():
            form.act(organization, by=request.user)
            messages.success(request, _("%(person)s may send reports.") % {"person": form.person})
            return redirect("admin:accounts_organization_change", pk)
        return page(request, self, _("Let an account send reports, and nothing else"), organization, form=form)

    def issue_code(self, request, pk):
        """The code is shown in the answer, once: no row, no session and no letter has it."""
        if not staff_may(request.user, "add_accesscode"):
            raise PermissionDenied("issue")
        organization = get_object_or_404(self.get_queryset(request), pk=pk)
        form = desk.IssueCode(request.POST or None)
        title = _("Issue an access code")
        if form.is_valid():
            if request.session.pop(ONCE, "-") != request.POST.get("once"):
                messages.error(request, _("This page was sent already: its code was shown once. Issue another."))
                return redirect("admin:accounts_organization_change", pk)
            code, plain = form.issue(organization, by=request.user)
            return page(request, self, title, organization, code=code, plain=plain)
        request.session[ONCE] = secrets.token_hex(8)
        return page(request, self, title, organization, form=form, once=request.session[ONCE])
