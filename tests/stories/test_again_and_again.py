"""The same page sent twice, by one person or by two at once: everything happens once, and nothing is lost."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from licensing.models import Application, Document, Event
from licensing.states import State
from tests import samples
from tests.stories.pages import again, asked, page, posted, step, submitted

TWICE = range(2)


def test_a_first_page_sent_twice_starts_one_draft(site, today):
    address = page("first_step", None, "raffle")
    once = site.get(address).context["once"]
    typed = posted(samples.raffle_answers(today)["applicant"])

    answers = [site.post(address, {**typed, "once": once, "action": "suivant"}) for _ in TWICE]

    assert Application.objects.count() == Event.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


@pytest.mark.parametrize("once", [None, "", "x", "\0", "é" * 500, "0" * 17])
def test_a_first_page_without_its_token_starts_a_draft_of_its_own(site, once):
    for _ in TWICE:
        data = {"legal_name": "A", "action": "brouillon"} | ({} if once is None else {"once": once})
        assert site.post(page("first_step", None, "raffle"), data).status_code == 302

    assert Application.objects.count() == 2


def test_a_first_page_sent_again_after_the_file_left_changes_nothing(site, amelie):
    application = submitted(amelie)
    Application.objects.update(once="0123456789abcdef")
    before = again(application).answers

    answer = site.post(
        page("first_step", None, "raffle"), {"legal_name": "Autre", "once": "0123456789abcdef", "action": "suivant"}
    )

    assert answer["Location"] == page("menu")
    assert again(application).answers == before and Application.objects.count() == 1


def test_a_row_sent_twice_is_one_row(site, amelie, today):
    application = samples.draft(amelie, on=today)
    address = site.get(page("add_row", application, "prizes"))["Location"]

    for _ in TWICE:
        site.post(address, {"prize_description": "Vélo", "action": "fermer"})

    assert [row["prize_description"] for row in again(application).answers["prizes"]] == ["Argent", "Vélo"]


def test_a_row_removed_twice_is_gone_once(site, amelie, today):
    application = samples.draft(amelie, on=today)

    answers = [site.post(page("remove_row", application, "responsible-members", "m1")) for _ in TWICE]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [row["id"] for row in again(application).answers["responsible-members"]] == ["m2"]


def test_a_paper_sent_twice_is_attached_once(site, amelie, today):
    application = samples.draft(amelie, on=today)

    for _ in TWICE:
        site.post(page("documents", application), {"code": "rules", "file": samples.photo(), "action": "televerser"})

    assert Document.objects.count() == 1


def test_a_paper_removed_twice_is_gone_once(site, amelie, today):
    application = samples.complete(amelie, on=today)
    paper = application.documents.first()

    answers = [site.post(page("remove_document", application, paper.pk)) for _ in TWICE]

    assert [answer.status_code for answer in answers] == [302, 404]
    assert application.documents.count() == 2


def test_a_review_sent_twice_seals_one_round(site, amelie, today):
    application = samples.complete(amelie, on=today)

    answers = [
        site.post(page("review", application), {"declared": "on", "fee_seen": "600.00", "action": "payer"})
        for _ in TWICE
    ]

    checkout = reverse("payments:checkout", args=[application.ref])
    assert [answer["Location"] for answer in answers] == [checkout, checkout]
    assert application.rounds.count() == 1 and application.events.filter(verb="seal").count() == 1


def test_a_withdrawal_sent_twice_is_one_withdrawal(site, amelie):
    application = submitted(amelie)

    answers = [site.post(page("withdraw", application), {"reason": "Reporté."}) for _ in TWICE]

    assert [answer["Location"] for answer in answers] == [application.get_absolute_url()] * 2
    assert application.events.filter(verb="withdraw").count() == 1


def test_a_reply_sent_twice_is_one_round(site, amelie, officer):
    application = asked(amelie, officer, "premises")

    for _ in TWICE:
        site.post(page("reply", application), {"text": "Voici.", "action": "envoyer"})

    assert application.rounds.count() == 2 and application.events.filter(verb="reply").count() == 1
    assert again(application).state == State.IN_REVIEW


def test_a_paper_for_the_officer_sent_twice_is_one_paper(site, amelie):
    application = submitted(amelie)
    before = application.documents.count()

    for _ in TWICE:
        site.post(page("send_documents", application), {"code": "extra", "file": samples.photo("red")})

    assert application.documents.count() == before + 1
    assert application.events.filter(verb="send_more").count() == 1


def test_a_draft_deleted_twice_is_deleted_once(site, amelie, today):
    application = samples.draft(amelie, on=today)

    for _ in TWICE:
        assert site.post(page("discard", application)).status_code == 302

    assert application.events.filter(verb="discard").count() == 1


def test_back_to_draft_sent_twice_opens_it_once(site, amelie, today):
    application = samples.sealed(amelie, on=today)

    for _ in TWICE:
        site.post(reverse("payments:back_to_draft", args=[application.ref]))

    assert application.events.filter(verb="unseal").count() == 1
    assert again(application).state == State.DRAFT


# At the same moment


def at_once(person, *requests):
    """Each (address, data) posted by the person from a browser of its own, all at the same moment."""
    answers, gate = {}, threading.Barrier(len(requests))

    def send(number, address, data):
        try:
            browser = Client(raise_request_exception=False)
            browser.force_login(person)
            gate.wait(10)
            answers[number] = browser.post(address, data).status_code
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(number, *request)) for number, request in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return [answers.get(number) for number in range(len(requests))]


@pytest.mark.django_db(transaction=True)
def test_everything_that_happens_at_the_same_moment_happens_once(amelie, today):
    first = page("first_step", None, "raffle")
    token = {"once": "0123456789abcdef", "legal_name": "A", "action": "brouillon"}
    assert set(at_once(amelie, *[(first, token)] * 3)) == {302}
    assert Application.objects.count() == 1

    application = samples.complete(amelie, on=today)
    rows = [
        (
            page("row", application, "prizes", f"r{number}"),
            {"prize_description": f"Prix {number}", "action": "brouillon"},
        )
        for number in range(4)
    ]
    pages = [(step(application, "premises"), {"premises_name": "Aréna", "action": "brouillon"})]
    assert set(at_once(amelie, *rows, *pages)) == {302}
    kept = again(application).answers
    assert len(kept["prizes"]) == 5 and kept["premises"]["premises_name"] == "Aréna"

    application = samples.complete(amelie, on=today)
    pay = {"declared": "on", "fee_seen": "600.00", "action": "payer"}
    change = (step(application, "tickets-and-prizes"), {"ticket_price": "1", "action": "brouillon"})
    statuses = at_once(amelie, *[(page("review", application), pay)] * 3, change)
    assert set(statuses) == {302}
    sealed = again(application)
    assert sealed.rounds.count() == (sealed.state == State.AWAITING_PAYMENT)
    if sealed.rounds.exists():  # what was sealed is what was paid for, whichever came first
        assert sealed.last_round.answers == sealed.journey.on_path()

    application = submitted(amelie)
    leave = (page("withdraw", application), {"reason": "x"})
    assert set(at_once(amelie, leave, leave, leave)) == {302}
    assert application.events.filter(verb="withdraw").count() == 1


# The session ends in the middle of a page


@pytest.fixture
def interrupted(client, amelie):
    """Amélie signed in by the page itself; then her session ended."""
    client.post(reverse("account_login"), {"login": amelie.email, "password": samples.PASSWORD})
    client.session.flush()
    return client


def sign_in_again(client, answer, person):
    credentials = {"login": person.email, "password": samples.PASSWORD}
    return client.post(answer["Location"], credentials, follow=True)


@pytest.mark.parametrize("slug, typed", [
    ("premises", {"premises_name": "Aréna <b>", "premises_city": "Hearst"}),
    ("lottery", {"starts_on_year": "2027", "starts_on_month": "2", "starts_on_day": "31"}),
])  # fmt: skip
def test_what_was_typed_when_the_session_ended_is_shown_and_kept(interrupted, amelie, today, slug, typed):
    application = samples.draft(amelie, on=today)
    before = application.answers

    answer = interrupted.post(step(application, slug), {**typed, "seen": "", "action": "suivant"})
    shown = sign_in_again(interrupted, answer, amelie)
    assert again(application).answers == before, "nothing is saved without a click"
    kept = shown.context["kept"]
    interrupted.post(kept["to"], {**dict(kept["fields"]), "action": kept["draft"]})

    assert all(one in kept["typed"] for one in typed.values())
    assert "Aréna <b>" not in shown.text
    now = again(application).answers[slug]
    assert now == before[slug] | ({"starts_on": ["2027", "2", "31"]} if slug == "lottery" else typed) | {
        name: now[name] for name in now.keys() - typed.keys() - {"starts_on"}
    }


def test_a_row_typed_when_the_session_ended_is_kept(interrupted, amelie, today):
    application = samples.draft(amelie, on=today)

    answer = interrupted.post(
        page("row", application, "prizes", "abc"), {"prize_description": "Vélo", "action": "fermer"}
    )
    kept = sign_in_again(interrupted, answer, amelie).context["kept"]
    interrupted.post(kept["to"], {**dict(kept["fields"]), "action": kept["draft"]})

    assert again(application).answers["prizes"][-1]["prize_description"] == "Vélo"


def test_a_first_page_typed_when_the_session_ended_starts_the_draft(interrupted, amelie, today):
    typed = posted(samples.raffle_answers(today)["applicant"])

    answer = interrupted.post(page("first_step", None, "raffle"), {**typed, "once": "0" * 16, "action": "suivant"})
    kept = sign_in_again(interrupted, answer, amelie).context["kept"]
    interrupted.post(kept["to"], {**dict(kept["fields"]), "action": kept["draft"]})

    assert Application.objects.get().answers["applicant"]["legal_name"] == "Fondation du Perroquet bleu"


def test_a_save_of_the_script_is_told_that_the_session_ended(interrupted, amelie, today):
    application = samples.draft(amelie, on=today)
    headers = {"X-Autosave": "1", "Sec-Fetch-Mode": "cors"}

    answer = interrupted.post(step(application, "premises"), {"premises_name": "Aréna"}, headers=headers)

    assert answer.status_code == 401


def test_somebody_else_who_signs_in_finds_nothing(interrupted, amelie, today):
    other = samples.person("autre@example.org")
    application = samples.draft(amelie, on=today)

    answer = interrupted.post(step(application, "premises"), {"premises_name": "Aréna", "action": "suivant"})
    shown = sign_in_again(interrupted, answer, other)

    assert "Aréna" not in shown.text and again(application).answers["premises"]["premises_name"] != "Aréna"


def test_it_is_kept_for_a_quarter_of_an_hour(interrupted, amelie, today, time_machine):
    application = samples.draft(amelie, on=today)
    answer = interrupted.post(step(application, "premises"), {"premises_name": "Aréna", "action": "suivant"})

    time_machine.shift(timedelta(minutes=16))
    shown = sign_in_again(interrupted, answer, amelie)

    assert "Aréna" not in shown.text
