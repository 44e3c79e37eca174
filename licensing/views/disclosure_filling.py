"""What a disclosure is to the pages of the wizard."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..actions import disclosing
from ..judging import DOCUMENTS, problems_on
from ..types.disclosure import questionnaire
from .wizard import today


class OfDisclosure:
    """A disclosure, filled by the person it was asked of.  What it holds is opened once a page."""

    frame = "disclosures/wizard.html"
    files = "disclosures/files.html"
    notice = "disclosures/notice_of_collection.html"
    is_kept = True

    def __init__(self, invitation):
        self.invitation = invitation
        self.asked = questionnaire(invitation.is_entity)

    @cached_property
    def known(self):
        return disclosing.content(self.invitation.disclosure)

    @property
    def answers(self):
        return self.known["answers"]

    @cached_property
    def journey(self):
        return self.asked.journey(self.answers)

    @property
    def saved_at(self):
        return self.invitation.disclosure.saved_at

    @property
    def saved_by(self):
        return self.invitation.name

    @property
    def home(self):
        return reverse("licensing:disclosure")

    @property
    def review(self):
        return reverse("licensing:disclosure_review")

    def may_edit(self, slug):
        return self.invitation.disclosure.completed_at is None

    def url(self, slug):
        if slug == DOCUMENTS:
            return reverse("licensing:disclosure_documents")
        return reverse("licensing:disclosure_step", args=[slug])

    def row_url(self, slug, row):
        return reverse("licensing:disclosure_row", args=[slug, row])

    def add_url(self, slug):
        return reverse("licensing:disclosure_add_row", args=[slug])

    def remove_url(self, slug, row):
        return reverse("licensing:disclosure_remove_row", args=[slug, row])

    def next_url(self, page):
        after = self.journey.after(page)
        return self.url(after.slug if after else DOCUMENTS)

    def back_url(self, page):
        before = self.journey.before(page)
        return self.url(before.slug) if before else self.home

    def elsewhere(self):
        return self.home

    def proposed(self, page, typed):
        return typed

    def problems_on(self, page):
        return problems_on(self.asked.rules, self.journey, page, today())

    def warnings(self, page):
        return []

    def hints(self, page):
        return {}

    def save_step(self, page, typed, started_from):
        disclosing.save_disclosed_step(self.invitation, page, typed, at=timezone.now(), started_from=started_from)
        self.refresh()

    def save_row(self, page, row, typed, started_from):
        disclosing.save_disclosed_row(self.invitation, page, row, typed, at=timezone.now(), started_from=started_from)
        self.refresh()

    def remove_row(self, page, row):
        disclosing.remove_disclosed_row(self.invitation, page, row, at=timezone.now())

    def refresh(self):
        self.invitation.disclosure.refresh_from_db()
        for cached in ("known", "journey"):
            self.__dict__.pop(cached, None)

    def draft_saved(self, request):
        disclosing.write_resume_link(self.invitation, at=timezone.now())
        messages.info(request, _("We sent you a letter with the link to go on later, from any device."))

    def row_saved(self, request, page, row):
        pass

    def lines(self, page):
        return {}

    def context(self, page):
        return {"invitation": self.invitation, "title": self.asked.title}


def first_page(invitation):
    """Where to go on: the first page that is not finished."""
    filling = OfDisclosure(invitation)
    for page in filling.journey.steps:
        if filling.problems_on(page):
            return filling.url(page.slug)
    return filling.url(DOCUMENTS)
