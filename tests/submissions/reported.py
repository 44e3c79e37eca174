"""A licence whose holder reports what went wrong, and people on both sides."""

from datetime import date

from django.urls import reverse

from accounts.models import Membership, Organization, Right
from icajo.models import Letter
from licensing.models import Licence
from submissions.models import Incident, IncidentDraft, Inquiry
from tests import samples

TYPED = {
    "category": "cash-shortage", "occurred_on_year": "2026", "occurred_on_month": "11", "occurred_on_day": "20",
    "occurred_time": "20 h 15", "place": "Aréna de Hearst", "text": "Il manque 40 $ dans la caisse.",
    "amount": "40,00", "at_once": "Nous avons recompté.", "is_suspended": "no", "supplier_told": "none",
    "name": "Amélie Tremblay", "email": "amelie@example.org", "phone": "613 555-0147",
}  # fmt: skip


def a_licence(number="L1", *, member=None, rights=tuple(Right), name="Club Optimiste"):
    """A raffle licence of an organization for which `member` may do these things."""
    organization = Organization.objects.create(name=name, kind="non-profit", language="fr")
    if member:
        let_in(member, organization, *rights)
    return Licence.objects.create(
        number=number, type_code="raffle", organization=organization, holder=name, municipality="Hearst",
        issued_on=date(2026, 1, 5), starts_on=date(2026, 1, 5), expires_on=date(2027, 1, 4),
    )  # fmt: skip


def let_in(person, organization, *rights):
    return Membership.objects.create(user=person, organization=organization, rights=list(rights), source="staff")


def colleague(organization, email, *rights):
    """Another person with these rights alone for the organization."""
    person = samples.person(email, first_name="Luc", last_name="Roy", language="en")
    let_in(person, organization, *rights)
    return person


def fill(client, action="envoyer", *, key="", **changes):
    """Post the page of a new report."""
    address = reverse("submissions:incident_draft", args=[key]) if key else reverse("submissions:incident")
    return client.post(address, TYPED | {"licence": "L1", "action": action} | changes, follow=True)


def sent(licence, by, **facts):
    """One report, straight into the table."""
    sent.count += 1
    known = {
        "ref": f"I2026-{sent.count:06}", "once": f"i{sent.count}", "licence": licence,
        "organization": licence.organization, "sent_by": by, "language": "fr", "category": "cash-shortage",
        "occurred_on": date(2026, 11, 20), "discovered_on": date(2026, 11, 20), "place": "Aréna", "text": "Caisse.",
        "action": "Recompté.", "is_suspended": False, "supplier_told": "none", "name": "Amélie Tremblay",
        "email": by.email, "phone": "+16135550147",
    }  # fmt: skip
    return Incident.objects.create(**known | facts)


sent.count = 0


def doors(world):
    """What the addresses of incident reports are filled with: one of the applicant’s, with a file, and a draft."""
    owner, licence = world.people["applicant"], world.approved.licence
    incident = sent(licence, owner)
    file = world.submitted.documents.first().file
    incident.files.add(file)
    draft = IncidentDraft.objects.create(person=owner)
    inquiry = Inquiry.objects.create(ref="Q2026-1", once="q", user=owner, text="?", phone="+16135550147")
    letter = Letter.objects.filter(to=owner.email).order_by("pk").first()
    letter.files.add(file)
    return {
        "submissions:incident_draft": {"key": draft.key},
        "submissions:incident_report": {"ref": incident.ref},
        "submissions:incident_file": {"ref": incident.ref, "key": file.key},
        "admin:submissions_incident_file": {"pk": incident.pk, "key": file.key},
        "submissions:inquiry": {"ref": inquiry.ref},
        "submissions:inquiry_file": {"ref": inquiry.ref, "key": message_file(inquiry, file)},
        "admin:submissions_inquiry_file": {"pk": inquiry.pk, "key": file.key},
        "submissions:exchange": {"kind": "letter", "item": letter.pk},
        "submissions:letter_attachment": {"pk": letter.pk, "key": file.key},
    }


def message_file(inquiry, file):
    """The key of a file that came with a message about this question."""
    message = inquiry.thread.create(author=inquiry.user, from_staff=False, text="?", once="q")
    message.files.create(file=file)
    return file.key
