"""The letters an account gets, in the person's own language.  A link is a path: the letter puts it in its language."""

import secrets

from allauth.account.models import EmailConfirmationHMAC
from django.urls import reverse
from django.utils import translation

from icajo import mail, words

from .models import Membership


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


def locked(user, *, until, codes) -> None:
    """Five wrong passwords, or five wrong codes: nobody signs in until then.  One letter a lock."""
    with translation.override(user.language):
        facts = {"time": words.time_of_day(until), "codes": codes}
    _write(user, "account_locked", reverse("account_reset_password"), once=f"{until:%Y%m%d%H%M%S}-{codes}", **facts)


def account_closed(user) -> None:
    """You asked us to close your account: it is closed."""
    _write(user, "account_closed", reverse("account_signup"))


def second_step_added(user) -> None:
    """Your sign-in now asks for a second step."""
    _write(user, "account_second_step_added", reverse("mfa_index"))


def second_step_removed(user) -> None:
    """An authenticator app, a passkey, or everything was removed."""
    _write(user, "account_second_step_removed", reverse("mfa_index"))


def recovery_codes_replaced(user) -> None:
    """The former recovery codes no longer work."""
    _write(user, "account_recovery_codes", reverse("mfa_index"))


def linked(membership) -> None:
    """To the person: you may act for this organization.  To its other members: somebody may."""
    page = reverse("accounts:access_list")
    _write(membership.user, "access_linked", page, membership=membership)
    for other in _others(membership):
        _write(other, "access_person_linked", page, membership=membership)


def rights_changed(membership) -> None:
    """To the person: what you may do for this organization has changed."""
    _write(membership.user, "access_changed", reverse("accounts:access_list"), membership=membership)


def access_ended(membership, by) -> None:
    """To the person, and to those who still act for the organization, but for whoever ended it."""
    page = reverse("accounts:access_list")
    _write(membership.user, "access_ended", page, membership=membership)
    for other in _others(membership):
        if other != by:
            _write(other, "access_person_unlinked", page, membership=membership)


def merge_asked(merge) -> None:
    """To both addresses: one account is to become part of another; sign in, and say whether both are yours."""
    page = reverse("accounts:merge", args=[merge.pk])
    for person, stays in ((merge.kept, True), (merge.closed, False)):
        _write(person, "merge_asked", page, once=merge.pk, stays=stays)


def merge_stopped(merge) -> None:
    """To both addresses: nothing was moved, nothing was closed."""
    for person in (merge.kept, merge.closed):
        _write(person, "merge_stopped", reverse("account_login"), once=merge.pk)


def merged(merge) -> None:
    """To both addresses: the one holds everything, the other is closed."""
    for person, stays in ((merge.kept, True), (merge.closed, False)):
        _write(person, "accounts_merged", reverse("account_login"), once=merge.pk, stays=stays)


def _others(membership):
    """Those who see everything the organization has, or report for it; an agent is not told of its people."""
    theirs = Membership.objects.in_force().whole().filter(organization=membership.organization_id)
    held = theirs.filter(user__is_active=True).exclude(user=membership.user_id).select_related("user")
    return [one.user for one in held]


def _write(user, template, path, once="", **facts):
    # each is asked for by a person, and asked again gets another, unless told: so the key says only which kind
    key = f"{template}-{user.pk}-{once or secrets.token_hex(8)}"
    context = {"person": user, "url": path, **facts}
    mail.write(key=key, to=user.email, language=user.language, template=template, context=context)
