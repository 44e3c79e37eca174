"""Names people give their files: data to show, never paths."""

import re
import unicodedata

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # refused by Windows, where most people will save the file
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe(name) -> str:
    """The name made safe to show and to download: one line, no folder, no invisible letter, not too long."""
    name = unicodedata.normalize("NFC", str(name)).replace("\\", "/").rpartition("/")[2]
    # "C*" are control, format (the ones that turn the writing round), surrogate, private and unassigned characters
    name = "".join(" " if c.isspace() else c for c in name if c.isspace() or unicodedata.category(c)[0] != "C")
    name = " ".join(_FORBIDDEN.sub("_", name).split()).strip(". ")
    if _RESERVED.fullmatch(name):
        name = "_" + name
    return _shortened(name) or "document"


def extension(name) -> str:
    """The extension in lower case, without the point: "" when there is none."""
    _, point, ending = name.rpartition(".")
    return ending.lower() if point else ""


def _shortened(name):
    stem, point, ending = name.rpartition(".")
    if not point or len(ending) > 10:
        return name[:LONGEST].strip()
    return stem[: LONGEST - len(ending) - 1].strip() + "." + ending
