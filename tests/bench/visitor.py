"""Asks the portal for pages in this process, as a server does: no network and no test client in between."""

import io
from datetime import timedelta
from http.cookies import SimpleCookie
from importlib import import_module
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from .place import HOST

FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


class Visitor:
    def __init__(self, application):
        self.application = application
        self.cookies = SimpleCookie()

    def sign_in(self, user):
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.set_expiry(0)
        session.create()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def pause(self):
        """Two minutes go by, as they do while somebody fills in a page: the session is due to be prolonged."""
        ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE - 120)
        Session.objects.update(expire_date=ends)

    def get(self, url, **headers):
        return self._ask("GET", url, b"", headers)

    def post(self, url, fields):
        token = self.cookies[settings.CSRF_COOKIE_NAME].value
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._ask("POST", url, body, {"ORIGIN": f"https://{HOST}"})

    def save(self, url, fields):
        """Post a page and open the one that the answer leads to."""
        answer = self.post(url, fields)
        page = self.get(answer.headers.get("Location", url))
        if (answer.status, page.status) != (302, 200):
            raise AssertionError(f"{url} was answered by {answer.status}, and then by {page.status}")
        return page

    def queries(self, ask):
        """The SQL statements of `ask()`, transactions' own left out."""
        seen = []

        def watch(execute, sql, params, many, context):
            seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            ask()
        return seen

    def _ask(self, method, url, body, headers):
        parts = urlsplit(url)
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": parts.path.encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "HTTP_HOST": HOST,
            "HTTP_COOKIE": "; ".join(f"{one.key}={one.value}" for one in self.cookies.values()),
            "CONTENT_TYPE": FORM if body else "",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_X_FORWARDED_PROTO": "https",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https",
            "wsgi.input": io.BytesIO(body),
        } | {f"HTTP_{name}": value for name, value in headers.items()}
        begun = []
        chunks = self.application(environ, lambda status, sent: begun.append((status, sent)))
        content = b"".join(chunks)
        chunks.close()
        status, sent = begun[0]
        for name, value in sent:
            if name == "Set-Cookie":
                self.cookies.load(value)
        return Answer(int(status.split()[0]), dict(sent), content)
