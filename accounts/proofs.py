"""The forms that ask who is there: a code, a passkey, the password again."""

import struct
from contextlib import contextmanager

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.account.forms import ReauthenticateForm as AskPassword
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_second_step
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from icajo.journey import fields
from icajo.journey.drawing import Drawn

from . import lockout, second_step
from .forms import new_password_field, password_field

WRONG_PASSWORD = _("Incorrect password")


def code_field(label, **kwargs):
    field = fields.Words(label, max_length=40, width="10", autocomplete="one-time-code", **kwargs)
    field.widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}
    return field


class Code(Drawn, forms.Form):
    """The second step at sign-in."""

    again = False
    code = code_field(
        _("Code"), help_text=_("The six digits that your app shows now, or one of your recovery codes (eight digits).")
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_code(self):
        request, code = context.request, self.cleaned_data["code"]
        if not lockout.codes_are_locked(request, self.user):
            self.authenticator = second_step.check(self.user, code)
            if self.authenticator:
                return code
            lockout.wrong_code(request, self.user)
        raise get_second_step().validation_error("incorrect_code")

    def save(self):
        self.authenticator.user = self.user
        post_authentication(context.request, self.authenticator, reauthenticated=self.again)


class CodeAgain(Code):
    again = True


class PasswordAgain(Drawn, AskPassword):
    """For people without a second step."""

    password = password_field(_("Password"))

    def clean_password(self):
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["password"]):
            raise ValidationError(WRONG_PASSWORD, code="wrong")
        return self.cleaned_data["password"]


class NewApp(Drawn, forms.Form):
    """The first code of an authenticator app: proof that it has the secret."""

    code = code_field(_("Code that the app shows"))

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        self.secret = second_step.pending_secret()

    @property
    def groups(self):
        """The secret as it is typed into an app."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))

    def clean_code(self):
        self.moment = second_step.moment_of(self.secret, self.cleaned_data["code"])
        if self.moment is None:
            raise get_second_step().validation_error("incorrect_code")
        return self.cleaned_data["code"]


@contextmanager
def what_browsers_send():
    """What no browser sends is refused like a passkey nobody knows: allauth expects only some of it."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
        raise get_second_step().validation_error("incorrect_code") from error


class Passkey(AuthenticateWebAuthnForm):
    def clean_credential(self):
        with what_browsers_send():
            return super().clean_credential()


class PasskeyAgain(Passkey):
    reauthenticated = True


class PasskeyAlone(Passkey):
    """Nothing else was typed: the passkey says whose it is."""

    passwordless = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, user=None, **kwargs)


class NewPasskey(Drawn, AddWebAuthnForm):
    """The name of the device; the passkey itself comes from the browser, through a script."""

    name = fields.Words(
        _("Name of the device"), max_length=60, required=False, help_text=_("For example: my telephone.")
    )

    def clean(self):
        with what_browsers_send():
            return super().clean()


class ChangePassword(Drawn, ChangePasswordForm):
    oldpassword = password_field(_("Current password"))
    password1 = new_password_field(_("New password"))
    password2 = None  # typed once: it can be shown

    def clean_oldpassword(self):
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["oldpassword"]):
            raise ValidationError(WRONG_PASSWORD, code="wrong")
        return self.cleaned_data["oldpassword"]

    def clean_password1(self):
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]
