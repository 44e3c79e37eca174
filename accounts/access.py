"""The pages of access: a code typed in, who can see and act, and what a member who manages access may change."""

from datetime import timedelta

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from icajo.pages import HELP_PHONE, url_or_nothing
from icajo.words import phone

from . import actions, linking
from .access_forms import Reason, Rights, TypedCode
from .errors import LastManager, Refused, TooMany
from .models import Organization, Right

PAGE_AND_FORM = ["GET", "HEAD", "POST"]


# A code


@never_cache
@sensitive_post_parameters("access_code")
@require_http_methods(PAGE_AND_FORM)
def add_code(request):
    """Type an access code.  What it links is shown, and agreed to, on the next page."""
    form = TypedCode(request.POST or None)
    if form.is_valid():
        try:
            code = actions.look_up(
                form.cleaned_data["access_code"], by=request.user, network=linking.network_of(request)
            )
        except TooMany as wait:
            return too_many(request, wait.until)
        except Refused:
            form.add_error("access_code", one_answer())
        else:
            linking.remember(request, code, email=request.user.email)
            return redirect("licensing:link")
    return render(request, "accounts/add_code.html", {"code": form})


def after_activation(request, user):
    """Where the access code typed at registration leads; None where there was none."""
    typed = actions.take_typed_code(user)
    if not typed:
        return None
    try:
        code = actions.look_up(typed, by=user, network=linking.network_of(request))
    except (Refused, TooMany):
        messages.error(request, one_answer())
        return reverse("accounts:add_code")
    linking.remember(request, code, email=user.email)
    return reverse("licensing:link")


def one_answer():
    """The same for every code that links nothing: which is wrong with it would help a stranger."""
    return _(
        "This code cannot be used. Check each character. If they are all right, the code has been used, has expired "
        "or was revoked: call customer service at %(phone)s"
    ) % {"phone": phone(HELP_PHONE)}


def too_many(request, until):
    response = render(request, "accounts/too_many_codes.html", {"until": until}, status=429)
    response["Retry-After"] = max(1, -(-(until - timezone.now()) // timedelta(seconds=1)))
    return response


# Who can see and act


@require_safe
def access_list(request):
    """For whom this person may act, and what they may do."""
    memberships = request.user.memberships.in_force().select_related("organization").order_by("organization__name")
    return render(request, "accounts/access_list.html", {"memberships": memberships})


@require_safe
def access(request, pk):
    """Accès à mon dossier: who can see and act for this organization, and the codes that could let others in."""
    organization = get_object_or_404(Organization.objects.of(request.user), pk=pk)
    members = organization.memberships.in_force().select_related("user").order_by("since", "pk")
    context = {
        "organization": organization,
        "members": [(one, question(organization, one)) for one in members],
        "codes": organization.access_codes.usable(timezone.now()).select_related("issued_by"),
        "manages": members.whole().with_right(Right.MANAGE).filter(user=request.user).exists(),
        "question_url": question(organization),
    }
    return render(request, "accounts/access.html", context)


def question(organization, membership=None):
    """« Posez-nous une question », filled in: to take this person off, or about access in general."""
    page = url_or_nothing("submissions:question")
    asked = QueryDict(mutable=True)
    asked["subject"] = "remove-person" if membership else "access"
    asked["organization"] = str(organization.pk)
    if membership:
        words = _("Please end the access of %(person)s (%(email)s) to the file of %(organization)s.")
        person = membership.user
        asked["text"] = words % {"person": person, "email": person.email, "organization": organization}
    return page and f"{page}?{asked.urlencode()}"


def theirs_to_manage(request, pk):
    """The organization, if the person manages access to it; 404 otherwise, as for a stranger."""
    return get_object_or_404(Organization.objects.of(request.user, Right.MANAGE), pk=pk)


def member(organization, pk):
    return get_object_or_404(organization.memberships.in_force().select_related("user", "organization"), pk=pk)


def after(request, held):
    """Back to the list of members, unless it was one’s own access that changed."""
    if held.user == request.user:
        return redirect("accounts:access_list")
    return redirect("accounts:access", held.organization_id)


def only_one(request, organization):
    messages.error(
        request,
        _("You are the only person who manages access to this file. Ask us to make the change, or let somebody else "
          "manage access first."),
    )  # fmt: skip
    return redirect("accounts:access", organization.pk)


@require_http_methods(PAGE_AND_FORM)
def change_rights(request, pk, membership):
    organization = theirs_to_manage(request, pk)
    held = member(organization, membership)
    mine = organization.memberships.in_force().whole().get(user=request.user)
    form = Rights(request.POST or None, membership=held, held=mine.rights)
    if form.is_valid():
        try:
            actions.change_rights(held, rights=form.cleaned_data["rights"], by=request.user)
        except LastManager:
            return only_one(request, organization)
        messages.success(request, _("What %(person)s may do is changed.") % {"person": held.user})
        return after(request, held)
    context = {"form": form, "organization": organization, "membership": held}
    return render(request, "accounts/change_rights.html", context)


@require_http_methods(PAGE_AND_FORM)
def end_access(request, pk, membership):
    organization = theirs_to_manage(request, pk)
    held = member(organization, membership)
    form = Reason(request.POST or None)
    if form.is_valid():
        try:
            actions.end_membership(held, by=request.user, why=form.cleaned_data["why"])
        except LastManager:
            return only_one(request, organization)
        messages.success(request, _("%(person)s no longer has access.") % {"person": held.user})
        return after(request, held)
    context = {"form": form, "organization": organization, "membership": held}
    return render(request, "accounts/end_access.html", context)


@require_http_methods(PAGE_AND_FORM)
def revoke_code(request, pk, code):
    organization = theirs_to_manage(request, pk)
    code = get_object_or_404(organization.access_codes.usable(timezone.now()), pk=code)
    form = Reason(request.POST or None)
    if form.is_valid():
        actions.revoke_code(code, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("The access code is revoked: it links nobody any more."))
        return redirect("accounts:access", organization.pk)
    return render(request, "accounts/revoke_code.html", {"form": form, "organization": organization, "code": code})
