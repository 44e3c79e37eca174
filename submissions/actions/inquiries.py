"""Receiving what people send, and answering it."""

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Organization, User
from icajo import mail

from ..errors import AlreadyAnswered
from ..models import Inquiry


@transaction.atomic
def inquire(
    *,
    once: str,
    subject: str,
    name: str,
    email: str,
    phone: str,
    text: str,
    language: str,
    user: User | None = None,
    organization: Organization | None = None,
) -> Inquiry:
    """Keep a question and write that it was received; the same page sent twice is one question."""
    facts = {"subject": subject, "name": name, "email": email, "phone": phone, "text": text, "language": language}
    inquiry, new = Inquiry.objects.get_or_create(
        once=once, defaults={**facts, "user": user, "organization": organization, "ref": next_reference()}
    )
    if new:
        write(inquiry, "inquiry_received")
    return inquiry


def next_reference(kind: str = "Q") -> str:
    """« Q2026-000123 »: what it is, the year, and six digits that never repeat."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('submissions_reference')")
        return f"{kind}{timezone.localdate().year}-{cursor.fetchone()[0]:06}"


@transaction.atomic
def answer(inquiry: Inquiry, *, by: User, text: str) -> None:
    """Answer by letter, once.  Raises AlreadyAnswered."""
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    if inquiry.answered_at:
        raise AlreadyAnswered(inquiry.ref)
    inquiry.answer, inquiry.answered_at, inquiry.answered_by = text, timezone.now(), by
    inquiry.save(update_fields=["answer", "answered_at", "answered_by"])
    write(inquiry, "inquiry_answered")


def write(inquiry: Inquiry, template: str) -> None:
    mail.write(
        key=f"inquiry-{inquiry.pk}-{template}",
        to=inquiry.email,
        language=inquiry.language,
        template=template,
        context={
            "person_name": inquiry.name,
            "ref": inquiry.ref,
            "subject": inquiry.get_subject_display(),
            "text": inquiry.text,
            "answer": inquiry.answer,
            "url": "/en/",
        },
    )
