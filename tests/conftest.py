"""What every test may use; the servers come from icajo/run/testservices.py."""

import os
import shutil
import tempfile
from io import StringIO

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings as project
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import translation

from icajo import fleeting, limits
from tests.run import prepared

# Pages name their style sheets without a list of fingerprints, which only `collectstatic` makes.
project.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Hashing a password well takes as long as a page; the tests that are about it ask for `hashed_well`.
WELL, project.PASSWORD_HASHERS = project.PASSWORD_HASHERS, ["django.contrib.auth.hashers.MD5PasswordHasher"]
project.PUBLIC_RATE = 0  # all the visitors of the tests come from one network


# they begin first, so that none is left for the end
LONGEST = (
    "faults", "test_liquor_guide", "test_cannabis_guide", "test_raffle_guide", "test_cart", "test_help_accounts",
    "house/test_access", "test_disclosure_canaries",
)  # fmt: skip


def pytest_configure(config):
    """One room for the whole run, in which a portal is prepared if any is wanted."""
    if not hasattr(config, "workerinput"):
        room = os.environ[prepared.ROOM] = tempfile.mkdtemp(prefix="icajo-prepared-")
        os.chmod(room, 0o711)  # the database server may be another user
        config.add_cleanup(lambda: shutil.rmtree(room, ignore_errors=True))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: place(whole(item.nodeid)))


def place(group):
    return next((place for place, name in enumerate(LONGEST) if name in group), len(LONGEST))


def whole(nodeid):
    """What stays on one worker: a file by itself, and all that starts and kills portals together."""
    path = nodeid.split("::")[0]
    return "faults" if path.startswith(("tests/faults/", "tests/run/test_demo")) else path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = whole  # what it is made for: see its own docstring
    return scheduler


@pytest.fixture
def hashed_well(settings):
    """Passwords and codes as the portal itself keeps them."""
    settings.PASSWORD_HASHERS = WELL


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Roles, rates and texts are there from the beginning, as in every portal; a hundred tests need not load them."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0, stdout=StringIO())


@pytest.fixture(autouse=True)
def fresh_cache():
    """No test sees what another left in Valkey; what is counted in the database goes with the rest of it."""
    fleeting.cache.clear()


@pytest.fixture(autouse=True)
def whole_sign_in(monkeypatch):
    """`force_login` stands for a whole sign-in, a moment ago: the password, and for staff the second step."""
    plain = Client.force_login

    def force_login(self, user, backend=None):
        plain(self, user, backend)
        request = RequestFactory().get("/")
        request.session = self.session
        for method in ("password", "mfa") if user.is_staff else ("password",):
            record_authentication(request, user, method)
        limits.begin(request)
        request.session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


@pytest.fixture(autouse=True)
def english():
    """Words in tests are English unless the test asks for French."""
    with translation.override("en"):
        yield


@pytest.fixture
def storage(settings, tmp_path):
    """Files go to a folder of the test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files", "base_url": None},
        },
    }
    return tmp_path / "files"
