"""The receipt on paper: made from its rows, so that it is the same for ever, and put with the letter about it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from icajo import pdf, queue, uploads
from icajo.models import Letter

from .models import Receipt

PDF = "application/pdf"
ATTACH, DELIVER = "payments.attach_receipts", "icajo.deliver_letters"


def paper(receipt: Receipt, language: str) -> bytes:
    """The receipt as a PDF, in `language`.  The same receipt always gives the same bytes."""
    order = receipt.payment.order
    with override(language):
        title = _("Payment receipt %(number)s") % {"number": receipt}
        context = {
            "receipt": receipt,
            "payment": receipt.payment,
            "order": order,
            "lines": list(order.lines.select_related("application")),
            "notice": settings.SITE_NOTICE,
        }
        return pdf.printed("payments/receipt", context, title=title, language=language)


def file_name(receipt: Receipt, language: str) -> str:
    return f"{'recu' if language == 'fr' else 'receipt'}-{receipt}.pdf"


def held_until() -> datetime:
    """A letter about a receipt is kept back a moment, so that it is put with it; without a worker it leaves bare."""
    queue.after_commit(ATTACH)
    return timezone.now() + timedelta(seconds=2 * settings.SWEEP_SECONDS)


def attach() -> int:
    """Put its receipt with each letter that is held back for it, and let it go; returns how many."""
    waiting = Letter.objects.filter(state=Letter.State.QUEUED, attempts=0, files=None, key__endswith="-receipt")
    done = sum(_attach(pk) for pk in waiting.filter(key__startswith="payment-").values_list("pk", flat=True))
    if done:
        queue.hint(DELIVER)
    return done


@transaction.atomic
def _attach(pk):
    letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=pk, state=Letter.State.QUEUED).first()
    if letter is None or letter.files.exists():
        return False
    receipt = Receipt.objects.select_related("payment__order").get(payment=letter.key.split("-")[1])
    content, name = paper(receipt, letter.language), file_name(receipt, letter.language)
    letter.files.add(uploads.keep_bytes(content, name=name, media_type=PDF))
    letter.due_at = timezone.now()
    letter.save(update_fields=["due_at"])
    return True
