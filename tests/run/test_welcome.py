import re

import pytest
from django.urls import resolve
from django.utils import translation

from icajo.run import demo
from licensing.management.commands.load_demo import PASSWORD, PEOPLE


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


def test_every_demonstration_account_is_named_with_its_password(printed):
    assert PASSWORD in printed
    assert [email for email, *_ in PEOPLE if email not in printed] == []
