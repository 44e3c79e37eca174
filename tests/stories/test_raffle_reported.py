"""A raffle is reported on, found wrong by a cent, explained and accepted, in both languages, without a script."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from licensing import actions
from tests.samples import report as sample
from tests.stories.pages import TODAY, again, page, posted, step
from tests.stories.reported import begun, fill, furnish, licensed

HELD = TODAY + timedelta(days=100)  # the draw of the sample
REPORTED = HELD + timedelta(days=10)
SAID = {
    "fr": ("179 999,99 $", "Deux personnes différentes répondent du rapport", "Envoyer le rapport"),
    "en": ("$179,999.99", "Two different people answer for the report", "Send the report"),
}


@pytest.fixture
def licence(amelie, officer):
    return licensed(amelie, officer, on=TODAY)


@pytest.fixture
def after_the_draw(licence, time_machine):
    time_machine.move_to(f"{REPORTED} 12:00:00-05:00")


def a_cent_short():
    short = {"deposits": [sample.deposit("b1", "179 999,99", HELD)], "trust_account": {"closing_balance": "179999.99"}}
    return sample.report_answers(REPORTED, **short)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.usefixtures("after_the_draw")
def test_a_report_wrong_by_a_cent_is_explained_and_accepted(site, client, licence, amelie, officer, language):
    amount, two_people, send = (text.replace(" $", "\xa0$").replace("179 ", "179\xa0") for text in SAID[language])
    owed = licence.obligations.get()
    answers = a_cent_short()
    attested, _results = answers.pop("attestation"), answers.pop("results")
    with override(language):
        assert licence.number in site.get(reverse("licensing:reports")).text
        report = begun(site, licence, owed)
        fill(site, report, answers)

        asked = site.post(step(report, "results"), {"action": "suivant"})
        assert asked.status_code == 200 and amount in asked.text
        assert site.post(step(report, "results"), explained("Un cent perdu au comptage.")).status_code == 302
        furnish(report, by=amelie)
        twice = attested | {"second_member": "chantal roy"}
        refused = site.post(step(report, "attestation"), posted(twice) | {"action": "suivant"})
        assert two_people in refused.text and refused.status_code == 200
        assert site.post(step(report, "attestation"), posted(attested) | {"action": "suivant"}).status_code == 302

        checked = site.get(page("review", report))
        assert send in checked.text and "110" in checked.text
        sent = site.post(page("review", report), {"action": "payer", "declared": "on", "fee_seen": "0"})
        assert sent["Location"] == page("sent", report)

        client.force_login(officer)
        actions.take(again(report), by=officer)
        desk = client.get(reverse("admin:licensing_application_change", args=[report.pk])).text
        assert desk.index("Un cent perdu au comptage.") and amount in desk
        client.post(reverse("admin:licensing_do", args=[report.pk, "approve"]), {"round": "1", "action": "do"})

    owed.refresh_from_db()
    assert (again(report).state, owed.accepted_on) == ("approved", REPORTED)
    assert licence.versions.count() == 1


def explained(text):
    return {"explain_deposits": text, "action": "suivant"}


@pytest.mark.usefixtures("after_the_draw")
def test_what_the_licence_says_fills_the_report_and_cannot_be_typed(site, licence):
    report = begun(site, licence, licence.obligations.get())

    site.post(step(report, "report"), {"licensed_price": "1", "report_kind": "instalment", "action": "brouillon"})

    kept = again(report).answers
    assert (kept["report"]["licensed_price"], kept["report"]["report_kind"]) == ("20.00", "final")
    assert kept["report"]["licensed_draws"] == [HELD.isoformat()]
    assert kept["held-draws"][0]["held_date"] == sample.day(HELD)
    assert kept["awarded-prizes"][0]["awarded_value"] == "60000"
    assert site.get(step(report, "report")).text.count("Stub draw") == 1


@pytest.mark.usefixtures("after_the_draw")
def test_a_table_is_imported_whole_or_not_at_all(site, licence):
    report = begun(site, licence, licence.obligations.get())
    address = page("import_rows", report, "winners")
    template = site.get(page("table_template", report, "winners", "csv"))
    good = '"Zoé","Ottawa","","1","Vélo","2027-03-01","Cheque"\r\n'.encode()

    wrong = send(site, address, template.content + good + good.replace(b"Cheque", b"Barter"))
    assert wrong.status_code == 200 and "Line" in wrong.text and again(report).answers.get("winners") is None
    right = send(site, address, template.content + good * 130)
    assert right.status_code == 302 and len(again(report).answers["winners"]) == 130
    listed = site.get(step(report, "winners")).text
    assert "Lines 1 to 100 of 130" in listed and "130 lines were imported." in listed
    site.get(step(report, "winners") + "?page=2")
    late = send(site, address, template.content + good, mode="append", seen="of-another-day")
    assert "changed meanwhile" in late.text and len(again(report).answers["winners"]) == 130
    more = send(site, address, template.content + good, mode="append")
    assert more.status_code == 302 and len(again(report).answers["winners"]) == 131


def send(site, address, content, **fields):
    from django.core.files.uploadedfile import SimpleUploadedFile

    seen = site.get(address).context["seen"]
    return site.post(address, {"seen": seen, "file": SimpleUploadedFile("t.csv", content)} | fields)


@pytest.mark.usefixtures("after_the_draw")
def test_more_lines_than_the_list_holds_are_refused(site, licence):
    report = begun(site, licence, licence.obligations.get())
    head = site.get(page("table_template", report, "winners", "csv")).content

    answer = send(site, page("import_rows", report, "winners"), head + b"Z,O,,1,V,2027-03-01,Cheque\r\n" * 5001)

    assert answer.status_code == 200 and "5001" in answer.text and "5000" in answer.text
    assert not again(report).answers.get("winners")


@pytest.mark.usefixtures("after_the_draw")
def test_a_long_list_is_told_by_its_first_rows_and_read_whole_page_by_page(site, licence, amelie):
    report = begun(site, licence, licence.obligations.get())
    rows = [sample.winner(f"w{number}", HELD) | {"winner_name": f"Zoé {number:03}"} for number in range(260)]
    report.answers = sample.report_answers(REPORTED) | {"winners": rows}
    report.save()
    furnish(report, by=amelie)

    checked = site.get(page("review", report)).text
    assert "Zoé 024" in checked and "Zoé 025" not in checked
    assert page("whole_list", report, "winners") in checked
    whole = site.get(page("whole_list", report, "winners") + "?page=3").text
    assert "Zoé 259" in whole and "Zoé 199" not in whole
    assert len(site.get(page("whole_list_file", report, "winners", "csv")).content.splitlines()) == 261
