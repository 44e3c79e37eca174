"""The pages where people type who they are."""

import datetime

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo.journey import fields
from icajo.journey.drawing import Drawn

from . import codes, sealed
from .captcha import CaptchaField
from .models import User
from .passwords import RULES

WHY_BORN_ON = _("It tells apart people of the same name. Year, month and day, for example 1985 3 27.")
OWN_NAMES = [("fr", "Français"), ("en", "English")]
OLDEST = 130  # years


def password_field(label, *, autocomplete="current-password", **kwargs):
    """A password, with its button to show it (the drawing adds it)."""
    return fields.Words(label, widget=forms.PasswordInput, strip=False, autocomplete=autocomplete, **kwargs)


def new_password_field(label):
    """A password to choose: its rules are read before it is typed."""
    return password_field(label, autocomplete="new-password", help_text=RULES)


class AboutMe(Drawn, forms.Form):
    """What a person says of themselves: at registration, then in the profile."""

    first_name = fields.Words(_("First name"), max_length=150, autocomplete="given-name")
    last_name = fields.Words(_("Last name"), max_length=150, autocomplete="family-name")
    phone = fields.Phone(_("Telephone"))
    born_on = fields.Day(_("Date of birth"), birthday=True, help_text=WHY_BORN_ON)
    language = fields.Choice(
        _("Language of correspondence"), choices=OWN_NAMES, help_text=_("We will write to you in this language.")
    )

    def clean_born_on(self):
        day, today = self.cleaned_data["born_on"], timezone.localdate()
        if not today - datetime.timedelta(days=OLDEST * 365.25) < day < today:
            raise ValidationError(_("Enter your date of birth: this one is not possible"), code="impossible")
        return day


class Profile(AboutMe):
    """The profile; the e-mail address is shown beside it, because it cannot be changed."""

    other_phone = fields.Phone(_("Other telephone"), required=False)
    field_order = ["first_name", "last_name", "phone", "other_phone"]


class Signup(AboutMe):
    """Registration.  Whether the address is known is not judged here: the page answers the same."""

    email = fields.Email(
        _("E-mail"), max_length=254, help_text=_("You will sign in with it. It cannot be changed later.")
    )
    password = new_password_field(_("Password"))
    access_code = fields.Words(
        _("Access code"),
        required=False,
        max_length=100,
        width="20",
        autocomplete="off",
        help_text=_("Only if we gave you one by telephone or in a renewal notice. You can also add it later."),
    )
    field_order = [
        "first_name", "last_name", "email", "password", "phone", "born_on", "language", "access_code", "security",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["security"] = CaptchaField()

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_access_code(self):
        """A slip is seen at once; whether the code is good is not looked at before the account is activated."""
        typed = self.cleaned_data["access_code"]
        if typed and codes.read(typed) is None:
            raise ValidationError(_("Check each character of the access code, or leave it out for now"), code="slip")
        return typed

    def clean(self):
        given = self.cleaned_data
        if "password" in given:
            names = {name: given.get(name, "") for name in ("first_name", "last_name", "email")}
            try:
                validate_password(given["password"], User(**names))
            except ValidationError as error:
                self.add_error("password", error)
        return given

    def person(self) -> dict:
        """What `actions.register` takes."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "security"}
        typed = given.pop("access_code")
        return {**given, "typed_code": typed and sealed.seal(typed)}


class SignIn(Drawn, LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = fields.Email(_("E-mail"), autocomplete="username")
        self.fields["password"] = password_field(_("Password"))


class Activation(Drawn, forms.Form):
    """The password, a second time."""

    password = password_field(_("Password"), help_text=_("The one you chose when you registered."))


class ResetPassword(Drawn, ResetPasswordForm):
    email = fields.Email(_("E-mail"), autocomplete="username")

    def clean_email(self):
        make_password("thrown away")  # takes so long that nobody hears whether a letter was written besides
        return super().clean_email()


class NewPassword(Drawn, ResetPasswordKeyForm):
    password1 = new_password_field(_("New password"))
    password2 = None  # typed once: it can be shown

    def clean_password1(self):
        validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]
