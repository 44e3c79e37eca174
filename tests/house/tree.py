"""The project's own files, as the house tests read them."""

import subprocess
from pathlib import Path

from django.conf import settings

CODE = ("icajo", "accounts", "licensing", "payments", "submissions", "public_search")


def tracked():
    """Every file of the checkout that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (settings.BASE_DIR / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def modules(*folders):
    """The Python files below these folders, migrations left out."""
    found = (path for folder in folders for path in (settings.BASE_DIR / folder).rglob("*.py"))
    return [path for path in sorted(found) if "migrations" not in path.parts]


def short(path: Path):
    return str(path.relative_to(settings.BASE_DIR))
