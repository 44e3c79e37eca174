"""The risk level of a holder: said with reasons, kept for ever, seen in the queue, and by no applicant."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from licensing import pace
from licensing.actions.risk import assess_risk
from licensing.errors import NoReasons
from licensing.models import Application, RiskAssessment
from tests import samples
from tests.licensing.noticed import under_review
from tests.licensing.queued import a_file
from tests.licensing.test_worklist import listed

pytestmark = pytest.mark.usefixtures("storage")
WHY = "Deux infractions en 2026."


@pytest.fixture
def file(amelie, officer, today):
    return under_review(amelie, officer, on=today, type_code="raffle")


def page(file):
    return reverse("admin:licensing_risk", args=[file.organization_id])


def test_a_level_has_reasons_and_each_word_stays(file, officer):
    with pytest.raises(NoReasons):
        assess_risk(file.organization, by=officer, level=1, why=" ")
    assess_risk(file.organization, by=officer, level=1, why=WHY)
    assess_risk(file.organization, by=officer, level=3, why="Une troisième.")

    assert RiskAssessment.objects.level_of(file.organization_id) == 3 and RiskAssessment.objects.count() == 2
    for change in (lambda: RiskAssessment.objects.update(level=0), RiskAssessment.objects.first().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_who_reads_files_sees_it_and_who_decides_says_it(client, file, officer):
    client.force_login(officer)
    silent = client.post(page(file), {"level": "2", "why": ""})
    client.post(page(file), {"level": "2", "why": WHY})
    answers = {}
    for role in ("intake", "finance", "customer-service"):
        client.force_login(samples.staff(role))
        answers[role] = (client.get(page(file)).status_code, client.post(page(file), {"level": "1"}).status_code)
    with pytest.raises(PermissionDenied):
        assess_risk(file.organization, by=samples.staff("inspector"), level=0, why="x")

    assert "errorlist" in silent.text and RiskAssessment.objects.get().by == officer
    assert answers == {"intake": (200, 403), "finance": (403, 403), "customer-service": (403, 403)}


def test_the_page_of_the_file_and_the_history_say_it(client, file, officer):
    assess_risk(file.organization, by=officer, level=2, why=WHY)
    client.force_login(officer)

    shown = client.get(reverse("admin:licensing_application_change", args=[file.pk])).text

    assert "Level II" in shown and page(file) in shown
    assert WHY in client.get(page(file)).text


def test_the_queue_shows_it_filters_by_it_and_sorts_by_it(client, amelie, officer):
    files = [a_file(amelie, number, days=9 - number, officer=officer) for number in (1, 2, 3)]
    assess_risk(files[1].organization, by=officer, level=3, why=WHY)
    assess_risk(files[2].organization, by=officer, level=1, why=WHY)

    assert listed("all", officer, order="risk") == [2, 3, 1]
    assert listed("all", officer, risk="3") == [2]
    client.force_login(officer)
    shown = client.get(reverse("licensing:worklist"), {"tab": "all", "risk": "3"}).text
    assert "Level III" in shown and files[1].ref in shown and files[0].ref not in shown


def test_a_file_that_comes_later_has_the_level_of_its_applicant(file, amelie, officer, today):
    assess_risk(file.organization, by=officer, level=2, why=WHY)
    Application.objects.update(risk=0)
    application = Application.objects.get(pk=file.pk)

    pace.enter(application)

    assert application.risk == 2 and "risk" in pace.COLUMNS
