"""The texts of letters on the desk: written by one person from what the portal ships, approved by another."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST

from ..actions.letter_texts import approve_text
from ..errors import NotNow, Unwritable
from ..letter_wording import LANGUAGES, WORDINGS, example, faults, known_to, shipped, written
from ..models import LetterText
from .places import NeverDeleted


class LetterTextForm(forms.ModelForm):
    letter = forms.ChoiceField(label=gettext_lazy("Letter"))

    class Meta:
        model = LetterText
        fields = ["letter", "title_fr", "text_fr", "title_en", "text_en", "in_force_from", "why"]
        widgets = {name: forms.TextInput({"size": 90}) for name in ("title_fr", "title_en", "why")} | {
            name: forms.Textarea({"rows": 22, "cols": 90}) for name in ("text_fr", "text_en")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "letter" in self.fields:  # an approved text is only read
            self.fields["letter"].choices = [(code, one.name) for code, one in WORDINGS.items()]

    def clean_in_force_from(self):
        day = self.cleaned_data["in_force_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day to come."))
        return day

    def clean(self):
        facts = super().clean()
        letter = self.instance.letter or facts.get("letter")
        for language in LANGUAGES if letter else ():
            title, text = facts.get(f"title_{language}", ""), facts.get(f"text_{language}", "")
            if title or text:  # one that is blank is a draft, which nobody can approve
                for fault in faults(letter, title, text):
                    self.add_error(f"text_{language}", fault)
        return facts


@admin.register(LetterText)
class LetterTextAdmin(NeverDeleted):
    """A letter without its French or its English is a draft: nobody can approve it, and nothing is sent with it."""

    form = LetterTextForm
    change_form_template = "admin/licensing/letter_text.html"
    list_display = ["called", "in_force_from", "written_by", "approved_by", "why"]
    list_filter = ["letter"]
    list_select_related = ["written_by", "approved_by"]

    @admin.display(description=gettext_lazy("letter"), ordering="letter")
    def called(self, text):
        return WORDINGS[text.letter].name if text.letter in WORDINGS else text.letter

    def get_urls(self):
        approve = self.admin_site.admin_view(require_POST(self.approve))
        return [path("<int:pk>/approve/", approve, name="licensing_approve_text"), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        return ["called"] if obj else []

    def get_fields(self, request, obj=None):
        fields = [name for name in LetterTextForm.Meta.fields if name != "letter"]
        return ["called" if obj else "letter", *fields]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.approved_by_id is None)

    def get_changeform_initial_data(self, request):
        """A new version begins with the one that is used today."""
        letter = request.GET.get("letter", "")
        if letter not in WORDINGS:
            return {"in_force_from": timezone.localdate()}
        today = timezone.localdate()
        used = LetterText.objects.in_force(letter, today)
        facts = {"letter": letter, "in_force_from": today}
        for language in LANGUAGES:
            title, text = used.of(language) if used else shipped(letter, language)
            facts |= {f"title_{language}": title, f"text_{language}": text}
        return facts

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        text = self.get_object(request, object_id) if object_id else None
        letter = text.letter if text else request.GET.get("letter", "")
        extra = {"wordings": [(code, one.name) for code, one in WORDINGS.items()], "letter": letter}
        if letter in WORDINGS:
            extra["placeholders"] = known_to(letter)
        if text:
            extra |= {"looks": looks_of(text), "approves": may_approve(request.user, text)}
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def save_model(self, request, obj, form, change):
        """Whoever writes it last is the one who wrote it."""
        obj.written_by, obj.written_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def approve(self, request, pk):
        text = get_object_or_404(LetterText, pk=pk)
        if not may_approve(request.user, text):
            raise PermissionDenied("approve")
        try:
            approve_text(text, by=request.user, on=timezone.localdate())
        except Unwritable as missing:
            said = _("Nothing was approved: this letter has no whole text in %(language)s.")
            name = {"fr": _("French"), "en": _("English")}[missing.language]
            messages.error(request, said % {"language": name})
        except NotNow:
            messages.error(request, _("This text is approved already."))
        else:
            messages.success(request, _("Approved: letters are written with it from its day on."))
        return redirect("admin:licensing_lettertext_change", pk)


def may_approve(user, text) -> bool:
    return user.has_perm("licensing.approve_lettertext") and text.written_by_id != user.pk and not text.approved_by_id


def looks_of(text) -> list:
    """[(language, title, paragraphs)] with invented facts; None in place of a language that is not whole."""
    found = []
    for language in LANGUAGES:
        with override(language):
            try:
                title, words = written(
                    text.letter, *text.of(language), example(text.letter, timezone.localdate()), language
                )
            except Unwritable:
                found.append((language, "", None))
            else:
                found.append((language, title, words.split("\n\n")))
    return found
