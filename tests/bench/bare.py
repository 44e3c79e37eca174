"""The least that could keep a draft: a view that does one UPDATE, and a page written out as a plain Django template.

No forms, no session, no sign-in, no rules, no middleware.  The page is the portal's own, frame included: its questions
stand in the template as HTML, with what is stored put between the quotation marks.
"""

import functools
import html
import json
import re
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from icajo import urls

from . import same_sql

SOMEBODY = SimpleNamespace(is_authenticated=True, is_staff=False, get_full_name=lambda: "")
TABLE = "create table bare_draft (id int primary key, answers jsonb not null)"
BLOCKS = """{%% extends "base.html" %%}
{%% block title %%}%s{%% endblock %%}
{%% block first_submit %%}%s{%% endblock %%}
{%% block main %%}%s{%% endblock %%}"""


def prepare():
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("insert into bare_draft values (1, '{}')")


def write_out(name, page, stored):
    """Make the template `name` from a page as the portal serves it, which shows what is `stored`."""
    text = page.decode()
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1].rpartition(" – ")[0]
    first = re.search(r'<button type="submit" form="step".*?</button>', text, re.DOTALL)[0]
    main = re.search(r'<main[^>]*>(.*?)<aside class="icajo-help"', text, re.DOTALL)[1]
    for question, value in stored.items():
        if isinstance(value, str) and value:
            shown = html.escape(value)
            written = rf'(name="{question}"[^>]*?) value="{re.escape(shown)}"'
            main = re.sub(written, rf'\1 value="{{{{ answers.{question} }}}}"', main)
    (settings.VAR / f"bare-{name}.html").write_text(BLOCKS % (title, first, main))
    template.cache_clear()


@functools.cache
def template(name):
    return engines["django"].from_string((settings.VAR / f"bare-{name}.html").read_text())


@csrf_exempt
@login_not_required
def draft(request, name):
    translation.activate("fr")
    with connection.cursor() as cursor:
        if request.method == "POST":
            answers = json.dumps(request.POST.dict())
            cursor.execute("update bare_draft set answers = %s where id = 1", [answers])
            return HttpResponseRedirect(request.path)
        cursor.execute("select answers from bare_draft where id = 1")
        answers = json.loads(cursor.fetchone()[0])
    request.user, request.session = SOMEBODY, {}
    return HttpResponse(template(name).render({"answers": answers}, request))


handler400, handler500 = urls.handler400, urls.handler500
urlpatterns = [path("bare/<slug:name>/", draft), path("same-sql/", same_sql.view), *urls.urlpatterns]
