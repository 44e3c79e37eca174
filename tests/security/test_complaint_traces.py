"""An anonymous complaint tells nobody who wrote it, from where or when: all that keeps anything is searched."""

import logging
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail as outbox
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from redis import Redis

from accounts.models import User
from icajo import logs, mail
from icajo.fleeting import cache
from icajo.sessions import SessionStore
from submissions.actions import complaint_desk
from submissions.complaining import traceless
from submissions.models import Complaint
from tests import samples
from tests.security.test_disclosure_links import everything_in_the_database
from tests.submissions.complained import TEXT, Visit, address, photo

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 23, 17, 41, 53, 987654, tzinfo=UTC)
NUMBER = 77007700  # of an account
FROM = {"REMOTE_ADDR": "127.0.0.77", "HTTP_X_FORWARDED_FOR": "127.0.0.77", "HTTP_USER_AGENT": "ZQX-UA"}
# who, from where, what their device wrote, and the minute and the second
NEEDLES = ("127.0.0.77", "ZQX-UA", "zqx-a1@example.org", str(NUMBER), "ZQX-nom", "ZQX-auteur", ":41:53", "41:54")


@pytest.fixture
def a1(time_machine):
    time_machine.move_to(MOMENT - timedelta(minutes=20), tick=False)
    samples.staff("complaints")
    return samples.person("zqx-a1@example.org", id=NUMBER)


@pytest.fixture
def jar(a1):
    """A browser in which A1 is signed in."""
    client = Client()
    client.force_login(a1)
    return client


def value(store, key):
    return store.get(key) if store.type(key) == b"string" else store.dump(key)


class Search:
    """What has come since it began, wherever anything is kept: {place: needles found there}."""

    def __init__(self, storage, caplog, time_machine):
        caplog.set_level(logging.DEBUG)
        logs.keep_secrets()  # as when the portal starts
        caplog.clear()
        self.storage, self.log, self.before = Path(storage), caplog, set(self.rows())
        time_machine.move_to(MOMENT, tick=False)

    def rows(self):
        sessions = [f"{one.session_key} {SessionStore().decode(one.session_data)}" for one in Session.objects.all()]
        return everything_in_the_database().split("\n") + sessions

    def places(self):
        files = [path for path in self.storage.rglob("*") if path.is_file()]
        stores = [cache._cache.get_client(None), Redis.from_url(settings.REDIS_URL)]  # the cache, and the queue
        yield "database", "\n".join(set(self.rows()) - self.before)
        yield "files", "\n".join(f"{path.name} {path.read_bytes().decode('latin-1')}" for path in files)
        yield "dates of files", "\n".join(f"{datetime.fromtimestamp(path.stat().st_mtime, UTC)}" for path in files)
        yield "cache", "\n".join(f"{key!r} {value(store, key)!r}" for store in stores for key in store.scan_iter())
        yield "logs", "\n".join(f"{record.getMessage()} {record.__dict__}" for record in self.log.records)
        yield "mail", "\n".join(f"{one.to} {one.subject} {one.body}" for one in getattr(outbox, "outbox", []))

    def found(self):
        found = {place: {needle for needle in NEEDLES if needle in text} for place, text in self.places()}
        return {place: needles for place, needles in found.items() if needles}


@pytest.fixture
def search(storage, caplog, time_machine, a1, jar):
    return Search(storage, caplog, time_machine)


def complain_and_follow(client):
    """All that an anonymous author does: a complaint with photos, three messages, and a download."""
    client.get(address("submissions:complain"), **FROM)
    visit = Visit(client, **FROM)
    code = visit.complain(files=[photo(), photo()])
    visit.follow("AAAA-AAAA")
    complaint = Complaint.objects.get()
    officer = User.objects.get(email="complaints@example.org")
    for number in range(3):
        visit.follow(code)
        visit.say(f"Message {number}", files=[photo()])
        asked = {"text": f"Question {number} ?", "once": uuid.uuid4()}
        complaint_desk.say(complaint, **asked, by=officer, at=timezone.now() + timedelta(minutes=7))
    visit.say("", action=f"fichier-{complaint.files.first().pk}")
    return complaint


@pytest.mark.parametrize("signed_in", [True, False])
def test_nothing_tells_who_complained_or_when(search, jar, signed_in):
    complaint = complain_and_follow(jar if signed_in else Client())

    assert (complaint.text, complaint.messages.count(), complaint.files.count()) == (TEXT, 6, 5)
    assert search.found() == {}


def test_the_search_finds_who_gave_their_name(search, jar):
    visit = Visit(jar, **FROM)
    visit.page = visit.get(address("submissions:complain_as_me"))

    visit.complain()

    # their account, their address, and the letter with its moment
    assert {str(NUMBER), "zqx-a1@example.org", ":41:53"} <= search.found()["database"]


class Nosy:
    """Stands behind everything and keeps all it can learn of a request, wherever one can keep anything."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        known = f"{request.META} {request.COOKIES} {request.user.pk} {getattr(request.user, 'email', '')}"
        logging.getLogger("nosy").warning("%s", known)
        cache.set(f"nosy-{uuid.uuid4()}", known)
        default_storage.save("nosy", ContentFile(known))
        mail.write(
            key=f"nosy-{uuid.uuid4()}", to="nosy@example.org", language="fr", template="complaint_message",
            context={"person_name": known, "ref": "", "url": ""},
        )  # fmt: skip
        return self.get_response(request)


@pytest.mark.parametrize("planted", [False, True])
def test_who_looks_behind_the_door_learns_nothing_and_the_search_would_tell(
    search, jar, settings, monkeypatch, planted
):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Nosy"]
    if planted:
        monkeypatch.setattr(traceless, "forget", lambda told: None)

    jar.handler.load_middleware()
    Visit(jar, **FROM).complain()

    who = {place: needles - {":41:53"} for place, needles in search.found().items()}
    leaked = {"127.0.0.77", "ZQX-UA", str(NUMBER), "zqx-a1@example.org"}
    wherever = dict.fromkeys(["database", "files", "cache", "logs"], leaked)
    assert {place: needles for place, needles in who.items() if needles} == (wherever if planted else {})


def test_the_pages_set_and_read_no_cookie_and_do_not_prolong_a_session(jar, time_machine):
    time_machine.move_to(MOMENT, tick=False)
    ends = Session.objects.get().expire_date

    visit = Visit(jar, **FROM)
    visit.complain()

    assert not visit.answer.cookies and visit.answer["Referrer-Policy"] == "no-referrer"
    assert Session.objects.get().expire_date == ends
    assert "zqx-a1@example.org" not in visit.page and "csrf" not in visit.page
    jar.get(address("home"), **FROM)
    assert Session.objects.get().expire_date > ends
