"""Public notices on the desk: the calendar of all of them, and on a file its own with everything that became of it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from icajo import photos, uploads
from icajo.admin import ReadOnly

from ..casework import TRANSITIONS
from ..conflicts import keep_out
from ..models import PostingPhoto, PublicNotice
from ..noticing import notice_check, notice_of, own_reasons, stage
from ..states import OPEN_TO_STAFF


def on_file(application):
    """What the page of a file shows of its notice; None where none is asked for."""
    if notice_check(application) is None:
        return None
    notice = notice_of(application)
    steps = notice.steps.select_related("event__by").prefetch_related("photos__file") if notice else []
    return {
        "notice": notice,
        "reasons": notice.own_reasons if notice else own_reasons(application),
        "stage": notice and standing(notice).label,
        "steps": [(step, TRANSITIONS[step.event.verb].label, pictures(step)) for step in steps],
    }


def pictures(step):
    """The photos of a confirmation, each with the moment that its device noted; what was received stays as sent."""
    return [(photo, taken(photo)) for photo in step.photos.all()]


def taken(photo):
    if not uploads.readable(photo.file):
        return None
    try:
        with photo.file.content.open("rb") as content:
            return photos.taken(content, received=photo.received_at)
    except OSError:
        return None  # the store of files does not answer: the page goes without it


def standing(notice):
    return stage(notice, timezone.localdate(), under_review=notice.application.state in OPEN_TO_STAFF)


@admin.register(PublicNotice)
class PublicNoticeAdmin(ReadOnly):
    list_display = ["ref", "premises", "municipality", "starts_on", "ends_on", "posted_on", "where"]
    list_filter = ["type_code", "starts_on", "ends_on"]
    list_select_related = ["application"]
    search_fields = ["folded", "application__ref"]
    date_hierarchy = "ends_on"
    fields = [
        "application", "applicant", "premises", "street", "municipality", "postal_code", "days", "starts_on",
        "ends_on", "posted_on", "where",
    ]  # fmt: skip
    readonly_fields = ["where"]

    @admin.display(description=_("file number"), ordering="application__ref")
    def ref(self, notice):
        return notice.application.ref

    @admin.display(description=_("state"))
    def where(self, notice):
        return standing(notice).label

    def view_on_site(self, notice):
        return reverse("public_search:notice", args=[notice.application.ref])

    def get_urls(self):
        ours = [
            path("<int:pk>/photo/<int:photo>/", self.admin_site.admin_view(self.photo), name="licensing_notice_photo"),
            path(
                "<int:pk>/placard/<slug:language>/",
                self.admin_site.admin_view(self.placard),
                name="licensing_notice_placard",
            ),
        ]
        return ours + super().get_urls()

    def photo(self, request, pk, photo):
        self.only_readers(request)
        found = get_object_or_404(
            PostingPhoto.objects.select_related("file", "step__notice__application"), pk=photo, step__notice=pk
        )
        keep_out(request, found.step.notice.application)
        return uploads.download(found.file)

    def placard(self, request, pk, language):
        self.only_readers(request)
        notice = get_object_or_404(PublicNotice, pk=pk)
        file = {"fr": notice.placard_fr, "en": notice.placard_en}.get(language)
        if file is None:
            raise Http404(language)
        return uploads.download(file)

    def only_readers(self, request):
        if not request.user.has_perms(["licensing.view_publicnotice", "licensing.read_application"]):
            raise PermissionDenied
