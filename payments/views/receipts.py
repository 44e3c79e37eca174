"""The receipt of an order, on paper, for ever."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .. import receipts
from ..models import Order


@require_safe
def receipt(request, uuid):
    """The PDF, in the language of the page."""
    order = get_object_or_404(Order.objects.visible_to(request.user), uuid=uuid)
    if order.payment is None:
        raise Http404
    language = "en" if get_language() == "en" else "fr"
    number = order.payment.receipt
    response = HttpResponse(receipts.paper(number, language), content_type=receipts.PDF)
    response["Content-Disposition"] = f'attachment; filename="{receipts.file_name(number, language)}"'
    response["Cache-Control"] = "private, no-store"
    return response
