"""Disclosures, their papers and the links that lead to them, sealed again under the key of today."""

from collections.abc import Callable

from cryptography.fernet import InvalidToken
from django.core.files.base import ContentFile
from django.db import transaction

from accounts import sealed
from icajo import sealing

from ..models import DisclosedPaper, Disclosure, Invitation
from .disclosed import BOX


def reseal_disclosures(refuse: Callable[[str], None]) -> int:
    """Seal everything again, a row at a time, while the portal is open; returns how much.  Safe to repeat.

    `refuse` hears of each row that no listed key opens: it is left as it is.
    """
    done = sum(_each(rows, name, refuse) for rows, name in (
        (Disclosure.objects.exclude(sealed=""), "sealed"),
        (Invitation.objects.exclude(sealed_token=""), "sealed_token"),
    ))  # fmt: skip
    return done + sum(_paper(pk, refuse) for pk in DisclosedPaper.objects.values_list("pk", flat=True))


def _each(rows, name, refuse):
    done = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
            if row is None:  # destroyed since
                continue
            try:
                setattr(row, name, sealed.again(getattr(row, name)))
            except ValueError:
                refuse(f"{row._meta.verbose_name} {pk}")
                continue
            row.save(update_fields=[name])
            done += 1
    return done


def _paper(pk, refuse):
    """A file is written anew, then the row points to it: one that fails half-way leaves the old one readable."""
    with transaction.atomic():
        paper = DisclosedPaper.objects.select_for_update(of=("self",)).select_related("file").filter(pk=pk).first()
        if paper is None:
            return 0
        file, old = paper.file, str(paper.file.content.name)
        try:
            with file.content.open("rb") as content:
                again = sealing.box(BOX).rotate(content.read())
        except InvalidToken:
            refuse(f"{paper._meta.verbose_name} {pk}")
            return 0
        file.content.save(file.name, ContentFile(again), save=False)
        file.save(update_fields=["content"])
        storage, new = file.content.storage, file.content.name
        if new != old:
            transaction.on_commit(lambda: storage.delete(old))
        return 1
