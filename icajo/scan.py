"""Ask clamd whether a file carries a virus, over its INSTREAM command."""

import socket

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 15  # seconds


class Unavailable(Exception):
    """The scanner gave no verdict."""


def configured() -> bool:
    """Whether this installation has a scanner."""
    return bool(settings.CLAMD_ADDRESS)


def virus(content: bytes) -> str:
    """The name of the virus found, or "" for a clean file.  Raises Unavailable when clamd cannot say."""
    host, _, port = settings.CLAMD_ADDRESS.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                clamd.sendall(len(part).to_bytes(4) + part)
            clamd.sendall(bytes(4))
            answer = clamd.makefile("rb").readline(4096).rstrip(b"\0\r\n").decode(errors="replace")
    except OSError as error:
        raise Unavailable(str(error)) from error
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise Unavailable(answer or "no answer")
