"""A complaint while it is being written: all of it travels in the page itself, locked, and we keep none of it.

Each answer of ours carries the draft as a sealed box, and each post brings it back: no session, no row, no cookie.
Only files stay here meanwhile, as parcels whose key is in that box.  Whoever leaves the page has left nothing behind.
"""

import json
import time
from dataclasses import asdict, dataclass, field

from cryptography.fernet import Fernet, InvalidToken

from icajo import sealing

from .. import follow_codes

DRAFT, THREAD = "submissions.complaint", "submissions.complaint-thread"
GOOD_FOR = 4 * 3600  # seconds


@dataclass
class Draft:
    """`code` is the one that its author will be shown; `key` locks the files; `user` is the account that sends it."""

    who: str
    code: str = field(default_factory=follow_codes.new)
    key: str = field(default_factory=lambda: Fernet.generate_key().decode())
    user: int | None = None
    typed: dict = field(default_factory=dict)  # {page: {question: what was typed}}
    files: list = field(default_factory=list)  # [{"id", "name", "media_type", "size", "scan"}]
    begun: float = field(default_factory=time.time)

    def sealed(self) -> str:
        """What the page carries."""
        return sealing.box(DRAFT).encrypt(json.dumps(asdict(self), ensure_ascii=False).encode()).decode()

    @property
    def is_old(self) -> bool:
        """Its text is still good; its files are gone, and the code that it holds is not shown any more."""
        return time.time() - self.begun > GOOD_FOR


def opened(token: str) -> Draft | None:
    """The draft that a page brought back; None where it is none of ours."""
    try:
        return Draft(**json.loads(sealing.box(DRAFT).decrypt(token.encode())))
    except (InvalidToken, ValueError, TypeError):
        return None


def pass_to(complaint) -> str:
    """What the page of a thread carries instead of the code: good for the same hours."""
    return sealing.box(THREAD).encrypt(str(complaint.pk).encode()).decode()


def passed(token: str) -> str:
    """The key of the complaint that such a page is about, or ""."""
    try:
        return sealing.box(THREAD).decrypt(token.encode(), ttl=GOOD_FOR).decode()
    except InvalidToken:
        return ""
