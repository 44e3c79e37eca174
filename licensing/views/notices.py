"""The public notice as its applicant sees it: placards to print, dates, and the confirmation that they hang."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from icajo import uploads
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Day

from .. import actions
from ..casework import possible
from ..errors import NotNow
from ..noticing import notice_check, notice_of, own_reasons, stage
from ..states import OPEN_TO_STAFF
from .wizard import find, today

MORE = ("photo_2", "photo_3")


def picture(label, *, required):
    return forms.FileField(
        label=label,
        required=required,
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Choose a photo of the placards where they hang")},
    )


class Posting(Drawn, forms.Form):
    """Since when the placards hang, and the photos that show it."""

    posted_on = Day(gettext_lazy("Since when have both placards been up?"))
    photo = picture(gettext_lazy("Photo of the placards"), required=True)
    photo_2 = picture(gettext_lazy("Second photo"), required=False)
    photo_3 = picture(gettext_lazy("Third photo"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = _("Readable from outside. JPEG or PNG, 20 MB at most.")
        for name in MORE:
            self.fields[name].optional = True

    def clean_posted_on(self):
        if self.cleaned_data["posted_on"] > today():
            raise forms.ValidationError(_("This day is still to come: confirm once the placards are up."))
        return self.cleaned_data["posted_on"]

    def keep(self):
        """The photos as stored files; one that is refused is an error of its box, and nothing is given back."""
        kept = []
        for name in ("photo", *MORE):
            if upload := self.cleaned_data.get(name):
                try:
                    kept.append(uploads.keep(upload))
                except uploads.Refused as refused:
                    self.add_error(name, str(refused))
        return [] if self.errors else kept


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request, ref):
    application = find(request, ref)
    if notice_check(application) is None:
        raise Http404(ref)
    found, verbs = notice_of(application), possible(application, by=request.user)
    form = Posting(request.POST or None, request.FILES or None) if "post_notice" in verbs else None
    if request.method == "POST":
        if form is None:
            return redirect(request.path)
        if form.is_valid() and confirmed(request, application, form):
            return redirect(request.path)
    context = {
        "application": application,
        "notice": found,
        "stage": found and stage(found, today(), under_review=application.state in OPEN_TO_STAFF),
        "reasons": found.own_reasons if found else own_reasons(application),
        "steps": found.steps.select_related("event").prefetch_related("photos__file") if found else [],
        "form": form,
    }
    return render(request, "licensing/notice.html", context)


def confirmed(request, application, form) -> bool:
    photos = form.keep()
    if not photos:
        return False
    day = form.cleaned_data["posted_on"]
    try:
        actions.post_notice(application, by=request.user, on=today(), posted_on=day, photos=photos)
    except NotNow:
        messages.error(request, _("The notice has changed since you opened this page. Nothing was kept."))
    else:
        messages.success(request, _("The posting is confirmed."))
    return True


@require_safe
def placard(request, ref, language):
    """One placard to print; the address of the page is in either language, the placard in its own."""
    found = notice_of(find(request, ref))
    if found is None or language not in ("fr", "en"):
        raise Http404(language)
    file = found.placard_fr if language == "fr" else found.placard_en
    if file is None:
        messages.info(request, _("The placards are being made: try again in a minute."))
        return redirect("licensing:notice", ref)
    return uploads.download(file)


addresses = [
    path(gettext_lazy("applications/<str:ref>/notice/"), notice, name="notice"),
    path(gettext_lazy("applications/<str:ref>/notice/<slug:language>/"), placard, name="placard"),
]
