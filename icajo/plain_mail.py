"""The e-mail of a letter without files, written out by hand: a fifth of the work of the standard library's classes.

Their general folding of headers and choice of encodings took longer than sending; this knows one shape only, and
`fits` says which letters have it.  All others go the general way.
"""

import base64
import binascii
import functools
import re
from datetime import UTC, datetime
from email import message, policy
from email.headerregistry import Address
from email.utils import format_datetime, parseaddr

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}", re.A | re.I)
FOLDED = 60  # characters of a subject that needs no second line


def fits(address: str) -> bool:
    """Has a letter to this address the one shape?  Anything odd about an address has not."""
    local = address.rpartition("@")[0]
    odd = local.startswith(".") or local.endswith(".") or ".." in local
    return not odd and ADDRESS.fullmatch(address) is not None


def as_bytes(*, sender: str, to: str, subject: str, body: str, headers: dict[str, str]) -> bytes:
    """The whole message as it travels.  The subject and the headers are one line each; `to` fits."""
    lines = [
        _from(sender),
        f"To: {to}".encode(),
        b"Subject: " + _subject(subject),
        b"Date: " + format_datetime(datetime.now(UTC)).encode(),
        *(f"{name}: {value}".encode("ascii") for name, value in headers.items()),
        b"MIME-Version: 1.0",
        b'Content-Type: text/plain; charset="utf-8"',
        b"Content-Transfer-Encoding: quoted-printable",
    ]
    # the C function folds lines at 76 characters and keeps their ends; a text of one line it folds with a bare one
    text = binascii.b2a_qp(body.replace("\n", "\r\n").encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return b"\r\n".join(lines) + b"\r\n\r\n" + text


@functools.lru_cache(maxsize=8)
def envelope(sender: str) -> str:
    """The bare address of a sender given with a name."""
    return parseaddr(sender)[1]


@functools.lru_cache(maxsize=8)
def _from(sender):
    """The same for all letters, so the standard library may take its time."""
    mail = message.EmailMessage(policy=policy.SMTP)
    name, address = parseaddr(sender)
    mail["From"] = Address(name, addr_spec=address)
    return mail.as_bytes().strip()


def _subject(subject):
    if subject.isascii() and len(subject) <= FOLDED and "=?" not in subject:
        return subject.encode()
    words, word = [], b""
    for character in subject:  # an encoded word is at most 75 characters long and cuts no letter in two
        encoded = character.encode()
        if len(word) + len(encoded) > 39:
            words.append(word)
            word = b""
        word += encoded
    return b"\r\n ".join(b"=?utf-8?B?" + base64.b64encode(one) + b"?=" for one in [*words, word])
