"""The code with which somebody without an account follows what they sent: shown once, and kept as its digest.

Twenty-four characters are 120 bits: so many that a plain digest gives nothing away.
"""

import hashlib
import unicodedata

from accounts.codes import ALPHABET, HEARD_AS, new_characters

LENGTH, GROUP = 24, 4


def new() -> str:
    """`K7QD-9XM2-…`: six groups, as they are read aloud and printed."""
    characters = new_characters(LENGTH)
    return "-".join(characters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def digest(typed: str) -> str:
    """Of a code as somebody types it, whatever its capitals, spaces and dashes."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(HEARD_AS)
    return hashlib.sha256("".join(c for c in plain if c in ALPHABET).encode()).hexdigest()
