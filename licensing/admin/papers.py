"""The documents of a file, each beside what the applicant wrote, accepted or refused there."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo import bare_photos, uploads
from icajo.desk_form import DeskForm

from .. import actions
from ..document_reviews import reviewed
from ..errors import NotNow
from ..models import DocumentReview
from ..models.applications import reads_files
from ..permissions import may_decide
from ..states import OPEN_TO_STAFF

Outcome = DocumentReview.Outcome


class Judgment(DeskForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Is this document accepted?"), choices=Outcome, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=gettext_lazy("If it is not: why, in the applicant’s language"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=gettext_lazy(
            "The applicant reads this beside the document, and may send a better one. No letter is sent: "
            "to set a day for it, ask for information."
        ),
    )

    def clean(self):
        if self.cleaned_data.get("outcome") == Outcome.REFUSED and not self.cleaned_data.get("why"):
            self.add_error("why", _("Say why, so that the applicant can send a better one."))
        return self.cleaned_data


class Papers:
    """What the pages of a file have for its documents; mixed into them."""

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("<int:pk>/documents/<int:document>/", view(self.paper), name="licensing_paper"),
            path("<int:pk>/documents/<int:document>/picture/", view(self.picture), name="licensing_picture"),
            path("<int:pk>/file/<int:document>/", view(self.download), name="licensing_file"),
        ]
        return [*ours, *super().get_urls()]

    def paper(self, request, pk, document):
        """One document, what was sealed with it, and what was made of it so far."""
        application, document = self.find_paper(request, pk, document)
        decidable = may_decide(request.user, application) and application.state in OPEN_TO_STAFF
        form = Judgment(request.POST or None)
        if request.method == "POST" and not may_decide(request.user, application):
            raise PermissionDenied
        if request.method == "POST" and form.is_valid():
            self.judge(request, document, form.cleaned_data)
            return redirect("admin:licensing_application_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": document.label,
            "opts": self.opts,
            "application": application,
            "document": document,
            "round": application.last_round,
            "is_picture": uploads.readable(document.file) and bare_photos.is_picture(document.file),
            "form": form if decidable else None,
        }
        return render(request, "admin/licensing/paper.html", context)

    def judge(self, request, document, said):
        try:
            actions.review_document(document, by=request.user, at=timezone.now(), **said)
        except NotNow:
            messages.error(request, _("This file is no longer under review. Nothing was done."))
        else:
            messages.success(request, _("Done: %(what)s.") % {"what": Outcome(said["outcome"]).label})

    def picture(self, request, pk, document):
        """A picture drawn anew from its dots: nothing else of what was sent reaches the browser."""
        _application, document = self.find_paper(request, pk, document)
        if not uploads.readable(document.file):
            raise uploads.NotScanned(uploads.WAIT)
        drawn = bare_photos.drawn_anew(document.file)
        if drawn is None:
            raise Http404(document.pk)
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(drawn, content_type="image/png", headers=headers)

    def download(self, request, pk, document):
        return uploads.download(self.find_paper(request, pk, document)[1].file)

    def find_paper(self, request, pk, document):
        if not reads_files(request.user):
            raise PermissionDenied
        application = self.find(request, pk)
        return application, get_object_or_404(reviewed(application), pk=document)
