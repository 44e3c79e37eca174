"""A raffle, licensed and held, and its report typed page by page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from icajo.uploads import keep
from licensing import actions, fees
from licensing.judging import required_documents
from tests import samples
from tests.stories.pages import again, page, posted, step


def licensed(person, officer, *, on, **changes):
    """A raffle licence, granted on this day; `changes` are those of the sample."""
    answers = samples.raffle_answers(on, **changes)
    application = samples.complete(person, on=on, answers=answers)
    actions.seal(application, by=person, on=on, fee_seen=fees.assess(application, on).total)
    actions.submit(application, by=person, at=timezone.now())
    actions.take(application, by=officer)
    return actions.approve(again(application), by=officer, on=on)


def begun(site, licence, owed):
    """The draft of the report that is owed, begun on the page of what is due."""
    sent = {"owed": owed.pk, "once": f"once-{owed.pk}"}
    answer = site.post(reverse("licensing:start_report", args=[licence.number, "report"]), sent)
    owed.refresh_from_db()
    assert answer.status_code == 302 and answer["Location"] == owed.report.get_absolute_url()
    return owed.report


def fill(site, application, answers):
    """Every page typed and gone on from; a list row by row."""
    for slug, typed in answers.items():
        if isinstance(typed, list):
            for row in typed:
                address = page("row", application, slug, row["id"])
                went_on(site.post(address, posted(row) | {"action": "fermer"}), address)
            typed = {}
        typed = {name: value for name, value in typed.items() if not name.startswith(("licensed_", "report_"))}
        went_on(site.post(step(application, slug), posted(typed) | {"action": "suivant"}), slug)


def went_on(answer, where):
    assert answer.status_code == 302, (where, answer.status_code)


def furnish(application, by):
    for document in required_documents(again(application)):
        actions.attach(application, document.code, keep(samples.photo()), by=by)


def weekly(first, count):
    """So many draws, one a week."""
    return [
        {
            "id": f"d{number}",
            "draw_date": samples.day(first + timedelta(weeks=number)),
            "draw_time": "19 h 30",
            "draw_place": "Salle communautaire Rideau",
            "draw_method": "Baril",
        }
        for number in range(count)
    ]
