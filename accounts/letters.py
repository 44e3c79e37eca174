"""The letters an account gets, in the person's own language.  A link is a path: the letter puts it in its language."""

import secrets

from allauth.account.models import EmailConfirmationHMAC
from django.urls import reverse

from icajo import mail


def activation(user, address) -> None:
    """Here is the link that activates your account.  `address` is the row it will mark as verified."""
    _write(user, "account_activation", reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]))


def already_registered(user) -> None:
    """Somebody registered with your address: you have an account."""
    _write(user, "account_already_registered", reverse("account_login"))


def reset(user, uid, key) -> None:
    """Here is the link that sets a new password."""
    _write(user, "account_reset", reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}))


def password_changed(user) -> None:
    """Your password was changed; if it was not you, write to us."""
    _write(user, "account_password_changed", reverse("account_login"))


def _write(user, template, path):
    # each is asked for by a person, and asked again gets another: so the key says nothing but which kind
    key = f"{template}-{user.pk}-{secrets.token_hex(8)}"
    context = {"person": user, "url": path}
    mail.write(key=key, to=user.email, language=user.language, template=template, context=context)
