"""What allauth asks us: which words, which letters, where to go next."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from . import actions, interrupted, letters, lockout

ONE_ANSWER = _("Incorrect e-mail or password")

# of allauth's messages, those we say, in our words
SAID = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. You can sign in."),
}


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": ONE_ANSWER,
        "invalid_login": ONE_ANSWER,
        "too_many_login_attempts": _("Too many tries. Wait a minute, then try again."),
    }

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])

    def send_mail(self, template_prefix, email, context):
        raise LookupError(f"We have no letter for {template_prefix}")

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

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        interrupted.recognize(request, response, user)
        return response

    def get_logout_redirect_url(self, request):
        return resolve_url(settings.LOGIN_URL)
