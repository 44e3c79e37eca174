"""What follows a change of state, outside the request.  Each does its work once, however often it runs."""

import logging
from datetime import timedelta
from functools import wraps

from celery import current_app, shared_task
from django.conf import settings
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from icajo import mail, queue

from . import appointment, correspondence, decision_letters, file_letters, inspecting, papers, publishing
from .models import Event, Version

logger = logging.getLogger(__name__)
WARNED_DAYS = 30  # that pass at least between the letter about a forgotten draft and its end
MOST_ATTEMPTS = 20  # in about six hours; after that it is for the staff desk


def follow_up(function):
    """Make a task of `function(event)` that is done once for an event, however often it is run."""

    @shared_task(name=f"licensing.{function.__name__}")
    @wraps(function)
    def run(event_id):
        Event.objects.filter(pk=event_id).update(attempts=F("attempts") + 1)
        with transaction.atomic():
            event = Event.objects.select_for_update(of=("self",)).get(pk=event_id)
            if run.name in event.pending:
                function(event)
                event.pending.remove(run.name)
                event.save(update_fields=["pending"])

    return run


def queue_again(events) -> int:
    """Give those of these events that still owe something their attempts back, and hint; returns how many they are."""
    owed = list(events.exclude(pending=[]))
    Event.objects.filter(pk__in=[event.pk for event in owed]).update(attempts=0)
    for event in owed:
        for name in event.pending:
            queue.after_commit(name, event.pk)
    return len(owed)


@shared_task(name="licensing.requeue_pending")
def requeue_pending():
    """Queue again every follow-up that a minute has not seen done, more seldom the more often it failed."""
    a_minute = timedelta(seconds=settings.SWEEP_SECONDS)
    pause = ExpressionWrapper((F("attempts") * F("attempts") + 1) * Value(a_minute), DurationField())
    late = Event.objects.exclude(pending=[]).filter(at__lt=timezone.now() - pause, attempts__lt=MOST_ATTEMPTS)
    for event in late.order_by("pk")[:500]:
        for name in event.pending:
            # by name: one that this release does not know stops nobody else's; it expires before it is queued again
            current_app.send_task(name, [event.pk], expires=settings.SWEEP_SECONDS)


def write_to_applicant(event, template, *, files=(), **more):
    """One letter about this event, in the language of the person the application belongs to."""
    application = event.application
    correspondence.write_about(
        application,
        application.created_by,
        key=f"event-{event.pk}-{template}",
        template=application.speech.letter(template),
        files=files,
        **more,
    )


def send_decision(event, *, files=()):
    """The letter about a decision, as it was kept: in the applicant’s language, with both attached."""
    person, letter = event.application.created_by, file_letters.keep(event)
    mail.write(
        key=f"event-{event.pk}-{file_letters.name_of(event)}",
        to=person.email,
        language=person.language,
        template=decision_letters.ENVELOPE,
        context=decision_letters.in_envelope(letter, event.application.get_absolute_url()),
        files=[*files, *decision_letters.as_files(letter)],
    )


@follow_up
def mail_draft_saved(event):
    write_to_applicant(event, "draft_saved")


@follow_up
def mail_assisted(event):
    write_to_applicant(event, "entry_assisted")


@follow_up
def mail_draft_waits(event):
    """It goes on the day after the later of these: when it was kept long enough, and a month after this letter."""
    told = timezone.localdate(event.at) + timedelta(days=WARNED_DAYS)
    write_to_applicant(event, "draft_waits", last_day=max(event.application.kept_until, told))


@follow_up
def mail_draft_lapsed(event):
    write_to_applicant(event, "draft_lapsed", url=reverse("licensing:menu"))


@follow_up
def mail_receipt(event):
    application = event.application
    summary = papers.summary(application.last_round, application.created_by.language)
    waits = application.waits_for_funds
    write_to_applicant(event, "application_received", files=[summary], waits_for_funds=waits)


@follow_up
def mail_request(event):
    request = event.application.requests.latest("asked_at")
    items = request.items.select_related("request__application")
    write_to_applicant(event, "information_requested", text=request.text, items=items, due_on=request.due_on)


@follow_up
def mail_reply(event):
    write_to_applicant(event, "reply_received")


@follow_up
def mail_placards(event):
    """The placards of a notice with its dates, as they are now: later dates may have come since."""
    notice = papers.make_placards(event.application.public_notice)
    write_to_applicant(
        event,
        "placards",
        files=[notice.placard_fr, notice.placard_en],
        verb=event.verb,
        starts_on=notice.starts_on,
        ends_on=notice.ends_on,
        page="licensing:notice",
    )


def inspection_of(event):
    """The inspection that an event of one is about: the last that was asked for by then."""
    return event.application.inspections.filter(asked_at__lte=event.at).last()


@follow_up
def mail_inspection(event):
    """A step of an inspection, as it stands now: another time may have been agreed since."""
    application, inspection = event.application, inspection_of(event)
    agreed = inspection.starts_at if inspection and inspection.is_open else None
    of_appointment = event.verb == "accept_inspection" and agreed
    write_to_applicant(
        event,
        "inspection",
        files=[appointment.kept(inspection, application.created_by.language)] if of_appointment else [],
        verb=event.verb,
        inspection=inspection,
        agreed=agreed,
        times=inspecting.waiting(inspection) if inspection else [],
        reason=event.note,
        page="licensing:inspection",
    )


@follow_up
def mail_report(event):
    """What was found, with the report in both languages."""
    inspection = papers.make_reports(inspection_of(event))
    write_to_applicant(
        event,
        "inspection_result",
        files=[inspection.report_fr, inspection.report_en],
        inspection=inspection,
        to_mend=inspecting.to_mend(inspection.findings.all()),
        page="licensing:inspection",
    )


@follow_up
def tell_inspector(event):
    """To the inspector: what the applicant answered to the times proposed."""
    inspection = inspection_of(event)
    inspector = inspection.inspector
    correspondence.write_about(
        event.application,
        inspector,
        key=f"event-{event.pk}-inspector",
        template="inspection_answered",
        page="licensing:inspect",
        verb=event.verb,
        agreed=inspection.starts_at,
        reason=event.note,
        files=[appointment.kept(inspection, inspector.language)] if inspection.starts_at else [],
    )


@follow_up
def mail_refusal(event):
    send_decision(event)


@follow_up
def mail_proposal(event):
    send_decision(event)


@follow_up
def mail_withdrawal(event):
    write_to_applicant(event, "application_withdrawn")


@follow_up
def issue_certificate(event):
    if not event.application.procedure.effect.decides:  # a report is accepted: nothing was granted
        return write_to_applicant(event, "report_accepted", licence_number=event.application.about.number)
    version = file_letters.version_of(event.application)
    if version:
        papers.certify(version)
    with override(event.application.created_by.language):
        send_decision(event, files=[version.certificate] if version else [])


@shared_task(name="licensing.certify_version")
def certify_version(version_id):
    """The certificates of one version that no application asked for; running it again changes nothing."""
    papers.certify(Version.objects.select_related("licence").get(pk=version_id))


@shared_task(name="licensing.certify_versions")
def certify_versions():
    """Those of which the queue lost the hint; an application’s own are promised by its event."""
    left = Version.objects.filter(Q(certificate_fr=None) | Q(certificate_en=None), application=None)
    for version in left.select_related("licence")[:100]:
        papers.certify(version)


@shared_task(name="licensing.mend_register")
def mend_register():
    """What anyone reads of a licence is written with every change of it; a row that is not so is told and mended."""
    for numbers in publishing.mend():
        logger.error("The public register had drifted: %s", ", ".join(numbers))
