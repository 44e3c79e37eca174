"""The receipt of a disclosure, on paper: made for its author, kept nowhere."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo import pdf

PAPER = "disclosures/paper"  # named without its language


def receipt_pdf(invitation, known, language) -> bytes:
    """`known` is what was disclosed, opened."""
    disclosure = invitation.disclosure
    with override(language):
        title = _("Disclosure %(number)s") % {"number": disclosure.number}
        context = {
            "number": disclosure.number,
            "name": invitation.name,
            "holder": invitation.for_whom,
            "completed_at": disclosure.completed_at,
            "sections": known["transcript"][language],
            "papers": [facts["name"] for facts in known["papers"].values()],
            "declaration": known["declaration"][language],
            "notice": settings.SITE_NOTICE,
        }
        return pdf.printed(PAPER, context, title=title, language=language)
