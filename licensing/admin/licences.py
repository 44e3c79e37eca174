"""A licence on the desk: what it is today, what became of it, and what the registrar may decide about it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from icajo.admin import ReadOnly

from .. import registrar
from ..models import Licence, Penalty, Proposal
from ..models.applications import reads_files
from ..models.conflicts import apart_from_holders
from ..permissions import decides
from ..standing import standing
from .deciding import DONE, STOPPED, go_on, pressed, said_of
from .risk import Risks, risk_of


class NoticeFilter(admin.SimpleListFilter):
    """Licences about which a notice of proposal waits for its time, or for us."""

    title = gettext_lazy("notice of proposal")
    parameter_name = "notice"

    def lookups(self, request, model_admin):
        return [("given", gettext_lazy("given")), ("over", gettext_lazy("its time is over: to decide"))]

    def queryset(self, request, licences):
        notices = Proposal.objects.to_carry_out()
        if self.value() == "over":
            notices = notices.over(timezone.localdate())
        return licences.filter(pk__in=notices.values("licence")) if self.value() else licences


@admin.register(Licence)
class LicenceAdmin(Risks, ReadOnly):
    change_form_template = "admin/licensing/licence.html"
    list_display = ["number", "type_name", "holder", "municipality", "issued_on", "expires_on", "ended_as"]
    list_filter = ["type_code", "ended_as", NoticeFilter]
    search_fields = ["number", "holder", "external_number"]
    fields = [
        "number", "type_name", "organization", "holder", "municipality", "premises", "application", "external_number",
        "issued_on", "opens_on", "starts_on", "expires_on", "ended_as", "ended_on", "replaced_by",
    ]  # fmt: skip

    @admin.display(description=gettext_lazy("licence type"), ordering="type_code")
    def type_name(self, licence):
        return licence.type.name

    def get_queryset(self, request):
        """But for those of an applicant, or of a file, from which this person stood aside."""
        return super().get_queryset(request).filter(apart_from_holders(request.user))

    def view_on_site(self, licence):
        return reverse("public_search:licence", args=[licence.number])

    def get_urls(self):
        ours = [path("<int:pk>/do/<slug:verb>/", self.admin_site.admin_view(self.do), name="licensing_decide")]
        return ours + super().get_urls()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        licence = self.get_object(request, object_id)
        extra = self.life(request, licence) if licence else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def life(self, request, licence):
        """What the page shows of the licence beside its fields."""
        stands = standing(licence, timezone.localdate())
        buttons = registrar.possible(licence, stands) if decides(request.user) else []
        return {
            "standing": stands,
            **(risk_of(licence.organization_id) if reads_files(request.user) else {}),
            "buttons": [(form.verb, form.label) for form in buttons],
            "conditions": licence.conditions.all(),
            "versions": licence.versions.select_related("application", "by").order_by("-number"),
            "notices": licence.proposals.select_related("by"),
            "suspensions": licence.suspensions.select_related("by", "lifted_by"),
            "penalties": licence.penalties.order_by("-ordered_on"),
            "happenings": [(one, registrar.WORDS.get(one.verb, one.verb)) for one in licence.happenings.all()],
            "obligations": licence.obligations.select_related("report", "lifted_by", "licence"),
            "follow_ups": licence.follow_ups.order_by("-created_at"),
        }

    def do(self, request, pk, verb):
        """One decision about a licence: its form, then its action."""
        if not self.has_view_permission(request) or not decides(request.user):
            raise PermissionDenied(verb)
        licence = get_object_or_404(self.get_queryset(request), pk=pk)
        if verb not in registrar.FORMS:
            raise Http404(verb)
        form = registrar.FORMS[verb](request.POST or None, licence=licence)
        shown = None
        if pressed(request, form):
            try:
                shown = go_on(request, form) or DONE
            except STOPPED as stopped:
                form.add_error(None, said_of(stopped))
        if shown is DONE:
            return redirect("admin:licensing_licence_change", pk)
        context = {"title": form.label, "licence": licence, "form": form, "preview": shown, "opts": self.opts}
        return render(request, "admin/licensing/decide.html", self.admin_site.each_context(request) | context)


@admin.register(Penalty)
class PenaltyAdmin(admin.ModelAdmin):
    """Monetary penalties: ordered, then paid; never deleted."""

    list_display = ["licence", "amount", "ordered_on", "paid_on"]
    list_select_related = ["licence"]
    raw_id_fields = ["licence"]
    search_fields = ["licence__number"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(apart_from_holders(request.user, "licence__"))

    def get_readonly_fields(self, request, obj=None):
        return ["licence", "amount", "ordered_on"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False
