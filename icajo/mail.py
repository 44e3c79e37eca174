"""Letters: rows first, e-mail later.  Whoever owes somebody a letter calls `write`; the worker calls `deliver`."""

import logging
import re
import smtplib
from datetime import timedelta
from unicodedata import category
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import translate_url
from django.utils import timezone, translation

from icajo import queue
from icajo.models import Letter

log = logging.getLogger(__name__)
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
SUBJECT_LENGTH = 150
_BREAKS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, invisible and broken characters, line separators
OTHER = {"fr": "en", "en": "fr"}


def write(*, key, to, language, template, context, files=()) -> Letter:
    """Write one letter about `key`, once: a second call returns the first letter, whatever its other arguments.

    `template` names templates/letters/<template>.<language>.txt, whose first line is the subject.  A `url` in the
    context may be a path in either language; the letter links to it in its own.  It leaves after the transaction.
    """
    subject, body = compose(template, language, context)
    with transaction.atomic():
        letter, new = Letter.objects.get_or_create(
            key=key, defaults={"to": to, "language": language, "subject": subject, "body": body}
        )
        if new:
            letter.files.set(files)
            queue.after_commit("icajo.deliver_letters")
    return letter


def compose(template, language, context) -> tuple[str, str]:
    """The subject and the text of a letter in this language."""
    page = get_template(f"letters/{template}.{language}.txt").template
    with translation.override(language):
        # plain text: an apostrophe stays an apostrophe, and nothing here is ever shown as HTML
        text = page.render(Context({**context, **_links(context, language)}, autoescape=False))
    subject, _, body = re.sub(r"\n{3,}", "\n\n", text).strip().partition("\n")
    return one_line(subject)[:SUBJECT_LENGTH], body.strip() + "\n"


def one_line(text) -> str:
    """The text without line breaks or control characters: fit for a header."""
    return "".join(" " if category(c) in _BREAKS else c for c in str(text)).strip()


def _links(context, language):
    here = context.get("url") or f"/{language}/"
    return {
        "url": absolute(here, language),
        "other_url": absolute(here, OTHER[language]),
        "notice": settings.SITE_NOTICE,
    }


def absolute(url, language) -> str:
    """The whole address, in this language, of a path of ours; links never follow the Host of a request."""
    path = url.removeprefix(settings.SITE_URL)
    if not path.startswith("/"):
        return url
    with translation.override(path.split("/")[1] if path.split("/")[1] in OTHER else language):
        return settings.SITE_URL + translate_url(path, language)


def deliver(limit=100) -> int:
    """Send the letters owed now; returns how many left.  Safe to run twice at once, and after any crash.

    The SMTP connection is kept for the batch, the lock for one letter only: a worker killed half-way repeats at most
    the letter it held, under the same Message-ID.  A mail server that is down costs no letter an attempt.
    """
    if not settings.DELIVER_LETTERS:
        return _show_only(limit)
    if not Letter.objects.owed(at=timezone.now()).exists():
        return 0
    sent = 0
    try:
        with mailers.default as connection:
            for _ in range(limit):
                connection.open()  # already open, but for a letter after a failure
                left = _deliver_next(connection)
                if left is None:
                    break
                sent += left
    except (OSError, smtplib.SMTPException) as error:
        log.warning("The mail server does not answer, letters wait: %s", error)
    return sent


def _show_only(limit):
    """A demonstration sends nothing: its letters are read on the letters page."""
    now = timezone.now()
    with transaction.atomic():
        owed = Letter.objects.owed(at=now).select_for_update(skip_locked=True)[:limit]
        return Letter.objects.filter(pk__in=[letter.pk for letter in owed]).update(
            state=Letter.State.SENT, sent_at=now
        )


def _deliver_next(connection):
    """Try the first letter owed: True when it left, False when it could not, None when nothing is owed."""
    with transaction.atomic():
        letter = Letter.objects.owed(at=timezone.now()).select_for_update(skip_locked=True).first()
        if letter is None:
            return None
        try:
            connection.send_messages([message(letter)])
        except (OSError, ValueError, smtplib.SMTPException) as error:
            _failed(letter, error)
            connection.close()
        else:
            letter.state, letter.sent_at, letter.error = Letter.State.SENT, timezone.now(), ""
        letter.attempts += 1
        letter.save(update_fields=["state", "sent_at", "error", "attempts", "due_at"])
        return letter.state == Letter.State.SENT


def message(letter) -> EmailMessage:
    """The e-mail a letter becomes.  A repeat is recognized by its Message-ID, which comes from the row."""
    mail = EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[letter.to],
        headers={
            "Message-ID": f"<{letter.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
            "Content-Language": f"{letter.language}-CA",
            "Auto-Submitted": "auto-generated",
        },
    )
    for file in letter.files.order_by("pk"):
        with file.content.open() as content:
            mail.attach(file.name, content.read(), file.media_type)
    return mail


def _failed(letter, error):
    """Wait longer after each failure; give up after the last, or at once when no repeat can help."""
    log.warning("Letter %s could not be sent: %s", letter.key, error)
    letter.error = one_line(error)[:500]
    if isinstance(error, ValueError) or letter.attempts >= len(BACK_OFF):
        letter.state = Letter.State.FAILED
    else:
        letter.due_at = timezone.now() + BACK_OFF[letter.attempts]
