"""Compile the French messages, in Python, where the compiled file is missing or older."""

import os
import tempfile
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


def compile_where_newer(folder=LOCALE):
    """Bring every .mo under `folder` up to date with its .po; return the ones that were written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # A reader never sees half a file: the tests and a demonstration may start together.
        handle, draft = tempfile.mkstemp(dir=source.parent)
        os.close(handle)
        polib.pofile(str(source)).save_as_mofile(draft)
        os.chmod(draft, 0o644)
        os.replace(draft, target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_where_newer()
