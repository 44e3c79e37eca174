"""Assisted entry: customer service fills in a draft with a person on the telephone or at the counter, and it shows.

Whoever helps may write on the draft for two hours, and never declares, sends or pays: the person does, from their own
account, where the draft is.  The help is an event of the file, so nobody can take it away again.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from icajo.words import long_date

from .models import Event

VERB = "assist"
HOURS = 2
CHANNELS = {
    "telephone": gettext_lazy("by telephone"),
    "counter": pgettext_lazy("where somebody is helped", "at the counter"),
}
SLUG = "assisted-entry"  # of the section in a transcript; no page has this address


def helps_now(user, application) -> bool:
    """Is this person filling in the draft with its author just now?"""
    if not (user.is_staff and application.is_draft):
        return False
    since = timezone.now() - timedelta(hours=HOURS)
    return helps_of(application).filter(by=user, at__gt=since).exists()


def helps_of(application):
    """Each time that somebody helped, from the first."""
    return Event.objects.filter(application=application, verb=VERB).select_related("by").order_by("pk")


def has_helped(user, application) -> bool:
    return helps_of(application).filter(by=user).exists()


def in_words(event) -> str:
    """« Salma, service à la clientèle, au téléphone, le 22 novembre 2026 »"""
    day = long_date(timezone.localdate(event.at))
    name = event.by.first_name or _("Customer service")
    return _("%(name)s, customer service, %(channel)s, on %(day)s") % {
        "name": name,
        "channel": CHANNELS.get(event.note, event.note),
        "day": day,
    }


def marked(application, shown: dict) -> dict:
    """A transcript in both languages, with a last section that says who helped, where somebody did."""
    helps = list(helps_of(application))
    if not helps:
        return shown
    return {language: [*sections, section(helps, language)] for language, sections in shown.items()}


def section(helps, language) -> dict:
    with override(language):
        lines = [
            {
                "row": "",
                "name": f"help-{number}",
                "question": _("Entered with the help of"),
                "answer": in_words(one),
            }
            for number, one in enumerate(helps, 1)
        ]
        return {"slug": SLUG, "title": _("Assisted entry"), "lines": lines}
