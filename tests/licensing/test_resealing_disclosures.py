"""A secret key is retired: what people disclosed stays readable."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from licensing import actions
from licensing.actions.disclosed import open_paper
from licensing.actions.disclosing import content
from licensing.models import Disclosure
from tests import samples
from tests.licensing import disclosed as person

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(monkeypatch, storage, amelie, today):
    """Of somebody who filled a disclosure and attached its papers."""
    person.use(monkeypatch)
    actions.send_disclosures(person.draft(amelie, on=today), by=amelie, at=timezone.now())
    browser = Client()
    person.enter(browser)
    person.fill(browser)
    return browser


def retire(settings, *, listed):
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "n" * 50
    settings.SECRET_KEY_FALLBACKS = [old] if listed else []


def test_after_the_command_a_former_key_can_go(browser, settings, capsys):
    retire(settings, listed=True)
    call_command("reseal_disclosures")

    settings.SECRET_KEY_FALLBACKS = []

    disclosure = Disclosure.objects.get()
    assert content(disclosure)["answers"]["identity"]["former_names"] == person.Canary.FORMER
    assert b"".join(open_paper(disclosure, disclosure.papers.first().pk)) == samples.photo().read()
    assert "Sealed under SECRET_KEY: 4." in capsys.readouterr().out


def test_what_no_listed_key_opens_is_named_and_left(browser, settings):
    before = Disclosure.objects.get().sealed
    retire(settings, listed=False)

    with pytest.raises(CommandError, match="4 rows could not be read"):
        call_command("reseal_disclosures")

    assert Disclosure.objects.get().sealed == before
