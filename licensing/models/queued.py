"""What the work queue reads of a file that is open to staff: columns and indexes; no list looks into answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from icajo.compact import Compact, parts_of

from ..states import OPEN_TO_STAFF

OPEN = Q(state__in=sorted(state.value for state in OPEN_TO_STAFF))


class Queued(models.Model):
    """Written when an application is received, and again when its applicant replies."""

    municipality = models.CharField(
        _("municipality or First Nation"), max_length=100, blank=True, default="", editable=False
    )
    place = models.CharField(max_length=100, blank=True, default="", editable=False)  # the municipality, folded
    risk = models.PositiveSmallIntegerField(_("risk level"), default=0, editable=False)  # of the applicant
    due_on = models.DateField(_("decision aimed at by"), null=True, editable=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["received_at", "id"],
                include=["state", "officer", "type_code", "place", "due_on", "risk"],  # all that the counts ask
                condition=OPEN,
                name="open_files_by_age",
            ),
            models.Index(fields=["officer", "received_at", "id"], condition=OPEN, name="open_files_by_officer"),
            parts_of(Compact("ref"), name="files_by_part_of_number"),  # customer service looks for one
        ]
