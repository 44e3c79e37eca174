"""A page of licences as a table, drawn at once: what is the same in every row is worked out once."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from icajo.journey.drawing import draw
from icajo.words import long_date
from licensing import public


def listing(rows):
    """The table; `rows` are those of `public.search`."""
    standings = {row.standing for row in rows}
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
        tags={one: mark_safe(render_to_string("public_search/standing.html", {"standing": one})) for one in standings},
        address=reverse("public_search:search"),
        day=long_date,
    )  # fmt: skip
