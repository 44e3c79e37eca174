import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import resolve
from django.utils import timezone, translation

from accounts import actions, codes
from icajo.run import demo
from licensing import publishing
from licensing.management.commands import load_sample
from licensing.management.commands.load_demo import PASSWORD, PEOPLE
from licensing.models import Licence
from tests import samples


@pytest.fixture
def printed(capsys):
    demo.greet("http://127.0.0.1:8000", "var")
    return capsys.readouterr().out


def test_every_address_it_names_leads_somewhere(printed):
    addresses = re.findall(r"http://127\.0\.0\.1:8000(/\S*)", printed)

    assert len(addresses) > 5
    for address in addresses:
        with translation.override("en" if address.startswith("/en/") else "fr"):
            assert resolve(address)


def test_the_codes_it_names_link_the_licences_it_names(printed):
    typed = re.findall(r"DEM\d\S+", printed)

    assert [codes.in_groups(*codes.read(code)) for code in typed] == [
        load_sample.code(name) for name in load_sample.LINKED
    ]
    assert [licence for _organization, licence in load_sample.LINKED.values() if licence not in printed] == []


@pytest.mark.django_db
def test_the_sample_register_is_loaded_once_and_its_codes_link(settings):
    settings.DEMO = True
    call_command("load_sample", verbosity=0)
    person = samples.person()

    for code in map(load_sample.code, load_sample.LINKED):
        actions.redeem(actions.look_up(code, by=person, network="n"), by=person)
    call_command("load_sample", verbosity=0)

    assert set(Licence.objects.of(person).values_list("number", flat=True)) >= {"RAF1000274", "LIQ1001455"}
    assert Licence.objects.count() > 700
    assert Licence.objects.get(number="LIQ1001455").expires_on == timezone.localdate() + timedelta(days=45)
    assert list(publishing.drifted()) == []


def test_outside_a_demonstration_codes_that_everybody_knows_are_refused():
    with pytest.raises(CommandError, match="Only for a demonstration"):
        call_command("load_sample")


def test_every_demonstration_account_is_named_with_its_password(printed):
    assert PASSWORD in printed
    assert [email for email, *_ in PEOPLE if email not in printed] == []
