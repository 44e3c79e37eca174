"""How the documents of a file stand: what officers accepted, what they refused, and what came in its place."""

from .models import Application, Document, DocumentReview


def reviewed(application: Application):
    """The documents of a file, each with its reviews, the one that counts first."""
    return application.documents.select_related("file").prefetch_related("reviews")


def is_refused(document: Document) -> bool:
    """Does the last word about it say so?"""
    last = next(iter(document.reviews.all()), None)
    return last is not None and last.outcome == DocumentReview.Outcome.REFUSED


def not_replaced(application: Application) -> list[Document]:
    """The refused documents for which nothing better has come under the same name."""
    documents = list(reviewed(application))
    refused = {document.pk for document in documents if is_refused(document)}
    newest = {document.code: document.pk for document in documents if document.pk not in refused}  # in their order
    return [one for one in documents if one.pk in refused and newest.get(one.code, 0) < one.pk]
