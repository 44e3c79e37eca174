"""Observations on the staff desk: read, screened, copied to the applicant, given an outcome, told."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo import uploads
from icajo.admin import ReadOnly
from icajo.words import long_date
from licensing.conflicts import keep_out
from licensing.models import PublicNotice
from licensing.models.conflicts import apart_from_conflicts

from .. import actions
from ..errors import NotReady, Settled
from ..models import Enclosure, Observation, share_by
from ..observation_desk import Conclude, Screen
from ..paper_desk import OnPaper
from ..permissions import hears

IN_THE_WAY = {
    "day": gettext_lazy("A day from the first day of the notice to today."),
    "runs": gettext_lazy("The notice is still running: copies go once it is over."),
    "decided": gettext_lazy("The file is no longer under review: no copy is sent."),
    "unscreened": gettext_lazy("Screen every observation first."),
    "unscanned": gettext_lazy("A file has not passed the security check yet: try again in a few minutes."),
}


class ToScreen(admin.SimpleListFilter):
    title = gettext_lazy("to do")
    parameter_name = "to-do"

    def lookups(self, request, model_admin):
        return [("screen", _("to screen")), ("conclude", _("without an outcome"))]

    def queryset(self, request, rows):
        waiting = {"screen": rows.to_screen, "conclude": rows.without_outcome}
        return waiting[self.value()]() if self.value() in waiting else rows


@admin.register(Observation)
class ObservationAdmin(ReadOnly):
    change_form_template = "admin/submissions/observation.html"
    list_display = [
        "ref", "file", "name", "municipality", "is_elsewhere", "is_anonymous", "repeated", "received_at",
        "screened_at", "outcome",
    ]  # fmt: skip
    list_filter = [ToScreen, "is_anonymous", "is_elsewhere", "outcome", "capacity"]
    list_select_related = ["notice__application"]
    search_fields = ["ref", "name", "municipality", "notice__application__ref"]
    date_hierarchy = "received_at"
    fields = [
        "ref", "file", "received_at", "language", "is_anonymous", "capacity", "name", "municipality", "is_elsewhere",
        "email", "street", "postal_code", "about", "times", "same_as", "screened_at", "screened_by", "is_considered",
        "why_not", "is_shared", "outcome", "outcome_note", "outcome_at", "outcome_by", "told_at",
    ]  # fmt: skip
    readonly_fields = ["file", "about"]

    def has_view_permission(self, request, obj=None):
        return hears(request.user)

    def has_module_permission(self, request):
        return hears(request.user)

    def get_queryset(self, request):
        return super().get_queryset(request).filter(apart_from_conflicts(request.user, "notice__application__"))

    @admin.display(description=gettext_lazy("file number"), ordering="notice__application__ref")
    def file(self, observation):
        ref = observation.application.ref
        return format_html('<a href="{}">{}</a>', reverse("admin:submissions_observations", args=[ref]), ref)

    @admin.display(description=gettext_lazy("grounds"))
    def about(self, observation):
        return ", ".join(observation.ground_words)

    @admin.display(description=gettext_lazy("same text"), boolean=True)
    def repeated(self, observation):
        return observation.same_as_id is not None or observation.times > 1

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [
            path("file/<str:ref>/", view(self.of_file), name="submissions_observations"),
            path("file/<str:ref>/enter/", view(self.enter), name="submissions_enter_observation"),
            path("file/<str:ref>/send/", view(self.send), name="submissions_send_copies"),
            path("file/<str:ref>/tell/", view(self.tell), name="submissions_tell_authors"),
            path("<int:pk>/screen/", view(self.screen), name="submissions_screen"),
            path("<int:pk>/conclude/", view(self.conclude), name="submissions_conclude"),
            path("<int:pk>/enclosure/<int:enclosure>/", view(self.download), name="submissions_enclosure"),
        ]
        return ours + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        observation = self.get_object(request, object_id)
        extra = {
            "enclosures": observation.enclosures.select_related("file") if observation else [],
            "copy": getattr(observation, "copy", None),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def of_file(self, request, ref):
        """All observations of one file, its batches with their answers, and what can be done with them at once."""
        notice = self.notice(request, ref)
        context = self.page(request, _("Observations, file %(ref)s") % {"ref": ref}) | {
            "notice": notice,
            "share_by": share_by(notice),
            "rows": notice.observations.select_related("same_as", "copy").order_by("pk"),
            "batches": notice.batches.select_related("sent_by").prefetch_related(
                "copies__observation", "replies__copy"
            ),
        }
        return render(request, "admin/submissions/observations.html", context)

    def enter(self, request, ref):
        """What came on paper, as it came."""
        notice = self.notice(request, ref)
        form = OnPaper(request.POST or None, request.FILES or None, rule=notice.application.procedure.notice)
        if request.method == "POST" and form.is_valid() and (files := form.kept()) is not None:
            note = _("entered from paper, received on %(day)s") % {"day": long_date(form.cleaned_data["received_on"])}
            try:
                observation, code = actions.enter(
                    notice, by=request.user, files=files, at=timezone.now(), note=note, **form.facts()
                )
            except NotReady as wait:
                form.add_error("received_on" if wait.reason == "day" else None, IN_THE_WAY[wait.reason])
            else:
                text = _("%(ref)s is entered. Code for its author: %(code)s") if code else _("%(ref)s is entered.")
                messages.success(request, text % {"ref": observation.ref, "code": code})
                return redirect("admin:submissions_observations", ref)
        context = self.page(request, _("Enter an observation received on paper")) | {"form": form, "ref": ref}
        return render(request, "admin/submissions/enter.html", context)

    def send(self, request, ref):
        notice = self.notice(request, ref)
        if request.method == "POST":
            try:
                batch = actions.send_copies(notice, by=request.user, at=timezone.now())
            except NotReady as wait:
                messages.error(request, IN_THE_WAY[wait.reason])
            except Settled:
                messages.warning(request, _("Nothing is left to send: no copy was chosen, or a colleague sent them."))
            else:
                count = batch.copies.count()
                messages.success(request, _("Copies sent to the applicant: %(count)s") % {"count": count})
        return redirect("admin:submissions_observations", ref)

    def tell(self, request, ref):
        notice = self.notice(request, ref)
        if request.method == "POST":
            count = actions.tell(notice, by=request.user, at=timezone.now())
            messages.success(request, _("Authors told: %(count)s") % {"count": count})
        return redirect("admin:submissions_observations", ref)

    def screen(self, request, pk):
        return self.decide(request, pk, _("Screen"), Screen, actions.screen)

    def conclude(self, request, pk):
        return self.decide(request, pk, _("Give the outcome"), Conclude, actions.conclude)

    def decide(self, request, pk, title, asked, act):
        """One form, then its action."""
        observation = self.one(request, pk)
        form = asked(request.POST or None, observation=observation)
        if request.method == "POST" and form.is_valid():
            try:
                count = act(observation, by=request.user, at=timezone.now(), **form.facts())
            except Settled:
                messages.error(request, _("Its copy has gone or its author was told: nothing was changed."))
            else:
                messages.success(request, _("Observations decided: %(count)s") % {"count": count})
            return redirect("admin:submissions_observations", observation.application.ref)
        context = self.page(request, f"{title} – {observation.ref}") | {"observation": observation, "form": form}
        return render(request, "admin/submissions/decide.html", context)

    def download(self, request, pk, enclosure):
        observation = self.one(request, pk)
        found = get_object_or_404(Enclosure.objects.select_related("file"), pk=enclosure, observation=observation)
        return uploads.download(found.file)

    def page(self, request, title):
        return self.admin_site.each_context(request) | {"title": title, "opts": self.opts}

    def notice(self, request, ref):
        self.only_readers(request)
        notice = get_object_or_404(PublicNotice.objects.select_related("application"), application__ref=ref)
        keep_out(request, notice.application)
        return notice

    def one(self, request, pk):
        self.only_readers(request)
        observation = get_object_or_404(Observation.objects.select_related("notice__application"), pk=pk)
        keep_out(request, observation.application)
        return observation

    def only_readers(self, request):
        if not hears(request.user):
            raise PermissionDenied
