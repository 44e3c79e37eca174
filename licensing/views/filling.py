"""What is being filled, page by page: the pages of the wizard ask it for everything that they do not know.

An application is one thing to fill, what a person discloses is another; the pages are the same.
"""

from typing import Any, Protocol

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from icajo.journey import Journey
from icajo.words import phone

from .. import actions
from ..casework import may_edit
from ..fees import prices
from ..judging import Problem, problems_of_page, warnings_on
from .disclosures import lines
from .wizard import neighbour, page_url, today


class Filling(Protocol):
    """`answers` is what is stored, `journey` the walk through it; both are of the last save."""

    frame: str  # the template around the page
    files: str  # the template of a list of its files
    notice: str  # the template that says under which law we ask

    @property
    def answers(self) -> dict: ...
    @property
    def journey(self) -> Journey: ...
    @property
    def saved_at(self) -> Any: ...
    @property
    def saved_by(self) -> Any: ...
    @property
    def is_kept(self) -> bool: ...  # there is something to save into: the page may save by itself
    @property
    def home(self) -> str: ...  # where to go when a page may not be edited any more
    @property
    def review(self) -> str: ...

    def may_edit(self, slug: str) -> bool: ...
    def url(self, slug: str) -> str: ...  # of a step, or of the page of documents
    def row_url(self, slug: str, row: str) -> str: ...
    def add_url(self, slug: str) -> str: ...
    def remove_url(self, slug: str, row: str) -> str: ...
    def import_url(self, slug: str) -> str: ...  # of a long list
    def next_url(self, page) -> str: ...
    def back_url(self, page) -> str: ...
    def elsewhere(self) -> str: ...  # who is to be asked instead, where the answers say that it is not us

    def proposed(self, page, typed: dict) -> dict: ...  # the empty boxes filled with what is known
    def problems_on(self, page) -> list[Problem]: ...
    def warnings(self, page) -> list[str]: ...  # of a list: said about it, and in nobody's way
    def hints(self, page) -> dict[str, dict[str, str]]: ...  # {question: {choice: what is said under it}}

    # each raises NotNow and, the first two, ChangedElsewhere and TooMuch
    def save_step(self, page, typed: dict, started_from: str) -> None: ...
    def save_row(self, page, row: str, typed: dict, started_from: str) -> None: ...
    def remove_row(self, page, row: str) -> None: ...
    def refresh(self) -> None: ...

    def draft_saved(self, request) -> None: ...  # the person asked for it and may leave now
    def row_saved(self, request, page, row: str) -> None: ...  # and goes back to the list
    def lines(self, page) -> dict[str, dict]: ...  # {row: where its disclosure stands}, for a list of people
    def context(self, page) -> dict: ...  # what the frame prints


def find_step(filling, slug):
    """The page of this name, if the path passes through it, or 404."""
    page = filling.journey.step(slug)
    if page is None:
        raise Http404(slug)
    return page


def profile(user):
    """The facts that “Use my information” copies."""
    return {
        "first_name": user.first_name,
        "last_name": user.last_name,
        "full_name": user.get_full_name(),
        "email": user.email,
        "phone": phone(user.phone) if user.phone else "",
    }


class OfApplication:
    """An application, filled by somebody who may prepare it."""

    frame = "licensing/wizard.html"
    files = "licensing/attached.html"
    notice = "licensing/notice_of_collection.html"

    def __init__(self, application, by):
        self.application, self.by = application, by

    @property
    def answers(self):
        return self.application.answers

    @property
    def journey(self):
        return self.application.journey

    @property
    def saved_at(self):
        return self.application.saved_at

    @property
    def saved_by(self):
        return self.application.saved_by

    @property
    def is_kept(self):
        return bool(self.application.ref)

    @property
    def home(self):
        return self.application.get_absolute_url()

    @property
    def review(self):
        return reverse("licensing:review", args=[self.application.ref])

    def may_edit(self, slug):
        return may_edit(self.application, slug)

    def url(self, slug):
        return page_url(self.application, slug)

    def row_url(self, slug, row):
        return reverse("licensing:row", args=[self.application.ref, slug, row])

    def add_url(self, slug):
        return reverse("licensing:add_row", args=[self.application.ref, slug])

    def remove_url(self, slug, row):
        return reverse("licensing:remove_row", args=[self.application.ref, slug, row])

    def import_url(self, slug):
        return reverse("licensing:import_rows", args=[self.application.ref, slug])

    def next_url(self, page):
        """The page after this one; the reply itself, where an officer opened this page again."""
        if not self.application.is_draft:
            return reverse("licensing:reply", args=[self.application.ref])
        return neighbour(self.application, page.slug, 1)

    def back_url(self, page):
        return neighbour(self.application, page.slug, -1)

    def elsewhere(self):
        return f"{reverse('licensing:elsewhere', args=[self.application.type_code])}?file={self.application.ref}"

    def proposed(self, page, typed):
        """What was typed, its empty boxes filled from the person's profile where they asked for it."""
        if not typed.get("use_my_information"):
            return typed
        facts = profile(self.by)
        return typed | {
            question: facts[fact] for question, fact in page.from_profile.items() if not typed.get(question)
        }

    def problems_on(self, page):
        return problems_of_page(self.application, self.journey, page, today())

    def warnings(self, page):
        return warnings_on(self.application, page, today())

    def hints(self, page):
        """What each choice costs, where the fee depends on it."""
        priced = [name for name, field in page.base_fields.items() if getattr(field, "priced", False)]
        return {name: prices(self.application, page, name, today()) for name in priced}

    def save_step(self, page, typed, started_from):
        self.application = actions.save_step(self.application, page, typed, by=self.by, started_from=started_from)

    def save_row(self, page, row, typed, started_from):
        self.application = actions.save_row(self.application, page, row, typed, by=self.by, started_from=started_from)

    def remove_row(self, page, row):
        actions.remove_row(self.application, page, row, by=self.by)

    def refresh(self):
        self.application.refresh_from_db()

    def draft_saved(self, request):
        pass

    def row_saved(self, request, page, row):
        if self.lines(page).get(row, {}).get("twice"):
            messages.warning(request, _("This address stands on the list more than once: is it right?"))

    def lines(self, page):
        if not any(one.step == page.slug for one in self.application.type.disclosing):
            return {}
        return {one["place"].asked.row: one for one in lines(self.application, self.by, page.slug)}

    def context(self, page):
        return {"application": self.application}
