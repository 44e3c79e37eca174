import os
import subprocess
import sys

import pytest
from django.conf import settings

BANK = ("BANK_BENEFICIARY", "BANK_NAME", "BANK_INSTITUTION", "BANK_TRANSIT", "BANK_ACCOUNT")


def in_production(*command, **environment):
    """Run manage.py with nothing in the environment but what a deployment sets."""
    env = {"PATH": os.environ["PATH"], "SECRET_KEY": os.environ["SECRET_KEY"], "ICAJO_VAR": os.environ["ICAJO_VAR"]}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**env, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_wrong_with_the_settings_a_deployment_gets():
    deployed = {"ALLOWED_HOSTS": "permis.example.ca", **dict.fromkeys(BANK, "x")}

    checked = in_production("check", "--deploy", "--fail-level", "WARNING", **deployed)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_a_deployment_without_a_bank_account_of_its_own_is_refused():
    checked = in_production("check", "--deploy", "--fail-level", "WARNING", ALLOWED_HOSTS="permis.example.ca")

    assert checked.returncode != 0
    assert "BANK_ACCOUNT" in checked.stderr


def test_it_does_not_start_without_a_secret_key():
    started = in_production("shell", "--command", "import icajo.wsgi", SECRET_KEY="")

    assert "SECRET_KEY setting must not be empty" in started.stderr
    assert started.returncode != 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/fr/", "/en/", "/nowhere/"])
def test_every_answer_forbids_what_the_portal_did_not_write(client, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
