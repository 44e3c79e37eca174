"""Letters on paper, for readers without e-mail: one file, each letter on its own page in its own language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icajo import mail, pdf

MOST = 200  # letters a file
END = "\n--\n"  # what follows is said of e-mails only


def printed(letters) -> bytes:
    """The letters as PDF/UA, in this order."""
    pages = [
        {
            "language": pdf.TAGS[letter.language],
            "address": letter.postal_address,
            "subject": letter.subject,
            "text": mail.opened(letter.body).partition(END)[0],
            "written_at": letter.written_at,
            "code": letter.language,
        }
        for letter in letters
    ]
    html = render_to_string("icajo/sheets.html", {"pages": pages, "notice": settings.SITE_NOTICE})
    language = "en" if get_language() == "en" else "fr"
    return pdf.render(html, title=_("Letters"), language=language)
