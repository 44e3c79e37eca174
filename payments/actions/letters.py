"""Letters about orders.  Never with bank details: whoever can write a letter could write other ones."""

from django.conf import settings

from icajo import mail

from ..models import Order


def write_to_payer(order: Order, template: str, *, key: str = "", **facts) -> None:
    """One letter about an order, in the language of whoever placed it: one of a kind, but where `key` says otherwise.

    `facts` are its own.
    """
    payer = order.opened_by
    mail.write(
        key=key or f"order-{order.pk}-{template}",
        to=payer.email,
        language=payer.language,
        template=template,
        context={
            "person_name": payer.get_full_name(),
            "order": order,
            "lines": list(order.lines.select_related("application")),
            "url": settings.SITE_URL + order.get_absolute_url(),
            **facts,
        },
    )
