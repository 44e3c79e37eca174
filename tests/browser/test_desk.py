"""The desk on a telephone: every page that a role reaches by links, stock admin and ours, once each."""

from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import override

from accounts.roles import ROLES
from licensing import actions
from tests import samples
from tests.browser.test_look import RULES, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TELEPHONE, LANGUAGE = 360, "fr"
VIOLATIONS = {**RULES, "resultTypes": ["violations"]}
LEFT_OUT = ("logout", "sign_out", "set_language")


def view_of(address):
    """The name of the view that answers there, with the admin's own for each model counted as one; None for none."""
    try:
        with override(LANGUAGE):
            match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    if any(word in (match.url_name or "") for word in LEFT_OUT):
        return None
    return match.view_name


def links_of(page, site):
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [urldefrag(link)[0] for link in found if link.startswith(site)]


def pages_of(page, start, seen):
    """Yields the start and each page that links lead to from it whose view was not seen before; it stands open."""
    site, waiting = start[: start.index("/", 8)], deque([start])
    seen.discard(view_of(start))
    while waiting:
        address = waiting.popleft()
        name = view_of(address)
        if name is None or name in seen:
            continue
        seen.add(name)
        try:
            answer = page.goto(address)
        except Exception as error:
            if "Download is starting" in str(error):
                continue
            raise
        if answer and answer.headers.get("content-type", "").startswith("text/html"):
            yield name, answer
            waiting.extend(links_of(page, site))


@pytest.fixture
def world(storage):
    """A file in review, one that nobody took, and a licence."""
    on, officer = timezone.localdate(), samples.officer("decide@example.org")
    for number, name in enumerate(("amelie", "brigitte", "chloe")):
        person = samples.person(f"{name}@example.org")
        application = samples.sealed(person, on=on)
        actions.submit(application, by=person, at=timezone.now())
        if number:
            actions.take(application, by=officer)
        if number > 1:
            actions.approve(application, by=officer, on=on)
    return officer


def test_every_page_of_the_desk_is_accessible_keeps_its_policy_and_fits_a_telephone(
    live_server, page, client, world, settings
):
    settings.STAFF_SECOND_FACTOR = False
    page.set_viewport_size({"width": TELEPHONE, "height": 740})
    said, faults, seen = [], {}, set()
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)

    for role in ROLES:
        page.context.clear_cookies()
        signed_in(page, live_server.url, client, samples.staff(role.code))
        for name, answer in pages_of(page, f"{live_server.url}/{LANGUAGE}/admin/", seen):
            found = [
                f"{v['id']}: {v['nodes'][0]['html'][:150]}"
                for v in Axe().run(page, options=VIOLATIONS).response["violations"]
            ]
            if (needed := page.evaluate("() => document.documentElement.scrollWidth")) > TELEPHONE:
                found.append(f"is {needed} wide")
            if answer.status >= 400:
                found.append(str(answer.status))
            if found or said:
                faults[f"{role.code} {name} {urlsplit(page.url).path}"] = found + said
            said.clear()

    print(len(seen), sorted(seen))
    assert len(seen) > 40
    assert faults == {}, "\n".join(f"{where}\n    " + "\n    ".join(what) for where, what in faults.items())
