"""« Présentation de soumissions et d’avis réglementaires »: what is due, and who sees it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Membership, Right, Source
from icajo.models import Letter
from licensing import actions, tasks
from licensing.models import Application, Check, ItemKind
from tests import samples

from . import clocks, owing
from .owing import issued, weekly

pytestmark = pytest.mark.django_db
FIRST = date(2027, 1, 6)
TRANSPARENT = {"declared": "on", "fee_seen": "0", "action": "payer"}


@pytest.fixture(autouse=True)
def world(monkeypatch, storage):
    owing.reportable_raffle(monkeypatch)


@pytest.fixture
def ace(amelie, officer):
    return issued(amelie, officer, weekly(FIRST, 8), "catch-the-ace")


@pytest.fixture
def reporter(ace):
    """Somebody who sends the reports of the organization, and nothing else."""
    person = samples.person("rapports@example.org", first_name="Rachel")
    Membership.objects.create(
        user=person, organization=ace.organization, rights=[Right.REPORTS.value], source=Source.STAFF
    )
    return person


def at(name, *args, language="fr"):
    with override(language):
        return reverse(name, args=args)


def begin(client, licence, number=1):
    owed = licence.obligations.get(number=number)
    return client.post(at("licensing:start_report", licence.number, "report"), {"owed": owed.pk, "once": "0" * 16})


def report_of(licence, number=1):
    return licence.obligations.get(number=number).report


def send(client, report, held="4"):
    """Page by page to the last button, as a browser without scripts does."""
    client.post(at("licensing:step", report.ref, "held"), {"held_draws": held, "action": "suivant"})
    client.post(at("licensing:step", report.ref, "why"), {"action": "suivant"})
    return client.post(at("licensing:review", report.ref), TRANSPARENT, follow=True)


def test_it_says_what_is_due_and_how_many_days_are_left(client, ace, amelie, time_machine):
    time_machine.move_to("2027-02-05 12:00:00-05:00", tick=False)
    client.force_login(amelie)

    french, english = client.get(at("licensing:reports")).text, client.get(at("licensing:reports", language="en")).text

    assert "2 jours de retard" in french and "26 jours restants" in french
    assert "2 days late" in english and "26 days left" in english
    assert "govuk-tag--yellow" in french


def test_the_main_menu_says_what_is_late_or_due_soon_until_it_is_begun(client, ace, reporter, time_machine):
    time_machine.move_to("2027-02-05 12:00:00-05:00", tick=False)
    client.force_login(reporter)
    menu = at("licensing:menu")

    assert [one.obligation.number for one in client.get(menu).context["pressing"]] == [1]
    assert f"Remettre le rapport de la licence {ace.number}" in client.get(menu).text
    begin(client, ace)

    assert client.get(menu).context["pressing"] == []


def test_a_report_is_begun_once_its_days_have_begun(client, ace, amelie, time_machine):
    time_machine.move_to("2027-01-15 12:00:00-05:00", tick=False)
    client.force_login(amelie)

    page = client.get(at("licensing:reports")).text

    first, second = ace.obligations.order_by("number")
    assert f'value="{first.pk}"' in page and f'value="{second.pk}"' not in page
    assert "À compter du 3" in page


def test_whoever_owes_nothing_reads_so(client, db):
    client.force_login(samples.person())

    assert "Aucun rapport à remettre" in client.get(at("licensing:reports")).text


def test_a_report_goes_from_the_list_to_the_officer_and_back(client, ace, amelie, officer):
    client.force_login(amelie)
    begin(client, ace)
    report = report_of(ace)

    sent = send(client, report)

    assert "Rapport reçu" in sent.text and "Demande" not in sent.context["title"]
    tasks.mail_receipt(report.events.get(verb="submit").pk)
    assert "Rapport reçu" in Letter.objects.get(key__endswith="application_received").subject
    client.force_login(officer)
    desk = reverse("admin:licensing_do", args=[report.pk, "take"])
    client.post(desk, {"done": "1"})
    page = client.get(reverse("admin:licensing_do", args=[report.pk, "approve"]))
    assert "Accepter le rapport" in page.text and "conditions_fr" not in page.text
    answer = client.post(reverse("admin:licensing_do", args=[report.pk, "approve"]), {"round": 1})
    assert answer.status_code == 302, answer.context["form"].errors
    client.force_login(amelie)
    assert "Accepté" in client.get(at("licensing:reports")).text
    assert ace.obligations.get(number=1).accepted_on


def test_what_does_not_add_up_is_asked_about_and_read_first_by_the_officer(client, ace, amelie, officer):
    client.force_login(amelie)
    begin(client, ace)
    report = report_of(ace)

    stopped = send(client, report, held="0")
    why = {"explain_no_draws": "La salle était inondée.", "action": "suivant"}
    client.post(at("licensing:step", report.ref, "why"), why)
    client.post(at("licensing:review", report.ref), TRANSPARENT)

    assert "Erreurs dans le rapport" in stopped.text
    client.force_login(officer)
    page = client.get(reverse("admin:licensing_application_change", args=[report.pk])).text
    assert page.index("No draw was held.") < page.index("La salle était inondée.") < page.index("How many draws")


def test_a_correction_that_no_longer_adds_up_is_explained_before_the_reply_goes(client, ace, amelie, officer):
    client.force_login(amelie)
    begin(client, ace)
    report = report_of(ace)
    send(client, report)
    actions.take(report, by=officer)
    wanted = actions.Wanted(ItemKind.CORRECTION, "Combien de tirages ?", "held", "held_draws")
    request = actions.ask(report, by=officer, text="", items=[wanted], due_on=timezone.localdate())
    replied = {f"answer_{request.items.get().pk}": "", "text": "", "action": "envoyer"}
    client.post(at("licensing:step", report.ref, "held"), {"held_draws": "0", "action": "suivant"})

    stopped = client.post(at("licensing:reply", report.ref), replied)
    place = at("licensing:step", report.ref, "why")
    why = {"explain_no_draws": "La salle était inondée ce soir-là.", "action": "suivant"}
    after = client.post(place, why)
    client.post(at("licensing:reply", report.ref), replied)

    assert f"{place}#id_explain_no_draws" in stopped.text
    assert after.url == at("licensing:reply", report.ref)
    assert report_of(ace).state == "in-review"


def test_a_late_draft_says_that_it_is_still_accepted(client, ace, amelie, time_machine):
    client.force_login(amelie)
    begin(client, ace)
    time_machine.move_to("2027-02-05 12:00:00-05:00", tick=False)
    client.force_login(amelie)

    page = client.get(report_of(ace).get_absolute_url()).text

    assert "icajo-banner--late" in page


def test_who_only_reports_prepares_and_sends_and_sees_nothing_else(client, ace, reporter, amelie):
    client.force_login(reporter)
    application = ace.application

    begin(client, ace)
    send(client, report_of(ace))

    assert report_of(ace).received_at and report_of(ace).created_by == reporter and not report_of(ace).by_agent
    assert client.get(at("licensing:reports")).status_code == 200
    elsewhere = [
        at("licensing:application", application.ref),
        at("licensing:licence", ace.number),
        at("licensing:change", ace.number),
        at("licensing:again", ace.number),
        at("licensing:certificate", ace.number),
        at("licensing:summary", application.ref),
        reverse("accounts:organization", args=[ace.organization_id]),
    ]
    assert {address: client.get(address).status_code for address in elsewhere} == dict.fromkeys(elsewhere, 404)
    menu = client.get(at("licensing:menu"))
    assert application.ref not in menu.text and at("licensing:reports") in menu.text


def test_who_prepares_applications_and_no_reports_begins_none(client, ace):
    person = samples.person("prepare@example.org")
    rights = [Right.VIEW.value, Right.PREPARE.value, Right.SUBMIT.value]
    Membership.objects.create(user=person, organization=ace.organization, rights=rights, source=Source.STAFF)
    client.force_login(person)

    assert begin(client, ace).status_code == 404
    assert not Application.objects.filter(purpose="report").exists()


def test_a_stranger_begins_none_and_a_strange_key_is_not_found(client, ace, amelie):
    client.force_login(samples.person("autre@example.org"))
    assert begin(client, ace).status_code == 404
    client.force_login(amelie)

    wrong = [client.post(at("licensing:start_report", ace.number, "report"), {"owed": key}) for key in ("0", "x", "²")]

    assert [one.status_code for one in wrong] == [404, 404, 404]
    assert client.post(at("licensing:start_report", ace.number, "draws"), {}).status_code == 404


def test_it_costs_as_much_for_one_licence_as_for_twenty(client, ace, amelie):
    client.force_login(amelie)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(at("licensing:reports"))
        return len(queries)

    few = asked()
    for days in range(19):
        one = clocks.licence(date(2028, 1, 1), ace.organization)
        clocks.owed(one, FIRST + timedelta(days=days))

    assert asked() == few


def test_the_desk_lifts_what_is_owed(client, ace, officer):
    client.force_login(officer)
    owed = ace.obligations.get(number=1)
    decide = reverse("admin:licensing_decide", args=[ace.pk, "lift-report"])

    client.post(decide, {"owed": owed.pk, "why": "Aucun tirage."})

    page = client.get(reverse("admin:licensing_licence_change", args=[ace.pk])).text
    listed = client.get(reverse("admin:licensing_obligation_changelist") + "?place=to-send").text
    assert "March 3, 2027" in listed and f"/obligation/{owed.pk}/" not in listed
    assert "Aucun tirage." in page and ace.obligations.get(pk=owed.pk).lifted_by == officer
    assert not Check.objects.filter(code="reports").exists()
