"""A former key is retired: what it sealed is sealed again first."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from accounts import sealed, second_step
from accounts.models import User

from . import codes_of

pytestmark = pytest.mark.django_db
TODAY = "another-" * 8


@pytest.fixture
def person(marie, settings):
    """Somebody with an app, recovery codes and a typed access code, sealed under what is a former key now."""
    codes_of.give_app(marie)
    Authenticator.objects.create(
        user=marie,
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": sealed.seal("0" * 80), "used_mask": 5},
    )
    User.objects.filter(pk=marie.pk).update(typed_code=sealed.seal("K7QD"))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], TODAY
    return marie


def test_after_the_command_the_former_key_can_go(person, settings, capsys):
    call_command("reseal_secrets")
    settings.SECRET_KEY_FALLBACKS = []

    person.refresh_from_db()
    app, codes = (Authenticator.objects.get(user=person, type=kind) for kind in ("totp", "recovery_codes"))
    assert second_step.check(person, codes_of.now(sealed.unseal(app.data["secret"]))) == app
    assert sealed.unseal(codes.data["seed"]) == "0" * 80 and codes.data["used_mask"] == 5
    assert sealed.unseal(person.typed_code) == "K7QD"
    assert capsys.readouterr().out == "Sealed under SECRET_KEY: 3.\n"


def test_without_it_the_secrets_would_be_lost(person, settings):
    settings.SECRET_KEY_FALLBACKS = []

    with pytest.raises(ValueError, match="not listed"):
        sealed.unseal(Authenticator.objects.get(type="totp").data["secret"])


def test_what_no_listed_key_opens_is_named_and_left(person, settings, capsys):
    before = Authenticator.objects.get(type="totp").data
    settings.SECRET_KEY_FALLBACKS = []
    User.objects.filter(pk=person.pk).update(typed_code=sealed.seal("K7QD"))

    with pytest.raises(CommandError, match="2 secrets could not be read"):
        call_command("reseal_secrets")

    said = capsys.readouterr()
    assert said.out == "Sealed under SECRET_KEY: 1.\n" and "left as it is" in said.err
    assert Authenticator.objects.get(type="totp").data == before
