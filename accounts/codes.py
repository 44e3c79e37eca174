"""What an access code looks like: four characters that find it, sixteen that prove it, one that catches a slip.

It is read aloud over the telephone: no O, I, L or U (Crockford’s base 32), in groups, any case.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SELECTOR, SECRET = 4, 16
GROUPS = (4, 4, 4, 4, 5)
HEARD_AS = str.maketrans("OIL", "011")
FIELD = 0b100101  # x⁵ + x² + 1: makes a field of the 32 characters, so that the last one sees every slip


def new_characters(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def check_character(body: str) -> str:
    """The character that makes one wrong character, or two that changed places, show."""
    total = 0
    for character in body:
        total = _doubled(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _doubled(value):
    return value << 1 ^ (FIELD if value & 0b10000 else 0)


def in_groups(selector: str, secret: str) -> str:
    """`K7QD-9XM2-4TRA-B0WE-5ZKQ7`: as it is read aloud and printed."""
    rest = iter(selector + secret + check_character(selector + secret))
    return "-".join("".join(next(rest) for _ in range(length)) for length in GROUPS)


def read(typed: str) -> tuple[str, str] | None:
    """(selector, secret) of what somebody typed, however they spaced it; None where a character is wrong."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(HEARD_AS)
    body = "".join(c for c in plain if c not in "-‐‑‒–—−_." and not c.isspace())
    if len(body) != SELECTOR + SECRET + 1 or any(c not in ALPHABET for c in body):
        return None
    if check_character(body[:-1]) != body[-1]:
        return None
    return body[:SELECTOR], body[SELECTOR:-1]
