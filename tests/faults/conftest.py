"""One portal for all faults, and for each fault an application that only has to be paid."""

import shutil
import tempfile
from pathlib import Path

import pytest

from payments.sandbox.server import KNOBS
from tests.faults.payer import Payer
from tests.faults.stack import Stack
from tests.faults.stumbling import Places
from tests.icajo import mailserver
from tests.run import prepared
from tests.run.test_demo import free_port

MADE = 12  # applications


@pytest.fixture(scope="session")
def portal():
    folder = Path(tempfile.mkdtemp(prefix="icajo-f-"))  # short: sockets live in it
    folder.chmod(0o711)  # the database server may be another user
    prepared.fill(folder / "v")
    try:
        with mailserver.running() as mail, Stack(folder / "v", free_port(), mail).running() as stack:
            yield stack
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def places(portal):
    return Places(portal)


@pytest.fixture(scope="module")
def applications(portal):
    made = portal.clerk("seal", name="payer", people=MADE, each=1)
    return iter((refs[0], email) for email, refs in made.items())


@pytest.fixture
def payer(portal, applications):
    """Somebody signed in, whose application waits for its fee."""
    portal.turn(**KNOBS)
    payer = Payer(portal, *next(applications))
    try:
        yield payer.sign_in()
    finally:
        payer.close()
