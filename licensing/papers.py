"""The papers of a file: summary, certificate, seal, placards, the report of an inspection."""

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo import bare_photos, pdf, uploads

from .inspecting import place_of, to_mend
from .models import Document
from .noticing import on_placard

PDF = "application/pdf"
PRINTED_DOTS = 900  # of the longer side of a photo: sharp at 12 cm


def kept(content, name):
    return uploads.keep_bytes(content, name=name, media_type=PDF)


def in_both(row, field, make):
    """The row with its paper made in both languages, where it is not yet: `make(row, language)`."""
    fields = {language: f"{field}_{language}" for language in ("fr", "en")}
    for language, name in fields.items():
        if getattr(row, name) is None:
            setattr(row, name, make(row, language))
    row.save(update_fields=fields.values())
    return row


def summary(round, language):
    """The PDF of what was sealed, in `language`, as a stored file."""
    return kept(summary_pdf(round, language), f"{round.application.ref}-{language}.pdf")


def summary_pdf(round, language):
    """The same, as bytes."""
    with override(language):
        title = _("Summary of application %(ref)s") % {"ref": round.application.ref}
        return pdf.printed("licensing/summary", summary_context(round, language), title=title, language=language)


def summary_context(round, language):
    """What the summary says; `language` is the active one."""
    application = round.application
    labels = {d.code: d.label for d in application.procedure.documents}
    return {
        "ref": application.ref,
        "type_name": application.title,
        "holder": application.holder,
        "sealed_at": round.sealed_at,
        "received_at": application.received_at,
        "sections": round.transcript[language],
        "documents": [
            {
                **d,
                "label": str(labels.get(d["code"], ""))
                or str(Document(code=Document.EXTRA, application=application).label),
            }
            for d in round.documents
        ],
        "fee_lines": [{"label": line[f"label_{language}"], "amount": line["amount"]} for line in round.fee_lines],
        "fee": round.fee,
        "declaration": round.declaration[language],
        "notice": settings.SITE_NOTICE,
    }


def blank_form(name, language):
    """A form to print, fill in and sign, as the bytes of a PDF."""
    with override(language):
        return pdf.printed(f"licensing/forms/{name}", {}, title=_("Form to fill in and sign"), language=language)


def certify(version):
    """The version with its certificate made in both languages, signed where a certificate is configured."""
    return in_both(version, "certificate", certificate)


def certificate(version, language):
    """The certificate in `language`, as a stored file."""
    licence = version.licence
    with override(language):
        title = _("%(type)s %(number)s") % {"type": licence.type.name, "number": licence.number}
        context = certificate_context(version, language)
        content = pdf.printed(f"certificates/{licence.type_code}", context, title=title, language=language)
    number = f"{licence.number}-{version.number}" if version.number > 1 else licence.number
    return kept(pdf.seal(content), f"{number}-{language}.pdf")


def certificate_context(version, language):
    """What the certificate says; `language` is the active one."""
    licence = version.licence
    public_url = settings.SITE_URL + reverse("public_search:licence", args=[licence.number])
    return {
        "licence": licence,
        "version": version,
        "type_name": licence.type.name,
        "facts": version.facts[language],
        "conditions": version.conditions[language],
        "public_url": public_url,
        "qr": pdf.qr(of_this_paper(public_url, version)),
        "notice": settings.SITE_NOTICE,
    }


def of_this_paper(public_url, version):
    """The address that the square code holds: the page says whether the paper it is on is the current one."""
    return f"{public_url}?paper={version.number}"


def seal(licence, language):
    """The sign for the window of what this licence authorizes: in both languages, the first one first."""
    version = licence.last_version
    with override(language):
        public_url = settings.SITE_URL + reverse("public_search:licence", args=[licence.number])
        title = _("Authorization seal %(number)s") % {"number": licence.number}
        context = {"licence": licence, "version": version, "name": name_of_premises(licence), "public_url": public_url}
        context |= {"qr": pdf.qr(of_this_paper(public_url, version)), "notice": settings.SITE_NOTICE}
        return pdf.seal(pdf.printed(licence.type.seal, context, title=title, language=language))


def name_of_premises(licence):
    """What is written over the door, where the type asks for it; otherwise the holder."""
    rule = licence.type.notice
    return (rule and getattr(licence.journey.answers, rule.premises)) or licence.holder


def make_placards(notice):
    """The notice with its placards made in both languages, where they are not yet."""
    return in_both(notice, "placard", placard)


def placard(notice, language):
    """The placard in `language`, as a stored file."""
    application = notice.application
    with override(language):
        title = _("Public notice, file %(ref)s") % {"ref": application.ref}
        url = settings.SITE_URL + notice.get_absolute_url()
        context = {
            "notice": notice,
            "ref": application.ref,
            "asked": application.title,
            "facts": on_placard(application)[language],
            "url": url,
            "qr": pdf.qr(url),
            "site_notice": settings.SITE_NOTICE,
        }
        content = pdf.printed(application.procedure.notice.placard, context, title=title, language=language)
    return kept(content, f"{application.ref}-{'avis-public' if language == 'fr' else 'public-notice'}.pdf")


def make_reports(inspection):
    """The inspection with its report made in both languages, where it is not yet."""
    return in_both(inspection, "report", report)


def report(inspection, language):
    """What an inspector found, in `language`, as a stored file."""
    application = inspection.application
    with override(language):
        title = _("Inspection report, file %(ref)s") % {"ref": application.ref}
        findings = list(inspection.findings.annotate(pictures=Count("photos")))
        context = {
            "inspection": inspection,
            "application": application,
            "findings": findings,
            "to_mend": to_mend(findings),
            "photos": photos_of(inspection),
            "place": place_of(application),
            "notice": settings.SITE_NOTICE,
        }
        content = pdf.printed("licensing/inspection_report", context, title=title, language=language)
    return kept(content, f"{application.ref}-inspection-{inspection.number}-{language}.pdf")


def photos_of(inspection):
    """[(finding, [(picture, the moment it was received)])] of the criteria that have photos."""
    found = []
    for finding in inspection.findings.prefetch_related("photos__file"):
        kept = [(bare_photos.as_data(photo.file, PRINTED_DOTS), photo.received_at) for photo in finding.photos.all()]
        if shown := [one for one in kept if one[0]]:
            found.append((finding, shown))
    return found


def place(premises):
    """The public facts of premises."""
    if premises is None:
        return []
    address = ", ".join(part for part in (premises.street, premises.city, premises.postal_code) if part)
    facts = [(_("Premises"), premises.name), (_("Address of the premises"), address)]
    return [fact for fact in facts if fact[1]]  # a place of the earlier system may have no name
