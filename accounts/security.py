"""« Sécurité »: the second step, the password, and where one is signed in.  allauth's views, with our pages."""

from datetime import timedelta

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import BaseReauthenticateView, PasswordChangeView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from icajo.pages import url_or_nothing
from icajo.sessions import UNWRITTEN

from . import confirming, proofs, second_step

# in the order of looking: each also names those after it
BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")]
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
]  # fmt: skip


@require_safe
def overview(request):
    """The second step, the passkeys, the password and the sessions: what there is, and what can be done with it."""
    context = {
        "has": second_step.of(request.user),
        "passkeys_work": second_step.passkeys_work(request),
        "asked_of_staff": settings.STAFF_SECOND_FACTOR and request.user.is_staff,
        "sessions": sessions_of(request),
    }
    return render(request, "mfa/index.html", context)


# Where one is signed in


def sessions_of(request):
    """The sessions of this person, this one first; `seen` is when a page was last opened, to the minute."""
    UserSession.objects.create_from_request(request)
    found = UserSession.objects.purge_and_list(request.user)
    keys = [one.session_key for one in found]
    ends = dict(Session.objects.filter(session_key__in=keys).values_list("session_key", "expire_date"))
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE) + UNWRITTEN
    for one in found:
        one.seen = ends.get(one.session_key, timezone.now() + lasts) - lasts
        one.here = one.is_current()
        one.device = device(one.user_agent)
    return sorted(found, key=lambda one: (not one.here, -one.seen.timestamp()))


def device(user_agent):
    """`Firefox, Windows`: enough to recognize one's own."""
    known = [next((name for sign, name in signs if sign in user_agent), "") for signs in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, known)) or _("Unknown browser")


@require_POST
def end_sessions(request):
    """Sign out one of the other sessions, or all of them."""
    which = request.POST.get("session", "")
    if which == "others":
        end_other_sessions(request, request.user)
    else:
        mine = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
        get_object_or_404(mine, pk=which if which.isdecimal() else 0).end()
    messages.success(request, _("Signed out there."))
    return redirect("mfa_index")


@require_safe
def closure(request):
    """To the question that closes the account, once we know who asks."""
    page = url_or_nothing("submissions:question")
    if not page:
        raise Http404
    if not confirming.recently_confirmed(request):
        return confirming.confirm_first(request)
    asked = urlencode({"subject": "closure", "text": _("Please close my account.")})
    return redirect(f"{page}?{asked}")


# To show again who one is


@method_decorator([never_cache, sensitive_post_parameters("password", "code")], name="dispatch")
class Confirm(BaseReauthenticateView):
    """The password; where the person has a second step, a code or the passkey."""

    template_name = "account/confirm.html"

    def get_form_class(self):
        if not second_step.has_one(self.request.user):
            return proofs.PasswordAgain
        return proofs.PasskeyAgain if "credential" in self.request.POST else proofs.CodeAgain

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form):
        if isinstance(form, proofs.PasswordAgain):
            reauthenticate_by_password(self.request)
        else:
            form.save()
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if isinstance(form, proofs.Passkey):
            context |= {"form": proofs.CodeAgain(user=self.request.user), "webauthn_form": form}
        has = second_step.of(self.request.user)
        if has["passkeys"]:
            context["js_data"] = {"request_options": webauthn.begin_authentication(self.request.user)}
        return {**context, "has": has, "by_password": isinstance(form, proofs.PasswordAgain)}


# The second step


def shown(request, authenticator):
    """It was used in this session: that counts as the second step of its sign-in."""
    extra = {"id": authenticator.pk, "type": authenticator.type, "reauthenticated": True}
    record_authentication(request, request.user, "mfa", **extra)


@method_decorator(never_cache, name="dispatch")
class NewApp(ActivateTOTPView):
    def get_form_class(self):
        return proofs.NewApp

    def form_valid(self, form):
        response = super().form_valid(form)
        app = second_step.of(self.request.user)["app"]
        second_step.proved(app, form.moment)
        shown(self.request, app)
        return response


@method_decorator(never_cache, name="dispatch")
class NewPasskey(AddWebAuthnView):
    def get_form_class(self):
        return proofs.NewPasskey

    def get_context_data(self, **kwargs):
        # a passkey proper: found without a name, and opened by a finger, a face or a PIN
        return {
            **super().get_context_data(**kwargs),
            "js_data": {"creation_options": webauthn.begin_registration(self.request.user, True)},
            "passkeys_work": second_step.passkeys_work(self.request),
        }

    def form_valid(self, form):
        response = super().form_valid(form)
        shown(self.request, second_step.of(self.request.user)["passkeys"][-1].instance)
        return response


class WithoutPasskey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        if not second_step.may_remove(self.get_object()):
            messages.error(self.request, second_step.Adapter.error_messages["cannot_delete_authenticator"])
            return redirect(self.success_url)
        return super().form_valid(form)


class ByPasskey(LoginWebAuthnView):
    """Signing in with a passkey and nothing else: it is two steps in one."""

    def get_form_class(self):
        return proofs.PasskeyAlone

    def form_invalid(self, form):
        messages.error(self.request, _("This passkey was not recognized."))
        return redirect("account_login")


@method_decorator(sensitive_post_parameters("oldpassword", "password1"), name="dispatch")
class NewPassword(PasswordChangeView):
    """The other sessions end with the old password."""

    def get_form_class(self):
        return proofs.ChangePassword
