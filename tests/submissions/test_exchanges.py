"""« Mes échanges »: everything, of this person and their organizations alone, at a price that does not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Right
from icajo import mail, uploads
from icajo.models import Letter
from licensing.models import DecisionLetter, Notice
from submissions import actions, exchanges
from submissions.models import Inquiry
from tests import samples
from tests.submissions.reported import a_licence, colleague, sent
from tests.submissions.threaded import a_file, write

LIST = "submissions:exchanges"
CANARY = "zqx-canary-exchange"


def a_letter(to, number=1):
    return mail.write(
        key=f"{to}-{number}", to=to, language="fr", template="draft_saved",
        context={"person_name": CANARY, "ref": CANARY, "type_name": "", "url": ""},
    )  # fmt: skip


@pytest.fixture
def world(owner, officer):
    """One of each kind, of the owner’s, with the same word in all of them."""
    file, licence, now = a_file(owner, officer), a_licence(member=owner), timezone.now()
    file.organization.__class__.objects.update(name=CANARY)
    write(file, owner, text=CANARY)
    write(file, officer, as_staff=True, text=CANARY)
    inquiry = actions.inquire(
        once="q", subject="general", name="A", email=owner.email, phone="+16135550147", text=CANARY, language="fr",
        user=owner,
    )  # fmt: skip
    actions.answer(inquiry, by=samples.staff("customer-service"), text=CANARY)
    incident = sent(licence, owner, text=CANARY)
    for about, by in ((inquiry, owner), (incident, owner)):
        actions.send_message(about, by=by, as_staff=False, text=CANARY, once=about.ref, at=now)
    request = file.requests.create(asked_by=officer, text=CANARY, due_on=now.date(), answered_at=now)
    decision = DecisionLetter.objects.create(
        application=file, key="d", decided_on=now.date(), texts={"fr": [CANARY, ""], "en": [CANARY, ""]}
    )
    return {"file": file, "licence": licence, "request": request, "decision": decision, "incident": incident}


def kinds(user):
    return [one.kind for one in exchanges.page_of(user).rows]


def test_everything_is_there_and_leads_to_its_place(client, world, owner):
    client.force_login(owner)
    page = client.get(reverse(LIST))

    assert set(kinds(owner)) == set(exchanges.NAMES) - {exchanges.COMPLAINT, exchanges.COMPLAINT_MESSAGE}
    for one, address in page.context["rows"]:
        assert client.get(address, follow=True).status_code in (200, 404 if one.kind == exchanges.DECISION else 200), (
            one
        )


def test_nobody_else_sees_any_of_it(client, world, owner):
    stranger = samples.person("autre@example.org")
    a_licence("L9", member=stranger, name="Autre club")
    client.force_login(stranger)
    assert CANARY not in client.get(reverse(LIST)).text
    mine = exchanges.page_of(owner).rows
    for one in mine:
        if one.kind in (exchanges.LETTER, exchanges.REQUEST, exchanges.DECISION):
            assert client.get(reverse("submissions:exchange", args=[one.kind, one.item])).status_code == 404

    assert kinds(stranger) == []


def test_reports_alone_show_their_own_reports_alone(client, world, owner):
    reporter = colleague(world["licence"].organization, "rapports@example.org", Right.REPORTS)
    own = sent(world["licence"], reporter)
    client.force_login(reporter)

    assert [(one.kind, one.ref) for one in exchanges.page_of(reporter).rows] == [("incident", own.ref)]
    assert world["incident"].ref not in client.get(reverse(LIST)).text
    theirs = [
        reverse("licensing:application", args=[world["file"].ref]),
        reverse("submissions:thread", args=[world["file"].ref]),
        reverse("licensing:licence", args=[world["licence"].number]),
        world["incident"].get_absolute_url(),
    ]
    assert {client.get(address).status_code for address in theirs} == {404}
    menu = client.get(reverse("licensing:menu")).text
    assert world["file"].ref not in menu and CANARY not in menu


def test_who_leaves_an_organization_keeps_what_was_sent_to_them_alone(world, owner):
    owner.memberships.update(ended_at=timezone.now())

    assert set(kinds(owner)) <= {exchanges.LETTER, exchanges.QUESTION, exchanges.ANSWER, exchanges.QUESTION_MESSAGE}


def test_what_is_new_is_so_until_it_is_opened(client, world, owner):
    client.force_login(owner)

    def new():
        return {one.kind for one in exchanges.page_of(owner).rows if one.is_new}

    assert new() == {"letter", "answer", "request", "decision", "message"}
    client.get(reverse("submissions:exchange", args=["request", world["request"].pk]))
    client.get(reverse("submissions:inquiry", args=[Inquiry.objects.get().ref]))
    client.get(reverse("submissions:thread", args=[world["file"].ref]))
    assert new() == {"letter", "decision"}
    before = kinds(owner)
    client.post(reverse(LIST))
    assert new() == set() and kinds(owner) == before


def test_pages_go_through_all_of_it_once_even_at_one_moment(owner):
    now = timezone.now()
    for number in range(60):
        a_letter(owner.email, number)
    Letter.objects.update(written_at=now)
    Letter.objects.filter(pk__lte=Letter.objects.order_by("pk")[10].pk).update(written_at=now - timedelta(days=1))

    seen, key = [], ""
    while True:
        page = exchanges.page_of(owner, key)
        seen += [one.item for one in page.rows]
        key = page.next_key
        if not key:
            break
    assert len(seen) == len(set(seen)) == 60
    assert exchanges.page_of(owner, "not-a-key").rows == exchanges.page_of(owner).rows


def test_the_price_does_not_grow(client, world, owner):
    client.force_login(owner)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(reverse(LIST))
        return len(found)

    queries()
    few = queries()
    for number in range(20):
        a_letter(owner.email, 100 + number)
        sent(world["licence"], owner)
    assert queries() == few


def test_a_notice_about_a_licence_is_read_by_its_people_wherever_it_was_sent(client, owner):
    licence, secret = a_licence(member=owner), a_letter("bureau@example.org", 2)
    notice = Notice.objects.create(
        licence=licence, kind="report-14", day=timezone.localdate(), letter=a_letter("bureau@example.org")
    )
    member = colleague(licence.organization, "luc@example.org", Right.VIEW)
    reporter = colleague(licence.organization, "rapports@example.org", Right.REPORTS)
    page = reverse("submissions:exchange", args=["letter", notice.letter_id])

    assert kinds(owner) == kinds(member) == [exchanges.LETTER] and kinds(reporter) == []
    client.force_login(member)
    assert CANARY in client.get(page).text
    assert client.get(reverse("submissions:exchange", args=["letter", secret.pk])).status_code == 404
    client.force_login(samples.person("autre@example.org"))
    assert client.get(page).status_code == 404


def test_a_letter_is_read_without_the_links_that_let_somebody_in(client, owner, storage):
    letter = a_letter(owner.email)
    file = uploads.keep_bytes(b"%PDF", name="a.pdf", media_type="application/pdf")
    letter.files.add(file)
    Letter.objects.filter(pk=letter.pk).update(body="http://x/en/activation/MQ:abcdefghijklmnopqrstuvwxyz0123/ fin")
    client.force_login(owner)
    page = client.get(reverse("submissions:exchange", args=["letter", letter.pk])).text

    assert "fin" in page and "abcdefghijklmnop" not in page
    address = reverse("submissions:letter_attachment", args=[letter.pk, file.key])
    assert client.get(address).status_code == 200
    client.force_login(samples.person("autre@example.org"))
    assert client.get(address).status_code == 404
