import pytest


def pytest_addoption(parser):
    parser.addoption("--rewrite", action="store_true", help="write tests/house/access.csv anew, to be read in a diff")


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing a password well takes as long as a page: no house rule is about it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
