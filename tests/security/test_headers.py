"""What every answer says to the browser, whatever the page and however it went."""

import os
import re
import subprocess
import sys
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from icajo.models import Letter
from public_search import open_urls
from tests import samples
from tests.house.doors import doors
from tests.house.test_access import table

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/fr/", "/en/", "/en/search/", "/en/sign-in/", "/en/register/", "/en/privacy/", "/session/"]
NOWHERE = ["/nowhere/", "/en/nowhere/", "/fr/%00/", "/en/search/RAF0000000/", "/en/letters/"]
PRIVATE = ["licensing:menu", "licensing:sector", "accounts:profile"]


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.fixture
def amelie():
    return samples.person()


def broken(*args, **kwargs):
    raise RuntimeError("a view that fails")


def answers(visitor, amelie, monkeypatch):
    """{what it is: an answer of that kind}: pages, redirects and every error there is a page for."""
    strict = Client(enforce_csrf_checks=True)
    found = {address: visitor.get(address) for address in [*PUBLIC, *NOWHERE]}
    found |= {
        "403, no token": strict.post("/en/sign-in/", {}),
        "405": visitor.get(reverse("payments_webhook")),
        "400": visitor.post(reverse("payments_webhook"), b"{}", content_type="application/json"),
        "400, too many fields": visitor.post("/en/sign-in/", {f"x{number}": "1" for number in range(1001)}),
        "400, another host": visitor.get("/en/", headers={"Host": "evil.example"}),
        "410": visitor.get("/en/activation/not-a-key/"),
        "to the sign-in page": visitor.get(reverse("licensing:menu")),
        "to the slash": visitor.get("/en/search"),
    }
    visitor.force_login(amelie)
    found |= {name: visitor.get(reverse(name)) for name in PRIVATE}
    found["404 of a file"] = visitor.get(reverse("licensing:application", args=["2026-999999"]))
    visitor.force_login(samples.person("staff@example.org", is_staff=True))
    found["403 of the desk"] = visitor.get(reverse("admin:accounts_user_changelist"))
    found["the desk"] = visitor.get(reverse("admin:index"))
    monkeypatch.setattr("licensing.views.menu.render", broken)
    found["500"] = visitor.get(reverse("licensing:menu"))
    return found


def test_every_answer_closes_the_browser(visitor, amelie, monkeypatch):
    found = answers(visitor, amelie, monkeypatch)

    statuses = {answer.status_code for answer in found.values()}
    assert {200, 301, 302, 400, 401, 403, 404, 405, 410, 500} <= statuses
    for what, answer in found.items():
        policy = answer["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy, what
        assert "base-uri 'none'" in policy and "object-src 'none'" in policy, what
        assert "unsafe" not in policy and "*" not in policy and "http:" not in policy, what
        assert answer["X-Content-Type-Options"] == "nosniff", what
        assert answer["X-Frame-Options"] == "DENY", what
        assert answer["Referrer-Policy"] == "same-origin", what
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", what
        assert "camera=()" in answer["Permissions-Policy"], what
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers, what


def test_nothing_private_is_kept_by_anybody(visitor, amelie, monkeypatch):
    found = answers(visitor, amelie, monkeypatch)

    assert found.pop("/en/search/")["Cache-Control"] == "public, max-age=30"  # the same for every visitor
    for what, answer in found.items():
        assert "no-store" in answer["Cache-Control"], what


def test_a_page_of_ours_names_no_other_site(visitor, amelie, monkeypatch):
    for what, answer in answers(visitor, amelie, monkeypatch).items():
        assert re.findall(r"""(?:src|action)=["']https?://""", answer.text) == [], what
        assert re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*\bnonce=)|<style|\sstyle=|\son\w+=", answer.text) == [], what


def test_a_failure_tells_nothing_of_the_inside(visitor, amelie, monkeypatch):
    text = answers(visitor, amelie, monkeypatch)["500"].text

    assert not re.search(r"Traceback|RuntimeError|\.py|django|a view that fails", text)
    assert "Français" in text or "Erreur" in text or "erreur" in text


# Cookies


def cookies_of(*answers):
    return {name: morsel for answer in answers for name, morsel in answer.cookies.items()}


def test_no_cookie_can_be_read_by_a_script(client, amelie):
    page = client.get("/en/sign-in/")
    signed_in = client.post("/en/sign-in/", {"login": amelie.email, "password": samples.PASSWORD})

    found = cookies_of(page, signed_in)
    assert set(found) == {"session", "csrf", "person"}
    for name, morsel in found.items():
        assert morsel["httponly"] and morsel["samesite"] in ("Lax", "Strict"), name
        assert not morsel["domain"] and amelie.email not in morsel.value, name


PRINT_COOKIES = """
from django.conf import settings as s
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
      s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE,
      s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.DEBUG)
from accounts import interrupted
print(interrupted.COOKIE)
"""


def test_over_https_every_cookie_stays_with_this_host(environment_of_a_deployment):
    told = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", PRINT_COOKIES],
        cwd=project.BASE_DIR, env=environment_of_a_deployment, capture_output=True, text=True, check=True,
    )  # fmt: skip

    settings, person = told.stdout.strip().splitlines()[-2:]
    assert settings == "__Host-session __Host-csrf True True True True Lax Lax True True True False"
    assert person == "__Host-person"


@pytest.fixture
def environment_of_a_deployment():
    kept = {name: os.environ[name] for name in ("PATH", "SECRET_KEY", "ICAJO_VAR")}
    return kept | {"ALLOWED_HOSTS": "permis.example.ca"}


# Methods


def test_only_what_carries_its_own_proof_or_knows_nobody_takes_a_post_from_elsewhere():
    """A signature, a key in the address; and complaints, whose pages take every cookie off before they look.

    What programs read takes no post at all: 405 in the table of access.
    """
    views = {pattern.callback for pattern in patterns() if getattr(pattern.callback, "csrf_exempt", False)}
    exempt = {view.__name__ for view in views - {pattern.callback for pattern in open_urls.urlpatterns}}

    assert exempt == {"webhook", "leave", "write", "follow"}
    posts = {key: row for key, row in table().items() if key[0].startswith("public_data:") and key[1] == "POST"}
    assert {row["anonymous"] for row in posts.values()} == {"405"}


def patterns(found=None):
    for pattern in get_resolver().url_patterns if found is None else found:
        yield from patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def test_a_post_without_a_token_is_refused_everywhere(amelie):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(amelie)
    addresses = [reverse(door.name) for door in doors() if not door.kwargs and not door.fixed]

    allowed = {address: strict.post(address).status_code for address in addresses}

    taken = {address for address, status in allowed.items() if status not in (302, 403, 405)}
    complaints = {reverse("submissions:complain_write"), reverse("submissions:complaint_follow")}
    assert taken == {"/payments/webhook/", *complaints}


def test_trace_is_refused(visitor, amelie):
    visitor.force_login(amelie)

    for address in [*PUBLIC, *NOWHERE, reverse("licensing:menu"), reverse("admin:index"), reverse("payments_webhook")]:
        assert visitor.generic("TRACE", address).status_code == 405, address


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "PROPFIND"])
def test_other_methods_do_nothing(visitor, amelie, method):
    visitor.force_login(amelie)

    for address in [reverse(name) for name in ["licensing:menu", "licensing:sector"]] + ["/en/", "/en/search/"]:
        assert visitor.generic(method, address).status_code == 405, address


def test_leaving_takes_a_post(client, amelie):
    client.force_login(amelie)

    for address in (reverse("account_logout"), reverse("admin:logout")):
        client.get(address)
        assert client.get(reverse("licensing:menu")).status_code == 200, address

    client.post(reverse("account_logout"))
    assert client.get(reverse("licensing:menu")).status_code == 302


def test_looking_changes_no_state(client, amelie, storage):
    """Every page of a file, opened by a robot that follows links, leaves the file as it was."""
    application = samples.complete(amelie, on=timezone.localdate())
    client.force_login(amelie)
    refs = [door.name for door in doors() if door.kwargs == ("ref",)]

    for name in refs:
        client.get(reverse(name, args=[application.ref]))
        client.head(reverse(name, args=[application.ref]))

    application.refresh_from_db()
    assert application.state == "draft" and application.documents.count() == 3
    assert [event.verb for event in application.events.all()] == ["start"]


# Redirects and hosts


@pytest.mark.parametrize(
    "hostile",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
     "javascript:alert(1)", "%0d%0aLocation:%20https://evil.example", "///evil.example", "http:///evil.example",
     " https://evil.example", "\thttps://evil.example", "https://testserver@evil.example"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(client, amelie, hostile):
    credentials = {"login": amelie.email, "password": samples.PASSWORD}

    for field in ({"next": hostile}, {}):
        answers = [
            client.post(f"/en/sign-in/?next={hostile}", credentials | field, headers={"Referer": hostile}),
            client.post(f"/en/sign-out/?next={hostile}", field),
        ]
        for answer in answers:
            assert answer.status_code == 302 and leads_to(answer) == "http://testserver", answer["Location"]


def leads_to(answer):
    """The site that a browser goes to: it reads a backslash as a slash, and drops blanks and line breaks."""
    location = re.sub(r"[\t\r\n]", "", answer["Location"].strip().replace("\\", "/"))
    parts = urlsplit(urljoin("http://testserver/en/", location))
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", ""])
def test_another_host_is_refused(visitor, host):
    assert visitor.get("/en/sign-in/", headers={"Host": host}).status_code == 400


def test_a_forwarded_host_is_not_believed(client, amelie):
    headers = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example", "X-Host": "evil.example"}
    client.post("/en/forgotten-password/", {"email": amelie.email}, headers=headers)

    assert "evil" not in Letter.objects.get().body
