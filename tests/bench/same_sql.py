"""The least that could show what a page shows: a view that sends the very same statements and says how many rows."""

from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings

from .visitor import Visitor

ADDRESS = "/same-sql/"
sent: list = []  # the statements of the page it is compared with


@login_not_required
def view(request):
    rows = 0
    with connection.cursor() as cursor:
        for sql, params in sent:
            cursor.execute(sql, params)
            rows += len(cursor.fetchall()) if cursor.description else 0
    return HttpResponse(f"{rows} rows", content_type="text/plain")


def bare_visitor():
    """Who asks for it: no middleware, no session, no template."""
    with override_settings(MIDDLEWARE=[]):
        return Visitor(WSGIHandler())


def captured(ask):
    """The statements of `ask()` with their values, reading and writing."""
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        ask()
    return seen
