"""What the database keeps but does not give away: encrypted under the secret key, readable under former ones too."""

from cryptography.fernet import InvalidToken

from icajo import sealing

SALT = "accounts.sealed"


def _box():
    return sealing.box(SALT)


def seal(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text.  Raises ValueError where no key of ours sealed it."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("Sealed under a key that is not listed") from error


def again(sealed: str) -> str:
    """The same, sealed under the key of today: a former key can then be taken off the list.  Raises ValueError."""
    return seal(unseal(sealed))
