"""The public search over a register of a few years, against the same SQL sent bare."""

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation

from licensing import public
from licensing.models import Licence

from .measure import Contender, middle, other_ratios, ratio, table, take_turns
from .records import register
from .visitor import Visitor

LICENCES = 20_000
ASKED = ["écluse", "hopital rideau", "RAF0012345", "fondation", "club soleil ottawa", "zzz"]


def measure(like, rounds=5, each=10):
    """Print how long a page of results takes; `like` is a licence to copy."""
    Licence.objects.bulk_create(register(LICENCES, like))
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze licensing_licence")
    translation.activate("fr")
    visitor, url = Visitor(WSGIHandler()), reverse("public_search:search")
    lines = []
    for words in ASKED:
        statements = captured(words)
        found = take_turns(
            {
                "page": Contender(lambda words=words: visitor.get(f"{url}?q={words.replace(' ', '+')}")),
                "SQL": Contender(lambda statements=statements: run(statements)),
            },
            rounds=rounds,
            each=each,
        )
        page, sql = found["page"], found["SQL"]
        lines.append((words, middle(page), middle(sql), ratio(page, sql), other_ratios(page, sql)))
    table(
        f"Public search over {LICENCES:,} licences",
        ["asked", "page", "bare SQL", "page to bare SQL", "quickest, work"],
        lines,
    )


def captured(words):
    """The statements of the search itself: the count and the rows."""
    seen = []

    def watch(execute, sql, params, many, context):
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        public.find(text=words, municipality="", type_code="", page=1, on=timezone.localdate())
    return seen


def run(statements):
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            cursor.fetchall()
