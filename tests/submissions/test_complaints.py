"""A complaint, from the first page to its last message."""

import io
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from icajo.models import Letter
from submissions.actions import complaint_desk, complaints, parcels
from submissions.models import Complainant, Complaint, ComplaintFile, ComplaintMessage, Parcel
from tests import samples
from tests.licensing import clocks
from tests.submissions.complained import ABOUT, CODE, FOLLOW, TEXT, WRITE, Visit, address, photo

pytestmark = pytest.mark.django_db
YOU = {"name": "Noé Zqx", "email": "zqx@example.org", "phone": ""}
NOON = datetime(2026, 11, 23, 17, 12, 34, 567, tzinfo=UTC)  # a Monday


@pytest.fixture
def team():
    return samples.staff("complaints")


def test_a_complaint_goes_through_without_an_account(storage):
    visit = Visit()

    code = visit.complain(files=[photo(), photo()])

    complaint = Complaint.objects.get()
    assert (complaint.who, complaint.text, complaint.about) == ("anonymous", TEXT, "advertisement")
    assert complaint.ref in visit.page and code not in str(vars(complaint))
    assert [file.name for file in ComplaintFile.objects.all()] == ["photo-1.jpg", "photo-2.jpg"]
    assert not Parcel.objects.exists()


def test_a_named_one_keeps_its_contact_apart_and_writes_to_it(storage):
    Visit(who="named").complain(you=YOU)

    complaint = Complaint.objects.get()
    assert "zqx@example.org" not in str(vars(complaint))
    assert Complainant.objects.get().email == "zqx@example.org"
    letter = Letter.objects.get(to="zqx@example.org")
    assert complaint.ref in letter.subject and TEXT not in letter.body and ABOUT["place"] not in letter.body


def test_somebody_signed_in_sends_one_that_is_theirs_and_follows_it_without_a_code(storage, client):
    owner = samples.person()
    client.force_login(owner)
    visit = Visit(client)
    visit.page = visit.get(address("submissions:complain_as_me"))

    visit.complain()

    complaint = Complaint.objects.get()
    assert (complaint.who, complaint.complainant.user) == ("account", owner)
    mine = reverse("submissions:my_complaint", args=[complaint.ref])
    assert TEXT in client.get(mine).content.decode()
    client.force_login(samples.person("stranger@example.org"))
    assert client.get(mine).status_code == 404


def test_the_anonymous_form_does_not_look_at_who_is_signed_in(storage, client):
    client.force_login(samples.person())

    Visit(client).complain()

    assert Complaint.objects.get().who == "anonymous"
    assert not Complainant.objects.exists()


def test_a_text_of_4001_characters_is_refused_and_nothing_is_lost(storage):
    visit, text = Visit(language="en"), "ش" * 4001
    visit.post(**ABOUT)

    visit.post(text=text, files=[photo()])

    assert 'href="#id_text"' in visit.page and text in visit.page and 'dir="auto"' in visit.page
    assert "ZQX-nom.jpg" in visit.page
    visit.post(text=text[1:])
    visit.post("envoyer")
    assert Complaint.objects.get().text == text[1:]
    assert ComplaintFile.objects.count() == 1


def test_twenty_files_are_taken_and_the_next_one_is_not(storage):
    visit = Visit()
    visit.post(**ABOUT)

    visit.post("televerser", text=TEXT, files=[photo(f"{n}.jpg") for n in range(21)])

    assert "20 fichiers au plus" in visit.page
    visit.post(text=TEXT)
    visit.post("envoyer")
    assert ComplaintFile.objects.count() == 20


def test_a_file_that_is_refused_takes_no_other_with_it(storage):
    visit = Visit()
    visit.post(**ABOUT)

    visit.post(text=TEXT, files=[photo(), SimpleUploadedFile("notes.exe", b"MZ")])

    assert "notes.exe" in visit.page and TEXT in visit.page
    assert Parcel.objects.count() == 1


def test_a_file_that_waits_is_noise_without_the_key_of_its_page_and_is_thrown_away(storage):
    visit = Visit()
    visit.post(**ABOUT)
    visit.post("televerser", text=TEXT, files=[photo()])
    parcel = Parcel.objects.get()

    with pytest.raises(OSError):
        Image.open(io.BytesIO(parcel.content.read()))
    assert parcels.throw_away_old(timezone.now() + timedelta(hours=6)) == 1
    visit.post(text=TEXT)
    visit.post("envoyer")

    assert not Complaint.objects.exists()
    assert TEXT in visit.page and "Choisissez-les de nouveau" in visit.page


def test_what_was_typed_is_there_again_on_every_page(storage):
    visit = Visit()
    visit.post(**ABOUT)
    visit.post(text=TEXT)

    visit.post("modifier-about")
    assert ABOUT["described"] in visit.page
    visit.post(**ABOUT | {"described": "Une autre affiche"})

    assert "Une autre affiche" in visit.page and TEXT in visit.page


def test_the_switch_of_language_keeps_what_was_typed(storage):
    visit = Visit()

    visit.post("langue-en", **ABOUT)

    assert visit.answer.status_code == 307
    assert visit.answer["Location"] == address(WRITE, "en")


def test_a_holder_is_found_in_the_register(storage):
    licence = clocks.licence(date(2027, 11, 30))
    visit = Visit()

    visit.post("chercher", about="holder", search=licence.number)

    assert licence.holder in visit.page
    visit.post(about="holder", search=licence.number, licence_number=licence.number)
    visit.post(text=TEXT)
    visit.post("envoyer")
    assert Complaint.objects.get().licence_number == licence.number


def test_the_page_of_a_licence_names_whom_it_is_about(client):
    licence = clocks.licence(date(2027, 11, 30))

    page = client.get(reverse("submissions:complain"), {"licence": licence.number}).content.decode()

    assert licence.holder in page and f"who=anonymous&amp;licence={licence.number}" in page


def test_the_same_page_sent_twice_is_one_complaint_with_one_code(storage):
    visit = Visit()
    visit.post(**ABOUT)
    review = visit.post(text=TEXT)
    visit.post("envoyer")
    first = CODE.search(visit.page)[1]

    visit.page = review
    visit.post("envoyer")

    assert CODE.search(visit.page)[1] == first
    assert Complaint.objects.count() == 1


def test_a_box_that_is_not_ours_gives_the_words_back():
    answer = Client().post(address(WRITE), {"draft": "x", "page": "told", "action": "suivant", "text": TEXT})

    assert answer.status_code == 409 and TEXT in answer.content.decode()


def test_three_messages_follow_it_by_its_code(storage, team):
    code = Visit().complain()
    complaint = Complaint.objects.get()

    for number in (1, 2, 3):
        visit = Visit()
        visit.follow(code.lower().replace("-", " "))
        assert f"Message {number}" in visit.say(f"Message {number}", files=[photo()] if number == 2 else ())
        asked = {"text": f"Question {number} ?", "once": uuid.uuid4()}
        complaint_desk.say(complaint, **asked, by=team, at=timezone.now())

    page = visit.follow(code)
    assert re.findall(r"(?:Message|Question) \d", page) == [
        "Message 1", "Question 1", "Message 2", "Question 2", "Message 3", "Question 3",
    ]  # fmt: skip
    assert "L’équipe des plaintes" in page and team.last_name not in page and team.email not in page
    assert not ComplaintMessage.objects.filter(from_staff=True, is_read=False).exists()
    assert not Letter.objects.exists()


def test_the_author_opens_a_file_and_sends_a_message_once(storage):
    code = Visit().complain(files=[photo()])
    visit = Visit()
    thread = visit.follow(code)

    visit.say("Encore")
    visit.page = thread
    visit.say("Encore")
    assert ComplaintMessage.objects.count() == 1
    visit.page = thread
    facts = {"pass": re.search('name="pass" value="([^"]+)"', thread)[1]}
    answer = Client().post(address(FOLLOW), facts | {"action": f"fichier-{ComplaintFile.objects.get().pk}"})

    assert answer["Content-Disposition"].startswith("attachment") and b"ZQX" not in b"".join(answer)


def test_twenty_wrong_codes_close_the_door_for_the_hour_and_say_nothing(storage, time_machine):
    time_machine.move_to(NOON, tick=False)
    right, flood = Visit().complain(), {"REMOTE_ADDR": "127.0.0.77"}
    guesses = [Visit(**flood).follow(f"AAAA-{n:020}") for n in range(20)]

    visit = Visit(**flood)
    page = visit.follow(right)

    assert len({re.sub(r'value="[^"]*"', "", one) for one in guesses}) == 1
    assert visit.answer.status_code == 429 and TEXT not in page
    assert TEXT in Visit(REMOTE_ADDR="127.0.0.78").follow(right)
    time_machine.move_to(NOON + timedelta(hours=1), tick=False)
    assert TEXT in Visit(**flood).follow(right)


def test_a_flood_from_one_address_waits_with_all_its_words(storage, time_machine):
    time_machine.move_to(NOON, tick=False)
    for _n in range(10):
        Visit(REMOTE_ADDR="127.0.0.77").complain()
    visit = Visit(REMOTE_ADDR="127.0.0.77")
    visit.post(**ABOUT)
    visit.post(text=TEXT)

    visit.post("envoyer")

    assert visit.answer.status_code == 429 and TEXT in visit.page
    assert Complaint.objects.count() == 10
    time_machine.move_to(NOON + timedelta(hours=1), tick=False)
    visit.post("envoyer")
    assert Complaint.objects.count() == 11


def test_the_hour_is_all_that_is_kept_and_an_hour_later_all_are_written_anew(storage, time_machine):
    time_machine.move_to(NOON, tick=False)
    Visit().complain(files=[photo()])
    complaint, place = Complaint.objects.get(), ComplaintFile.objects.get().content.name
    assert complaint.received_at == NOON.replace(minute=0, second=0, microsecond=0)
    assert complaint.due_on == date(2026, 11, 24)

    assert complaints.settle(NOON) == 0
    assert complaints.settle(NOON + timedelta(hours=1)) == 2

    moved = ComplaintFile.objects.get().content
    assert moved.name != place and not moved.storage.exists(place) and moved.read()
