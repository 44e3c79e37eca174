"""The steps of a draft and where each stands."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .judging import DOCUMENTS, REVIEW, in_order, in_the_way, missing_documents, problems_of_page

STATUSES = {  # words and tone; what is done is plain words
    "done": (gettext_lazy("Completed"), ""),
    "begun": (gettext_lazy("In progress"), "blue"),
    "to-do": (gettext_lazy("To do"), "grey"),
    "to-fix": (gettext_lazy("To correct"), "red"),
    "waiting": (gettext_lazy("Cannot start yet"), "grey"),
}


@dataclass(frozen=True)
class Task:
    """`state` is done, begun, to-do, to-fix or waiting (which has no link)."""

    title: str
    address: str
    state: str

    @property
    def url(self):
        return "" if self.state == "waiting" else self.address

    @property
    def status(self):
        return STATUSES[self.state][0]

    @property
    def tone(self):
        return STATUSES[self.state][1]


def task_list(application, on: date) -> list[Task]:
    """One task a page: the steps, the documents at their place, the review."""
    journey = application.journey
    tasks = {step.slug: task_of(application, journey, step, on) for step in journey.steps}
    missing = missing_documents(application, journey)
    papers = "done" if not missing else "begun" if application.documents.exists() else "to-do"
    tasks[DOCUMENTS] = Task(_("Documents to attach"), reverse("licensing:documents", args=[application.ref]), papers)
    ready = all(task.state == "done" for task in tasks.values())
    review = reverse("licensing:review", args=[application.ref])
    tasks[REVIEW] = Task(_("Check, pay and send"), review, "to-do" if ready else "waiting")
    return [tasks[slug] for slug in in_order(journey)]


def task_of(application, journey, step, on):
    url = reverse("licensing:step", args=[application.ref, step.slug])
    stored = journey.stored.get(step.slug)
    if stored is None and getattr(step, "at_least", 1):  # a list that may stay empty is done as it is
        return Task(str(step.title), url, "to-do")
    if not in_the_way(problems_of_page(application, journey, step, on)):
        return Task(str(step.title), url, "done")
    own = journey.problems(step)
    return Task(str(step.title), url, "begun" if own else "to-fix")
