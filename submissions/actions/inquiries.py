"""Receiving what people send, and answering it."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Organization, User
from icajo import mail
from licensing.models import Application, Licence

from .. import threads
from ..errors import AlreadyAnswered
from ..models import DESKS, Inquiry, Subject


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
    number: str = "",
) -> Inquiry:
    """Keep a question, send it to its desk, and write that it was received; the same page sent twice is one question.

    A file or licence number links it only where the person may see that file or licence; its officer is told.
    """
    facts = {"subject": subject, "name": name, "email": email, "phone": phone, "text": text, "language": language}
    about = named(user, number)
    facts |= {"number": number, **about, "desk": DESKS[Subject(subject)]}
    held = next((one.organization for one in about.values() if one.organization_id), None)
    inquiry, new = Inquiry.objects.get_or_create(
        once=once, defaults={**facts, "user": user, "organization": organization or held, "ref": next_reference()}
    )
    if new:
        write(inquiry, "inquiry_received")
        tell_officer(inquiry)
    return inquiry


def named(user: User | None, number: str) -> dict:
    """The file or the licence of this number, if it is one that the person may see; nothing tells the others apart."""
    number = "".join(number.split()).upper()
    if user is None or not number:
        return {}
    if file := Application.objects.of(user).filter(ref=number).select_related("organization").first():
        return {"application": file}
    licence = Licence.objects.of(user).filter(number=number).select_related("organization").first()
    return {"licence": licence} if licence else {}


def tell_officer(inquiry: Inquiry) -> None:
    """Whoever looks after the file that a question is about hears of it at once; others find it on their list."""
    thread = threads.of(inquiry)
    for officer in thread.officers():
        with override(officer.language):
            about = thread.name()
        mail.write(
            key=f"inquiry-{inquiry.pk}-officer",
            to=officer.email,
            language=officer.language,
            template="message_received",
            context={"person_name": officer.get_full_name(), "about": about, "url": thread.page(as_staff=True)},
        )


def next_reference(kind: str = "Q") -> str:
    """« Q2026-000123 »: what it is, the year, and six digits that never repeat."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('submissions_reference')")
        return f"{kind}{timezone.localdate().year}-{cursor.fetchone()[0]:06}"


@transaction.atomic
def answer(inquiry: Inquiry, *, by: User, text: str) -> None:
    """Answer, once: in the portal for whoever asked with an account, who is told by letter; else in the letter itself.

    A letter may be read by somebody else; whoever has no account chose it as the way to be answered.
    Raises AlreadyAnswered.
    """
    inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("user").get(pk=inquiry.pk)
    if inquiry.answered_at:
        raise AlreadyAnswered(inquiry.ref)
    inquiry.answer, inquiry.answered_at, inquiry.answered_by = text, timezone.now(), by
    inquiry.save(update_fields=["answer", "answered_at", "answered_by"])
    write(inquiry, "inquiry_news" if inquiry.is_followed else "inquiry_answered")


@transaction.atomic
def pass_on(inquiry: Inquiry, *, subject: str) -> None:
    """Another subject, and so the desk that answers it."""
    Inquiry.objects.filter(pk=inquiry.pk).update(subject=subject, desk=DESKS[Subject(subject)])


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
            "url": inquiry.get_absolute_url() if inquiry.is_followed else "/en/",
        },
    )
