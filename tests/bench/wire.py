"""The same portal behind its web server, one worker, asked over HTTP."""

import contextlib
import os
import socket
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from icajo.run import child

HOST = "127.0.0.1"


def application():
    """Both stacks behind one address, as the web server starts them."""
    import django
    from django.conf import settings

    django.setup()
    settings.ROOT_URLCONF = "tests.bench.bare"
    from . import fifteen

    fifteen.asked().__enter__()  # for good
    full = WSGIHandler()
    with override_settings(MIDDLEWARE=[]):
        bare = WSGIHandler()
    return lambda environ, start: (bare if environ["PATH_INFO"].startswith("/bare/") else full)(environ, start)


@contextlib.contextmanager
def server():
    """Granian with one worker until the end of the block; gives what asks it, in the shape of an application."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--no-ws", "--workers", 1]
    command += ["--host", HOST, "--port", port, "--log-level", "error", "--factory", "tests.bench.wire:application"]
    process = child.start(command, env=dict(os.environ))
    try:
        _wait(port)
        yield Wire(port)
    finally:
        child.stop(process)


def _wait(port, patience=60):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the web server did not start")


class Wire:
    """Sends a WSGI request over one HTTP connection, kept open as a proxy keeps it."""

    def __init__(self, port):
        self.connection = HTTPConnection(HOST, port)

    def __call__(self, environ, start):
        headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
        headers["Content-Type"] = environ["CONTENT_TYPE"]
        path = "?".join(filter(None, (environ["PATH_INFO"], environ["QUERY_STRING"])))
        self.connection.request(environ["REQUEST_METHOD"], path, environ["wsgi.input"].read(), headers)
        answer = self.connection.getresponse()
        body = Body([answer.read()])
        start(str(answer.status), [(name.title(), value) for name, value in answer.getheaders()])
        return body


class Body(list):
    def close(self):
        """Nothing is left to close."""
