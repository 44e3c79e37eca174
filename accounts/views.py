"""The pages of an account that allauth does not have, or has otherwise: the others are used as they are."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import perform_login
from allauth.account.views import LoginView, SignupView
from allauth.core import ratelimit
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from icajo import words

from . import access, actions, captcha, interrupted
from .access_forms import TypedCode
from .forms import Activation, Profile

PENDING = "pending_address"  # in the session: whose letter the next page speaks of


class SignIn(LoginView):
    def form_valid(self, form):
        self.request.session[PENDING] = form.user.email  # an account not yet activated is sent to the next page
        return super().form_valid(form)


@method_decorator(csp_override(captcha.policy()), name="dispatch")
class SignUp(SignupView):
    def get_initial(self):
        return {**super().get_initial(), "language": get_language()}

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        if too_many := _too_many_letters(self.request, email):
            return too_many
        actions.register(**form.person())
        self.request.session[PENDING] = email
        return redirect("account_email_verification_sent")


def _too_many_letters(request, email):
    """Known or not, an address gets so many letters an hour and no more: a stranger may not flood it."""
    return ratelimit.consume_or_429(request, action="confirm_email", key=email)


@login_not_required
def check_email(request):
    """Look into your mailbox.  Says the same whether the address was known."""
    pending = request.session.get(PENDING)
    if not pending:
        return redirect("account_login")
    return render(request, "account/verification_sent.html", {"address": masked(pending)})


def masked(email) -> str:
    """`j•••@example.org`: enough to recognize one's own address."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


@login_not_required
@require_POST
def send_again(request):
    """Another letter: to the address just typed, or to the one the old link was made for."""
    email = _address_of(request.POST["key"]) if "key" in request.POST else request.session.get(PENDING)
    if not email:
        return redirect("account_login")
    if too_many := _too_many_letters(request, email):
        return too_many
    actions.send_again(email)
    request.session[PENDING] = email
    messages.success(request, _("We have sent the letter again."))
    return redirect("account_email_verification_sent")


def _address_of(key):
    """Whom an activation link, however old, was made for; None where it is not one of ours."""
    try:
        pk = signing.loads(key, salt=app_settings.SALT)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.filter(pk=pk).values_list("email", flat=True).first()


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@rate_limit(action="login")
def activate(request, key):
    """Opening the link does nothing; the password, typed again, activates the account and signs the person in."""
    confirmation = EmailConfirmationHMAC.from_key(key)
    if confirmation is None:
        return render(request, "account/link_over.html", {"key": key if _address_of(key) else ""}, status=410)
    address = confirmation.email_address
    form = Activation(request.POST or None)
    if form.is_valid():
        user = get_adapter().authenticate(request, email=address.email, password=form.cleaned_data["password"])
        if user and user.pk == address.user_id:
            actions.activate(user)
            record_authentication(request, user, "password")
            messages.success(request, _("Your account is activated."))
            return perform_login(
                request, user, email=address.email, redirect_url=access.after_activation(request, user)
            )
        form.add_error("password", _("Incorrect password"))
    return render(request, "account/email_confirm.html", {"form": form, "address": masked(address.email)})


def profile(request):
    """Mon profil: everything but the address."""
    known = {name: getattr(request.user, name) for name in Profile.base_fields}
    phones = {name: words.phone(known[name]) for name in ("phone", "other_phone")}
    form = Profile(request.POST or None, initial=known | phones)
    if form.is_valid():
        actions.change_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Your changes are saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form, "code": TypedCode()})


@never_cache
def what_was_typed(request):
    """After a session that ended too early: what was typed, to save as a draft or to leave."""
    found = interrupted.kept(request)
    if found is None:
        interrupted.forget(request)
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "accounts/interrupted.html", {"kept": found})
