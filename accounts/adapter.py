"""What allauth asks us: which words, which letters, where to go next."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from icajo import limits

from . import actions, confirming, interrupted, letters, lockout

ONE_ANSWER = _("Incorrect e-mail or password")

# of allauth's messages, those we say, in our words
SAID = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. You can sign in."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is added."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
}
HERE = _("Your password is changed. Wherever else you were signed in, you are signed out.")

# and of its letters; that of a changed password is written below, where the password is
WRITTEN = {
    "mfa/email/totp_activated": letters.second_step_added,
    "mfa/email/totp_deactivated": letters.second_step_removed,
    "mfa/email/webauthn_added": letters.second_step_added,
    "mfa/email/webauthn_removed": letters.second_step_removed,
    "mfa/email/recovery_codes_generated": letters.recovery_codes_replaced,
}


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": ONE_ANSWER,
        "invalid_login": ONE_ANSWER,
        "too_many_login_attempts": _("Too many tries. Wait a minute, then try again."),
    }

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        said = SAID.get(message_template) or kwargs.get("message")
        if message_template == "account/messages/password_changed.txt" and request.user.is_authenticated:
            said = HERE
        if said:
            messages.add_message(request, level, said)

    def send_mail(self, template_prefix, email, context):
        raise LookupError(f"We have no letter for {template_prefix}")

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        if template_prefix in WRITTEN:
            WRITTEN[template_prefix](user)

    def send_confirmation_mail(self, request, emailconfirmation, signup):
        address = emailconfirmation.email_address
        letters.activation(address.user, address)

    def send_password_reset_mail(self, user, email, context):
        letters.reset(user, context["uid"], context["key"])

    @transaction.atomic
    def set_password(self, user, password):
        """A new password, typed by whoever got the letter: it lifts the lock, and the address is theirs."""
        super().set_password(user, password)
        lockout.unlock(user.email)
        actions.activate(user)
        letters.password_changed(user)

    def respond_user_inactive(self, request, user):
        messages.error(request, _("This account is closed. Call customer service to have it opened again."))
        return redirect(settings.LOGIN_URL)

    def login(self, request, user):
        super().login(request, user)
        limits.begin(request)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        interrupted.recognize(request, response, user)
        return response

    def is_reauthentication_required(self, *, app, **kwargs):
        return not confirming.recently_confirmed(self.request)

    def get_reauthentication_methods(self, user):
        """One page, which asks for what the person has."""
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def get_password_change_redirect_url(self, request):
        return reverse("mfa_index")

    def get_logout_redirect_url(self, request):
        return resolve_url(settings.LOGIN_URL)
