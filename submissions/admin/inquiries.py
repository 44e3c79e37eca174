"""Questions on the desk: the list of each desk, and a page with what can be done about each."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from accounts.permissions import may_help
from icajo import uploads
from icajo.admin import ReadOnly
from licensing.models import Application, Licence
from licensing.states import State

from ..conversation import Conversation
from ..errors import AlreadyAnswered
from ..inquiry_desk import FORMS
from ..models import Inquiry, Message, Subject
from ..permissions import answers


class ToDo(admin.SimpleListFilter):
    """Nothing is chosen until somebody chooses it."""

    title = gettext_lazy("to do")
    parameter_name = "to-do"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("about files of mine")), ("open", _("not answered")), ("message", _("with a message to read"))
        ]  # fmt: skip

    def queryset(self, request, rows):
        chosen = {
            "mine": rows.unanswered().filter(application__officer=request.user),
            "open": rows.unanswered(),
            "message": rows.filter(waits=True),
        }
        return chosen.get(self.value(), rows)


@admin.register(Inquiry)
class InquiryAdmin(ReadOnly):
    list_display = ["ref", "subject", "desk", "name", "language", "received_at", "answered_at", "waits"]
    list_filter = [ToDo, "desk", "subject", "language"]
    search_fields = ["ref", "name", "email", "number"]
    date_hierarchy = "received_at"

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or answers(request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def get_queryset(self, request):
        unread = Message.objects.waiting().filter(inquiry=OuterRef("pk"))
        return super().get_queryset(request).visible_to(request.user).annotate(waits=Exists(unread))

    @admin.display(description=gettext_lazy("to read"))
    def waits(self, inquiry):
        return _("To read") if inquiry.waits else "–"

    def get_urls(self):
        view = self.admin_site.admin_view
        ours = [path("<int:pk>/file/<uuid:key>/", view(self.download), name="submissions_inquiry_file")]
        return ours + super().get_urls()

    @method_decorator(sensitive_post_parameters())
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one question: each of its forms is posted here, named by the button."""
        inquiry = self.one(request, object_id)
        offered = self.offered(request, inquiry)
        what = request.POST.get("do", "") if request.method == "POST" else ""
        if request.method == "POST" and what not in offered:
            if what == "answer" and answers(request.user):  # somebody was faster
                messages.error(request, _("Somebody else has answered this question. Nothing was sent."))
                return redirect(request.path)
            raise PermissionDenied(what)
        if what == "message":
            talk = Conversation(request, inquiry, as_staff=True)
            return talk.sent() or self.page(request, inquiry, talk=talk)
        if what:
            form = FORMS[what][0](request.POST, inquiry=inquiry)
            return self.act(request, inquiry, form) if form.is_valid() else self.page(request, inquiry, {what: form})
        return self.page(request, inquiry)

    def offered(self, request, inquiry) -> list[str]:
        """What this person may do about it now."""
        if not answers(request.user):
            return []
        asked_by = inquiry.user
        closes = inquiry.subject == Subject.CLOSURE and inquiry.is_followed and may_help(request.user, asked_by)
        found = {
            "answer": inquiry.answered_at is None,
            "message": inquiry.answered_at is not None and inquiry.is_followed,
            "pass": inquiry.answered_at is None,
            "close": closes,
        }
        return [what for what, is_offered in found.items() if is_offered]

    def act(self, request, inquiry, form):
        try:
            form.act(inquiry, by=request.user)
        except AlreadyAnswered:
            messages.error(request, _("Somebody else has answered this question. Nothing was sent."))
        else:
            messages.success(request, _("Done."))
        still = self.get_queryset(request).filter(pk=inquiry.pk).exists()
        return redirect(request.path if still else "admin:submissions_inquiry_changelist")

    def page(self, request, inquiry, posted=(), talk=None):
        posted, offered = dict(posted), self.offered(request, inquiry)
        forms = [
            (code, heading, button, posted.get(code) or form(inquiry=inquiry))
            for code, (form, heading, button) in FORMS.items()
            if code in offered
        ]
        context = self.admin_site.each_context(request) | {
            "title": _("Question %(ref)s") % {"ref": inquiry.ref},
            "opts": self.opts,
            "inquiry": inquiry,
            "forms": forms,
            "members": self.members(inquiry),
            "left": left_by(inquiry) if "close" in offered else None,
        }
        talk = talk or Conversation(request, inquiry, as_staff=True)
        talk.may_write = "message" in offered  # a question is answered first
        return talk.page("admin/submissions/inquiry.html", context)

    def members(self, inquiry):
        """Whose access may be ended, where that is what was asked."""
        if inquiry.subject != Subject.REMOVE_PERSON or inquiry.organization is None:
            return []
        return inquiry.organization.memberships.in_force().select_related("user").order_by("since", "pk")

    def download(self, request, pk, key):
        return uploads.download(get_object_or_404(self.one(request, pk).thread.papers(), key=key))

    def one(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = Inquiry.objects.visible_to(request.user).select_related(
            "user", "organization", "application__officer", "licence", "answered_by"
        )
        return get_object_or_404(rows, pk=pk if str(pk).isdecimal() else 0)


def left_by(inquiry) -> dict:
    """What somebody who closes their account leaves: drafts of nobody else, files and licences of organizations."""
    files = Application.objects.filter(created_by=inquiry.user)
    organizations = inquiry.user.memberships.in_force().values("organization")
    return {
        "own_drafts": files.filter(state=State.DRAFT, organization=None).count(),
        "drafts": files.filter(state=State.DRAFT).exclude(organization=None).count(),
        "licences": Licence.objects.filter(organization__in=organizations).count(),
    }
