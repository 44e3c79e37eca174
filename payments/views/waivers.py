"""« Demander une exonération » : from a file whose fee is not paid, or was paid too soon."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, LongText
from licensing.actions.waivers import ask_waiver
from licensing.errors import NotNow
from licensing.models import Application, Waiver


class Request(Drawn, forms.Form):
    ground = Choice(gettext_lazy("Why is no fee owed?"), choices=Waiver.Ground.choices)
    text = LongText(gettext_lazy("Explain"), max_length=2000)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request, ref):
    """Ask, or read what became of what was asked."""
    application = get_object_or_404(Application.objects.visible_to(request.user), ref=ref)
    asked = application.waivers.first()
    form = Request(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_waiver(application, by=request.user, **form.cleaned_data)
        except NotNow:
            messages.warning(request, _("This application can no longer be changed."))
            return redirect(application)
        messages.success(request, _("Your request is sent. We write to you once two officers have looked at it."))
        return redirect("payments:waiver", application.ref)
    context = {"application": application, "form": form, "asked": asked}
    return render(request, "payments/waiver.html", context)
