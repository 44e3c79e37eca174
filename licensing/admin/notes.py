"""The notes of a file: read and written by the staff who read files, on a page that no applicant opens."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.desk_form import DeskForm

from .. import actions
from ..models.applications import reads_files


class Writing(DeskForm):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        widget=forms.Textarea,
        max_length=8000,
        help_text=gettext_lazy("Read by the staff who read files, and never by the applicant. It stays as it is."),
    )


class Notes:
    """What the pages of a file have for its notes; mixed into them."""

    def get_urls(self):
        notes = path("<int:pk>/notes/", self.admin_site.admin_view(self.notes), name="licensing_notes")
        return [notes, *super().get_urls()]

    def notes(self, request, pk):
        if not reads_files(request.user):
            raise PermissionDenied
        application = self.find(request, pk)
        form = Writing(request.POST or None)
        if request.method == "POST" and form.is_valid():
            actions.write_note(application, by=request.user, text=form.cleaned_data["text"], at=timezone.now())
            messages.success(request, _("The note is written."))
            return redirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": _("Notes, file %(ref)s") % {"ref": application.ref},
            "opts": self.opts,
            "application": application,
            "notes": application.notes.select_related("by"),
            "form": form,
        }
        return render(request, "admin/licensing/notes.html", context)
