"""The messages about files on the desk: a list that says who waits, and the thread of each file.

Those about an incident report or a question are on its own page.
"""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from icajo import uploads
from icajo.admin import ReadOnly
from licensing.conflicts import keep_out
from licensing.models import Application
from licensing.models.applications import reads_files

from .. import threads
from ..conversation import Conversation
from ..models import Message


class Waiting(admin.SimpleListFilter):
    """Nothing is chosen until somebody chooses it."""

    title = gettext_lazy("to read")
    parameter_name = "to-read"

    def lookups(self, request, model_admin):
        return [("mine", _("on my files, and on those that nobody took")), ("all", _("on every file"))]

    def queryset(self, request, rows):
        if self.value() == "mine":
            return rows.filter(waits=True, application__in=[one.pk for one in threads.waiting_for(request.user)])
        return rows.filter(waits=True) if self.value() == "all" else rows


@admin.register(Message)
class MessageAdmin(ReadOnly):
    """What they say is read in their thread, never in a list."""

    list_display = ["sent_at", "file", "holder", "signature", "waits"]
    list_display_links = None
    list_filter = [Waiting]
    list_select_related = ["application__organization", "author"]
    search_fields = ["application__ref", "application__organization__name"]
    date_hierarchy = "sent_at"
    ordering = ["-sent_at", "-pk"]
    fields = ["application", "sent_at"]

    def has_view_permission(self, request, obj=None):
        return reads_files(request.user)

    def has_module_permission(self, request):
        return reads_files(request.user)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).with_waits()

    @admin.display(description=gettext_lazy("file number"), ordering="application__ref")
    def file(self, message):
        ref = message.application.ref
        return format_html('<a href="{}">{}</a>', reverse("admin:submissions_thread", args=[ref]), ref)

    @admin.display(description=gettext_lazy("applicant"))
    def holder(self, message):
        return message.application.holder

    @admin.display(description=gettext_lazy("written by"))
    def signature(self, message):
        return message.signature

    @admin.display(description=gettext_lazy("to read"))
    def waits(self, message):
        return _("To read") if message.waits else "–"

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("file/<str:ref>/", view(self.thread), name="submissions_thread"),
            path("file/<str:ref>/<uuid:key>/", view(self.download), name="submissions_message_file"),
        ]
        return ours + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A message by itself is its thread."""
        self.only_readers(request)
        message = self.get_object(request, object_id)
        if message is None:
            raise Http404(object_id)
        return redirect("admin:submissions_thread", message.application.ref)

    @method_decorator(sensitive_post_parameters("text"))
    def thread(self, request, ref):
        application = self.one(request, ref)
        talk = Conversation(request, application, as_staff=True)
        context = self.admin_site.each_context(request) | {
            "title": _("Messages, file %(ref)s") % {"ref": application.ref},
            "opts": self.opts,
            "application": application,
        }
        return talk.sent() or talk.page("admin/submissions/thread.html", context)

    def download(self, request, ref, key):
        return uploads.download(get_object_or_404(self.one(request, ref).thread.papers(), key=key))

    def one(self, request, ref):
        self.only_readers(request)
        keep_out(request, Application.objects.filter(ref=ref).first())
        files = Application.objects.visible_to(request.user).select_related("organization", "officer", "created_by")
        return get_object_or_404(files, ref=ref)

    def only_readers(self, request):
        if not reads_files(request.user):
            raise PermissionDenied
