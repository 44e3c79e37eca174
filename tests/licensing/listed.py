"""What the pages of reports and of their long lists are opened with."""

from django.utils import timezone

from licensing import actions
from licensing.types import LICENCE_TYPES


def doors(world):
    """{page: what its address is filled with}"""
    licence, report = world.approved.licence, LICENCE_TYPES["raffle"].procedure("report")
    by, today = world.people["applicant"], timezone.localdate()
    draft = actions.start_procedure(licence, report, by=by, on=today, once="listed")
    filled = {"ref": draft.ref, "slug": "winners", "kind": "csv"}
    names = ("import_rows", "table_template", "whole_list", "whole_list_file")
    return {f"licensing:{name}": filled for name in names}
