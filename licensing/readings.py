"""What the staff read of files is written down before it leaves the portal, whichever page shows it."""

import inspect

from django.utils import timezone

from accounts.models import Right

from .actions.trail import note_reading
from .assisting import helps_now
from .models import Application, FileReading
from .models.applications import reads_files
from .permissions import holds

What = FileReading.What


class ReadingsWrittenDown:
    """Every page about one file that one of the staff is given: an answer that cannot be noted is not sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 200 or not match or not ("ref" in match.kwargs or "admin" in match.namespaces):
            return response
        # staff who see no more than the list of files read none
        if file := read_by(match, request.user):
            what = what_of(match, response)
            note_reading(file, by=request.user, what=what, at=timezone.now(), address=request.path)
        return response


def read_by(match, user) -> Application | None:
    """The file whose content this page shows to one of the staff, or to whoever fills it in with somebody."""
    if reads_files(user):
        return on_desk(match) or in_portal(match, user)
    file = in_portal(match, user) if user.is_staff else None
    return file if file and helps_now(user, file) else None


def on_desk(match) -> Application | None:
    """The file of a page of its own on the desk."""
    admin = getattr(inspect.unwrap(match.func), "__self__", None)
    if getattr(admin, "model", None) is Application:
        key = str(match.kwargs.get("object_id") or match.kwargs.get("pk") or "")
        return Application.objects.filter(pk=key).only("ref").first() if key.isdecimal() else None
    return numbered(match) if "admin" in match.namespaces else None


def in_portal(match, user) -> Application | None:
    """The file of a page of the portal, but for those who read it as its applicant."""
    application = numbered(match) if "admin" not in match.namespaces else None
    return None if application is None or holds(user, application, Right.VIEW) else application


def numbered(match) -> Application | None:
    ref = match.kwargs.get("ref")
    return Application.objects.filter(ref=ref).defer("answers").first() if ref else None


def what_of(match, response) -> str:
    if not response.get("Content-Type", "").startswith("text/html"):
        return What.DOCUMENT
    return What.MESSAGES if "thread" in match.url_name else What.PAGE
