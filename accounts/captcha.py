"""The security check, self-hosted: a proof of work, or a plain tick where there is no JavaScript.

`CaptchaField()` follows the setting CAPTCHA: "altcha" unless told, "recaptcha" where its keys are set, "null" for none
"""

import time
from urllib.error import URLError

from allauth.core import context, ratelimit
from altcha_django.forms import AltchaField
from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.csp import CSP
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_recaptcha.fields import ReCaptchaField

FASTEST = 3  # seconds a person needs at least
LONGEST = 4 * 3600  # seconds a page may stay open
SALT = "accounts.captcha"
FAILED = _("The security check failed. Tick the box again.")
MESSAGES = {
    "required": _("Tick “I'm not a robot”"),
    "too_fast": _("The form came back too fast. Wait a few seconds, then send it again."),
    "expired": _("This page was open for a long time. Tick the box again."),
    "too_many": _("Too many tries from your network. Try again in an hour, or turn on JavaScript."),
}


class Robot:
    """Refuses without reaching the person's page as an error of ours: whatever goes wrong is said at the question."""

    def clean(self, value):
        try:
            return super().clean(value)
        except (ValidationError, URLError, TimeoutError, ValueError) as error:
            raise ValidationError(FAILED, code="failed") from error


class ProofOfWork(Robot, AltchaField):
    answer = None  # the widget posts under the name of the question

    def html(self, name):
        return self.widget.render(name, None)

    @property
    def media(self):
        return self.widget.media


class Google(Robot, ReCaptchaField):
    answer = "g-recaptcha-response"

    def get_remote_ip(self):
        return ""  # the library trusts headers anybody can write; Google is told no address

    def html(self, name):
        return format_html('<div class="g-recaptcha" data-sitekey="{}"></div>', self.public_key)

    @property
    def media(self):
        return forms.Media(js=[f"https://www.google.com/recaptcha/api.js?hl={get_language()}-CA"])


def _backend():
    keys = {settings.RECAPTCHA_PUBLIC_KEY, settings.RECAPTCHA_PRIVATE_KEY}
    if settings.CAPTCHA == "recaptcha" and not keys & {"", "unset"}:
        return Google()
    return ProofOfWork()


def policy():
    """The content security policy of a page with the check: the portal's own, and Google's where Google checks."""
    if not isinstance(_backend(), Google):
        return settings.SECURE_CSP
    google = ["https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"]
    scripts = [*settings.SECURE_CSP["script-src"], *google]
    return {**settings.SECURE_CSP, "script-src": scripts, "frame-src": [CSP.SELF, *google]}


class CheckWidget(forms.Widget):
    """The robot's widget, and the plain tick that a script takes away once the robot's is there."""

    template_name = "accounts/security_check.html"
    use_fieldset = True

    def __init__(self, robot):
        self.robot = robot
        super().__init__()

    @property
    def media(self):
        return self.robot.media + forms.Media(js=[forms.Script("accounts/security-check.js", type="module")])

    def value_from_datadict(self, data, files, name):
        return {
            "proof": data.get(self.robot.answer or name, ""),
            "tick": data.get(f"{name}_tick", ""),
            "trap": data.get(f"{name}_website", ""),
            "since": data.get(f"{name}_since", ""),
        }

    def value_omitted_from_data(self, data, files, name):
        return False

    def render(self, name, value, attrs=None, renderer=None):
        since = (value or {}).get("since", "")
        return render_to_string(
            self.template_name,
            {
                "name": name,
                "id": (attrs or {}).get("id") or f"id_{name}",
                "robot": self.robot.html(name),
                "since": since if _age(since) is not None else signing.dumps(time.time(), salt=SALT),
            },
        )


def _age(since):
    """The seconds since the page was made; None where the stamp is not ours or is too old."""
    try:
        return time.time() - signing.loads(since, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return None


class SecurityCheck(forms.Field):
    """Passed by the proof, or without JavaScript by the tick, the empty trap, the time taken and an hourly limit."""

    default_error_messages = MESSAGES

    def __init__(self, robot, label):
        self.robot = robot
        super().__init__(label=label, widget=CheckWidget(robot))

    def clean(self, value):
        if value["proof"]:
            self.robot.clean(value["proof"])
        elif problem := self._plain_problem(value):
            raise ValidationError(self.error_messages.get(problem, FAILED), code=problem)

    def _plain_problem(self, value):
        if value["trap"]:
            return "failed"
        if not value["tick"]:
            return "required"
        age = _age(value["since"])
        if age is None:
            return "expired"
        if age < FASTEST:
            return "too_fast"
        return "" if ratelimit.consume(context.request, action="plain_check") else "too_many"


def CaptchaField():
    """The question to put on a form that strangers may send."""
    if settings.CAPTCHA == "null":
        return forms.CharField(required=False, widget=forms.HiddenInput)
    return SecurityCheck(_backend(), label=_("SECURITY VERIFICATION"))
