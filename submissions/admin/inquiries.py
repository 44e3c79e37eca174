"""Answering questions on the staff desk."""

from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import actions
from ..errors import AlreadyAnswered
from ..models import Inquiry


class Answer(forms.ModelForm):
    answer = forms.CharField(
        label=gettext_lazy("Answer, in the person’s language"), widget=forms.Textarea, max_length=8000
    )

    class Meta:
        model = Inquiry
        fields = ["answer"]


@admin.register(Inquiry)
class InquiryAdmin(admin.ModelAdmin):
    form = Answer
    list_display = ["ref", "subject", "name", "language", "received_at", "answered_at"]
    list_filter = ["subject", "language", ("answered_at", admin.EmptyFieldListFilter)]
    search_fields = ["ref", "name", "email"]
    readonly_fields = [
        "ref", "subject", "user", "organization", "name", "email", "phone", "language", "text", "received_at",
        "answered_at", "answered_by",
    ]  # fmt: skip
    fields = [*readonly_fields[:-2], "answer", "answered_at", "answered_by"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.answered_at is None)

    def save_model(self, request, obj, form, change):
        """The letter is the answer: it is written by the action, once."""
        try:
            actions.answer(obj, by=request.user, text=form.cleaned_data["answer"])
        except AlreadyAnswered:
            messages.error(request, _("Somebody else has answered this question. Nothing was sent."))
