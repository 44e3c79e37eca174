"""Somebody at a browser, who does what a guide says and notices on every page what nobody should ever meet."""

import re
from datetime import date
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_look import RULES
from tests.browser.words import say

HARMLESS = ("blob", "data", "about")  # addresses that leave no machine
VIOLATIONS = {**RULES, "resultTypes": ["violations"]}  # an account of all that is right would take as long again
MADE_OF = """() => {
  const parts = [...document.querySelectorAll('body *')].map(part => `${part.tagName}.${part.getAttribute('class')}`)
  return [...new Set(parts)].sort().join()
}"""
PATIENCE = 45_000  # milliseconds


class Visitor:
    """Every page that is opened is looked at; `faults` gathers what is wrong with any of them."""

    def __init__(self, browser, site, folder, *, language, width=1280, script=True, inspects=True):
        self.site, self.folder, self.language, self.script = site, folder, language, script
        self.inspects = script and inspects
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=f"{language}-CA", java_script_enabled=script
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.faults, self.seen, self.answer = [], 0, None
        self.origins = {site, site.replace(f":{urlsplit(site).port}", f":{urlsplit(site).port + 1}")}
        self.page.on("console", self.hear)
        self.page.on("pageerror", lambda error: self.blame(f"script: {error}"))
        self.page.on("request", self.ask)
        self.page.on("response", self.receive)

    # What a browser notices

    def blame(self, what):
        self.faults.append(f"{urlsplit(self.page.url).path}: {what}")
        print(self.faults[-1])  # shown when the walk ends early

    def hear(self, message):
        if message.type == "error":
            self.blame(f"console: {message.text}")

    def ask(self, request):
        where = urlsplit(request.url)
        if where.scheme not in HARMLESS and f"{where.scheme}://{where.netloc}" not in self.origins:
            self.blame(f"asks a stranger: {request.url}")

    def receive(self, answer):
        if answer.status >= 400:
            self.blame(f"{answer.status} from {answer.url}")
        if answer.request.is_navigation_request() and not 300 <= answer.status < 400:
            self.answer = answer

    inspected: ClassVar[set] = set()  # in all the walks: the accessibility of a page is looked at once
    tags = ("{}-CA",)
    expected = frozenset()  # what axe finds on pages that are not ours

    def look(self, language=None):
        """The page that is open now: accessible, within its width, in its language; its text is kept."""
        self.page.wait_for_load_state("load")
        language = language or self.language
        if (told := self.page.locator("html").get_attribute("lang")) not in {
            tag.format(language) for tag in self.tags
        }:
            self.blame(f"says that it is in {told}")
        width = self.page.viewport_size["width"]
        if (needed := self.page.evaluate("() => document.documentElement.scrollWidth")) > width:
            self.blame(f"is {needed} wide on a screen of {width}")
        if self.inspects and self.is_new(width):
            for found in Axe().run(self.page, options=VIOLATIONS).response["violations"]:
                if found["id"] in self.expected:
                    continue
                self.blame(f"{found['id']}: {found['nodes'][0]['html'][:160]}")
        self.keep()

    def is_new(self, width):
        """Is the page unlike all that were inspected: by its address, numbers aside, or by what it is made of?"""
        address = re.sub(r"[0-9a-f]*\d[0-9a-f-]*", "0", urlsplit(self.page.url).path)
        shape = (self.language, width, address, self.page.evaluate(MADE_OF))
        known = shape in self.inspected
        self.inspected.add(shape)
        return not known

    def keep(self):
        self.seen += 1
        name = urlsplit(self.page.url).path.strip("/").replace("/", "-")[:60]
        kept = self.folder / f"{self.seen:03}-{name}.html"
        kept.write_text(as_the_validator_knows_it(self.answer.text()))
        if self.folder.joinpath("pictures").exists():
            self.page.screenshot(path=self.folder / "pictures" / f"{kept.stem}.png", full_page=True)

    # What a person does

    def say(self, message, **values):
        return say(message, self.language, **values)

    def open(self, address, language=None):
        self.page.goto(urljoin(self.site, address))
        self.look(language)

    def again(self):
        self.page.reload()
        self.look()

    def press(self, message, **values):
        """The button that says so."""
        self.leave_by(self.page.get_by_role("button", name=self.say(message, **values), exact=True))

    def follow(self, message, within="body", **values):
        """The first link whose text has these words."""
        self.leave_by(self.page.locator(within).get_by_role("link", name=self.say(message, **values)).first)

    def go_to(self, message):
        """A page of the navigation, which a script folds behind a button on a telephone."""
        fold = self.page.get_by_role("button", name="Menu", exact=True)
        if fold.is_visible():
            fold.click()
        self.follow(message, within="header, .govuk-service-navigation")

    def leave_by(self, target):
        """What leads to another page; the next thing that is read is read there."""
        leave_by(target)
        self.look()

    def wait_for(self, target):
        """Something that a worker makes meanwhile: the page is opened again until it is there."""
        for _attempt in range(120):
            if target.count():
                break
            self.page.wait_for_timeout(500)
            self.page.reload()
        return target

    def choose(self, message):
        self.page.get_by_label(self.say(message), exact=True).check()

    def fill(self, **answers):
        """Each question by its name: text, one choice or several by value, a day in three boxes, True for a tick."""
        for name, answer in answers.items():
            if isinstance(answer, date):
                for part in ("year", "month", "day"):
                    self.page.locator(f"[name={name}_{part}]").fill(str(getattr(answer, part)))
                continue
            box = self.page.locator(f"[name={name}]")
            match box.first.get_attribute("type") or box.first.evaluate("box => box.tagName"):
                case "radio":
                    self.page.locator(f"[name={name}][value='{answer}']").check()
                case "checkbox" if isinstance(answer, list):
                    for one in answer:
                        self.page.locator(f"[name={name}][value='{one}']").check()
                case "checkbox":
                    box.set_checked(answer)
                case "SELECT":
                    box.select_option(answer)
                case _:
                    box.fill(answer)

    def value(self, name):
        return self.page.locator(f"[name={name}]").input_value()

    def heading(self):
        return plain(self.page.locator("h1").inner_text())

    def text(self):
        return plain(self.page.locator("main, #content").first.inner_text())

    def download(self, target):
        """What a link brings, as bytes."""
        with self.page.expect_download() as coming:
            target.click()
        return coming.value.path().read_bytes()


def leave_by(target):
    """Click on what leads to another page, and wait for it: a click alone does not."""
    with target.page.expect_navigation(wait_until="load"):
        target.click()


def as_the_validator_knows_it(text):
    """The validator is older than these two, which the standard has since admitted."""
    for new, old in (("<search", "<div"), ("</search", "</div"), ('autocomplete="username"', 'autocomplete="email"')):
        text = text.replace(new, old)
    return text


def plain(text):
    return " ".join(text.replace("\u00a0", " ").split())
