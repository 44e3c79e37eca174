"""Bring the database and the static files up to date before the portal starts: one process for all of it."""

import hashlib
import os

import django
from django.conf import settings
from django.core.management import call_command, get_commands

from . import messages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icajo.settings")
LOADS = ["load_reference", "load_postal_codes", "load_stances", "load_demo"]
if os.environ.get("ICAJO_SAMPLE", "1") != "0":  # two seconds that a test of something else need not wait
    LOADS += ["load_sample", "load_sample_schools"]


def prepare(tell=print):
    """Migrate, load what every portal needs and what a demonstration shows, and gather the static files."""
    tell("Preparing the database...")
    call_command("migrate", verbosity=0)
    for command in LOADS:
        if command in get_commands():
            call_command(command, verbosity=0)
    _gather(tell)


def _gather(tell):
    """Compressing takes several seconds, so only when something changed."""
    mark = settings.VAR / "static.made"
    fingerprint = _fingerprint()
    if mark.exists() and mark.read_text() == fingerprint:
        return
    tell("Preparing the style sheets and pictures...")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(fingerprint)


def _fingerprint():
    seen = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(folder.rglob("*")):
            seen.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return seen.hexdigest()


if __name__ == "__main__":
    messages.compile_where_newer()  # before Django reads them
    django.setup()
    prepare()
