"""What every test may use; the servers come from icajo/run/testservices.py."""

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.utils import translation

# Pages name their style sheets without a list of fingerprints, which only `collectstatic` makes.
project.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(autouse=True)
def fresh_cache():
    """No test sees what another left in the cache: limits, locks, counters."""
    cache.clear()


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
