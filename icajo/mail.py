"""Letters: rows first, e-mail later.  Whoever owes somebody a letter calls `write`; the worker calls `deliver`."""

import logging
import re
import smtplib
import time
from contextlib import suppress
from datetime import timedelta
from unicodedata import category
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import F
from django.urls import translate_url
from django.utils import timezone, translation

from icajo import plain_mail, plain_text, queue, sealing
from icajo.models import Letter

log = logging.getLogger(__name__)
HELD = 50  # letters a worker holds at a time
PATIENCE = 60  # seconds for one round of deliveries, however slow the mail server
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]
SUBJECT_LENGTH = 150
_BREAKS = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, invisible and broken characters, line separators
OTHER = {"fr": "en", "en": "fr"}
SALT = "icajo.mail"
HIDDEN = re.compile(r"\[\[(gAAAA[\w=-]+)\]\]")


def write(*, key, to, language, template, context, files=(), hidden=(), not_before=None) -> Letter:
    """Write one letter about `key`, once: a second call returns the first letter, whatever its other arguments.

    `template` names templates/letters/<template>.<language>.txt, whose first line is the subject.  A `url` in the
    context may be a path in either language; the letter links to it in its own.  It leaves after the transaction.
    `hidden` names what of the context is for the reader of the letter alone: the row keeps it sealed.
    It does not leave before the moment `not_before`, which whoever puts something with it may bring forward.
    """
    subject, body = compose(template, language, context, hidden)
    facts = {"to": to, "language": language, "subject": subject, "body": body}
    if not_before:
        facts["due_at"] = not_before
    with transaction.atomic(savepoint=False):
        letter, new = Letter.objects.get_or_create(key=key, defaults=facts)
        if new and files:
            letter.files.set(files)
    if new and not not_before:
        queue.after_commit("icajo.deliver_letters")
    return letter


def unwritten(*, key, language, template, context, to="", postal_address="", hidden=(), leave_url="") -> Letter:
    """A letter that is not in the database yet, for `write_all`: an e-mail, or a sheet to print where `to` is empty.

    `leave_url` is for what somebody subscribed to: a POST there ends it, from the reader's mail program (RFC 8058).
    Where neither address is known, the letter is kept all the same, for the staff to follow up.
    """
    subject, body = compose(template, language, context, hidden)
    state = Letter.State.QUEUED if to else Letter.State.TO_PRINT if postal_address else Letter.State.NOWHERE
    return Letter(
        key=key,
        to=to,
        postal_address=postal_address,
        language=language,
        subject=subject,
        body=body,
        state=state,
        leave_url=leave_url,
    )


def write_all(letters) -> None:
    """Write many letters in one statement; one whose key is there already stays as it is.  For a transaction."""
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    queue.after_commit("icajo.deliver_letters")


def compose(template, language, context, hidden=()) -> tuple[str, str]:
    """The subject and the text of a letter in this language."""
    with translation.override(language):
        values = {**context, **_links(context, language)}
        values |= {name: hide(values[name]) for name in {*hidden, *(["other_url"] if "url" in hidden else [])}}
        text = plain_text.written(f"letters/{template}.{language}.txt", values)
    subject, _, body = re.sub(r"\n{3,}", "\n\n", text).strip().partition("\n")
    return one_line(subject)[:SUBJECT_LENGTH], body.strip() + "\n"


def hide(text) -> str:
    """Sealed: what a letter carries in its row where its reader finds `text`."""
    return f"[[{sealing.box(SALT).encrypt(str(text).encode()).decode()}]]"


def opened(text) -> str:
    """The text of a letter as its reader gets it."""
    return HIDDEN.sub(lambda found: _open(found[1]), text)


def veiled(text) -> str:
    """The same for everybody else."""
    return HIDDEN.sub("…", text)


def _open(sealed):
    try:
        return sealing.box(SALT).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise ValueError("A letter was sealed under a key that is not listed") from error


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

    A few letters are held at a time: a worker killed half-way repeats at most those it held, under the same
    Message-ID.  The SMTP connection is kept throughout.  A mail server that is down costs no letter an attempt.
    """
    if not settings.DELIVER_LETTERS:
        return _show_only(limit)
    if not Letter.objects.owed(at=timezone.now()).exists():
        return 0
    until, tried, sent = time.monotonic() + PATIENCE, 0, 0
    try:
        with mailers.default as connection:
            while tried < limit and time.monotonic() < until:
                held, left, gone = _deliver_some(connection, min(HELD, limit - tried), until)
                tried, sent = tried + held, sent + left
                if gone:
                    raise gone
                if not held:
                    break
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


def _deliver_some(connection, most, until):
    """Try the first letters owed: (how many were tried, how many left, the error where the server is gone)."""
    sent, failed, gone = [], 0, None
    with transaction.atomic():
        letters = list(Letter.objects.owed(at=timezone.now()).select_for_update(skip_locked=True)[:most])
        attached = Letter.files.through.objects.filter(letter__in=letters).values_list("letter_id", flat=True)
        with_files = set(attached)
        for letter in letters:
            if time.monotonic() > until:
                break
            try:
                connection.open()  # already open, but for a letter after a failure
            except (OSError, smtplib.SMTPException) as error:
                gone = error
                break
            try:
                _send(connection, letter, plain=letter.pk not in with_files and plain_mail.fits(letter.to))
            except Exception as error:  # whatever it is: what left before it in this batch must not be forgotten
                _failed(letter, error)
                failed += 1
                with suppress(OSError, smtplib.SMTPException):
                    connection.close()
            else:
                sent.append(letter.pk)
        Letter.objects.filter(pk__in=sent).update(
            state=Letter.State.SENT, sent_at=timezone.now(), error="", attempts=F("attempts") + 1
        )
    return len(sent) + failed, len(sent), gone


def _send(connection, letter, plain):
    """Hand one letter over: most are plain, and go the short way."""
    if not (plain and isinstance(connection, EmailBackend)):
        connection.send_messages([message(letter)])
        return
    sender = settings.DEFAULT_FROM_EMAIL
    content = plain_mail.as_bytes(
        sender=sender, to=letter.to, subject=letter.subject, body=opened(letter.body), headers=headers(letter)
    )
    connection.connection.sendmail(plain_mail.envelope(sender), [letter.to], content)


def headers(letter) -> dict[str, str]:
    """What the e-mail says of itself.  A repeat is recognized by its Message-ID, which comes from the row."""
    said = {
        "Message-ID": f"<{letter.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
        "Content-Language": f"{letter.language}-CA",
        "Auto-Submitted": "auto-generated",
    }
    if letter.leave_url:
        said |= {
            "List-Unsubscribe": f"<{letter.leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return said


def message(letter) -> EmailMessage:
    """The e-mail a letter becomes, with its files."""
    mail = EmailMessage(subject=letter.subject, body=opened(letter.body), to=[letter.to], headers=headers(letter))
    for file in letter.files.order_by("pk"):
        with file.content.open() as content:
            mail.attach(file.name, content.read(), file.media_type)
    return mail


def _failed(letter, error):
    """Wait longer after each failure; give up after the last, or at once when no repeat can help."""
    log.warning("Letter %s could not be sent: %s", letter.key, error)
    letter.error = one_line(error)[:500]
    if isinstance(error, ValueError) or letter.attempts >= len(BACK_OFF) or _for_ever(error):
        letter.state = Letter.State.FAILED
    else:
        letter.due_at = timezone.now() + BACK_OFF[letter.attempts]
    letter.attempts += 1
    letter.save(update_fields=["state", "error", "attempts", "due_at"])


def _for_ever(error):
    """Did the server say that there is no such reader (550 and its like), and not only that it is busy?"""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= 500 for code, _text in error.recipients.values())
