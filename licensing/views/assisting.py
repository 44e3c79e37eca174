"""Customer service fills in an application with the person on the telephone, or at the counter."""

import secrets

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import Organization, Right
from icajo.journey.drawing import Drawn
from icajo.journey.fields import Choice, LongText, Select

from .. import actions
from ..assisting import CHANNELS
from ..errors import NotNow, TooManyDrafts
from ..merging import account
from ..models import Application
from ..permissions import may_assist
from ..service import MOST
from ..states import State
from ..types import LICENCE_TYPES
from .service import for_service
from .start import posted_token

DRAFT, TYPE = "draft-", "type-"


class Help(Drawn, forms.Form):
    what = Select(gettext_lazy("What do you fill in together?"))
    organization = Select(gettext_lazy("Who is applying?"), required=False)
    channel = Choice(gettext_lazy("How are you speaking to the person?"), choices=list(CHANNELS.items()))
    why = LongText(
        gettext_lazy("Identity check, and why the person asked for help"),
        max_length=1000,
        rows=3,
        help_text=gettext_lazy("A note in the file, which the person does not see."),
    )

    def __init__(self, *args, drafts, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        kept = [(f"{DRAFT}{one.ref}", _("Draft %(ref)s") % {"ref": f"{one.ref} – {one.title}"}) for one in drafts]
        new = [(f"{TYPE}{code}", _("New: %(type)s") % {"type": type.name}) for code, type in LICENCE_TYPES.items()]
        self.fields["what"].choices = [("", _("Choose")), *kept, *new]
        self.fields["organization"].choices = [
            ("", _("A new applicant, or as in the draft")),
            *((str(one.pk), one.name) for one in organizations),
        ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_service
def assist(request, pk):
    """Choose a draft of the person, or a licence to begin with them; the pages are those of the person."""
    person = account(pk=pk)
    if not may_assist(request.user, None):
        raise PermissionDenied
    if person is None or person.is_staff or not person.is_active:
        raise Http404(pk)
    begun = Application.objects.of(person).filter(state=State.DRAFT).order_by("-pk")
    drafts = {one.ref: one for one in begun[:MOST]}
    organizations = {str(one.pk): one for one in Organization.objects.of(person, Right.PREPARE).order_by("name")}
    form = Help(request.POST or None, drafts=drafts.values(), organizations=organizations.values())
    if form.is_valid() and (draft := helped(request, person, form, drafts, organizations)):
        return redirect("licensing:application", draft.ref)
    context = {"person": person, "form": form, "once": secrets.token_hex(8)}
    return render(request, "licensing/assist.html", context)


def helped(request, person, form, drafts, organizations):
    """The draft that may be written on now; None where the page has to be shown again."""
    asked = form.cleaned_data
    by = {"by": request.user, "channel": asked["channel"], "why": asked["why"]}
    try:
        if asked["what"].startswith(DRAFT):
            return actions.assist(drafts[asked["what"].removeprefix(DRAFT)], **by)
        return actions.start_with(
            person,
            LICENCE_TYPES[asked["what"].removeprefix(TYPE)],
            organization=organizations.get(asked["organization"]),
            once=posted_token(request),
            **by,
        )
    except NotNow:
        form.add_error("what", _("This draft has changed meanwhile: it is no longer one."))
    except TooManyDrafts:
        form.add_error("what", _("This person has begun too many drafts today."))
    return None


addresses = [path(gettext_lazy("staff/service/people/<int:pk>/help/"), assist, name="assist")]
