"""Customer service helps people who cannot sign in: the lock, a lost telephone, a device in other hands."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from icajo.desk_form import DeskForm

from . import actions
from .access_admin import page
from .models import User
from .permissions import may_help


class Recognized(DeskForm):
    why = forms.CharField(
        label=gettext_lazy("Identity check: what was checked, by whom, on what call"),
        widget=forms.Textarea,
        max_length=1000,
    )


HELP = {
    "unlock": (actions.unlock, gettext_lazy("Unlock sign-in")),
    "activation": (actions.send_activation, gettext_lazy("Send the activation letter again")),
    "second-step": (actions.remove_second_step, gettext_lazy("Remove the second step")),
    "sessions": (actions.sign_out_everywhere, gettext_lazy("Sign out everywhere")),
}


class SignInHelp:
    """For the page of a person: a button for each kind of help, and a page that asks why."""

    def get_urls(self):
        help_ = self.admin_site.admin_view(self.help)
        return [path("<int:pk>/do/<slug:verb>/", help_, name="accounts_user_help"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, object_id)
        buttons = [(f"do/{verb}", label) for verb, (_act, label) in HELP.items()]
        others = (extra_context or {}).get("buttons", [])
        extra = {"buttons": [*others, *buttons] if person and may_help(request.user, person) else others}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def help(self, request, pk, verb):
        person = get_object_or_404(User, pk=pk)
        if verb not in HELP or not may_help(request.user, person):
            raise PermissionDenied(verb)
        act, label = HELP[verb]
        form = Recognized(request.POST or None)
        if form.is_valid():
            act(person)
            self.log_change(request, person, f"{label}: {form.cleaned_data['why']}")
            messages.success(request, _("Done: %(what)s.") % {"what": label})
            return redirect("admin:accounts_user_change", pk)
        return page(request, self, label, person, form=form)
