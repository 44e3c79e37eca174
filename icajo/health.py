"""`/healthz`: whether the portal can do its work, and what is missing when it cannot."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor, wait

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from icajo import heartbeat
from icajo.fleeting import cache

PATIENCE = 1.5  # seconds for everything together
# A part that hangs keeps its thread; when all are kept the answer is "failing" as well, and still in time.
_askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="health")


@never_cache
@login_not_required
@require_safe
def healthz(request):
    """200 when everything answers, 503 with the names of what does not."""
    failing = ailing()
    return JsonResponse({"status": "failing" if failing else "ok", "failing": failing}, status=503 if failing else 200)


def ailing():
    """The names of the parts that do not answer in time, in the order of PARTS."""
    asked = {_askers.submit(answers, ask): name for name, ask in PARTS.items() if name != "payments" or _has_sandbox()}
    wait(asked, timeout=PATIENCE)
    return [name for asking, name in asked.items() if not (asking.done() and asking.result())]


def answers(ask):
    """Ask one part; whatever goes wrong means no."""
    try:
        return ask()
    except Exception:  # any reason will do: drivers have dozens
        return False


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
            return cursor.fetchone() == (1,)
    finally:
        connection.close()  # this thread's own, back to the pool


def cache_keeps_words():
    cache.set("health:cache", "heard", 10)
    return cache.get("health:cache") == "heard"


def payments():
    with urllib.request.urlopen(f"{settings.PAYMENT_SANDBOX_URL}/health", timeout=1) as answer:
        return answer.status == 200


def _has_sandbox():
    return bool(settings.PAYMENT_SANDBOX_URL)


PARTS = {"database": database, "cache": cache_keeps_words, "worker": heartbeat.heard, "payments": payments}
