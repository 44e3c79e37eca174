"""The messages about files on the desk: a list that says who waits, and the thread of each file."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
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

from .. import actions, threads
from ..errors import ThreadClosed
from ..message_forms import DeskWriting
from ..models import FileMessage, MessageFile
from ..tokens import page_token


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


@admin.register(FileMessage)
class FileMessageAdmin(ReadOnly):
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
            path("file/<str:ref>/<int:pk>/", view(self.download), name="submissions_message_file"),
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
        if request.method == "POST":
            return self.write(request, application)
        return self.page(request, application, DeskWriting())

    def write(self, request, application):
        """Send what was typed; where it cannot go, the page shows it again."""
        form = DeskWriting(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, application, form)
        who = {"by": request.user, "as_staff": True, "once": page_token(request), "at": timezone.now()}
        try:
            message = form.send(application, **who)
        except ThreadClosed:
            return self.page(request, application, form, unsent=form.cleaned_data["text"], status=409)
        if message is None:
            return self.page(request, application, form)
        messages.success(request, _("Your message is sent."))
        return redirect(f"{request.path}#message-{message.pk}")

    def page(self, request, application, form, *, unsent="", status=200):
        """The thread; what it shows is read, for whoever looks at it."""
        shown = threads.listing(application, request.user, as_staff=True)
        is_open = threads.is_open(application, timezone.localdate())
        context = self.admin_site.each_context(request) | {
            "title": _("Messages, file %(ref)s") % {"ref": application.ref},
            "opts": self.opts,
            "application": application,
            "shown": shown,
            "new": [one.message.pk for one in shown if one.is_new],
            "form": form if is_open else None,
            "last_day": threads.last_day(application),
            "once": page_token(request),
            "unsent": unsent,
        }
        response = render(request, "admin/submissions/thread.html", context, status=status)
        if request.method != "HEAD":
            new = [one.message for one in shown if one.is_new]
            actions.mark_read(new, by=request.user, as_staff=True, at=timezone.now())
        return response

    def download(self, request, ref, pk):
        application = self.one(request, ref)
        return uploads.download(get_object_or_404(MessageFile.objects.of(application), pk=pk).file)

    def one(self, request, ref):
        self.only_readers(request)
        keep_out(request, Application.objects.filter(ref=ref).first())
        files = Application.objects.visible_to(request.user).select_related("organization", "officer", "created_by")
        return get_object_or_404(files, ref=ref)

    def only_readers(self, request):
        if not reads_files(request.user):
            raise PermissionDenied
