"""What a holder prints beside the certificate: the letters of the decisions, and the sign for the window."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .. import decision_letters, papers
from ..models import DecisionLetter, Licence
from ..standing import standing
from .wizard import today


@require_safe
def letter(request, pk, language):
    """The letter about one decision, in either language."""
    letter = get_object_or_404(DecisionLetter.objects.visible_to(request.user), pk=pk)
    if language not in letter.texts:
        raise Http404(language)
    return as_pdf(decision_letters.printed(letter, language), decision_letters.name_of(letter, language))


@require_safe
def seal(request, number):
    """The sign that says that this place is authorized, while it is."""
    licence = get_object_or_404(Licence.objects.visible_to(request.user), number=number)
    if not licence.type.seal:
        raise Http404(number)
    if not standing(licence, today()).counts:
        messages.info(request, _("There is a seal to download only while the licence may be used."))
        return redirect("licensing:licence", number)
    language = "en" if get_language() == "en" else "fr"
    return as_pdf(papers.seal(licence, language), f"{licence.number}-{_('seal')}.pdf")


def as_pdf(content, name):
    response = HttpResponse(content, content_type=papers.PDF)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


addresses = [
    path(_("decision-letters/<int:pk>/<slug:language>/"), letter, name="decision_letter"),
    path(_("my-licences/<str:number>/seal/"), seal, name="seal"),
]
