"""The papers of a file: the summary of what was sent, and the certificate of a licence."""

from django.conf import settings
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo import bare_photos, pdf, uploads

from .inspecting import place_of, to_mend
from .models import Document
from .noticing import on_placard

PDF = "application/pdf"
PRINTED_DOTS = 900  # of the longer side of a photo: sharp at 12 cm


def summary(round, language):
    """The PDF of what was sealed, in `language`, as a stored file."""
    name = f"{round.application.ref}-{language}.pdf"
    return uploads.keep_bytes(summary_pdf(round, language), name=name, media_type=PDF)


def summary_pdf(round, language):
    """The same, as bytes."""
    with override(language):
        title = _("Summary of application %(ref)s") % {"ref": round.application.ref}
        html = render_to_string(f"licensing/summary.{language}.html", summary_context(round, language))
    return pdf.render(html, title=title, language=language)


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
        html = render_to_string(f"licensing/forms/{name}.{language}.html")
        title = _("Form to fill in and sign")
    return pdf.render(html, title=title, language=language)


def certify(version):
    """The version with its certificate made in both languages, signed where a certificate is configured."""
    for language, field in (("fr", "certificate_fr"), ("en", "certificate_en")):
        if getattr(version, field) is None:
            setattr(version, field, certificate(version, language))
    version.save(update_fields=["certificate_fr", "certificate_en"])
    return version


def certificate(version, language):
    """The certificate in `language`, as a stored file."""
    licence = version.licence
    with override(language):
        title = _("%(type)s %(number)s") % {"type": licence.type.name, "number": licence.number}
        html = render_to_string(
            f"certificates/{licence.type_code}.{language}.html", certificate_context(version, language)
        )
    content = pdf.seal(pdf.render(html, title=title, language=language))
    name = (
        f"{licence.number}-{version.number}-{language}.pdf"
        if version.number > 1
        else f"{licence.number}-{language}.pdf"
    )
    return uploads.keep_bytes(content, name=name, media_type=PDF)


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
        html = render_to_string(f"{licence.type.seal}.{language}.html", context)
    return pdf.seal(pdf.render(html, title=title, language=language))


def name_of_premises(licence):
    """What is written over the door, where the type asks for it; otherwise the holder."""
    rule = licence.type.notice
    return (rule and getattr(licence.journey.answers, rule.premises)) or licence.holder


def make_placards(notice):
    """The notice with its placards made in both languages, where they are not yet."""
    for language, field in (("fr", "placard_fr"), ("en", "placard_en")):
        if getattr(notice, field) is None:
            setattr(notice, field, placard(notice, language))
    notice.save(update_fields=["placard_fr", "placard_en"])
    return notice


def placard(notice, language):
    """The placard in `language`, as a stored file."""
    application = notice.application
    with override(language):
        title = _("Public notice, file %(ref)s") % {"ref": application.ref}
        url = settings.SITE_URL + notice.get_absolute_url()
        html = render_to_string(
            f"{application.procedure.notice.placard}.{language}.html",
            {
                "notice": notice,
                "ref": application.ref,
                "asked": application.title,
                "facts": on_placard(application)[language],
                "url": url,
                "qr": pdf.qr(url),
                "site_notice": settings.SITE_NOTICE,
            },
        )
    name = f"{application.ref}-{'avis-public' if language == 'fr' else 'public-notice'}.pdf"
    return uploads.keep_bytes(pdf.render(html, title=title, language=language), name=name, media_type=PDF)


def make_reports(inspection):
    """The inspection with its report made in both languages, where it is not yet."""
    for language, field in (("fr", "report_fr"), ("en", "report_en")):
        if getattr(inspection, field) is None:
            setattr(inspection, field, report(inspection, language))
    inspection.save(update_fields=["report_fr", "report_en"])
    return inspection


def report(inspection, language):
    """What an inspector found, in `language`, as a stored file."""
    application = inspection.application
    with override(language):
        title = _("Inspection report, file %(ref)s") % {"ref": application.ref}
        findings = list(inspection.findings.annotate(pictures=Count("photos")))
        html = render_to_string(
            f"licensing/inspection_report.{language}.html",
            {
                "inspection": inspection,
                "application": application,
                "findings": findings,
                "to_mend": to_mend(findings),
                "photos": photos_of(inspection),
                "place": place_of(application),
                "notice": settings.SITE_NOTICE,
            },
        )
    name = f"{application.ref}-inspection-{inspection.number}-{language}.pdf"
    return uploads.keep_bytes(pdf.render(html, title=title, language=language), name=name, media_type=PDF)


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
    return [(_("Premises"), premises.name), (_("Address of the premises"), address)]
