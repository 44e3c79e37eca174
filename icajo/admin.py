"""Staff read the letters and the files; nobody writes them here.  A letter that failed may be sent again."""

import re

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo import mail, queue
from icajo.models import Letter, StoredFile

TOKEN = re.compile(r"(?<=/)[^/\s]{20,}(?=/)")  # a part of an address too long to be a word


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    list_display = ["written_at", "to", "subject", "language", "state", "attempts"]
    list_filter = ["state", "language"]
    search_fields = ["to", "subject", "key"]
    date_hierarchy = "written_at"
    fields = [
        "to",
        "language",
        "subject",
        "text",
        "files",
        "state",
        "attempts",
        "error",
        "written_at",
        "due_at",
        "sent_at",
    ]
    actions = ["send_again"]

    @admin.display(description=_("text"))
    def text(self, letter):
        """Without what its links carry: a link that sets a password is for the reader of the letter alone."""
        return TOKEN.sub("…", mail.veiled(letter.body))

    @admin.action(description=_("Send the chosen letters again"), permissions=["view"])
    def send_again(self, request, letters):
        failed = letters.filter(state=Letter.State.FAILED)
        count = failed.update(state=Letter.State.QUEUED, attempts=0, due_at=timezone.now())
        queue.after_commit("icajo.deliver_letters")
        self.message_user(request, _("Letters to be sent again: %(count)s") % {"count": count})


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnly):
    list_display = ["kept_at", "name", "media_type", "size", "scan"]
    list_filter = ["scan", "media_type"]
    search_fields = ["name", "sha256"]
    fields = ["name", "media_type", "size", "sha256", "scan", "kept_at"]
