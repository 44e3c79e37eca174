"""What changes, as Atom feeds that programs read: of one licence, of a municipality, and the public notices."""

from datetime import datetime, time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from icajo.words import long_date
from licensing import public

MOST = 50  # entries of a feed


def feed(request, title, *, about):
    """An empty feed; `about` is the page that says the same to people."""
    return Atom1Feed(
        title=title,
        link=settings.SITE_URL + about,
        description="",
        language="en-CA" if get_language() == "en" else "fr-CA",
        feed_url=settings.SITE_URL + request.get_full_path(),
        author_name=_("iAGCO"),
    )


def answer(found):
    return HttpResponse(found.writeString("utf-8"), content_type=Atom1Feed.content_type)


def noon(day):
    """A moment of a day of which nobody wrote down the hour."""
    return timezone.make_aware(datetime.combine(day, time(12)))


@login_not_required
@require_safe
def licence(request, number):
    """What was decided about one licence, the newest first."""
    found = public.page(number, timezone.localdate())
    if found is None:
        raise Http404(number)
    page = reverse("public_search:licence", args=[number])
    atom = feed(request, f"{found.number} – {found.holder}", about=page)
    for one in found.history[:MOST]:
        atom.add_item(
            title=f"{one.what} – {found.number}",
            link=settings.SITE_URL + page,
            description=f"{one.what}, {long_date(one.on)}. {found.type_name} {found.number}, {found.holder}",
            unique_id=f"{settings.SITE_URL}/licences/{number}#{one.key}",
            updateddate=one.at or noon(one.on),
            pubdate=one.at or noon(one.on),
        )
    return answer(atom)


@login_not_required
@require_safe
def municipality(request):
    """The licences of a municipality, or of all of Ontario, that changed last, as they stand today."""
    name = request.GET.get("municipality", "")[:100]
    where = public.place_named(name) or name or _("Ontario")
    about = reverse("public_search:search") + (f"?{urlencode({'municipality': name})}" if name else "")
    atom = feed(request, _("Licences that changed, %(where)s") % {"where": where}, about=about)
    for one in public.last_changed(name, timezone.localdate(), most=MOST):
        page = reverse("public_search:licence", args=[one.number])
        atom.add_item(
            title=f"{one.standing.label} – {one.type_name} {one.number}, {one.holder}",
            link=settings.SITE_URL + page,
            description=", ".join(part for part in (one.holder, one.street, one.municipality) if part),
            unique_id=f"{settings.SITE_URL}/licences/{one.number}?change={one.change}",
            updateddate=one.changed_at,
            pubdate=one.changed_at,
        )
    return answer(atom)


@login_not_required
@require_safe
def notices(request):
    """The open public notices, the last to begin first."""
    atom = feed(request, _("Open public notices"), about=reverse("public_search:notices"))
    for one in public.newest_notices(MOST, timezone.localdate()):
        where = ", ".join(part for part in (one.street, one.municipality) if part)
        atom.add_item(
            title=f"{one.premises or one.applicant}, {one.municipality} – {one.asked}",
            link=settings.SITE_URL + reverse("public_search:notice", args=[one.ref]),
            description=_("%(where)s. To the end of %(last)s.") % {"where": where, "last": long_date(one.ends_on)},
            unique_id=f"{settings.SITE_URL}/notices/{one.ref}#{one.starts_on:%Y-%m-%d}",
            updateddate=noon(one.starts_on),
            pubdate=noon(one.starts_on),
        )
    return answer(atom)
