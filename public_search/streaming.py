"""Answers made while they are sent: however long they are, little is in memory; and few at a time.

Each holds a connection of the database and a thread for as long as it is read, so that slow readers could close the
portal for everybody else.
"""

import threading
import time
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse

AT_ONCE = 2  # of one process
LONGEST = 10 * 60  # seconds
_free = threading.BoundedSemaphore(AT_ONCE)


class Full(Exception):
    """Others are being served: come back in a minute."""


class Held:
    """The parts, and one of the few places until they are sent or nobody reads any more."""

    def __init__(self, parts: Iterator[bytes]):
        if not _free.acquire(blocking=False):
            raise Full
        self.parts, self.is_held, self.until = parts, True, time.monotonic() + LONGEST

    def __iter__(self):
        return self

    def __next__(self):
        if time.monotonic() > self.until:  # cut off, so that nobody takes a part for the whole
            raise TimeoutError("read too slowly")
        return next(self.parts)

    def close(self):
        self.parts.close()
        if self.is_held:
            self.is_held = False
            _free.release()


def streamed(parts: Iterator[bytes], *, name: str, media_type: str) -> StreamingHttpResponse:
    """An answer to save under this name.  Raises Full."""
    response = StreamingHttpResponse(Held(parts), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def come_back(seconds: int) -> HttpResponse:
    return HttpResponse(
        f"Réessayez dans {seconds} secondes. / Try again in {seconds} seconds.\n",
        content_type="text/plain; charset=utf-8",
        status=429,
        headers={"Retry-After": seconds},
    )
