import json
import time
from datetime import timedelta
from urllib.error import URLError

import pytest
from altcha.v2 import Challenge, Payload, solve_challenge
from django.utils import timezone

from accounts.models import User

pytestmark = pytest.mark.django_db
PAGE = "/en/register/"


@pytest.fixture(autouse=True)
def with_the_check(settings):
    settings.CAPTCHA = "altcha"


@pytest.fixture
def plain(client, registration, time_machine):
    """The form as a person without JavaScript sends it, ten seconds after the page was made."""
    since = client.get(PAGE).context["form"]["security"]
    stamp = str(since).split('name="security_since" value="')[1].split('"')[0]
    time_machine.move_to(timezone.now() + timedelta(seconds=10))
    return registration | {"security_tick": "on", "security_website": "", "security_since": stamp}


def send(client, form):
    """Send it: the error at the security check, or "" where the registration went through."""
    answer = client.post(PAGE, form)
    if answer.status_code == 302:
        return ""
    return " ".join(answer.context["form"].errors["security"])


def solved(client):
    """What the widget posts once its work is done."""
    challenge = Challenge.from_dict(client.get("/en/altcha/challenge/").json())
    return Payload(challenge=challenge, solution=solve_challenge(challenge)).to_base64()


def test_the_work_done_by_the_widget_passes(client, registration):
    assert send(client, registration | {"security": solved(client)}) == ""
    assert User.objects.exists()


def test_the_same_work_does_not_pass_twice(client, registration):
    proof = solved(client)
    send(client, registration | {"security": proof})

    assert "security check failed" in send(client, registration | {"email": "b@example.org", "security": proof})


@pytest.mark.parametrize("proof", ["x", "e30=", "{}"])
def test_work_that_was_not_done_does_not_pass(client, registration, proof):
    assert "security check failed" in send(client, registration | {"security": proof})
    assert not User.objects.exists()


def test_without_javascript_the_tick_passes(client, plain):
    assert send(client, plain) == ""
    assert User.objects.exists()


def test_without_the_tick_it_is_asked_for(client, plain):
    assert "Tick “I'm not a robot”" in send(client, plain | {"security_tick": ""})


def test_whoever_fills_the_hidden_box_is_refused(client, plain):
    assert "security check failed" in send(client, plain | {"security_website": "http://spam.example"})
    assert not User.objects.exists()


def test_whoever_is_too_fast_is_refused(client, plain, time_machine):
    time_machine.move_to(timezone.now() - timedelta(seconds=9))

    assert "too fast" in send(client, plain)


@pytest.mark.parametrize("stamp", ["", "x", "MTIz:1abc:forged"])
def test_the_time_cannot_be_forged(client, plain, stamp):
    assert "open for a long time" in send(client, plain | {"security_since": stamp})


def test_a_page_left_open_for_hours_asks_again_and_keeps_the_rest(client, plain, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=5))
    page = client.post(PAGE, plain)

    assert "open for a long time" in page.content.decode()
    assert 'value="Luc"' in page.content.decode()


def test_an_error_elsewhere_does_not_start_the_clock_again(client, plain):
    page = client.post(PAGE, plain | {"phone": "12"})

    assert plain["security_since"] in page.content.decode()


def test_without_javascript_ten_an_hour_a_network(client, plain):
    problems = [send(client, plain | {"email": f"p{i}@example.org"}) for i in range(11)]

    assert problems[:10] == [""] * 10
    assert "Too many tries from your network" in problems[10]


def test_with_javascript_the_hourly_limit_does_not_count(client, plain, registration):
    for i in range(10):
        send(client, plain | {"email": f"p{i}@example.org"})

    assert send(client, registration | {"security": solved(client)}) == ""


def test_only_this_page_loads_the_widget(client):
    assert "altcha" in client.get(PAGE).content.decode()
    assert "altcha" not in client.get("/en/sign-in/").content.decode()


def test_the_page_asks_no_other_site(client):
    answer = client.get(PAGE)

    assert "google" not in answer.headers["Content-Security-Policy"]
    assert 'src="http' not in answer.content.decode()


class TestGoogle:
    @pytest.fixture(autouse=True)
    def with_keys(self, settings):
        settings.CAPTCHA, settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY = "recaptcha", "pub", "priv"

    def answers(self, monkeypatch, answer):
        class Reply:
            def read(self):
                return json.dumps(answer).encode()

            def close(self):
                pass

        def request(params):
            if isinstance(answer, Exception):
                raise answer
            assert params.endswith(b"remoteip=")  # Google is told no address
            return Reply()

        monkeypatch.setattr("django_recaptcha.client.recaptcha_request", request)

    def test_a_tick_google_believes_passes(self, client, registration, monkeypatch):
        self.answers(monkeypatch, {"success": True})

        assert send(client, registration | {"g-recaptcha-response": "token"}) == ""

    @pytest.mark.parametrize("answer", [{"success": False}, URLError("down"), TimeoutError()])
    def test_whatever_goes_wrong_is_said_at_the_question(self, client, registration, monkeypatch, answer):
        self.answers(monkeypatch, answer)

        assert "security check failed" in send(client, registration | {"g-recaptcha-response": "token"})

    def test_without_keys_the_proof_of_work_serves(self, client, settings):
        settings.RECAPTCHA_PUBLIC_KEY = "unset"

        assert "altcha-widget" in client.get(PAGE).content.decode()

    def test_without_javascript_the_tick_serves(self, client, registration):
        page = client.get(PAGE).content.decode()

        assert 'name="security_tick"' in page and "https://www.google.com/recaptcha/api.js?hl=en-CA" in page


def test_the_proof_takes_a_person_no_time(client):
    start = time.perf_counter()
    solved(client)

    assert time.perf_counter() - start < 10
