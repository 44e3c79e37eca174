"""The receipt: its author keeps what they sent, as a page and as a PDF, as long as the browser stays proved."""

from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .. import disclosure_papers
from ..actions import disclosing
from ..types.disclosure import questionnaire
from .disclosure_pages import hand_over
from .invited import has_proved, is_for_another, opened, without_account


def only_author(view):
    """`view(request, invitation, ...)` once it is sent, in the browser that proved the address."""

    @without_account
    @wraps(view)
    def guarded(request, *args, **kwargs):
        invitation = opened(request) if has_proved(request) else None
        if invitation is None or not invitation.completed_at or is_for_another(request, invitation):
            return redirect("licensing:disclosure")
        if invitation.disclosure.is_destroyed:
            raise Http404("destroyed")
        return view(request, invitation, *args, **kwargs)

    return guarded


def page_language():
    return "en" if get_language() == "en" else "fr"


@only_author
@require_safe
def receipt(request, invitation):
    known = disclosing.content(invitation.disclosure)
    context = {
        "invitation": invitation,
        "disclosure": invitation.disclosure,
        "title": questionnaire(invitation.is_entity).title,
        "sections": known["transcript"][page_language()],
        "files": [{"pk": int(pk)} | facts for pk, facts in known["papers"].items()],
    }
    return render(request, "disclosures/receipt.html", context)


@only_author
@require_safe
def receipt_pdf(request, invitation):
    language = page_language()
    content = disclosure_papers.receipt_pdf(invitation, disclosing.content(invitation.disclosure), language)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{invitation.disclosure.number}-{language}.pdf"'
    return response


@only_author
@require_safe
def sent_document(request, invitation, pk):
    """The author's own paper, once it is sent."""
    return hand_over(invitation.disclosure, pk)
