"""The admin site, stock but for its name and its door: staff sign in where everybody does, with a second step."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import RedirectURLMixin, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

ON_THE_WAY = ("account_", "mfa_")  # the pages where a second step is set up and shown
STEPS = ["totp", "webauthn"]


def second_step_done(request) -> bool:
    """Did the sign-in of this session have its second step (an app, a passkey, a recovery code)?"""
    if not settings.STAFF_SECOND_FACTOR:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


class StaffSite(AdminSite):
    site_header = _("iAGCO – staff")
    site_title = _("iAGCO – staff")
    index_title = _("Files")

    def has_permission(self, request):
        return super().has_permission(request) and second_step_done(request)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """To the one sign-in page, where the lock, the second step and the language are."""
        asked = RedirectURLMixin()
        asked.request, asked.next_page = request, None
        where = asked.get_redirect_url() or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(where, reverse(settings.LOGIN_URL))
        if not request.user.is_staff:
            raise PermissionDenied
        return redirect(where)  # what is missing is asked for there


class SecondStepOfStaff:
    """Staff see files of strangers on the portal's pages too: without the second step, they see none of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True) or not request.user.is_authenticated or not request.user.is_staff:
            return None
        if (request.resolver_match.url_name or "").startswith(ON_THE_WAY) or second_step_done(request):
            return None
        if is_mfa_enabled(request.user, STEPS):
            return redirect_to_login(request.get_full_path(), reverse("account_reauthenticate"))
        messages.warning(request, gettext("Staff pages ask for a second step at sign-in. Choose yours now."))
        return redirect("mfa_index")
