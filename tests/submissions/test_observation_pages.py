"""The public pages of observations, without an account; the page of the applicant."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from icajo.models import StoredFile
from licensing.models import Application, PublicNotice
from licensing.states import State
from submissions import actions
from submissions.models import Observation, Reply
from tests import samples
from tests.licensing.noticed import at
from tests.submissions.observed import AUTHOR, LAST, STARTS, say, screened

TYPED = {name: value for name, value in AUTHOR.items() if name != "is_anonymous"} | {"understood": "on"}


@pytest.fixture(autouse=True)
def first_day(time_machine):
    time_machine.move_to(at(STARTS), tick=False)
    return time_machine


def address(notice):
    return reverse("submissions:observe", args=[notice.application.ref])


def send(client, notice, **changes):
    typed = {name: value for name, value in (TYPED | {"once": "c" * 32} | changes).items() if value is not None}
    return client.post(address(notice), typed)


def code_on(page):
    return re.search(r"<strong>((?:\w{4}-){5}\w{4})</strong>", page.text)[1]


def test_the_page_of_the_notice_leads_to_the_form_while_it_is_open(client, notice, first_day):
    page = reverse("public_search:notice", args=[notice.application.ref])
    assert "Present an objection" in client.get(page).text

    first_day.move_to(at(LAST + timedelta(days=1), 0, 0, 0), tick=False)
    assert "Present an objection" not in client.get(page).text


def test_it_says_what_the_applicant_will_see_before_anything_is_typed(client, notice):
    text = client.get(address(notice)).text

    assert text.index("What the applicant will see") < text.index("<form method")
    assert "never anonymous" in text and "stay anonymous" not in text


def test_a_sent_text_gets_a_reference_and_a_code_that_follow_it(client, notice, officer):
    page = send(client, notice)
    observation = Observation.objects.get()
    typed = {"ref": observation.ref, "code": code_on(page)}

    followed = Client().post(reverse("submissions:follow"), typed)
    assert observation.ref in followed.text and "Not yet" in followed.text
    assert "Told once we have decided" in followed.text and AUTHOR["text"] not in followed.text

    actions.conclude(observation, by=officer, at=at(LAST), outcome="outside", note="Voyez la Ville.")
    assert "Voyez la Ville." not in Client().post(reverse("submissions:follow"), typed).text
    actions.tell(notice, by=officer, at=at(LAST))
    assert "Voyez la Ville." in Client().post(reverse("submissions:follow"), typed).text


def test_a_code_cannot_be_guessed_at_leisure(client, notice):
    observation, code = say(notice)
    wrong = {"ref": observation.ref, "code": "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"}

    statuses = [client.post(reverse("submissions:follow"), wrong).status_code for _ in range(12)]

    assert statuses == [200] * 10 + [429] * 2
    right = client.post(reverse("submissions:follow"), {"ref": observation.ref.lower(), "code": code})
    assert right.status_code == 429


def test_a_page_sent_one_second_late_keeps_what_was_typed_and_says_when_it_closed(client, notice, first_day):
    first_day.move_to(at(LAST + timedelta(days=1), 0, 0, 0), tick=False)

    page = send(client, notice)

    text = page.text.replace("\xa0", " ")
    assert page.status_code == 409 and not Observation.objects.exists()
    assert "December 11, 2026 at 11:59" in text and AUTHOR["text"] in text and "What you can do" in text


def test_a_notice_extended_in_its_last_hour_takes_what_was_typed_under_the_old_date(client, notice, first_day):
    client.get(address(notice))
    PublicNotice.objects.update(ends_on=LAST + timedelta(days=7))
    first_day.move_to(at(LAST + timedelta(days=1), 0, 0, 1), tick=False)

    assert send(client, notice).status_code == 200 and Observation.objects.exists()


def test_a_withdrawn_file_says_so_and_takes_nothing(client, notice):
    Application.objects.update(state=State.WITHDRAWN)

    assert "The application was withdrawn" in client.get(address(notice)).text
    assert send(client, notice).status_code == 409


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Enter"),
        ({"understood": None}, "Tick that you understand"),
        ({"email": "", "street": ""}, "Give your e-mail address, or your number and street"),
        ({"text": "x" * 4001}, "must have 4000 characters or less"),
        ({"capacity": ""}, "Choose"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, notice, changes, said):
    page = send(client, notice, **changes)

    assert said in page.text and "Error:" in page.text
    assert ("rue Secrète" in page.text) or "street" in changes
    assert not Observation.objects.exists()


def test_an_author_of_another_municipality_is_told_at_once(client, notice):
    assert "it may not be considered" in send(client, notice, municipality="Kapuskasing").text


def test_a_text_sent_before_says_so_and_gives_no_code(client, notice):
    send(client, notice)
    page = send(Client(), notice, once="d" * 32)

    assert "You have sent this before" in page.text and Observation.objects.get().ref not in page.text


def test_an_anonymous_comment_says_nothing_of_who_wrote_it_whatever_was_typed(client, notice, anonymous_taken):
    assert "You may stay anonymous" in client.get(address(notice)).text

    page = send(client, notice, is_anonymous="yes")

    observation = Observation.objects.get()
    assert "not formally considered" in page.text
    assert observation.name == observation.email == observation.street == observation.municipality == ""


def test_a_file_with_a_hostile_name_is_kept_under_a_harmless_one(client, notice, storage):
    photo = samples.photo()
    hostile = SimpleUploadedFile("../../\u202egpj.<script>con.jpg", photo.read(), "image/jpeg")

    send(client, notice, file_1=hostile)

    name = Observation.objects.get().enclosures.get().file.name
    assert not set(name) & set("/\\<>\u202e") and name.endswith(".jpg")


def test_a_refused_file_is_said_at_its_box_and_nothing_is_kept(client, notice, storage):
    page = send(client, notice, file_1=samples.photo(), file_2=SimpleUploadedFile("virus.exe", b"MZ"))

    assert "We cannot remove hidden data from this type of file" in page.text
    assert not Observation.objects.exists() and not StoredFile.objects.exists()


def test_somebody_signed_in_is_not_written_down(client, notice, owner):
    client.force_login(owner)
    send(client, notice)

    row = str(Observation.objects.values().get())
    assert owner.email not in row


def test_the_applicant_reads_copies_and_answers_each_or_all_until_the_last_day(
    client, notice, owner, officer, first_day
):
    page = reverse("submissions:observations", args=[notice.application.ref])
    client.force_login(owner)
    assert "No observation has been passed on" in client.get(page).text

    screened(say(notice)[0], officer)
    screened(say(notice, name="Luc Roy", text="Le bruit.")[0], officer)
    first_day.move_to(at(LAST + timedelta(days=3)), tick=False)
    client.force_login(owner)
    batch = actions.send_copies(notice, by=officer, at=at(LAST + timedelta(days=3)))
    assert "Luc Roy, Hearst" in client.get(page).text

    answer = {"batch": batch.pk, f"batch-{batch.pk}-about": "2", f"batch-{batch.pk}-text": "Nous fermons à 22 h."}
    client.post(page, answer | {"once": "e" * 32})
    client.post(page, answer | {"once": "f" * 32, f"batch-{batch.pk}-about": "all"})
    first_day.move_to(at(LAST + timedelta(days=10)), tick=False)
    client.force_login(owner)
    late = client.post(page, answer | {"once": "1" * 32}, follow=True)

    assert [(r.copy and r.copy.number, r.is_late) for r in Reply.objects.all()] == [
        (2, False),
        (None, False),
        (2, True),
    ]
    assert "after the last day" in late.text and "Your answer to observation 2" in late.text


def test_an_answer_without_a_text_is_asked_for_again(client, notice, owner, officer):
    screened(say(notice)[0], officer)
    batch = actions.send_copies(notice, by=officer, at=at(LAST + timedelta(days=3)))
    client.force_login(owner)

    page = client.post(reverse("submissions:observations", args=[notice.application.ref]), {"batch": batch.pk})

    assert "Error:" in page.text and not Reply.objects.exists()
