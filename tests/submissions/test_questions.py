"""Questions: which desk, which officer, where the answer is read, and the published uses of an inquiry."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Right, RoleChange
from icajo.models import Letter
from submissions import actions
from submissions.models import DESKS, Desk, Inquiry, Subject
from tests import samples
from tests.submissions.reported import a_licence, colleague
from tests.submissions.threaded import a_file

PAGE = "submissions:question"
CANARY = "zqx-canary-question"
TYPED = {
    "subject": "general", "name": "Amélie Tremblay", "email": "amelie@example.org", "phone": "613 555-0147",
    "text": "Est-ce encore long ?",
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_second_step(settings):
    settings.STAFF_SECOND_FACTOR = False


def ask(client, query="", **changes):
    return client.post(reverse(PAGE) + query, TYPED | changes, follow=True)


def asked(by=None, **facts):
    known = {**TYPED, "phone": "+16135550147", "language": "fr", "once": f"q{Inquiry.objects.count()}", "user": by}
    return actions.inquire(**known | facts)


def desk_page(inquiry):
    return reverse("admin:submissions_inquiry_change", args=[inquiry.pk])


def test_every_subject_has_its_desk():
    assert set(DESKS) == set(Subject)
    assert {DESKS[one] for one in (Subject.ACCESS, Subject.REMOVE_PERSON, Subject.CLOSURE)} == {Desk.SERVICE}


def test_a_question_about_a_slow_file_reaches_its_officer(client, owner, officer):
    file = a_file(owner, officer)
    client.force_login(owner)
    assert f'value="{file.ref}"' in client.get(f"{reverse(PAGE)}?subject=application&file={file.ref}").text
    ask(client, subject="application", number=file.ref.lower())

    inquiry = Inquiry.objects.get()
    assert (inquiry.application, inquiry.organization, inquiry.desk) == (file, file.organization, Desk.OFFICERS)
    assert Letter.objects.get(to=officer.email).subject.endswith(inquiry.ref)
    client.force_login(officer)
    mine = client.get(reverse("admin:submissions_inquiry_changelist") + "?to-do=mine")
    assert inquiry.ref in mine.text


def test_a_number_of_somebody_else_is_kept_as_typed_and_names_nothing(client, owner, officer):
    stranger = samples.person("autre@example.org")
    file, licence = a_file(owner, officer), a_licence(member=owner)
    client.force_login(stranger)
    for number in (file.ref, licence.number, "2026-999999"):
        assert f'value="{number}"' not in client.get(f"{reverse(PAGE)}?file={number}").text
        told = ask(client, subject="application", number=number, once=f"x{number.lower()}")
        assert told.status_code == 200 and "Question received" in told.text

    assert set(Inquiry.objects.values_list("application", "licence", "organization")) == {(None, None, None)}
    assert not Letter.objects.filter(to=officer.email).exists()


def test_signed_in_the_answer_is_read_in_the_portal_and_written_back_to(client, owner):
    inquiry, service = asked(owner), samples.staff("customer-service")
    client.force_login(service)
    client.post(desk_page(inquiry), {"do": "answer", "answer": CANARY})
    client.force_login(owner)
    page = client.get(inquiry.get_absolute_url())
    assert CANARY in page.text
    client.post(inquiry.get_absolute_url(), {"text": "Merci.", "once": "a" * 32})

    letters = Letter.objects.filter(to=owner.email)
    assert not any(CANARY in one.body for one in letters)
    assert letters.filter(key__endswith="inquiry_news").exists()
    assert Letter.objects.get(to=service.email, key__startswith="messages-").subject.endswith(inquiry.ref)
    client.force_login(service)
    assert "Merci." in client.get(desk_page(inquiry)).text


def test_without_an_account_the_answer_is_in_the_letter(client, db):
    inquiry = asked(email="nadia@example.org")
    client.force_login(samples.staff("customer-service"))
    assert "goes by e-mail" in client.get(desk_page(inquiry)).text
    client.post(desk_page(inquiry), {"do": "answer", "answer": CANARY})

    assert CANARY in Letter.objects.get(key__endswith="inquiry_answered").body


def test_nobody_follows_the_question_of_another(client, owner):
    inquiry = asked(owner, text=CANARY)
    client.force_login(samples.person("autre@example.org"))

    assert client.get(inquiry.get_absolute_url()).status_code == 404
    assert client.post(inquiry.get_absolute_url(), {"text": "?"}).status_code == 404


@pytest.mark.parametrize(("role", "general", "of_officers", "answers"), [
    ("customer-service", True, True, True), ("complaints", True, True, True),
    ("eligibility-officer", False, True, True), ("registrar", True, True, True),
    ("intake", True, True, False), ("finance", False, False, False), ("inspector", False, False, False),
])  # fmt: skip
def test_each_desk_sees_its_questions(client, owner, role, general, of_officers, answers):
    first, second = asked(owner, text=CANARY), asked(owner, text=CANARY, subject="licence")
    client.force_login(samples.staff(role))

    for inquiry, sees in ((first, general), (second, of_officers)):
        assert (CANARY in client.get(desk_page(inquiry)).content.decode()) == sees
    posted = client.post(desk_page(second), {"do": "answer", "answer": "Oui."})
    assert (posted.status_code == 302) == answers


def test_another_subject_passes_a_question_on_to_another_desk(client, owner):
    inquiry = asked(owner, subject="licence")
    client.force_login(samples.staff("eligibility-officer"))
    client.post(desk_page(inquiry), {"do": "pass", "subject": "account"})

    inquiry.refresh_from_db()
    assert (inquiry.subject, inquiry.desk) == ("account", Desk.SERVICE)
    assert client.get(desk_page(inquiry)).status_code == 404


def test_a_person_is_removed_from_the_question_that_asks_for_it(client, owner):
    organization = a_licence(member=owner).organization
    leaver = colleague(organization, "luc@example.org", *Right)
    inquiry = asked(owner, subject="remove-person", organization=organization)
    client.force_login(samples.staff("customer-service"))
    membership = leaver.memberships.get()
    end = f"{reverse('admin:accounts_membership_do', args=[membership.pk, 'end'])}?why={inquiry.ref}"
    assert end in client.get(desk_page(inquiry)).text
    assert inquiry.ref in client.get(end).text
    client.post(end, {"why": inquiry.ref})

    membership.refresh_from_db()
    assert membership.ended_at and membership.ended_why == inquiry.ref


def test_an_account_is_closed_from_the_question_that_asks_for_it(client, owner):
    organization = a_licence(member=owner).organization
    inquiry = asked(owner, subject="closure")
    service = samples.staff("customer-service")
    client.force_login(service)
    typed = {"do": "close", "why": "Rappelée au 613 555-0147."}
    assert organization.name in client.post(desk_page(inquiry), typed).text  # nobody else acts for it
    owner.refresh_from_db()
    assert owner.is_active
    client.post(desk_page(inquiry), typed | {"even_alone": "on"})

    owner.refresh_from_db()
    assert (owner.is_active, str(owner.phone), owner.born_on) == (False, "", None)
    assert not owner.memberships.in_force().exists()
    assert RoleChange.objects.get(person=owner).why.startswith(inquiry.ref)
    assert Letter.objects.filter(to=owner.email, key__startswith="account_closed").count() == 1


def test_an_account_is_closed_by_nobody_but_customer_service_and_for_nobody_else(client, owner):
    inquiry, other = asked(owner, subject="closure"), asked(owner)
    for role, page in (("complaints", inquiry), ("customer-service", other)):
        client.force_login(samples.staff(role))
        assert client.post(desk_page(page), {"do": "close", "why": "?", "even_alone": "on"}).status_code == 403

    owner.refresh_from_db()
    assert owner.is_active


def test_two_people_who_answer_at_once_send_one_answer(client, owner):
    inquiry, service = asked(owner), samples.staff("customer-service")
    client.force_login(service)
    actions.answer(inquiry, by=service, text="Oui.")
    told = client.post(desk_page(inquiry), {"do": "answer", "answer": "Non."}, follow=True)

    inquiry.refresh_from_db()
    assert inquiry.answer == "Oui." and "Somebody else has answered" in told.text
    assert inquiry.answered_at <= timezone.now()
