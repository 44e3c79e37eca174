"""What the staff read of files and reports is written down before it leaves the portal, whichever page shows it."""

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
        if ref := number_of(match, request.user):
            what = what_of(match, response)
            note_reading(ref, by=request.user, what=what, at=timezone.now(), address=request.path)
        return response


def number_of(match, user) -> str:
    """The number of the file that this page shows to one of the staff; or of something else that has one, where its
    admin says `is_written_down`.  "" where there is nothing to note: staff who see only the list of files read none.
    """
    if kept := written_down(match):
        return kept
    file = read_by(match, user)
    return file.ref if file else ""


def written_down(match) -> str:
    admin = admin_of(match)
    if not getattr(admin, "is_written_down", False):
        return ""
    key = key_of(match)
    return admin.model.objects.filter(pk=key).values_list("ref", flat=True).first() or "" if key else ""


def admin_of(match):
    """The admin class whose page this is, under whatever decorators."""
    view = match.func
    while not hasattr(view, "__self__") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return getattr(view, "__self__", None)


def key_of(match) -> str:
    key = str(match.kwargs.get("object_id") or match.kwargs.get("pk") or "")
    return key if key.isdecimal() else ""


def read_by(match, user) -> Application | None:
    """The file whose content this page shows to one of the staff, or to whoever fills it in with somebody."""
    if reads_files(user):
        return on_desk(match) or in_portal(match, user)
    file = in_portal(match, user) if user.is_staff else None
    return file if file and helps_now(user, file) else None


def on_desk(match) -> Application | None:
    """The file of a page of its own on the desk."""
    if getattr(admin_of(match), "model", None) is Application:
        key = key_of(match)
        return Application.objects.filter(pk=key).only("ref").first() if key else None
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
