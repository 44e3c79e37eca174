"""A page of licences as a table, drawn at once: what is the same in every row is worked out once."""

from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from icajo.journey.drawing import draw
from icajo.words import long_date
from licensing import public


def listing(rows):
    """The table; `rows` are those of `public.search`."""
    standings, language = {row.standing for row in rows}, get_language()
    return draw(
        "register/rows.html",
        rows=rows,
        labels={
            "caption": _("Licences found"),
            "columns": [
                _("Holder"), _("Licence"), _("Address"), _("Valid until"), _("Status"),
            ],
        },
        kinds=dict(public.types()),
        tags={one: tag(one, language) for one in standings},
        address=reverse("public_search:search"),
        day=long_date,
    )  # fmt: skip


@cache
def tag(standing, language):
    """How it stands, in words; `language` is the one of the moment."""
    return mark_safe(render_to_string("public_search/standing.html", {"standing": standing}))
