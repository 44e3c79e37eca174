"""Whether the books balance, for any test that moves money."""

from django.utils import timezone

from payments import books


def balance(**how):
    """True; an assertion error that names everything that is wrong otherwise."""
    found = [str(wrong) for wrong in books.wrongs(timezone.now(), **how)]
    assert not found, found
    return True
